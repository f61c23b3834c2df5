import type { Density } from '#planning/standards/rule.ts';
import { editionOf, wkbSql } from './fragments.ts';
import { selectorSql } from './selector-sql.ts';
import { SqlValues } from './sql-values.ts';
import type { Contribution, Recomputed, VerificationContext } from './verification-context.ts';

const squareMetresPerSquareKilometre = 1e6;

/** Facilities whose place (the centroid of its outline) lies in the area, boundary included ÷ km² of the area. */
export async function recomputeDensity(context: VerificationContext, rule: Density): Promise<Recomputed> {
  const numerator = (await contributionsToDensity(context, rule)).length;
  return { numerator, denominator: context.area.areaM2 / squareMetresPerSquareKilometre, extras: {} };
}

export async function contributionsToDensity(context: VerificationContext, rule: Density): Promise<Contribution[]> {
  const values = new SqlValues();
  const area = wkbSql(values, context.area.wkb, context.srid);
  const supply = selectorSql(values, 'f', rule.supply, editionOf(context, rule.supply));
  const rows = await context.run<{ id: number }>(
    `with area as materialized (select ${area} as geom)
    select f.id from feature f, area a where f.geom && a.geom and ${supply} and st_intersects(a.geom, st_centroid(f.geom))`, values.list);
  return rows.map(({ id }) => ({ layer: rule.supply.layer, id, amount: 1 }));
}
