import type { Queryable } from '../database.ts';

export interface FoundPlace {
  readonly type: 'feature' | 'unit' | 'division'; readonly id: string; readonly kind: string; readonly name: string;
  /** Name of the subdistrict it lies in, else of the smallest division known; empty when none is. */
  readonly context: string;
  /** In metres of the city's CRS. */
  readonly center: readonly [x: number, y: number];
  /** west, south, east, north in metres; null for points. */
  readonly bounds: readonly [number, number, number, number] | null;
}

interface Row { type: FoundPlace['type']; id: string; kind: string; name: string; context: string | null; x: number; y: number; west: number; south: number; east: number; north: number }

/** Text that `like` takes as it stands. */
const literal = (text: string): string => text.replace(/[\\%_]/g, (char) => `\\${char}`);

/**
 * Places whose name holds the text: exact first, then names that begin with it, then the rest; divisions and units before features, short names before
 * long. Lines of one name and kind (a road in many pieces) are one hit. The division is looked up only for the hits given back.
 */
const sql = `
with named as (
  select 'feature' as type, f.id, e.kind, f.name, f.geom, f.attrs from feature f join layer_edition e on e.id = f.edition_id
  where e.city_id = $1 and e.status = 'current' and f.name ilike '%' || $2 || '%'
), hits as (
  select case kind when 'admin_division' then 'division' else type end as type, case kind when 'admin_division' then attrs->>'code' else id::text end as id,
    kind, name, st_pointonsurface(geom) as place, st_envelope(geom) as box, case kind when 'admin_division' then st_area(geom) else 0 end as area
  from named where st_dimension(geom) <> 1
  union all
  select 'feature', min(id)::text, kind, name, (array_agg(st_pointonsurface(geom) order by st_length(geom) desc, id))[1], st_envelope(st_collect(geom)), 0
  from named where st_dimension(geom) = 1 group by kind, name
  union all
  select 'unit', id::text, 'renewal_unit', name, st_pointonsurface(geom), st_envelope(geom), 0 from renewal_unit where city_id = $1 and scheme_id is null and name ilike '%' || $2 || '%'
), best as (
  select * from hits
  order by case when lower(name) = lower($3) then 0 when name ilike $2 || '%' then 1 else 2 end,
    case type when 'division' then 0 when 'unit' then 1 else 2 end, length(name), name, id
  limit $4
)
select best.type, best.id, best.kind, best.name, around.name as context, st_x(place) as x, st_y(place) as y,
  st_xmin(box) as west, st_ymin(box) as south, st_xmax(box) as east, st_ymax(box) as north
from best left join lateral (
  select f.name from feature f join layer_edition e on e.id = f.edition_id
  where e.city_id = $1 and e.kind = 'admin_division' and e.status = 'current' and st_intersects(f.geom, best.place)
    and st_area(f.geom) > best.area
  order by f.attrs->>'level' <> 'subdistrict', st_area(f.geom) limit 1
) around on true
order by case when lower(best.name) = lower($3) then 0 when best.name ilike $2 || '%' then 1 else 2 end,
  case best.type when 'division' then 0 when 'unit' then 1 else 2 end, length(best.name), best.name, best.id`;

export async function searchNames(q: Queryable, cityId: string, text: string, limit: number): Promise<FoundPlace[]> {
  const { rows } = await q.query<Row>(sql, [cityId, literal(text), text, limit]);
  return rows.map((row) => ({
    type: row.type, id: row.id, kind: row.kind, name: row.name, context: row.context ?? '', center: [row.x, row.y],
    bounds: row.west === row.east && row.south === row.north ? null : [row.west, row.south, row.east, row.north],
  }));
}
