import { BOUNDARY_M, FOOTWAY_M, GATE_M, WALL_FREE_M } from '#planning/network/parameters.ts';
import type { SupplyTier } from '#planning/standards/rule.ts';
import { extentSql, only, supplySql } from './fragments.ts';
import { SqlValues } from './sql-values.ts';
import { once, type VerificationContext } from './verification-context.ts';

/** Layers whose polygons are entered at their gates or along their boundary (server/planning/network/README.md, 6). */
export const parkLayers: readonly string[] = ['green_space', 'square'];

/**
 * The network of the city's current roads, walls and gates; built by the database when it is first asked for. Where a proposed gate opens a wall, a closed one shuts
 * it or a footway is proposed the unit has a network of its own, which `forgetOwnGraph` takes away. Null: the city has no roads.
 */
export function walkGraph(context: VerificationContext): Promise<number | null> {
  return once(context, context.editions, 'graph', async () => {
    const { editions, unitId, gone = [] } = context;
    const roads = editions.get('road');
    if (roads === undefined) return null;
    const unit = await altersNetwork(context) ? unitId : null;
    const { graph } = only(await context.run<{ graph: number }>('select walk_graph_of($1, $2, $3, $4, $5, $6, $7) as graph',
      [roads, editions.get('wall') ?? null, editions.get('gate') ?? null, GATE_M, unit, unit === null ? [] : gone, FOOTWAY_M]));
    return graph;
  });
}

/** Whether the unit proposes a footway, or builds or closes a gate so near a wall that the way through it may be another. A gate of a city without gates or walls counts for nothing. */
async function altersNetwork({ run, editions, unitId, gone = [] }: VerificationContext): Promise<boolean> {
  if (unitId === undefined) return false;
  const footways = await run<{ number: number }>(`select number from proposal where unit_id = $1::uuid and action = 'connect' and not is_deleted limit 1`, [unitId]);
  const [walls, gates] = [editions.get('wall'), editions.get('gate')];
  if (footways.length > 0) return true;
  if (walls === undefined || gates === undefined) return false;
  const rows = await run<{ id: number }>(
    `select w.id from (select geom from proposal where unit_id = $1::uuid and layer = 'gate' and action = 'build' and not is_deleted and coalesce(attrs->>'open', '') <> 'false'
      union all select geom from feature where id = any($4::bigint[])) g
    join feature w on w.geom && st_expand(g.geom, $2::float8) and st_dwithin(w.geom, g.geom, $2::float8) where w.edition_id = $3::int limit 1`, [unitId, GATE_M, walls, gone]);
  return rows.length > 0;
}

/** Takes the network away that was built for the second reading of a unit. */
export async function forgetOwnGraph({ run, unitId }: VerificationContext): Promise<void> {
  if (unitId !== undefined) await run('delete from walk_graph where unit_id = $1::uuid', [unitId]);
}

/** Gates near `around`, open or not, as rows `(geom, is_open)`. Asked for `around` only where it is used: PostgreSQL refuses a value nothing uses. */
export function gatesSql(context: VerificationContext, values: SqlValues, around: () => string): string {
  const edition = context.editions.get('gate');
  if (edition === undefined) return 'select null::geometry as geom, false as is_open where false';
  return `select geom, coalesce(attrs->>'open', '') <> 'false' as is_open from feature where edition_id = ${values.add(edition)}::int and geom && st_expand(${around()}, ${values.add(wideM)}::float8)`;
}

/** Further from any home than that no community or parcel around it has a gate. */
const wideM = 3000;

/** Whether a gate belongs to a polygon. Their extents are compared first: a boundary is dear, and most gates are nowhere near. */
function isAtBoundarySql(values: SqlValues, polygon: string, gate: string): string {
  return `${polygon} && st_expand(${gate}, ${values.add(GATE_M)}::float8) and st_dwithin(st_boundary(${polygon}), ${gate}, ${values.add(GATE_M)}::float8)`;
}

/** Open gates at the boundary of one polygon, as rows `(geom)`: looked up around it, for a city has tens of thousands of them. */
export function entrancesSql(context: VerificationContext, values: SqlValues, polygon: string): string {
  const edition = context.editions.get('gate');
  if (edition === undefined) return 'select null::geometry as geom where false';
  return `select g.geom from feature g where g.edition_id = ${values.add(edition)}::int and coalesce(g.attrs->>'open', '') <> 'false'
    and g.geom && st_expand(${polygon}, ${values.add(GATE_M)}::float8) and st_dwithin(st_boundary(${polygon}), g.geom, ${values.add(GATE_M)}::float8)`;
}

/** Gates at the boundary of each polygon of some editions, as rows `(id, place, is_open)`. `gate` is of `gatesSql`. */
function groundGatesSql(values: SqlValues, editions: readonly number[]): string {
  return `select f.id, g.geom as place, g.is_open from gate g join feature f on ${isAtBoundarySql(values, 'f.geom', 'g.geom')}
    where f.edition_id = any(${values.add(editions)}::int[]) and st_dimension(f.geom) = 2`;
}

/**
 * Doors of places, as rows `(owner, place, leg_m, is_gate)`; `name` has `(id, pt)`. A place's community is the smallest `land_use` or `old_community` polygon
 * around it with a gate at its boundary. Every step is materialized: the tables may never have been analysed.
 */
