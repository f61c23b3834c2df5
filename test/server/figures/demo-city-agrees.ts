/** The demo city: core and PostGIS agree to 1e-9 on every rule, for the city, its divisions and random units. A file for each kind of database calls it, so that they run side by side. */
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
import { figuresIn } from '../../../server/db/repositories/figures.ts';
import { FigureService } from '../../../server/jobs/figures/figure-service.ts';
import { verifyFigures } from '../../../server/jobs/figures/verify-area.ts';
import type { DatabaseKind } from '../../../server/db/database.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { randomFrom, randomUnitWkt } from './random-city.ts';
import { rulesInTurn } from './rules-in-turn.ts';

const quiet = { signal: new AbortController().signal, progress: () => {} };
const unitCount = { external: 200, embedded: 4 } as const;
/** Areas verified at a time: the native server works on several, the embedded one on one. */
const lanes = { external: 3, embedded: 1 } as const;

export const demoCityAgrees = (kind: DatabaseKind) => describe(`core and PostGIS on the demo city (${kind} database)`, () => {
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

  async function entriesOf(wkb: Buffer, ruleIds: readonly string[]): Promise<VerificationEntry[]> {
    const key = await service.keyOf('demo');
    const area: FigureArea = { kind: 'unit', id: '', name: '', version: 0, wkb };
    const { figures } = await service.figuresOfArea(key, area, [...ruleIds]);
    return verifyFigures(service, { key, area }, figures, quiet);
  }

  const disputed = (entries: readonly VerificationEntry[]): VerificationEntry[] => entries.filter(({ agrees }) => !agrees);

  /** Every area, some at a time, each with one turn of the rules; what differs by the name of its area. */
  async function disputedOf(areas: readonly { readonly name: string; readonly wkb: Buffer }[], turns: number): Promise<Record<string, VerificationEntry[]>> {
    const found: Record<string, VerificationEntry[]> = {};
    const waiting = areas.map((area, index) => ({ ...area, ruleIds: rulesInTurn(service.ruleSets, index, turns) }));
    const lane = async (): Promise<void> => {
      for (let area = waiting.shift(); area; area = waiting.shift()) {
        const list = disputed(await entriesOf(area.wkb, area.ruleIds));
        if (list.length > 0) found[area.name] = list;
      }
    };
    await Promise.all(Array.from({ length: lanes[kind] }, lane));
    return found;
  }

  // The embedded database runs the same SQL; a subdistrict shows that its engine can, and the made-up city has the rest.
  if (kind === 'external') it('agrees on the city by every fifth question, and every rule says something', async () => {
    const known = await service.known('demo', 'city', null, 'batch', { listLimit: 0 });
    const figures = figuresIn(known.stored);
    // A figure without a number has a layer or a survey that the demo city lacks; the made-up city has them all.
    expect(figures.filter(({ numerator, verdict }) => verdict !== 'not_assessed' && !(numerator !== null && numerator > 0)).map(({ ruleId }) => ruleId)).toEqual([]);
    expect(figures.filter(({ verdict }) => verdict !== 'not_assessed').length).toBeGreaterThan(150);
    const asked = new Set(rulesInTurn(service.ruleSets, 0, 5));
    expect(disputed(await verifyFigures(service, known, figures.filter(({ ruleId }) => asked.has(ruleId)), quiet))).toEqual([]);
  }, 300_000);

  it('agrees on its districts and subdistricts, the questions in turn', async () => {
    const areas: { name: string; wkb: Buffer }[] = [];
    for (const level of ['district', 'subdistrict']) {
      const divisions = await listDivisionAreas(db.pool, 'demo', { level });
      expect(divisions.length).toBeGreaterThan(0);
      if (kind === 'external' || level === 'subdistrict') areas.push(...divisions.slice(0, kind === 'external' ? undefined : 1).map(({ id, wkb }) => ({ name: id, wkb })));
    }
    expect(await disputedOf(areas, 4)).toEqual({});
  }, 600_000);

  it(`agrees on ${unitCount[kind]} units of every shape, the questions in turn`, async () => {
    const random = randomFrom(2024);
    const { rows } = await db.pool.query<{ srid: number; box: [number, number, number, number] }>(
      `select city.srid, array[st_xmin(e), st_ymin(e), st_xmax(e), st_ymax(e)] as box from city, (select st_extent(f.geom) as e from feature f join layer_edition l on l.id = f.edition_id where l.kind = 'built_up_area') x`);
    const { srid, box } = rows[0] as { srid: number; box: [number, number, number, number] };
    const areas: { name: string; wkb: Buffer }[] = [];
    for (let i = 0; i < unitCount[kind]; i += 1) {
      const wkt = randomUnitWkt(random, box);
      const { rows: [unit] } = await db.pool.query<{ wkb: Buffer }>(`select st_asbinary(st_geomfromtext($1, $2::int), 'NDR') as wkb`, [wkt, srid]);
      areas.push({ name: `unit ${i}: ${wkt}`, wkb: unit?.wkb as Buffer });
    }
    expect(await disputedOf(areas, 8)).toEqual({});
  }, 900_000);

  it('agrees on units whose edges are those of parcels, as they are when drawing snaps', async () => {
    const { rows } = await db.pool.query<{ wkb: Buffer }>(
      `select st_asbinary(st_union(p.geom, 1e-8), 'NDR') as wkb from (
        select f.id, f.geom from feature f join layer_edition e on e.id = f.edition_id where e.kind = 'old_community' order by f.id limit 12) c
      join feature p on st_dwithin(p.geom, c.geom, 60) join layer_edition e on e.id = p.edition_id and e.kind = 'land_use' group by c.id order by c.id`);
    expect(rows.length).toBe(12);
    expect(await disputedOf((kind === 'external' ? rows : rows.slice(0, 2)).map(({ wkb }, index) => ({ name: `community ${index}`, wkb })), 3)).toEqual({});
  }, 300_000);
});
