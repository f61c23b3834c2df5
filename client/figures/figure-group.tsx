import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Figure } from '#planning/coverage/figure.ts';
import { FigureRow } from './figure-row.tsx';
import classes from './figures.module.css';
import { countVerdicts, type Group, type NamedFigure } from './group-figures.ts';
import type { Reading } from './open-figure.ts';
import { VerdictCounts } from './verdict-mark.tsx';

interface Props {
  readonly group: Group;
  readonly named: readonly NamedFigure[];
  /** In the order of `named`: saved figures that drafts are compared with. */
  readonly before: readonly (Figure | undefined)[];
  /** In the order of `named`: the second reading, with the unit's proposals. */
  readonly proposed: readonly (Figure | undefined)[];
  readonly showsRuleSet: boolean;
  /** `rule set/rule` whose receipt is open, when it is one of this group. */
  readonly openKey: string | null;
  readonly onOpen: (ruleId: string, ruleSetId: string, reading: Reading) => void;
}

export const figureKey = ({ ruleSetId, ruleId }: Pick<Figure, 'ruleSetId' | 'ruleId'>): string => `${ruleSetId}/${ruleId}`;

const isSameList = (a: readonly unknown[], b: readonly unknown[]): boolean => a === b || (a.length === b.length && a.every((each, i) => each === b[i]));

/** Lists are made anew for every answer; what counts is what stands in them. */
export function isSameGroup(a: Props, b: Props): boolean {
  return a.group === b.group && a.named === b.named && a.showsRuleSet === b.showsRuleSet && a.openKey === b.openKey && a.onOpen === b.onOpen
    && isSameList(a.before, b.before) && isSameList(a.proposed, b.proposed);
}

/** One group of figures with its counts. Under a pointer most groups say what they said, and are not looked at again. */
export const FigureGroup = memo(function FigureGroup({ group, named, before, proposed, showsRuleSet, openKey, onOpen }: Props) {
  const { t } = useTranslation('figures');
  return (
    <div className={classes['group']}>
      <h3 className={classes['groupHead']}>{t(`groups.${group}`)}<VerdictCounts {...countVerdicts(named.map(({ figure }) => figure))} /></h3>
      {named.map(({ figure, rule, ruleSet }, i) => (
        <FigureRow key={figureKey(figure)} figure={figure} rule={rule} ruleSet={ruleSet} before={before[i]} proposed={proposed[i]} showsRuleSet={showsRuleSet} isOpen={openKey === figureKey(figure)} onOpen={onOpen} />
      ))}
    </div>
  );
}, isSameGroup);
