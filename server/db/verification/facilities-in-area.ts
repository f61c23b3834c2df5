import type { FacilitySize, Selector } from '#planning/standards/rule.ts';
import { editionOf, wkbSql } from './fragments.ts';
import { selectorSql } from './selector-sql.ts';
import type { SqlValues } from './sql-values.ts';
import type { VerificationContext } from './verification-context.ts';

/** Rows `(id, attrs, geom)` of the selected features whose place (the centroid of their outline) lies in the area, boundary included. */
export function facilitiesInAreaSql(context: VerificationContext, values: SqlValues, selectors: readonly Selector[]): string {
  const area = wkbSql(values, context.area.wkb, context.srid);
  const test = selectors.map((selector) => `(${selectorSql(values, 'f', selector, editionOf(context, selector))})`).join(' or ');
  return `select f.id, f.attrs, f.geom from feature f, (select ${area} as geom) a where f.geom && a.geom and (${test}) and st_intersects(a.geom, st_centroid(f.geom))`;
}

/** A number of the row's attributes, null when it is absent or no number. */
export function numberAttributeSql(values: SqlValues, attrs: string, name: string): string {
  const key = values.add(name);
  return `case when jsonb_typeof(${attrs}->${key}::text) = 'number' then (${attrs}->>${key}::text)::float8 end`;
}

/** The size of a row, null when unknown. */
export function sizeSql(values: SqlValues, row: string, { attribute, ground }: FacilitySize): string {
  const sizes = [
    ...attribute === undefined ? [] : [numberAttributeSql(values, `${row}.attrs`, attribute)],
    ...ground === true ? [`case when st_dimension(${row}.geom) = 2 then st_area(${row}.geom) end`] : [],
  ];
  return `coalesce(${sizes.join(', ')}, null::float8)`;
}
