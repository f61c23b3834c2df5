/** Walking distances of the core and of PostGIS, both written from server/planning/network/README.md: equal for every home and parcel of a made-up city. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '#planning/coverage/dataset.ts';
import { buildHomes } from '#planning/coverage/homes.ts';
import { PROPOSAL_ID_BASE } from '#planning/coverage/proposal.ts';
import { select } from '#planning/coverage/selection.ts';
import { communitiesOf } from '#planning/network/communities.ts';
import { homeDoors, joinGround, parcelDoors, type DoorSet, type Ground } from '#planning/network/doors.ts';
import { gatesOf } from '#planning/network/gates.ts';
import { buildService, reachOf } from '#planning/network/service.ts';
import { buildStreetGraph } from '#planning/network/street-graph.ts';
import { wallsOf } from '#planning/network/walls.ts';
import type { SupplyTier } from '#planning/standards/rule.ts';
import { datasetKey, loadDataset, type DatasetKey } from '../../../server/db/repositories/coverage-layers.ts';
import { partition } from '../../../server/db/verification/partition.ts';
import { analysisStatements } from '../../../server/db/verification/run-statement.ts';
import { SqlValues } from '../../../server/db/verification/sql-values.ts';
import type { VerificationContext } from '../../../server/db/verification/verification-context.ts';
import { homeDoors as homeDoorsSql, parcelDoors as parcelDoorsSql, walkedSql, walkGraph, type Doors } from '../../../server/db/verification/walking.ts';
import { layerRegistry } from '../../../server/ingest/layer-kinds.ts';
import { datasetShape } from '../../../server/jobs/figures/dataset-shape.ts';
import { createTestDatabase, databaseKinds, type TestDatabase } from '../../support/database.ts';
import { ruleBase, ruleSetOf } from '../../support/figures.ts';
import { randomFootways } from '../../support/random-footways.ts';
import { seeded } from '../../support/scenes.ts';
import { insertCity, RandomCity } from './random-city.ts';

const supplies: readonly SupplyTier[] = [
  { layer: 'bus_stop', radiusM: 900 }, { layer: 'school', radiusM: 500 }, { layer: 'green_space', radiusM: 700 }, { layer: 'square', radiusM: 1000 },
];

describe.each(databaseKinds())('walking in the core and in PostGIS (%s database)', (kind) => {
  let db: TestDatabase;
  let key: DatasetKey;
  let dataset: Dataset;
  let ground: Ground;
  let context: VerificationContext;

  beforeAll(async () => {
    db = await createTestDatabase(kind);
    await insertCity(db, 'town', new RandomCity(77).features);
    const shape = datasetShape(layerRegistry, [ruleSetOf([
      { ...ruleBase, kind: 'people_within_walk', unit: 'rate', of: 'land', demand: { layer: 'land_use' }, supply: supplies },
      { ...ruleBase, kind: 'people_within_walk', unit: 'rate', of: 'people', supply: supplies }])]);
    key = await datasetKey(db.pool, 'town', shape) as DatasetKey;
    dataset = await loadDataset(db.pool, key, shape);
    const gates = gatesOf(dataset);
    const walls = wallsOf(dataset);
    ground = joinGround(buildStreetGraph(dataset, walls, gates), gates, walls, communitiesOf(dataset, gates));
    const { signal } = new AbortController();
    const run = analysisStatements(db, signal);
    const everywhere = Buffer.from((await db.pool.query<{ wkb: Buffer }>(`select st_asbinary(st_makeenvelope(0, 0, 1, 1), 'NDR') as wkb`)).rows[0]?.wkb as Buffer);
    const editions = new Map(key.inputs.map(({ layer, editionId }) => [layer, editionId]));
    context = { run, signal, srid: key.srid, editions, area: await partition(run, everywhere, key.srid), kept: new WeakMap() };
  }, 120_000);
  afterAll(() => db.close());

  /** Metres by PostGIS, by owner, for one tier. */
  async function distances(owners: string, doors: Doors, tier: SupplyTier): Promise<ReadonlyMap<number, number>> {
    const values = new SqlValues();
    const graph = await walkGraph(context) as number;
    const rows = await context.run<{ owner: number; distance_m: number }>(
      `with ${owners}, ${walkedSql(context, values, graph, [tier], doors)} select owner, distance_m from walked`, values.list);
    return new Map(rows.map(({ owner, distance_m }) => [Number(owner), distance_m]));
  }

  function worst(doors: DoorSet, ids: ArrayLike<number>, tier: SupplyTier, postgis: ReadonlyMap<number, number>): { differenceM: number; reached: number } {
    const { distanceM } = reachOf(buildService(ground, select(dataset, [tier]).members, tier.radiusM), doors);
    let differenceM = 0;
    let reached = 0;
    for (let i = 0; i < ids.length; i += 1) {
      const core = distanceM[i] as number;
      const other = postgis.get(ids[i] as number) ?? Infinity;
      if (core === Infinity && other === Infinity) continue;
      differenceM = Math.max(differenceM, Math.abs(core - other));
      reached += 1;
    }
    return { differenceM, reached };
  }

  it('builds the same network', async () => {
    const graph = await walkGraph(context);
    const { rows: [row] } = await db.pool.query<{ metres: number; walls: number }>(
      `select sum(length_m) as metres, (select count(*)::int from walk_wall where graph_id = $1) as walls from walk_edge where graph_id = $1`, [graph]);
    expect(row?.metres).toBeCloseTo(ground.graph.lengthM.reduce((sum, metres) => sum + metres, 0), 6);
    expect(row?.walls).toBe(ground.walls.count);
    expect(await walkGraph(context)).toBe(graph);
  });

  /** Another city's network, its features moved east and said to be of a CRS. */
  async function secondNetwork(city: string, eastM: number, srid: number): Promise<number> {
    await insertCity(db, city, new RandomCity(78).features);
    await db.pool.query('update feature f set geom = st_setsrid(st_translate(geom, $2, 0), $3::int) from layer_edition e where e.id = f.edition_id and e.city_id = $1', [city, eastM, srid]);
    const { rows } = await db.pool.query<{ kind: string; id: number }>(`select kind, id from layer_edition where city_id = $1 and kind in ('road', 'wall', 'gate')`, [city]);
    const graph = await walkGraph({ ...context, kept: new WeakMap(), editions: new Map(rows.map(({ kind: layer, id }) => [layer, id])) }) as number;
    const { rows: [edges] } = await db.pool.query<{ count: number }>('select count(*)::int as count from walk_edge where graph_id = $1', [graph]);
    expect(edges?.count).toBeGreaterThan(100);
    return graph;
  }

  // Statistics of geometry that lies apart made every join of the two fail on the embedded database.
  it('goes on beside the network of a city far away', async () => {
    const graphs = [await walkGraph(context), await secondNetwork('afar', 40_000, context.srid)];
    const { rows: [row] } = await db.pool.query<{ meetings: number }>(
      `select count(*)::int as meetings from walk_edge e join walk_wall w on st_dwithin(e.geom, w.geom, 1) where (e.graph_id, w.graph_id) in (($1, $2), ($2, $1))`, graphs);
    expect(row?.meetings).toBe(0);
  });

  // Its edges come up in every search for the nearest street, before they are left out.
  it('goes on beside the network of a city with the same numbers in another CRS', async () => {
    expect(await secondNetwork('elsewhere', 300, 32722)).not.toBe(await walkGraph(context));
  });

  async function homesOf(): Promise<{ owners: string; doors: Doors }> {
    const edition = Number(context.editions.get('building'));
    const owners = `home as materialized (select id, st_centroid(geom) as pt from feature where edition_id = ${edition} and jsonb_typeof(attrs->'people') = 'number' and (attrs->>'people')::float8 > 0)`;
    return { owners, doors: await homeDoorsSql(context, () => owners) };
  }

  async function homesAreAsFar(tier: SupplyTier): Promise<void> {
    const homes = buildHomes(dataset);
    if (!homes) throw new Error('The town has no homes.');
    const { owners, doors } = await homesOf();
    const postgis = await distances(owners, doors, tier);
    const { differenceM, reached } = worst(homeDoors(ground, homes), homes.ids, tier, postgis);
    expect(differenceM).toBeLessThan(1e-6);
    expect(reached).toBeGreaterThan(200);
    expect(reached).toBe(postgis.size);
  }

  it.each(supplies)('homes are as far from $layer', homesAreAsFar, 60_000);

  describe('with proposed footways', () => {
    const unitId = '00000000-0000-4000-8000-00000000f007';
    let alone: readonly [Ground, VerificationContext];

    beforeAll(async () => {
      const footways = randomFootways(dataset, seeded(5), 60);
      await db.pool.query(`insert into account (login, display_name, role, password_hash) values ('planner', 'Planner', 'planner', 'x')`);
      await db.pool.query(
        `insert into proposal (id, city_id, unit_id, number, layer, action, lonlat, geom, created_by, updated_by)
        select gen_random_uuid(), 'town', $1::uuid, f.number, 'road', 'connect', '{}', st_geomfromtext(f.wkt, $2::int), 1, 1 from unnest($3::int[], $4::text[]) f (number, wkt)`,
        [unitId, key.srid, footways.map(({ id }) => id - PROPOSAL_ID_BASE), footways.map(({ coords }) => `LINESTRING(${Array.from({ length: coords.length / 2 }, (_, i) => `${coords[2 * i]} ${coords[2 * i + 1]}`).join()})`)]);
      alone = [ground, context];
      const { gates, walls, communities } = ground;
      ground = joinGround(buildStreetGraph({ ...dataset, footways }, walls, gates), gates, walls, communities);
      context = { ...context, unitId, kept: new WeakMap() };
      // Some join streets, some each other, and some neither.
      expect(ground.graph.loose.length).toBeGreaterThan(3);
      expect(footways.length - ground.graph.loose.length).toBeGreaterThan(30);
    });
    afterAll(() => { [ground, context] = alone; });

    it('builds the same network, and a unit\'s own', async () => {
      const { rows: [row] } = await db.pool.query<{ metres: number; least: number }>(
        'select sum(length_m) as metres, min(length_m) as least from walk_edge where graph_id = $1', [await walkGraph(context)]);
      expect(row?.metres).toBeCloseTo(ground.graph.lengthM.reduce((sum, metres) => sum + metres, 0), 6);
      expect(row?.least).toBeGreaterThan(0);
      expect(await walkGraph(context)).not.toBe(await walkGraph({ ...alone[1], kept: new WeakMap() }));
    });

    it('homes are as far from parks', () => homesAreAsFar(supplies[2] as SupplyTier), 60_000);
  });

  it('parcels are as far from schools', async () => {
    const tier = supplies[1] as SupplyTier;
    const parcels = select(dataset, [{ layer: 'land_use' }]).members;
    const edition = Number(context.editions.get('land_use'));
    const owners = `parcel as materialized (select id, geom from feature where edition_id = ${edition})`;
    const postgis = await distances(owners, await parcelDoorsSql(context, () => owners, edition), tier);
    const { differenceM, reached } = worst(parcelDoors(ground, parcels), parcels.map(({ id }) => id), tier, postgis);
    expect(differenceM).toBeLessThan(1e-6);
    expect(reached).toBeGreaterThan(50);
    expect(reached).toBe(postgis.size);
  }, 60_000);
});
