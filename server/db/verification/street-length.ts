import type { StreetLengthWithinRadius } from '#planning/standards/rule.ts';
import { boxSql, editionOf, extentSql, inCellSql, intersectionSql, supplySql, wkbSql } from './fragments.ts';
import { selectorSql } from './selector-sql.ts';
import { SqlValues } from './sql-values.ts';
import type { Cell, Contribution, Recomputed, VerificationContext } from './verification-context.ts';

interface StreetRow { layer: string; id: number; length_m: number; covered_m: number }

/** Metres of the selected streets inside the area and within R of a facility ÷ metres of those streets inside the area. Exact: no buffer is made. */
export async function recomputeStreetLength(context: VerificationContext, rule: StreetLengthWithinRadius): Promise<Recomputed> {
  const rows = await streets(context, rule);
  return { numerator: sum(rows.map((row) => row.covered_m)), denominator: sum(rows.map((row) => row.length_m)), extras: {} };
}

export async function contributionsToStreets(context: VerificationContext, rule: StreetLengthWithinRadius): Promise<Contribution[]> {
  return (await streets(context, rule)).map((row) => ({ layer: row.layer, id: row.id, amount: row.covered_m }));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

async function streets(context: VerificationContext, rule: StreetLengthWithinRadius): Promise<StreetRow[]> {
  const rows: StreetRow[] = [];
  for (const layer of new Set(rule.demand.map((selector) => selector.layer))) {
    for (const cell of context.area.cells) {
      const values = new SqlValues();
      rows.push(...await context.run<StreetRow>(streetsSql(context, values, rule, layer, cell), values.list));
    }
  }
  return rows;
}

/**
 * On each straight segment p + t·d the disc of a facility covers the t between the roots of |p + t·d − c|² = R²; intervals that touch are joined by walking
 * them in order of their start and counting only what lies beyond the furthest end so far. A street belongs to the cell of its lower left corner, and
 * may reach beyond it.
 */
function streetsSql(context: VerificationContext, values: SqlValues, rule: StreetLengthWithinRadius, layer: string, cell: Cell): string {
  const selectors = rule.demand.filter((selector) => selector.layer === layer);
  const demand = selectors.map((selector) => `(${selectorSql(values, 'f', selector, editionOf(context, selector))})`).join(' or ');
  return `with area as materialized (select ${wkbSql(values, context.area.wkb, context.srid)} as geom),
    street as materialized (
      select f.id, case when st_covers(a.geom, f.geom) then f.geom else st_collectionextract(${intersectionSql('f.geom', 'a.geom')}, 2) end as geom
      from feature f, area a where f.geom && a.geom and f.geom && ${boxSql(values, cell, context.srid)} and (${demand})
      and ${inCellSql(values, cell, 'st_xmin(f.geom)', 'st_ymin(f.geom)')} and st_intersects(f.geom, a.geom)),
    segment as materialized (
      select row_number() over () as number, id, s.geom as geom, st_x(st_startpoint(s.geom)) as px, st_y(st_startpoint(s.geom)) as py,
        st_x(st_endpoint(s.geom)) - st_x(st_startpoint(s.geom)) as dx, st_y(st_endpoint(s.geom)) - st_y(st_startpoint(s.geom)) as dy, st_length(s.geom) as length_m
      from street, st_dumpsegments(street.geom) s),
    supply as materialized (${supplySql(context, values, rule.supply, extentSql(values, 'geom', 'street', context.srid))}),
    disc as (select p.geom, radius_m, st_expand(p.geom, radius_m) as reach from supply, st_dumppoints(supply.geom) p where st_dimension(supply.geom) = 0),
    quadratic as (
      select g.number, g.dx * g.dx + g.dy * g.dy as a, g.dx * (g.px - st_x(d.geom)) + g.dy * (g.py - st_y(d.geom)) as b,
        (g.px - st_x(d.geom)) ^ 2 + (g.py - st_y(d.geom)) ^ 2 - d.radius_m ^ 2 as c
      from segment g join disc d on g.geom && d.reach where g.length_m > 0),
    covered as (
      select number, greatest(0, (-b - sqrt(b * b - a * c)) / a) as low, least(1, (-b + sqrt(b * b - a * c)) / a) as high from quadratic where b * b - a * c > 0),
    walked as (
      select number, low, high, max(high) over (partition by number order by low, high rows between unbounded preceding and 1 preceding) as furthest from covered where high > low),
    shares as (select number, sum(greatest(0, high - greatest(low, coalesce(furthest, low)))) as share from walked group by number)
    select ${values.add(layer)}::text as layer, g.id, sum(g.length_m) as length_m, coalesce(sum(g.length_m * h.share), 0) as covered_m
    from segment g left join shares h using (number) group by g.id`;
}
