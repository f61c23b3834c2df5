import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAppState } from '../../app/app-state.ts';
import { amountText } from '../format.ts';
import type { NamedFigure } from '../group-figures.ts';
import { RobustnessChip, useRangeText, useReasonWords } from '../robustness-chip.tsx';
import { useFocusFeature } from './focus-feature.ts';
import type { FeatureIndex } from './receipt-highlight.ts';
import { useKindName } from './receipt-method.tsx';
import { Fact, Section } from './section.tsx';
import classes from './receipt.module.css';

const firstRows = 8;
const moreRows = 100;

/** How far the number may be trusted: what it would be with everything on the edge lost or won, what stands there, and what its data lack. */
export function ReceiptRobustness({ named: { figure }, features }: { readonly named: NamedFigure; readonly features: FeatureIndex }) {
  const { t } = useTranslation('figures');
  const locale = useAppState((s) => s.locale);
  const reasonWords = useReasonWords();
  const rangeText = useRangeText();
  const kindName = useKindName();
  const { focused, focus } = useFocusFeature('receipt-edge', features);
  const [rows, setRows] = useState(firstRows);
  const { robustness } = figure;
  if (!robustness) return null;
  const { reasons, marginM, asOf, edges, edgesTotal, edgesAmount } = robustness;
  return (
    <Section title={<span className={classes['listHead']}>{t('robustness.title')}<RobustnessChip figure={figure} /></span>}>
      {reasons.length === 0 ? <p>{t('robustness.robustMeaning')}</p> : <ul className={classes['list']}>{reasons.map((reason) => <li key={`${reason.code}/${reason.layer}`}>{reasonWords(reason, robustness)}</li>)}</ul>}
      <dl className={classes['facts']}>
        <Fact name={t('robustness.range', { margin: marginM })}>{rangeText(figure)}</Fact>
        <Fact name={t('robustness.onEdge', { margin: marginM })}>{t('robustness.edges', { count: edgesTotal, amount: amountText(edgesAmount, figure.numeratorUnit, locale) })}</Fact>
        <Fact name={t('robustness.asOf')}>{asOf}</Fact>
      </dl>
      <ul className={classes['features']}>
        {edges.slice(0, rows).map(({ layer, id, amount }) => {
          const name = (features.get(id)?.properties as { name?: string | null } | null | undefined)?.name || `${kindName(layer)} #${id}`;
          return (
            <li key={`${layer}/${id}`}>
              <button type="button" className={classes['feature']} aria-pressed={focused === id} onClick={() => focus(id)} title={t('receipt.flyTo', { name })}>
                <span>{name}</span><span className={classes['quiet']}>{amount === null ? '' : amountText(amount, figure.numeratorUnit, locale)}</span>
              </button>
            </li>
          );
        })}
      </ul>
      {edges.length > rows && <button type="button" className={classes['more']} onClick={() => setRows(rows + moreRows)}>{t('receipt.more', { count: Math.min(moreRows, edges.length - rows) })}</button>}
      {edges.length > 0 && edgesTotal > edges.length && rows >= edges.length && <p className={classes['quiet']}>{t('receipt.shown', { shown: edges.length, total: edgesTotal })}</p>}
    </Section>
  );
}
