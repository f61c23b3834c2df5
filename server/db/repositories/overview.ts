import type { Overview } from '#contract/figures.ts';
import type { Queryable } from '../database.ts';

type OldPlaces = Overview['oldPlaces'][number];
type UnitLine = Overview['units'][number];

/**
 * Old places of these kinds by the division of a level their centroid lies in (division '' when in none), with the ids of the features so that each count can
 * be listed. On a shared edge the division of the lower code has it.
 */
export async function listOldPlaces(q: Queryable, cityId: string, kinds: readonly string[], level: string): Promise<OldPlaces[]> {
  const { rows } = await q.query<{ kind: string; code: string; name: string; count: number; area_m2: number; ids: number[] }>(
    `with division as materialized (
      select f.attrs->>'code' as code, coalesce(f.name, f.attrs->>'code') as name, f.geom from layer_edition e join feature f on f.edition_id = e.id
      where e.city_id = $1 and e.kind = 'admin_division' and e.status = 'current' and f.attrs->>'level' = $3),
    place as materialized (
      select f.id, e.kind, st_centroid(f.geom) as pt, st_area(f.geom) as area_m2 from layer_edition e join feature f on f.edition_id = e.id
      where e.city_id = $1 and e.kind = any($2::text[]) and e.status = 'current'),
    placed as (
      select p.*, d.code, d.name from place p left join lateral (
        select code, name from division where division.geom && p.pt and st_intersects(division.geom, p.pt) order by code limit 1) d on true)
    select kind, coalesce(code, '') as code, coalesce(min(name), '') as name, count(*)::int as count, sum(area_m2) as area_m2, json_agg(id order by id) as ids
    from placed group by kind, code order by kind, code`, [cityId, kinds, level]);
  return rows.map((row) => ({ kind: row.kind, division: row.code, divisionName: row.name, count: row.count, areaM2: row.area_m2, featureIds: row.ids }));
}

/** Units of a city with the verdicts of their figures; `draft` while the figures are not of the unit as it stands. */
export async function listUnitVerdicts(q: Queryable, cityId: string): Promise<UnitLine[]> {
  const { rows } = await q.query<{ id: string; name: string; area_m2: number; state: string; pass: number; fail: number; other: number }>(
    `select u.id, u.name, st_area(u.geom) as area_m2, coalesce(s.state, 'draft') as state,
      (select count(*) from figure f where f.set_id = s.id and f.verdict = 'pass')::int as pass,
      (select count(*) from figure f where f.set_id = s.id and f.verdict = 'fail')::int as fail,
      (select count(*) from figure f where f.set_id = s.id and f.verdict not in ('pass', 'fail'))::int as other
    from renewal_unit u left join figure_set s on s.city_id = u.city_id and s.area_kind = 'unit' and s.area_id = u.id::text and s.area_version = u.version
    where u.city_id = $1 and u.scheme_id is null order by u.name, u.id`, [cityId]);
  return rows.map((row) => ({ id: row.id, name: row.name, areaM2: row.area_m2, state: row.state, pass: row.pass, fail: row.fail, other: row.other }));
}
