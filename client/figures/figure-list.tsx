import { Checkbox, Select, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
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

/** Figures of an area by group; each one opens its receipt. */
export function FigureList({ area, figures, before, ruleSets, withProposals = null }: Props) {
  const { t } = useTranslation('figures');
  const locale = useAppState((s) => s.locale);
  const open = useOpenFigure((s) => s.open);
  const [ruleSetId, setRuleSetId] = useState<string | null>(null);
  const [isOnlyFailing, setOnlyFailing] = useState(false);
  const groups = useMemo(() => groupFigures(nameFigures(figures, ruleSets), { ruleSetId, isOnlyFailing }), [figures, ruleSets, ruleSetId, isOnlyFailing]);
  const same = (a: Figure, b: { ruleId: string; ruleSetId: string }) => a.ruleId === b.ruleId && a.ruleSetId === b.ruleSetId;
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
          {named.map((each) => (
            <FigureRow
              key={`${each.ruleSet.id}/${each.rule.id}`} named={each} before={before?.find((saved) => same(saved, each.figure))} showsRuleSet={ruleSetId === null} proposed={withProposals?.find((other) => same(other, each.figure))}
              isOpen={open !== null && open.area === area && same(each.figure, open)}
              onOpen={() => useOpenFigure.getState().show({ area, ruleId: each.rule.id, ruleSetId: each.ruleSet.id })}
            />
          ))}
        </div>
      ))}
    </section>
  );
}
