import { useTranslation } from 'react-i18next';
import { useAppState } from '../../app/app-state.ts';
import { FigureValue } from '../figure-row.tsx';
import { exactText, amountText, quotientText, thresholdText, unitText, valueText } from '../format.ts';
import { roleNames, type NamedFigure } from '../group-figures.ts';
import { VerdictMark } from '../verdict-mark.tsx';
import { Fact, Section } from './section.tsx';
import classes from './receipt.module.css';

/** Second numbers that are not in the rule's own unit. */
const extraUnits: Readonly<Record<string, string>> = { areaM2: 'm²', context: 'count', people: 'people', neededAtFewest: 'count', sizeUnknown: 'count', landM2: 'm²' };

/** `category:clinic` → its name in the rule; other second numbers have words of their own. */
function Extras({ named: { figure, rule } }: { readonly named: NamedFigure }) {
  const { t } = useTranslation('figures');
  const locale = useAppState((s) => s.locale);
  const names = roleNames(rule);
  const entries = Object.entries(figure.extras);
  if (entries.length === 0) return null;
  return (
    <dl className={classes['extras']}>
      {entries.map(([key, value]) => {
        const [kind = '', id] = key.split(':');
        const name = id === undefined ? t(`extras.${kind}`, { defaultValue: kind }) : names[id]?.[locale] ?? id;
        const unit = extraUnits[kind];
        const text = unit !== undefined ? amountText(value, unit, locale) : Object.values(valueText(value, figure.unit, locale)).join(' ');
        return <Fact key={key} name={name}>{text}</Fact>;
      })}
    </dl>
  );
}

/** Value and verdict, the formula, and the formula with its numbers put in. */
export function ReceiptNumbers({ named }: { readonly named: NamedFigure }) {
  const { t } = useTranslation('figures');
  const locale = useAppState((s) => s.locale);
  const { figure } = named;
  const { threshold } = figure;
  const quotient = quotientText(figure, locale);
  return (
    <Section>
      <div className={classes['headline']}>
        <FigureValue figure={figure} isLarge />
        <span className={classes['headlineVerdict']}>
          <VerdictMark verdict={figure.verdict} />
          {threshold && <span>{t('threshold')} {thresholdText(threshold, figure.unit, locale)}{threshold.infoAbove !== undefined && ` · ${t('receipt.infoAbove', { value: threshold.infoAbove })}`}</span>}
          {threshold && <span data-confidence={threshold.confidence}>{t('receipt.thresholdConfidence', { basis: named.rule.threshold?.basis ?? '' })} · {t(`receipt.confidences.${threshold.confidence}`)}</span>}
        </span>
      </div>
      <p className={classes['formula']}><b>{t('receipt.formula')}</b> {figure.receipt.formula[locale]}</p>
      {quotient && <p className={classes['quotient']}>{quotient}</p>}
      {figure.numerator !== null && (
        <dl className={classes['facts']}>
          <Fact name={t('receipt.numerator')}>{exactText(figure.numerator, locale)} {unitText(figure.numeratorUnit, locale)}</Fact>
          {figure.denominator !== null && <Fact name={t('receipt.denominator')}>{exactText(figure.denominator, locale)} {unitText(figure.denominatorUnit, locale)}</Fact>}
          {figure.value !== null && <Fact name={`${t('receipt.value')} · ${t('receipt.exact')}`}>{exactText(figure.value, locale)}</Fact>}
        </dl>
      )}
      <Extras named={named} />
    </Section>
  );
}
