import { Anchor, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LayerEdition } from '#contract/layers.ts';
import { useLayerKinds } from '../api/queries.ts';
import { useAppState } from '../app/app-state.ts';
import { useRuleSets } from '../figures/queries.ts';
import { FailedState } from '../ui/states.tsx';
import classes from './layers.module.css';
import { inLocale } from './names.ts';
import { missingLayers, type MissingLayer } from './tree.ts';

/** One layer; opened, the rules that wait for it, each with its document. */
function Missing({ layer: { kind, needing } }: { readonly layer: MissingLayer }) {
  const { t } = useTranslation('layers');
  const locale = useAppState((s) => s.locale);
  return (
    <details className={classes['missing']}>
      <summary>{inLocale(kind.name, locale)} <span>{t('missingRules', { count: needing.length })}</span></summary>
      <ul>{needing.map(({ ruleSet, rule }) => <li key={`${ruleSet.id} ${rule.id}`}>{inLocale(rule.name, locale)} <span>{inLocale(ruleSet.name, locale)}</span></li>)}</ul>
    </details>
  );
}

/** What the city lacks and rules in force need, with those rules. */
export function MissingLayers({ editions }: { readonly editions: readonly LayerEdition[] }) {
  const { t } = useTranslation('layers');
  const kinds = useLayerKinds().data?.kinds;
  const ruleSets = useRuleSets();
  const missing = useMemo(() => missingLayers(kinds ?? [], editions, ruleSets.data ?? []), [kinds, editions, ruleSets.data]);
  if (ruleSets.isError) return <FailedState error={ruleSets.error} onRetry={() => void ruleSets.refetch()} />;
  if (missing.length === 0) return null;
  return (
    <section className={classes['group']} aria-label={t('missing')}>
      <div className={classes['groupHead']}><span>{t('missing')}</span><Anchor component="button" size="xs" onClick={() => useAppState.getState().setPage('data')}>{t('toData')}</Anchor></div>
      <Text size="xs" c="dimmed" mb={4}>{t('missingText')}</Text>
      {missing.map((layer) => <Missing key={layer.kind.kind} layer={layer} />)}
    </section>
  );
}
