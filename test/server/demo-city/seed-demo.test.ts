import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertAccount } from '../../../server/db/repositories/accounts.ts';
import { findCity } from '../../../server/db/repositories/cities.ts';
import { currentEditions } from '../../../server/db/repositories/editions.ts';
import { listUnits } from '../../../server/db/repositories/units.ts';
import { FICTIONAL_ATTRIBUTION, seedDemo, type SeedOutcome } from '../../../server/ingest/seed-demo.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { temporaryFolder } from '../../support/import-files.ts';

const folder = temporaryFolder();
let db: TestDatabase;
let outcome: SeedOutcome;
const steps: { share: number; step: string }[] = [];

beforeAll(async () => {
  db = await createTestDatabase();
  await insertAccount(db.pool, { login: 'planner', displayName: '规划师', role: 'planner', passwordHash: 'none' });
  outcome = await seedDemo(db, folder.path, (share, step) => steps.push({ share, step }));
  // With an index of their own the comparisons below take seconds.
  await db.pool.query("create table now as select f.*, e.kind from feature f join layer_edition e on e.id = f.edition_id where e.city_id = 'demo' and e.status = 'current'");
  await db.pool.query('create index on now using gist (geom)');
  await db.pool.query('analyze now');
}, 300_000);
afterAll(async () => {
  await db.close();
  folder.remove();
});

/** How many rows a statement gives; `now` holds the city's current features. */
async function count(sql: string): Promise<number> {
  const { rows } = await db.pool.query<{ n: string }>(sql);
  return Number(rows[0]!.n);
}

describe('seeding the demo city', () => {
  it('takes every feature as it is: nothing mended, nothing left out', async () => {
    expect(outcome.import.report.leftOut).toEqual([]);
    expect(outcome.import.report.mended).toEqual([]);
    expect(outcome.import.srid).toBe(4547);
    for (const edition of await currentEditions(db.pool, 'demo')) {
      expect(edition.attribution).toBe(FICTIONAL_ATTRIBUTION);
      expect(edition.sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(edition.source).toMatch(/^demo-city generator v\d+ seed \d+$/);
    }
  });

  it('says that the city is fictional, and tells how far it is', async () => {
    expect(await findCity(db.pool, 'demo')).toMatchObject({ isFictional: true, srid: 4547, units: 2 });
    expect(steps[0]!.share).toBe(0);
    expect(steps[steps.length - 1]).toEqual({ share: 1, step: 'done' });
    expect(steps.every(({ share }, i) => i === 0 || share >= steps[i - 1]!.share - 1e-9)).toBe(true);
  });

  it('draws two units of about a square kilometre through the one door', async () => {
    const units = await listUnits(db.pool, 'demo');
    expect(units.map(({ name }) => name).sort()).toEqual(['东关老城更新单元', '新湖片区更新单元']);
    const { rows } = await db.pool.query<{ area: number }>("select st_area(geom) as area from renewal_unit where city_id = 'demo'");
    for (const { area } of rows) {
      expect(area).toBeGreaterThan(0.8e6);
      expect(area).toBeLessThan(1.2e6);
    }
    expect(await count("select count(*) as n from edit_log where city_id = 'demo'")).toBe(2);
  });

  it('stands no building on another, on a street or in the water', async () => {
    expect(await count("select count(*) as n from now a join now b on a.kind = 'building' and b.kind = 'building' and a.id < b.id and st_intersects(a.geom, b.geom)")).toBe(0);
    expect(await count("select count(*) as n from now a join now b on a.kind = 'building' and b.kind in ('road', 'railway') and st_intersects(a.geom, b.geom)")).toBe(0);
    expect(await count("select count(*) as n from now a join now b on a.kind = 'building' and b.kind = 'water_body' and st_intersects(a.geom, b.geom)")).toBe(0);
    expect(await count("select count(*) as n from now a join now b on a.kind = 'building' and b.kind = 'green_space' and b.attrs->>'class' <> 'XG' and st_intersects(a.geom, b.geom)")).toBe(0);
  });

  it('lets no two parcels of land overlap by more than a hand\'s breadth of rounding', async () => {
    expect(await count("select count(*) as n from now a join now b on a.kind = 'land_use' and b.kind = 'land_use' and a.id < b.id and st_intersects(a.geom, b.geom) and st_area(st_intersection(a.geom, b.geom)) > 0.1")).toBe(0);
    expect(await count("select count(*) as n from now a join now b on a.kind = 'land_use' and b.kind = 'water_body' and st_intersects(a.geom, b.geom) and st_area(st_intersection(a.geom, b.geom)) > 0.1")).toBe(0);
  });

  it('keeps the river in one piece and lets roads cross it on bridges only', async () => {
    expect(await count("select count(*) as n from now where kind = 'water_body' and attrs->>'type' = 'river' and st_numgeometries(geom) = 1")).toBe(1);
    // A bridge begins on the bank, to the rounding of the coordinates.
    expect(await count("select count(*) as n from now a join now b on a.kind = 'road' and not (a.attrs->>'bridge')::boolean and b.kind = 'water_body' and st_intersects(a.geom, b.geom) and st_length(st_intersection(a.geom, b.geom)) > 0.01")).toBe(0);
    expect(await count("select count(*) as n from now a join now b on a.kind = 'road' and (a.attrs->>'bridge')::boolean and b.kind = 'water_body' and b.attrs->>'type' = 'river' and st_intersects(a.geom, b.geom) and st_length(st_intersection(a.geom, b.geom)) > 30")).toBeGreaterThanOrEqual(4);
  });

  it('refuses a city that is already there and leaves it as it is', async () => {
    await expect(seedDemo(db, folder.path)).rejects.toMatchObject({ code: 'version_conflict' });
    expect(await findCity(db.pool, 'demo')).toMatchObject({ units: 2 });
  });

  it('leaves nothing behind when it fails', async () => {
    await db.pool.query("create function refuse() returns trigger language plpgsql as $$ begin raise exception 'refused'; end $$; create trigger refuse before insert on renewal_unit execute function refuse()");
    await expect(seedDemo(db, folder.path, undefined, { size: 'demo', cityId: 'second' })).rejects.toThrow('refused');
    expect(await findCity(db.pool, 'second')).toBeNull();
    expect(await count("select count(*) as n from layer_edition where city_id = 'second'")).toBe(0);
    await db.pool.query('drop trigger refuse on renewal_unit');
  });
});
