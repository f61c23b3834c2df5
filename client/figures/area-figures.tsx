import { Button } from '@mantine/core';
import { IconChecks } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { FigureSet } from '#contract/figures.ts';
import { useAppState } from '../app/app-state.ts';
import type { LiveFigures } from '../coverage/protocol.ts';
import { areaText } from '../layers/names.ts';
import { RegimesButton } from '../regimes/regimes-button.tsx';
import { RegimesHost } from '../regimes/regimes-panel.tsx';
import { FailedState, LoadingState, useProblemWords } from '../ui/states.tsx';
import { FigureList } from './figure-list.tsx';
import classes from './figures.module.css';
import { momentText, peopleText } from './format.ts';
import { useFigureSet, useRuleSets, useVerification } from './queries.ts';
import { ReceiptHost } from './receipt/receipt-host.tsx';
import { StateChip } from './state-chip.tsx';

/** Draft figures that stand in for the stored ones; `live` null while the first ones are computed. */
export interface Draft { readonly live: LiveFigures | null; readonly note: string }

function StateLine({ area, set, draft }: { readonly area: string; readonly set: FigureSet | null; readonly draft: Draft | null }) {
  const { t } = useTranslation('figures');
  const locale = useAppState((s) => s.locale);
  const cityId = useAppState((s) => s.cityId);
  const verification = useVerification(cityId);
  const words = useProblemWords();
  if (draft) return <div className={classes['stateLine']} role="status"><StateChip state="draft" />{draft.note}</div>;
  if (!set) return null;
  const when = momentText(set.computedAt, locale);
  return (
    <div className={classes['stateLine']}>
      <StateChip state={set.state} isStale={set.stale} />
      <span style={{ flex: 1 }}>{set.computedBy === null ? t('computedAtBy', { when }) : t('computedAt', { when, who: set.computedBy })}</span>
      {set.withProposals && <span className={classes['secondState']}>{t('receipt.readings.with_proposals')} <StateChip state={set.withProposals.state} isStale={set.stale} /></span>}
      {[set.state, set.withProposals?.state ?? 'verified'].some((state) => state === 'computed' || state === 'disputed') && (
        <Button size="compact-xs" variant="subtle" leftSection={<IconChecks size={14} />} loading={verification.isPending} disabled={verification.isSuccess} onClick={() => verification.mutate(area)}>
          {t(verification.isSuccess ? 'recheckAsked' : 'recheck')}
        </Button>
      )}
      {verification.isError && <span role="alert">{words(verification.error).title}</span>}
    </div>
  );
}

const Summary = memo(function Summary({ areaM2, people }: { readonly areaM2: number; readonly people: number | null }) {
  const { t } = useTranslation('figures');
  const locale = useAppState((s) => s.locale);
  const [area = '', areaUnit = ''] = areaText(areaM2, locale).split(' ');
  const [count = '', countUnit = ''] = people === null ? [t('noPeople')] : peopleText(people, locale).split(' ');
  return (
    <dl className={classes['summary']} style={{ margin: 0 }}>
      <div className={classes['fact']}><dt>{t('area')}</dt><dd className={classes['value']} style={{ margin: 0, textAlign: 'left' }}>{area}<small>{areaUnit}</small></dd></div>
      <div className={classes['fact']}><dt>{t('people')}</dt><dd className={classes['value']} style={{ margin: 0, textAlign: 'left' }} data-empty={people === null || undefined}>{count}<small>{countUnit}</small></dd></div>
    </dl>
  );
});

interface Props { readonly area: string; readonly draft?: Draft | null; readonly areaName?: string; /** False for something never saved: there is nothing to ask the server for. */ readonly isStored?: boolean }
/** Figures with their receipts of a unit, a division or the city. */
export function AreaFigures({ area, draft = null, areaName, isStored = true }: Props) {
  const { t } = useTranslation('figures');
  const cityId = useAppState((s) => s.cityId);
  const ruleSets = useRuleSets();
  const stored = useFigureSet(cityId, isStored ? area : null);
  const set = stored.data ?? null;
  if (ruleSets.isError) return <FailedState error={ruleSets.error} onRetry={() => void ruleSets.refetch()} />;
  if (!draft && stored.isError) return <FailedState error={stored.error} onRetry={() => void stored.refetch()} />;
  // Until the first draft is there the stored figures stay, marked as what they are.
  const shown = draft?.live ?? set;
  if (!shown || !ruleSets.data) return <LoadingState label={t(draft ? 'preparing' : 'computing')} />;
  return (
    <>
      <Summary areaM2={shown.areaM2} people={shown.people} />
      {!draft?.live && <div className={classes['regimes']}><RegimesButton area={area} areaName={areaName ?? (area === 'city' ? t('whole') : set?.areaName ?? '')} /></div>}
      <StateLine area={area} set={set} draft={draft?.live ? draft : null} />
      <FigureList area={area} figures={shown.figures} before={draft?.live ? set?.figures ?? null : null} withProposals={draft?.live ? draft.live.withProposals : set?.withProposals?.figures ?? null} ruleSets={ruleSets.data} />
      {!draft?.live && <RegimesHost area={area} figures={shown.figures} ruleSets={ruleSets.data} />}
      <ReceiptHost area={area} areaName={areaName ?? (area === 'city' ? t('whole') : set?.areaName ?? '')} set={set} live={draft?.live ?? null} ruleSets={ruleSets.data} />
    </>
  );
}
