/** Real OSM extracts beside the project, with the counts their SOURCE.md gives (counted by osmium and GDAL, not by this code). */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Driver } from '../../../server/ingest/driver.ts';
import { osmPbfDriver } from '../../../server/ingest/drivers/osm-pbf.ts';
import { osmXmlDriver } from '../../../server/ingest/drivers/osm-xml.ts';
import { readOsmPbf } from '../../../server/ingest/drivers/osm-pbf.ts';
import { readOsmXml } from '../../../server/ingest/drivers/osm-xml.ts';
import type { OsmStore, Tags } from '../../../server/ingest/osm/elements.ts';
import { createTestDatabase, databaseKinds, type TestDatabase } from '../../support/database.ts';
import { freshCity, importInto, stored, temporaryFolder } from '../../support/import-files.ts';

const shared = join(import.meta.dirname, '../../../../shared/data');
const folder = temporaryFolder();
afterAll(() => folder.remove());

interface Extract {
  readonly file: string; readonly driver: Driver; readonly nodes: number; readonly ways: number; readonly relations: number;
  /** Elements that carry the key. */
  readonly tagged: Readonly<Record<string, number>>;
  readonly srid: number; readonly bounds: readonly [number, number, number, number];
  /** Layers that must come out, with the least number of features. */
  readonly layers: Readonly<Record<string, number>>;
}

const extracts: readonly Extract[] = [
  {
    file: 'osm-beijing-bupt/map.osm', driver: osmXmlDriver, nodes: 2312, ways: 472, relations: 32, tagged: { highway: 229, building: 114, amenity: 88, leisure: 69 },
    srid: 4548, bounds: [116.33, 39.94, 116.38, 39.98], layers: { road: 180, building: 105, green_space: 20, school: 1, gate: 20, sports_site: 20, land_use: 15 },
  },
  {
    file: 'osm-monaco/monaco-latest.osm.pbf', driver: osmPbfDriver, nodes: 25_423, ways: 4106, relations: 243, tagged: { highway: 3053, building: 1208, amenity: 700, leisure: 134, public_transport: 251 },
    srid: 32632, bounds: [7.39, 43.7, 7.46, 43.77], layers: { road: 2200, building: 1190, green_space: 40, school: 10, bus_stop: 100, public_toilet: 25, admin_division: 5, commerce_poi: 250 },
  },
  {
    file: 'r5r-porto-alegre/poa_osm.pbf', driver: osmPbfDriver, nodes: 43_264, ways: 16_032, relations: 23, tagged: { highway: 20_324, amenity: 420 },
    srid: 32722, bounds: [-51.3, -30.15, -51.1, -29.95], layers: { road: 15_000, bus_stop: 1000, gate: 300 },
  },
  {
    file: 'osm-andorra/andorra.osm.gz', driver: osmXmlDriver, nodes: 69_385, ways: 2722, relations: 74, tagged: { highway: 1716, building: 301, amenity: 283 },
    srid: 32631, bounds: [1.3, 42.3, 1.9, 42.8], layers: { road: 1500, building: 280, water_body: 200, commerce_poi: 90 },
  },
];

const here = extracts.filter((extract) => existsSync(join(shared, extract.file)));

function carrying(store: OsmStore, key: string): number {
  const has = (tags: Tags | null): boolean => tags !== null && key in tags;
  return [...store.taggedNodes, ...store.ways, ...store.relations].filter((element) => has(element.tags)).length;
}

describe.skipIf(here.length === 0)('real extracts (needs ../shared/data/osm-*, r5r-porto-alegre)', () => {
  let db: TestDatabase;
  beforeAll(async () => { db = await createTestDatabase(); });
  afterAll(() => db.close());

  it.each(here)('$file holds what other tools counted', async (extract) => {
    const read = extract.driver === osmPbfDriver ? readOsmPbf : readOsmXml;
    const store = await read(join(shared, extract.file), new AbortController().signal, () => undefined);
    expect([store.nodeCount, store.ways.length, store.relations.length]).toEqual([extract.nodes, extract.ways, extract.relations]);
    expect(Object.fromEntries(Object.keys(extract.tagged).map((key) => [key, carrying(store, key)]))).toEqual(extract.tagged);
  });

  it.each(here)('$file becomes layers, all valid, inside its place, nothing lost unsaid', async (extract) => {
    const city = await freshCity(db);
    const outcome = await importInto(db, folder.path, city, join(shared, extract.file));
    expect(outcome.srid).toBe(extract.srid);
    const counts = Object.fromEntries(outcome.editions.map((edition) => [edition.kind, edition.featureCount]));
    for (const [kind, least] of Object.entries(extract.layers)) expect(counts[kind] ?? 0, kind).toBeGreaterThanOrEqual(least);
    const { report } = outcome;
    expect(report.read).toBe(report.taken + report.leftOut.reduce((sum, entry) => sum + entry.count, 0));
    expect(report.taken).toBe(Object.values(counts).reduce((sum, count) => sum + count, 0));
    expect((await stored(db, city)).features).toBe(report.taken);
    const { rows } = await db.pool.query<{ invalid: number; outside: number; unattributed: number }>(
      `select count(*) filter (where not st_isvalid(f.geom)) as invalid,
        count(*) filter (where not st_intersects(f.geom, st_transform(st_makeenvelope($2, $3, $4, $5, 4326), $6::int))) as outside,
        count(*) filter (where e.attribution <> '© OpenStreetMap contributors, ODbL 1.0' or e.sha256 !~ '^[0-9a-f]{64}$') as unattributed
       from feature f join layer_edition e on e.id = f.edition_id where e.city_id = $1`, [city, ...extract.bounds, extract.srid]);
    expect(rows[0]).toEqual({ invalid: 0, outside: 0, unattributed: 0 });
  });

  it.skipIf(databaseKinds().length < 2 || here.length < 1)('gives the same areas on the embedded database', async () => {
    const embedded = await createTestDatabase('embedded');
    try {
      const areas = await Promise.all([db, embedded].map(async (database) => {
        const city = await freshCity(database);
        await importInto(database, folder.path, city, join(shared, here[0]!.file));
        const { rows } = await database.pool.query<{ kind: string; area: number; length: number }>(
          `select e.kind, sum(st_area(f.geom)) as area, sum(st_length(f.geom)) as length from feature f join layer_edition e on e.id = f.edition_id where e.city_id = $1 group by e.kind order by e.kind`, [city]);
        return rows;
      }));
      areas[0]!.forEach((row, i) => {
        expect(areas[1]![i]!.kind).toBe(row.kind);
        expect(areas[1]![i]!.area).toBeCloseTo(row.area, 5);
        expect(areas[1]![i]!.length).toBeCloseTo(row.length, 5);
      });
    } finally { await embedded.close(); }
  });
});
