import { ON_OUTLINE_M } from '#planning/coverage/border-sort.ts';
import type { Selector, SharedBorder } from '#planning/standards/rule.ts';
import { boxSql, editionOf, inCellSql, wkbSql } from './fragments.ts';
import { amountOf } from './quantities.ts';
import { selectorSql } from './selector-sql.ts';
import { SqlValues } from './sql-values.ts';
import type { Cell, Contribution, Recomputed, VerificationContext } from './verification-context.ts';

/** Metres of border of the one side inside the area no farther from the ground of the other than the rule says. Exact: no buffer is made. */
export async function recomputeSharedBorder(context: VerificationContext, rule: SharedBorder): Promise<Recomputed> {
  const metres = (await contributionsToSharedBorder(context, rule)).reduce((total, { amount }) => total + amount, 0);
  return { numerator: metres, denominator: null, extras: { landM2: await amountOf(context, { measure: 'area', of: rule.border.of }) } };
}

export async function contributionsToSharedBorder(context: VerificationContext, rule: SharedBorder): Promise<Contribution[]> {
  const rows: Contribution[] = [];
  for (const layer of new Set(rule.border.of.map((selector) => selector.layer))) {
    for (const cell of context.area.cells) {
      const values = new SqlValues();
      const list = await context.run<{ id: number; amount: number }>(borderSql(context, values, rule, layer, cell), values.list);
      rows.push(...list.map(({ id, amount }) => ({ layer, id, amount })));
    }
  }
  return rows;
}

/**
 * Every straight piece p + t·d of a border (0 ≤ t ≤ 1) is cut wherever it comes a limit's width near to the line through an edge, or to an end of one: to edges of the
 * other side, and, by a millimetre, to the outline of the area. Between two cuts all of it is alike, so the database is asked of the middle whether it counts. A feature
 * belongs to the cell of its lower left corner, and may reach beyond it.
 */
function borderSql(context: VerificationContext, values: SqlValues, { border, along, nearness }: SharedBorder, layer: string, cell: Cell): string {
  const any = (selectors: readonly Selector[]): string => selectors.map((selector) => `(${selectorSql(values, 'f', selector, editionOf(context, selector))})`).join(' or ');
  const [width, sliver] = [`${values.add(nearness.withinM)}::float8`, `${values.add(ON_OUTLINE_M)}::float8`];
  return `with area as materialized (select ${wkbSql(values, context.area.wkb, context.srid)} as geom),
    side as materialized (
      select f.id, f.geom from feature f, area a where f.geom && st_expand(a.geom, ${sliver}) and f.geom && ${boxSql(values, cell, context.srid)} and st_dimension(f.geom) = 2
        and (${any(border.of.filter((selector) => selector.layer === layer))}) and ${inCellSql(values, cell, 'st_xmin(f.geom)', 'st_ymin(f.geom)')}),
    other as materialized (
      select f.geom from feature f where f.geom && (select st_expand(st_setsrid(st_extent(geom)::geometry, ${values.add(context.srid)}::int), ${width}) from side) and st_dimension(f.geom) = 2 and (${any(along.of)})),
    piece as materialized (
      select row_number() over () as number, s.id, d.geom as geom, st_x(st_startpoint(d.geom)) as px, st_y(st_startpoint(d.geom)) as py,
        st_x(st_endpoint(d.geom)) - st_x(st_startpoint(d.geom)) as dx, st_y(st_endpoint(d.geom)) - st_y(st_startpoint(d.geom)) as dy, st_length(d.geom) as length_m
      from side s, st_dumpsegments(s.geom) d where st_length(d.geom) > 0),
    edge as materialized (
      select d.geom as geom, ${width} as width_m from other o, st_dumpsegments(o.geom) d
      union all select d.geom, ${sliver} from area a, st_dumpsegments(a.geom) d),
    pair as materialized (
      select p.number, p.px, p.py, p.dx, p.dy, e.width_m, st_x(st_startpoint(e.geom)) as cx, st_y(st_startpoint(e.geom)) as cy, st_x(st_endpoint(e.geom)) as ex, st_y(st_endpoint(e.geom)) as ey
      from piece p join edge e on p.geom && st_expand(e.geom, e.width_m) where st_length(e.geom) > 0),
    line as (
      select number, (dx * (ey - cy) - dy * (ex - cx)) / sqrt((ex - cx) ^ 2 + (ey - cy) ^ 2) as slope,
        ((px - cx) * (ey - cy) - (py - cy) * (ex - cx)) / sqrt((ex - cx) ^ 2 + (ey - cy) ^ 2) as off_m, width_m from pair),
    circle as (
      select number, dx * dx + dy * dy as a, dx * (px - x) + dy * (py - y) as b, (px - x) ^ 2 + (py - y) ^ 2 - width_m ^ 2 as c
      from pair, lateral (values (cx, cy), (ex, ey)) corner (x, y)),
    cut as (
      select number, (w.sign * width_m - off_m) / slope as t from line, (values (-1), (1)) w (sign) where slope <> 0
      union select number, (-b + w.sign * sqrt(b * b - a * c)) / a from circle, (values (-1), (1)) w (sign) where b * b - a * c > 0
      union select number, w.t from piece, (values (0), (1)) w (t)),
    stretch as (
      select number, t as low, lead(t) over (partition by number order by t) as high from cut where t between 0 and 1),
    middle as materialized (
      select p.id, (s.high - s.low) * p.length_m as metres, st_setsrid(st_makepoint(p.px + (s.low + s.high) / 2 * p.dx, p.py + (s.low + s.high) / 2 * p.dy), ${values.add(context.srid)}::int) as pt
      from stretch s join piece p using (number) where s.high > s.low)
    select m.id, sum(m.metres) as amount from middle m, area a
    where exists (select from other o where o.geom && st_expand(m.pt, ${width}) and st_dwithin(o.geom, m.pt, ${width})) and st_dwithin(a.geom, m.pt, ${sliver})
    group by m.id`;
}
