import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Figure } from '#planning/coverage/figure.ts';
import { useAppState } from '../app/app-state.ts';
import { changeText, thresholdText, valueText } from './format.ts';
import type { NamedFigure } from './group-figures.ts';
import classes from './figures.module.css';
import type { Reading } from './open-figure.ts';
import { RobustnessChip } from './robustness-chip.tsx';
import { VerdictMark } from './verdict-mark.tsx';

interface ChangeProps { readonly before: Figure | undefined; readonly now: Figure }
/** ▲▼ against the saved figure, blue and orange. */
export const ChangeMark = memo(function ChangeMark({ before, now }: ChangeProps) {
  const { t } = useTranslation('figures');
  const locale = useAppState((s) => s.locale);
  const change = before ? changeText(before.value, now.value, now.unit, locale) : null;
  if (!change) return null;
  return <span className={classes['change']} data-direction={change.direction} aria-label={t(change.direction, { text: change.text })}>{change.direction === 'up' ? '▲' : '▼'} {change.text}</span>;
});

/** The number of a figure: value large, unit small; a dash where there is none. */
export function FigureValue({ figure, isLarge = false }: { readonly figure: Pick<Figure, 'value' | 'unit' | 'threshold'>; readonly isLarge?: boolean }) {
  const locale = useAppState((s) => s.locale);
  if (figure.value === null) return <span className={classes['value']} data-empty data-large={isLarge || undefined}>–</span>;
  const text = valueText(figure.value, figure.unit, locale, figure.threshold);
  return <span className={classes['value']} data-large={isLarge || undefined}>{text.value}{text.unit && <small>{text.unit}</small>}</span>;
}

/** `→ 82.1 %`: what the figure is with the proposals counted; a verdict they turn is marked. */
function ProposedValue({ now, proposed }: { readonly now: Figure; readonly proposed: Figure }) {
  const { t } = useTranslation('proposals');
  const flip = proposed.verdict !== now.verdict && (proposed.verdict === 'pass' || proposed.verdict === 'fail') ? proposed.verdict : null;
  return (
    <span className={classes['proposed']} data-proposed={proposed.ruleId} data-same={proposed.value === now.value || undefined} title={flip ? t(`flips.${flip}`) : undefined}>
      <span aria-hidden>→</span> <FigureValue figure={proposed} />{flip && <VerdictMark verdict={flip} />}
    </span>
  );
}

interface RowProps extends NamedFigure { readonly before: Figure | undefined; readonly isOpen: boolean; readonly showsRuleSet: boolean; /** With the unit's proposals. */ readonly proposed?: Figure | undefined; readonly onOpen: (ruleId: string, ruleSetId: string, reading: Reading) => void }
/** Where in a row the pointer goes down says which reading is meant; the receipt has a switch for both. */
const readingAt = (target: EventTarget): Reading => (target instanceof Element && target.closest('[data-proposed]') ? 'with_proposals' : 'existing');

/** One figure as a button: name, value, verdict, threshold; opens its receipt. Drawn again only when something of it is another object. */
export const FigureRow = memo(function FigureRow({ figure, rule, ruleSet, before, isOpen, showsRuleSet, proposed, onOpen }: RowProps) {
  const { t } = useTranslation('figures');
  const locale = useAppState((s) => s.locale);
  const isUnsure = rule.clause.confidence === 'low';
  return (
    <button type="button" className={classes['row']} aria-pressed={isOpen} data-verdict={figure.verdict} onClick={(event) => onOpen(rule.id, ruleSet.id, readingAt(event.target))} title={t('open', { name: rule.name[locale] })} data-rule={rule.id}>
      <span className={classes['rowName']}>{rule.name[locale]}{isUnsure && <abbr className={classes['unsure']} title={t('receipt.lowNote')}>M</abbr>}</span>
      <span className={classes['rowValues']}><FigureValue figure={figure} />{proposed && <ProposedValue now={figure} proposed={proposed} />}</span>
      <span className={classes['rowFoot']}>
        {showsRuleSet && <span className={classes['rowSet']}>{ruleSet.name[locale]}</span>}
        <RobustnessChip figure={figure} words="when_fragile" />
        <ChangeMark before={before} now={figure} />
      </span>
      <span className={classes['rowVerdict']}>
        {figure.threshold && <span className={classes['threshold']}>{thresholdText(figure.threshold, figure.unit, locale)}</span>}
        <VerdictMark verdict={figure.verdict} />
      </span>
    </button>
  );
});
