import type { ClassAtPlace } from '#planning/standards/rule.ts';
import { editionOf, supplySql, wkbSql } from './fragments.ts';
import { selectorSql } from './selector-sql.ts';
import { SqlValues } from './sql-values.ts';
import type { Contribution, Recomputed, VerificationContext } from './verification-context.ts';

/** Facilities in the area whose class is at least as good as their place demands ÷ facilities in the area. */
export async function recomputeClassAtPlace(context: VerificationContext, rule: ClassAtPlace): Promise<Recomputed> {
  const list = await contributionsToClassAtPlace(context, rule);
  return { numerator: list.filter(({ amount }) => amount === 1).length, denominator: list.length, extras: {} };
}

export async function contributionsToClassAtPlace(context: VerificationContext, rule: ClassAtPlace): Promise<Contribution[]> {
  const values = new SqlValues();
  const sql = classesSql(context, values, rule);
  const rows = await context.run<{ id: number; meets: boolean }>(sql, values.list);
  return rows.map(({ id, meets }) => ({ layer: rule.supply.layer, id, amount: meets ? 1 : 0 }));
}

/** The first context whose neighbours are near enough, unless the facility states one itself; then the ranks of the two classes. A class not in the order never meets. */
function classesSql(context: VerificationContext, values: SqlValues, rule: ClassAtPlace): string {
  const area = wkbSql(values, context.area.wkb, context.srid);
  const supply = selectorSql(values, 'f', rule.supply, editionOf(context, rule.supply));
  const ids = values.add(rule.contexts.map(({ id }) => id));
  const required = values.add(rule.contexts.map(({ requires }) => requires));
  const order = values.add(rule.classOrder);
  const near = rule.contexts.map((place, index) => {
    if (index === rule.contexts.length - 1) return `when true then ${index + 1}`;
    const reach = supplySql(context, values, place.near, '(select geom from area)');
    return place.near.length === 0 ? '' : `when exists (select from (${reach}) s where st_dwithin(s.geom, f.place, s.radius_m)) then ${index + 1}`;
  });
  return `with area as materialized (select ${area} as geom),
    facility as materialized (
      select f.id, st_centroid(f.geom) as place, f.attrs->>${values.add(rule.classAttribute)}::text as class, array_position(${ids}::text[], f.attrs->>${values.add(rule.contextAttribute)}::text) as stated
      from feature f, area a where f.geom && a.geom and ${supply} and st_intersects(a.geom, st_centroid(f.geom))),
    placed as (select f.id, f.class, coalesce(f.stated, case ${near.join(' ')} end) as context from facility f)
    select id, coalesce(array_position(${order}::text[], class) <= array_position(${order}::text[], (${required}::text[])[context]), false) as meets from placed`;
}
