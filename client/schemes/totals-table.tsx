import { useTranslation } from 'react-i18next';
import type { SchemeTotals } from '#contract/scheme-comparison.ts';
import { useAppState, type Locale } from '../app/app-state.ts';
import { peopleText } from '../figures/format.ts';
import { areaText } from '../layers/names.ts';
import { costText } from './format.ts';
import classes from './schemes.module.css';

type Row = keyof SchemeTotals;
const rows: readonly Row[] = ['units', 'areaM2', 'people', 'proposals', 'cost'];

function textOf(row: Row, value: number, locale: Locale): string {
  if (row === 'areaM2') return areaText(value, locale);
  if (row === 'people') return peopleText(value, locale);
  if (row === 'cost') return costText(value, locale);
  return value.toLocaleString(locale === 'zh' ? 'zh-CN' : 'en');
}

/** More or less, as shape, colour and word; nothing where both show the same. */
export function Delta({ difference, text }: { readonly difference: number; readonly text: string }) {
  const { t } = useTranslation('schemes');
  if (difference === 0) return null;
  const direction = difference > 0 ? 'up' : 'down';
  return <span className={classes['delta']} data-direction={direction} aria-label={t(direction, { text })}>{direction === 'up' ? '▲' : '▼'} {text}</span>;
}

/** Sums of both schemes and their differences. */
export function TotalsTable({ a, b }: { readonly a: SchemeTotals; readonly b: SchemeTotals }) {
  const { t } = useTranslation('schemes');
  const locale = useAppState((s) => s.locale);
  return (
    <table className={classes['totals']} aria-label={t('totals')}>
      <thead><tr><th scope="col">{t('totals')}</th><th scope="col">{t('sideA')}</th><th scope="col">{t('sideB')}</th><th scope="col">{t('difference')}</th></tr></thead>
      <tbody>
        {rows.map((row) => {
          const [va, vb] = [a[row], b[row]];
          const cell = (value: number | null) => (value === null ? t('unknown') : textOf(row, value, locale));
          // Sums of areas that were added up in another order differ in their last digits.
          const isEqual = va === null || vb === null || cell(va) === cell(vb);
          return <tr key={row}><th scope="row">{t(`rows.${row}`)}</th><td>{cell(va)}</td><td>{cell(vb)}</td><td>{!isEqual && <Delta difference={vb - va} text={textOf(row, Math.abs(vb - va), locale)} />}</td></tr>;
        })}
      </tbody>
    </table>
  );
}
