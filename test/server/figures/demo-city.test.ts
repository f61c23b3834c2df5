/** The demo city: core and PostGIS agree to 1e-9 on every rule, for the city, its divisions and 200 random units. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VerificationEntry } from '#contract/figures.ts';
import type { FigureArea } from '../../../server/db/repositories/figure-areas.ts';
import { listDivisionAreas } from '../../../server/db/repositories/figure-areas.ts';
import { layerRegistry } from '../../../server/ingest/layer-kinds.ts';
import { seedDemo } from '../../../server/ingest/seed-demo.ts';
import { EventBus } from '../../../server/jobs/event-bus.ts';
import { FigureService } from '../../../server/jobs/figures/figure-service.ts';
import { verifyArea, verifyFigures } from '../../../server/jobs/figures/verify-area.ts';
import { createTestDatabase, databaseKinds, type TestDatabase } from '../../support/database.ts';
import { randomFrom, randomUnitWkt } from './random-city.ts';

const quiet = { signal: new AbortController().signal, progress: () => {} };
const unitCount = { external: 200, embedded: 8 } as const;

describe.each(databaseKinds())('core and PostGIS on the demo city (%s database)', (kind) => {
  let db: TestDatabase;
  let service: FigureService;
  const dataDir = mkdtempSync(join(tmpdir(), 'renewmap-demo-'));

  beforeAll(async () => {
    db = await createTestDatabase(kind);
    service = new FigureService(db, new EventBus(), layerRegistry);
    await seedDemo(db, dataDir);
  }, 300_000);
  afterAll(async () => {
    await service.close();
    await db.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  async function entriesOf(wkb: Buffer): Promise<VerificationEntry[]> {
    const key = await service.keyOf('demo');
    const area: FigureArea = { kind: 'unit', id: '', name: '', version: 0, wkb };
    const { figures } = await service.figuresOfArea(key, area, service.ruleSets.flatMap(({ rules }) => rules.map(({ id }) => id)));
    return verifyFigures(service, { key, area }, figures, quiet);
  }

  const disputed = (entries: readonly VerificationEntry[]): VerificationEntry[] => entries.filter(({ agrees }) => !agrees);

  it('agrees on the city, and every rule says something', async () => {
    const { entries } = await verifyArea(service, 'demo', 'city', quiet);
    expect(disputed(entries)).toEqual([]);
    expect(entries.filter(({ numerator }) => numerator === null || numerator === 0).map(({ ruleId }) => ruleId)).toEqual([]);
  }, 300_000);

  it('agrees on its districts and subdistricts', async () => {
    for (const level of ['district', 'subdistrict']) {
      const divisions = await listDivisionAreas(db.pool, 'demo', { level });
      expect(divisions.length).toBeGreaterThan(0);
      for (const division of kind === 'external' ? divisions : divisions.slice(0, 1)) expect(disputed(await entriesOf(division.wkb)), division.id).toEqual([]);
    }
  }, 600_000);

  it(`agrees on ${unitCount[kind]} units of every shape`, async () => {
    const random = randomFrom(2024);
    const { rows } = await db.pool.query<{ srid: number; box: [number, number, number, number] }>(
      `select city.srid, array[st_xmin(e), st_ymin(e), st_xmax(e), st_ymax(e)] as box from city, (select st_extent(f.geom) as e from feature f join layer_edition l on l.id = f.edition_id where l.kind = 'built_up_area') x`);
    const { srid, box } = rows[0] as { srid: number; box: [number, number, number, number] };
    for (let i = 0; i < unitCount[kind]; i += 1) {
      const wkt = randomUnitWkt(random, box);
      const { rows: [unit] } = await db.pool.query<{ wkb: Buffer }>(`select st_asbinary(st_geomfromtext($1, $2::int), 'NDR') as wkb`, [wkt, srid]);
      expect(disputed(await entriesOf(unit?.wkb as Buffer)), `unit ${i}: ${wkt}`).toEqual([]);
    }
  }, 900_000);

  it('agrees on units whose edges are those of parcels, as they are when drawing snaps', async () => {
    const { rows } = await db.pool.query<{ wkb: Buffer }>(
      `select st_asbinary(st_union(p.geom, 1e-8), 'NDR') as wkb from (
        select f.id, f.geom from feature f join layer_edition e on e.id = f.edition_id where e.kind = 'old_community' order by f.id limit 12) c
      join feature p on st_dwithin(p.geom, c.geom, 60) join layer_edition e on e.id = p.edition_id and e.kind = 'land_use' group by c.id order by c.id`);
    expect(rows.length).toBe(12);
    for (const { wkb } of kind === 'external' ? rows : rows.slice(0, 3)) expect(disputed(await entriesOf(wkb))).toEqual([]);
  }, 300_000);
});
