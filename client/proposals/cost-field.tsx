import { NumberInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAppState } from '../app/app-state.ts';
import { costText } from '../schemes/format.ts';
import { putProposal } from './proposal-commands.ts';
import classes from './proposals.module.css';
import type { ShownProposal } from './unit-proposals.ts';

const mostCost = 1e9;

/** What a proposal costs, 万元; Enter or leaving keeps it, an empty field says that nobody knows. */
export function CostField({ proposal }: { readonly proposal: ShownProposal }) {
  const { t } = useTranslation('proposals');
  const [text, setText] = useState<string | number>(proposal.cost ?? '');
  const keep = () => {
    const cost = text === '' ? undefined : Number(text);
    if (cost === proposal.cost || (cost !== undefined && !(cost >= 0 && cost <= mostCost))) return;
    const changed = { ...proposal };
    if (cost === undefined) delete changed.cost;
    else changed.cost = cost;
    putProposal(proposal, changed);
  };
  return <NumberInput className={classes['cost']} size="xs" label={t('cost')} min={0} max={mostCost} decimalScale={4} thousandSeparator hideControls value={text} onChange={setText} onBlur={keep} onKeyDown={(event) => { if (event.key === 'Enter') keep(); event.stopPropagation(); }} />;
}

/** What the proposals of a unit cost together, and how many do not say. */
export function CostSum({ proposals }: { readonly proposals: readonly ShownProposal[] }) {
  const { t } = useTranslation('proposals');
  const locale = useAppState((s) => s.locale);
  const known = proposals.flatMap(({ cost }) => cost ?? []);
  if (known.length === 0) return null;
  const missing = proposals.length - known.length;
  return <p className={classes['costSum']}><b>{t('costTotal', { amount: costText(known.reduce((sum, cost) => sum + cost, 0), locale) })}</b>{missing > 0 && ` · ${t('costUnknown', { count: missing })}`}</p>;
}
