import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SourceLayer } from '#contract/deliveries.ts';
import classes from './deliveries.module.css';

/** The first rows as they stand in the source: where a wrong encoding or a shifted column is seen at a glance. */
export function SampleRows({ layer, isStale }: { readonly layer: SourceLayer; /** True while they are read again. */ readonly isStale: boolean }) {
  const { t } = useTranslation('deliveries');
  const names = layer.fields.map(({ name }) => name);
  if (layer.rows.length === 0 || names.length === 0) return null;
  return (
    <section className={classes['part']} aria-label={t('rows.title', { count: layer.rows.length })} aria-busy={isStale} style={{ opacity: isStale ? 0.5 : 1 }}>
      <Title order={4} fz="sm">{t('rows.title', { count: layer.rows.length })}</Title>
      <div className={classes['scroll']} tabIndex={0} role="group" aria-label={t('rows.title', { count: layer.rows.length })}>
        <table className={classes['table']} style={{ whiteSpace: 'nowrap' }}>
          <thead><tr>{names.map((name) => <th key={name} scope="col">{name}</th>)}</tr></thead>
          <tbody>
            {layer.rows.map((row, i) => (
              // Rows have no identity but their place.
              <tr key={i}>{names.map((name) => { const value = row[name] ?? null; const text = value === null ? '' : String(value); return <td key={name} className={classes[typeof value === 'number' ? 'number' : 'cell']} title={text.length > 24 ? text : undefined}>{text}</td>; })}</tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
