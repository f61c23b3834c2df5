/** `npm run figures` as a person calls it: its own process on a database of its own. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { metricCrs } from '#planning/geometry/metric-crs.ts';
import { layerRegistry } from '../../../server/ingest/layer-kinds.ts';
import { EventBus } from '../../../server/jobs/event-bus.ts';
import { FigureService } from '../../../server/jobs/figures/figure-service.ts';
import { createTestDatabase, databaseKinds, openEmbeddedIn, type TestDatabase } from '../../support/database.ts';
import { cityEdgeM, cityOrigin, citySrid, insertCity, RandomCity } from './random-city.ts';

const project = join(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'renewmap-figures-'));

interface Ran { readonly code: number; readonly out: string; readonly err: string }
interface Printed {
  areaM2: number; people: number;
  figures: { ruleId: string; value: number | null; numerator: number | null; denominator: number | null; receipt: { counted: unknown[]; countedTotal: number } }[];
  verification: { ruleId: string; agrees: boolean }[] | null;
}

function run(environment: Record<string, string>, ...args: string[]): Promise<Ran> {
  return new Promise((resolve) => {
    const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], DATA_DIR: join(folder, 'data'), ...environment };
    execFile(process.execPath, ['--import', 'tsx', 'scripts/figures.ts', ...args], { cwd: project, env, maxBuffer: 1e8 }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });
}

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const crs = metricCrs(citySrid);
function square(side: number): { type: 'Polygon'; coordinates: [number, number][][] } {
  const [x, y, half] = [cityOrigin[0] + cityEdgeM / 2, cityOrigin[1] + cityEdgeM / 2, side / 2];
  return { type: 'Polygon', coordinates: [[[-1, -1], [1, -1], [1, 1], [-1, 1], [-1, -1]].map(([dx = 0, dy = 0]) => crs?.inverse(x + dx * half, y + dy * half) as [number, number])] };
}

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(!databaseKinds().includes('external'))('figures from the command line (needs a native PostgreSQL with PostGIS)', () => {
  let db: TestDatabase;
  let environment: Record<string, string>;
  beforeAll(async () => {
    db = await createTestDatabase('external');
    environment = { DATABASE_URL: db.url as string };
    await insertCity(db, 'made-up', new RandomCity(5).features);
  });
  afterAll(() => db.close());

  it('prints what the server computes, unrounded, and PostGIS agrees', async () => {
    const area = file('unit.geojson', { type: 'FeatureCollection', features: [{ type: 'Feature', properties: {}, geometry: square(1000) }] });
    const { code, out } = await run(environment, '--city', 'made-up', '--area', area, '--json', '--verify');
    expect(code).toBe(0);
    const printed = JSON.parse(out) as Printed;
    const service = new FigureService(db, new EventBus(), layerRegistry);
    const computed = await service.figuresOfDrawn('made-up', square(1000));
    await service.close();
    const numbers = (figures: readonly { ruleId: string; value: number | null; numerator: number | null; denominator: number | null }[]): unknown[] =>
      figures.map(({ ruleId, value, numerator, denominator }) => ({ ruleId, value, numerator, denominator }));
    expect(numbers(printed.figures)).toEqual(numbers(computed.figures));
    expect(printed).toMatchObject({ areaM2: computed.areaM2, people: computed.people });
    expect(printed.areaM2).toBeCloseTo(1e6, 2);
    expect(printed.verification?.every(({ agrees }) => agrees)).toBe(true);
    expect(printed.figures.some(({ receipt }) => receipt.countedTotal > 0 && receipt.counted.length === 0)).toBe(true);
  });

  it('takes a division, the city by its name, chosen rules and whole receipts', async () => {
    const division = JSON.parse((await run(environment, '--city', 'City made-up', '--area', 'division:410102', '--rules', 'G-TJ2021, E2-33-density', '--json', '--receipts')).out) as Printed;
    expect(division.figures.map(({ ruleId }) => ruleId)).toEqual(['E2-33-density', 'G-TJ2021']);
    expect(division.figures.every(({ receipt }) => receipt.counted.length === receipt.countedTotal)).toBe(true);
    expect(division.verification).toBeNull();
    const table = await run(environment, '--city', 'made-up', '--area', 'city', '--rules', 'G-TJ2021', '--verify');
    expect(table.code).toBe(0);
    expect(table.out).toMatch(/G-TJ2021 +[\d.]+ % .* m² ÷ .* PostGIS agrees/);
  });

  it.each([
    [['--area', 'city'], 2, /--city NAME/],
    [['--city', 'made-up'], 2, /--area/],
    [['--city', 'made-up', '--area', 'nowhere.geojson'], 2, /no file nowhere.geojson/],
    [['--city', 'made-up', '--area', 'city', '--colour', 'red'], 2, /--colour/],
    [['--city', 'made-up', '--area', 'city', '--rules', 'NONE'], 2, /no rule NONE.*G-TJ2021/],
    [['--city', 'elsewhere', '--area', 'city'], 1, /no city «elsewhere».*made-up/],
    [['--city', 'made-up', '--area', 'division:999'], 1, /no area «division:999»/],
  ])('refuses %j with exit code %i', async (args, code, message) => {
    const ran = await run(environment, ...args);
    expect(ran.code).toBe(code);
    expect(ran.err).toMatch(message);
    expect(ran.out).toBe('');
  });

  it.each([
    ['not JSON', '{"type": "Polygon", "coord', /is not JSON/],
    ['no polygon', { type: 'Point', coordinates: [113.6, 34.7] }, /holds no polygon/],
    ['metres instead of degrees', { type: 'Polygon', coordinates: [[[463000, 3846000], [464000, 3846000], [464000, 3847000], [463000, 3846000]]] }, /is not a place in degrees/],
  ])('refuses a file with %s', async (_, content, message) => {
    const ran = await run(environment, '--city', 'made-up', '--area', file('bad.geojson', content));
    expect([ran.code, ran.out]).toEqual([1, '']);
    expect(ran.err).toMatch(message);
  });

  it('says in one line why it has no database', async () => {
    const ran = await run({ DATABASE_URL: 'postgres://127.0.0.1:1/none' }, '--city', 'made-up', '--area', 'city');
    expect(ran.code).toBe(1);
    expect(ran.err.trim().split('\n')).toEqual([expect.stringContaining('127.0.0.1:1')]);
  });
});

describe('figures from the command line on the embedded database', () => {
  it('says that the server holds it, and works when it does not', async () => {
    const dataDir = join(folder, 'held');
    const db = await openEmbeddedIn(dataDir);
    const ask = ['--city', 'made-up', '--area', 'city'];
    try {
      const held = await run({ DATA_DIR: dataDir }, ...ask);
      expect(held.code).toBe(1);
      expect(held.err).toMatch(/already open.*one program at a time/s);
    } finally {
      await db.close();
    }
    const free = await run({ DATA_DIR: dataDir }, ...ask);
    expect(free.code).toBe(1);
    expect(free.err).toMatch(/no city «made-up».*none yet/);
  });
});
