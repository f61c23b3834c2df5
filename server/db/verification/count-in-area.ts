import type { CountInArea } from '#planning/standards/rule.ts';
import { editionOf, intersectionSql, wkbSql } from './fragments.ts';
import { selectorSql } from './selector-sql.ts';
import { SqlValues } from './sql-values.ts';
import type { Contribution, Recomputed, VerificationContext } from './verification-context.ts';

/** Features with at least the stated share of their own area inside the area; a point or line counts when its place is in it. */
export async function recomputeCountInArea(context: VerificationContext, rule: CountInArea): Promise<Recomputed> {
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
        else st_intersects(a.geom, st_centroid(f.geom)) end`, values.list);
  return rows.map(({ id }) => ({ layer: rule.supply.layer, id, amount: 1 }));
}
