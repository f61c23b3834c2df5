import { useTranslation } from 'react-i18next';
import type { Verdict } from '#planning/coverage/figure.ts';
import classes from './figures.module.css';

/** A shape and a word for every verdict: colour only repeats what they say. */
export const verdictSigns: Readonly<Record<Verdict, string>> = { pass: '✓', fail: '!', not_applicable: '–', not_assessed: '?', no_threshold: '·' };

export function VerdictMark({ verdict, isShort = false }: { readonly verdict: Verdict; readonly isShort?: boolean }) {
  const { t } = useTranslation('figures');
  const word = t(`verdicts.${verdict}`);
  return (
    <span className={classes['verdict']} data-verdict={verdict} title={t(`verdictMeanings.${verdict}`)}>
      <span className={classes['verdictSign']} aria-hidden>{verdictSigns[verdict]}</span>
      {isShort ? <span className={classes['hiddenWord']}>{word}</span> : word}
    </span>
  );
}

interface CountProps { readonly pass: number; readonly fail: number; readonly other: number }
/** `✓ 12  ! 3  ? 4` of a unit in a list. */
export function VerdictCounts({ pass, fail, other }: CountProps) {
  const { t } = useTranslation('figures');
  return (
    <span className={classes['counts']} aria-label={t('countsLabel', { pass, fail, other })}>
      <span data-verdict="pass" className={classes['count']} aria-hidden>✓ {pass}</span>
      <span data-verdict="fail" className={classes['count']} aria-hidden>! {fail}</span>
      {other > 0 && <span data-verdict="not_assessed" className={classes['count']} aria-hidden>· {other}</span>}
    </span>
  );
}
