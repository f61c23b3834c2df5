import { metricCrs } from '#planning/geometry/metric-crs.ts';
import type { CountInArea } from '#planning/standards/rule.ts';
import { editionOf, intersectionSql, only, wkbSql } from './fragments.ts';
import { selectorSql } from './selector-sql.ts';
import { SqlValues } from './sql-values.ts';
import type { Contribution, Recomputed, VerificationContext } from './verification-context.ts';

/** Features with at least the stated share of their own area inside the area; a point or line counts when its place is in it. */
export async function recomputeCountInArea(context: VerificationContext, rule: CountInArea): Promise<Recomputed> {
  if (!await hasPlace(context, rule)) return { numerator: null, denominator: null, extras: {} };
  return { numerator: (await contributionsToCount(context, rule)).length, denominator: null, extras: { areaM2: context.area.areaM2 } };
}

export async function contributionsToCount(context: VerificationContext, rule: CountInArea): Promise<Contribution[]> {
  const values = new SqlValues();
  const area = wkbSql(values, context.area.wkb, context.srid);
  const supply = selectorSql(values, 'f', rule.supply, editionOf(context, rule.supply));
  const rows = await context.run<{ id: number }>(
    `with area as materialized (select ${area} as geom)
    select f.id from feature f, area a where f.geom && a.geom and ${supply} and st_intersects(f.geom, a.geom)
      and case when st_dimension(f.geom) = 2 then st_area(${intersectionSql('f.geom', 'a.geom')}) >= ${values.add(rule.minShareInside)}::float8 * st_area(f.geom)
        else st_intersects(a.geom, st_centroid(f.geom)) end${placeSql(context, values, rule)}`, values.list);
  return rows.map(({ id }) => ({ layer: rule.supply.layer, id, amount: 1 }));
}

/** Whether the city has any of the divisions that the rule's place is about. */
async function hasPlace(context: VerificationContext, { place }: CountInArea): Promise<boolean> {
  if (place === undefined) return true;
  const row = only(await context.run<{ has: boolean }>(`select exists (select from feature where edition_id = $1::int and attrs->>'code' = any($2::text[])) as has`, [editionOf(context, { layer: 'admin_division' }), place.divisionCodes]));
  return row.has;
}

/** ` and …` for features that stand in a part of the city only: in divisions, or in a direction from a centre. */
function placeSql(context: VerificationContext, values: SqlValues, { place }: CountInArea): string {
  if (place === undefined) return '';
  if (!('sector' in place)) {
    return ` and exists (select from feature d where d.edition_id = ${values.add(editionOf(context, { layer: 'admin_division' }))}::int and d.attrs->>'code' = any(${values.add(place.divisionCodes)}::text[])
      and st_intersects(d.geom, st_centroid(f.geom)))`;
  }
  const { centre, fromDeg, toDeg } = place.sector;
  const [x = NaN, y = NaN] = metricCrs(context.srid)?.forward(centre.lon, centre.lat) ?? [];
  const bearing = `mod((degrees(atan2(st_x(st_centroid(f.geom)) - ${values.add(x)}::float8, st_y(st_centroid(f.geom)) - ${values.add(y)}::float8)) + 360)::numeric, 360)`;
  const [from, to] = [`${values.add(fromDeg)}::numeric`, `${values.add(toDeg)}::numeric`];
  return ` and (${bearing} >= ${from} ${fromDeg <= toDeg ? 'and' : 'or'} ${bearing} < ${to})`;
}