function placeDoorsSql(context: VerificationContext, values: SqlValues, name: string): string {
  const editions = ['land_use', 'old_community'].flatMap((layer) => context.editions.get(layer) ?? []);
  return `with ground_gate as materialized (${groundGatesSql(values, editions)}),
      ground as materialized (select f.id, f.edition_id, f.geom from feature f where f.id in (select id from ground_gate)),
      community as materialized (
        select distinct on (h.id) h.id, f.id as ground from ground f join ${name} h on f.geom && h.pt and st_intersects(f.geom, h.pt)
        order by h.id, st_area(f.geom), array_position(${values.add(editions)}::int[], f.edition_id), f.id)
    select h.id as owner, coalesce(g.place, h.pt) as place, coalesce(st_distance(h.pt, g.place), 0) as leg_m, g.place is not null as is_gate
    from ${name} h left join community c using (id) left join ground_gate g on g.id = c.ground and g.is_open`;
}

/** Common table expressions that give whoever walks: `home (id, pt)` or `parcel (id, geom)`. */
type OwnersSql = (values: SqlValues) => string;

/** Doors of homes; `home` has `(id, pt)`. */
export function homeDoors(context: VerificationContext, owners: OwnersSql): Promise<Doors> {
  return doorsOf(context, { of: 'home', at: 'pt' }, owners, (values) => placeDoorsSql(context, values, 'home'));
}

/** Doors of land of one edition: its own open gates, else those of a place in it; `parcel` has `(id, geom)`. */
export function parcelDoors(context: VerificationContext, owners: OwnersSql, edition: number): Promise<Doors> {
  return doorsOf(context, { of: 'parcel', at: 'geom' }, owners, (values) => parcelDoorsSql(context, values, edition));
}

function parcelDoorsSql(context: VerificationContext, values: SqlValues, edition: number): string {
  return `with own_gate as materialized (${groundGatesSql(values, [edition])}),
      shut as materialized (
        select p.id, case when st_intersects(p.geom, st_centroid(p.geom)) then st_centroid(p.geom) else st_pointonsurface(p.geom) end as pt
        from parcel p where p.id not in (select id from own_gate where is_open))
      select p.id as owner, g.place, 0::float8 as leg_m, true as is_gate from parcel p join own_gate g on g.id = p.id and g.is_open
      union all select * from (${placeDoorsSql(context, values, 'shut')}) s`;
}

/** Where somebody's doors are has nothing to do with where they walk to: rules share the answer, as the text of an array that goes back as it came. */
async function doorsOf(context: VerificationContext, who: Omit<Doors, 'list'>, owners: OwnersSql, doors: OwnersSql): Promise<Doors> {
  const values = new SqlValues();
  const { list } = only(await context.run<{ list: string | null }>(
    `with ${owners(values)}, gate as materialized (${gatesSql(context, values, () => extentSql(values, who.at, who.of, context.srid))}),
    door as materialized (${doors(values)})
    select array_agg(row(owner, place, leg_m, is_gate)::walk_door)::text as list from door`, values.list));
  return { ...who, list };
}

/** Who walks: the common table expression they stand in, its geometry, and their doors. */
export interface Doors {
  readonly of: 'home' | 'parcel';
  readonly at: string;
  /** `walk_door[]` as text; null: nobody is there. */
  readonly list: string | null;
}

/**
 * A statement's common table expressions `gate`, `supply` and `walked (owner, field, distance_m)`: who reaches which tier of the supply within that
 * tier's limit. Field n is `tiers[n - 1]`.
 */
export function walkedSql(context: VerificationContext, values: SqlValues, graph: number, tiers: readonly SupplyTier[], doors: Doors): string {
  const extent = extentSql(values, doors.at, doors.of, context.srid);
  const reaching = tiers.map((tier) => ({ ...tier, radiusM: tier.radiusM + GATE_M }));
  const parks = tiers.flatMap(({ layer }, tier) => parkLayers.includes(layer) ? [tier] : []);
  return `gate as materialized (${gatesSql(context, values, () => extent)}),
    supply as materialized (
      select s.tier + 1 as field, s.geom, st_dimension(s.geom) = 2 and s.tier = any(${values.add(parks)}::int[]) as is_park
      from (${supplySql(context, values, reaching, extent)}) s),
    entered as (
      select s.field, g.geom as place, false as along_boundary from supply s join gate g on g.is_open and ${isAtBoundarySql(values, 's.geom', 'g.geom')} where s.is_park
      union all
      select s.field, s.geom, true from supply s
        where s.is_park and not exists (select from gate g where g.is_open and ${isAtBoundarySql(values, 's.geom', 'g.geom')})
      union all
      select s.field, st_centroid(s.geom), false from supply s where not s.is_park),
    walked as materialized (
      select * from walk_distances(${values.add(graph)}::int,
        ${values.add(doors.list)}::walk_door[], (select array_agg(row(field, place, along_boundary)::walk_supply) from entered),
        ${values.add(tiers.map(({ radiusM }) => radiusM))}::float8[], ${values.add(BOUNDARY_M)}::float8, ${values.add(WALL_FREE_M)}::float8))`;
}
