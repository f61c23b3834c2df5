import { Checkbox, Select, Text } from '@mantine/core';
import { memo, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Figure } from '#planning/coverage/figure.ts';
import type { RuleSet } from '#planning/standards/rule.ts';
import { useAppState } from '../app/app-state.ts';
import { FigureRow } from './figure-row.tsx';
import classes from './figures.module.css';
import { countVerdicts, groupFigures, nameFigures } from './group-figures.ts';
import { useOpenFigure } from './open-figure.ts';
import { VerdictCounts } from './verdict-mark.tsx';

interface Props {
  readonly area: string;
  readonly figures: readonly Figure[];
  /** Saved figures that drafts are compared with. */
  readonly before: readonly Figure[] | null;
  readonly ruleSets: readonly RuleSet[];
  /** The second reading, with the unit's proposals. */
  readonly withProposals?: readonly Figure[] | null;
}

const keyOf = ({ ruleSetId, ruleId }: Figure) => `${ruleSetId}/${ruleId}`;
const byKey = (figures: readonly Figure[] | null) => new Map(figures?.map((figure) => [keyOf(figure), figure]));

/** Figures of an area by group; each one opens its receipt. Stays as it is while its figures do: under a pointer everything around it changes. */
export const FigureList = memo(function FigureList({ area, figures, before, ruleSets, withProposals = null }: Props) {
  const { t } = useTranslation('figures');
  const locale = useAppState((s) => s.locale);
  const open = useOpenFigure((s) => s.open);
  const [ruleSetId, setRuleSetId] = useState<string | null>(null);
  const [isOnlyFailing, setOnlyFailing] = useState(false);
  const groups = useMemo(() => groupFigures(nameFigures(figures, ruleSets), { ruleSetId, isOnlyFailing }), [figures, ruleSets, ruleSetId, isOnlyFailing]);
  const saved = useMemo(() => byKey(before), [before]);
  const proposed = useMemo(() => byKey(withProposals), [withProposals]);
  const onOpen = useCallback((ruleId: string, ruleSet: string) => useOpenFigure.getState().show({ area, ruleId, ruleSetId: ruleSet }), [area]);
  return (
    <section aria-label={t('title')}>
      <div className={classes['filters']}>
        <Select size="xs" flex={1} aria-label={t('ruleSet')} value={ruleSetId} onChange={setRuleSetId} clearable placeholder={t('allRuleSets')} comboboxProps={{ width: 300, position: 'bottom-start' }}
          data={ruleSets.map(({ id, name }) => ({ value: id, label: name[locale] }))} />
        <Checkbox size="xs" label={t('onlyFailing')} checked={isOnlyFailing} onChange={(event) => setOnlyFailing(event.currentTarget.checked)} />
      </div>
      {groups.length === 0 && <Text size="sm" c="dimmed" p="md">{t(isOnlyFailing ? 'nothingFails' : 'noFiguresText')}</Text>}
      {groups.map(({ group, figures: named }) => (
        <div key={group} className={classes['group']}>
          <h3 className={classes['groupHead']}>{t(`groups.${group}`)}<VerdictCounts {...countVerdicts(named.map(({ figure }) => figure))} /></h3>
          {named.map(({ figure, rule, ruleSet }) => (
            <FigureRow
              key={keyOf(figure)} figure={figure} rule={rule} ruleSet={ruleSet} before={saved.get(keyOf(figure))} proposed={proposed.get(keyOf(figure))} showsRuleSet={ruleSetId === null}
              isOpen={open !== null && open.area === area && open.ruleId === figure.ruleId && open.ruleSetId === figure.ruleSetId} onOpen={onOpen}
            />
          ))}
        </div>
      ))}
    </section>
  );
});
