import { Checkbox, Select, Text } from '@mantine/core';
import { memo, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Figure } from '#planning/coverage/figure.ts';
import type { RuleSet } from '#planning/standards/rule.ts';
import { useAppState } from '../app/app-state.ts';
import { FigureGroup, figureKey } from './figure-group.tsx';
import classes from './figures.module.css';
import { groupFigures, nameFigures } from './group-figures.ts';
import { useOpenFigure, type Reading } from './open-figure.ts';

interface Props {
  readonly area: string;
  readonly figures: readonly Figure[];
  /** Saved figures that drafts are compared with. */
  readonly before: readonly Figure[] | null;
  readonly ruleSets: readonly RuleSet[];
  /** The second reading, with the unit's proposals. */
  readonly withProposals?: readonly Figure[] | null;
}

const byKey = (figures: readonly Figure[] | null) => new Map(figures?.map((figure) => [figureKey(figure), figure]));

interface FilterProps {
  readonly ruleSets: readonly RuleSet[];
  readonly ruleSetId: string | null;
  readonly isOnlyFailing: boolean;
  readonly onRuleSet: (ruleSetId: string | null) => void;
  readonly onOnlyFailing: (isOnlyFailing: boolean) => void;
}
const Filters = memo(function Filters({ ruleSets, ruleSetId, isOnlyFailing, onRuleSet, onOnlyFailing }: FilterProps) {
  const { t } = useTranslation('figures');
  const locale = useAppState((s) => s.locale);
  return (
    <div className={classes['filters']}>
      <Select size="xs" flex={1} aria-label={t('ruleSet')} value={ruleSetId} onChange={onRuleSet} clearable placeholder={t('allRuleSets')} comboboxProps={{ width: 300, position: 'bottom-start' }}
        data={ruleSets.map(({ id, name }) => ({ value: id, label: name[locale] }))} />
      <Checkbox size="xs" label={t('onlyFailing')} checked={isOnlyFailing} onChange={(event) => onOnlyFailing(event.currentTarget.checked)} />
    </div>
  );
});

/** Figures of an area by group; each one opens its receipt. Stays as it is while its figures do: under a pointer everything around it changes. */
export const FigureList = memo(function FigureList({ area, figures, before, ruleSets, withProposals = null }: Props) {
  const { t } = useTranslation('figures');
  const open = useOpenFigure((s) => s.open);
  const [ruleSetId, setRuleSetId] = useState<string | null>(null);
  const [isOnlyFailing, setOnlyFailing] = useState(false);
  const groups = useMemo(() => groupFigures(nameFigures(figures, ruleSets), { ruleSetId, isOnlyFailing }), [figures, ruleSets, ruleSetId, isOnlyFailing]);
  const saved = useMemo(() => byKey(before), [before]);
  const proposed = useMemo(() => byKey(withProposals), [withProposals]);
  const onOpen = useCallback((ruleId: string, ruleSet: string, reading: Reading) => useOpenFigure.getState().show({ area, ruleId, ruleSetId: ruleSet, reading }), [area]);
  const openKey = open?.area === area ? figureKey(open) : null;
  return (
    <section aria-label={t('title')}>
      <Filters ruleSets={ruleSets} ruleSetId={ruleSetId} isOnlyFailing={isOnlyFailing} onRuleSet={setRuleSetId} onOnlyFailing={setOnlyFailing} />
      {groups.length === 0 && <Text size="sm" c="dimmed" p="md">{t(isOnlyFailing ? 'nothingFails' : 'noFiguresText')}</Text>}
      {groups.map(({ group, figures: named }) => (
        <FigureGroup
          key={group} group={group} named={named} showsRuleSet={ruleSetId === null} onOpen={onOpen} openKey={named.some(({ figure }) => figureKey(figure) === openKey) ? openKey : null}
          before={named.map(({ figure }) => saved.get(figureKey(figure)))} proposed={named.map(({ figure }) => proposed.get(figureKey(figure)))}
        />
      ))}
    </section>
  );
});
