import { execFile, execFileSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { insertCity } from '../../../server/db/repositories/cities.ts';
import { dropCity } from '../../../server/db/repositories/drop-city.ts';
import { importLayers } from '../../../server/ingest/import-layers.ts';
import { hashOfFiles } from '../../../server/ingest/deliveries.ts';
import { createTestDatabase, databaseKinds } from '../../support/database.ts';
import type { Measure } from '../measure.ts';

const run = promisify(execFile);
const CORNERS = 13;
/** Metres between houses. */
const STEP_M = 30;

/** Buildings of thirteen corners with Chinese names, in rows, as GeoJSON text sequence in CGCS2000 / 114°E. */
async function writeHouses(path: string, count: number): Promise<void> {
  const file = createWriteStream(path);
  const side = Math.ceil(Math.sqrt(count));
  let lines: string[] = [];
  for (let i = 0; i < count; i += 1) {
    const x = 460_000 + (i % side) * STEP_M, y = 3_840_000 + Math.floor(i / side) * STEP_M;
    const ring = Array.from({ length: CORNERS }, (_, k) => {
      const angle = 2 * Math.PI * (k % (CORNERS - 1)) / (CORNERS - 1), r = 6 + ((i * 7 + (k % (CORNERS - 1)) * 3) % 5);
      return [Number((x + r * Math.cos(angle)).toFixed(3)), Number((y + r * Math.sin(angle)).toFixed(3))];
    });
    lines.push(JSON.stringify({ type: 'Feature', properties: { MC: `郑州市金水区花园路街道第${i}号居民住宅楼`, GD: 6 + i % 90, CS: 2 + i % 30, YT: 'residential' }, geometry: { type: 'Polygon', coordinates: [ring] } }));
    if (lines.length === 5000) { if (!file.write(`${lines.join('\n')}\n`)) await once(file, 'drain'); lines = []; }
  }
  file.end(lines.join('\n'));
  await once(file, 'finish');
}

/** Each against the peer before and after it; one alone is off by a tenth. */
const ROUNDS = 5;

interface Imported { readonly ms: number; readonly parts: Readonly<Record<string, string>>; readonly stored: { readonly n: number; readonly area: number; readonly named: number } }
interface Round extends Imported { readonly peerMs: number }

/** The whole way into a city of its own, which is gone afterwards. */
async function importOnce(db: Awaited<ReturnType<typeof createTestDatabase>>, cityId: string, folder: string, parts: readonly { readonly path: string; readonly fileName: string }[]): Promise<Imported> {
  await insertCity(db.pool, { id: cityId, name: cityId, nameEn: '', srid: 4547, isFictional: true });
  const signal = new AbortController().signal;
  const spent = new Map<string, { clock: number; own: number }>();
  let cpu = process.cpuUsage();
  /** Adds the time since the last call, by the clock and of this process's processor, to a step. */
  const settle = (name: string, at: number): void => {
    const used = process.cpuUsage(cpu);
    cpu = process.cpuUsage();
    const { clock, own } = spent.get(name) ?? { clock: 0, own: 0 };
    spent.set(name, { clock: clock + at - since, own: own + (used.user + used.system) / 1000 });
    since = at;
  };
  await db.pool.query('checkpoint');
  const start = performance.now();
  let step = 'hashing', since = start;
  const sha256 = await hashOfFiles(parts, signal);
  const outcome = await importLayers(db, folder, { cityId, importId: randomUUID(), source: 'houses.shp', sourceDate: null, attribution: null, sha256, createdBy: null }, parts,
    [{ layer: null, kind: 'building', crs: null, encoding: null, mapping: { MC: '#name', GD: 'height_m', CS: 'floors', YT: 'use' }, classification: null }], {
      signal,
      onProgress: (_, now) => {
        if (now === step) return;
        settle(step, performance.now());
        step = now;
      },
    });
  const end = performance.now();
  settle(step, end);
  const { rows: [stored] } = await db.pool.query<Imported['stored']>(`select count(*) as n, sum(st_area(geom)) as area, count(*) filter (where name = '郑州市金水区花园路街道第7号居民住宅楼') as named from feature where edition_id = $1`, [outcome.editions[0]!.id]);
  // Nothing may be left to clear away while the peer runs.
  await db.pool.query('truncate feature');
  await dropCity(db.pool, cityId);
  return { ms: end - start, stored: stored!, parts: Object.fromEntries([...spent].map(([part, { clock, own }]) => [part, `${clock.toFixed(0)} ms by the clock, ${own.toFixed(0)} ms of this process`])) };
}

/** A shapefile in GBK as a city office sends it, from the file to layers on the map; beside `ogr2ogr`, which puts the same file into PostGIS and does nothing else. */
export const measure: Measure = {
  name: 'import-150k',
  async run({ quick }) {
    try { execFileSync('ogr2ogr', ['--version'], { stdio: 'ignore' }); } catch { return { skipped: 'ogr2ogr is not installed here (Debian: gdal-bin)' }; }
    if (!databaseKinds().includes('external')) return { skipped: 'no PostgreSQL is installed here' };
    const count = quick ? 15_000 : 150_000;
    const folder = mkdtempSync(join(tmpdir(), 'renewmap-bench-import-'));
    const db = await createTestDatabase('external');
    try {
      await writeHouses(join(folder, 'houses.geojsonl'), count);
      await run('ogr2ogr', ['-f', 'ESRI Shapefile', '-lco', 'ENCODING=CP936', '-a_srs', 'EPSG:4547', join(folder, 'houses.shp'), `GeoJSONSeq:${join(folder, 'houses.geojsonl')}`]);
      const parts = readdirSync(folder).filter((name) => /\.(?:shp|shx|dbf|prj|cpg)$/.test(name)).map((name) => ({ path: join(folder, name), fileName: name }));
      const bytes = parts.reduce((sum, { path }) => sum + statSync(path).size, 0);

      const { hostname, port, pathname, username, password } = new URL(db.url!);
      const runPeer = async (): Promise<number> => {
        await db.pool.query('checkpoint');
        const start = performance.now();
        await run('ogr2ogr', ['-overwrite', '-f', 'PostgreSQL', `PG:host=${hostname} port=${port || '5432'} dbname=${pathname.slice(1)} user=${username}${password ? ` password=${decodeURIComponent(password)}` : ''}`, join(folder, 'houses.shp'), '-nln', 'peer', '-nlt', 'PROMOTE_TO_MULTI', '-lco', 'GEOMETRY_NAME=geom']);
        return performance.now() - start;
      };
      const rounds: Round[] = [];
      let peerMs = await runPeer();
      const { rows: [peer] } = await db.pool.query<{ n: number; area: number }>('select count(*) as n, sum(st_area(geom)) as area from peer');
      for (let n = 0; n < (quick ? 1 : ROUNDS); n += 1) {
        const ours = await importOnce(db, `bench-${n}`, folder, parts);
        // Before and after: the machine's other work changes within a minute.
        const before = peerMs;
        peerMs = await runPeer();
        rounds.push({ ...ours, peerMs: (before + peerMs) / 2 });
      }
      const ratioOf = ({ ms, peerMs: other }: Round): number => ms / other;
      rounds.sort((x, y) => ratioOf(x) - ratioOf(y));
      const middle = rounds[rounds.length >> 1]!;
      return {
        median: middle.ms, p95: Math.max(...rounds.map(({ ms }) => ms)), n: rounds.length, unit: 'ms', peer: 'ogr2ogr → PostGIS', peerMedian: middle.peerMs, ratio: ratioOf(middle),
        note: `${count} polygons, ${(bytes / 1e6).toFixed(0)} MB of shapefile in GBK, from the file to the map; the ratio is how many times ogr2ogr's, of ${rounds.length} rounds the middle one`,
        more: { 'ratios of the rounds': rounds.map((round) => ratioOf(round).toFixed(2)).join(', '), ...middle.parts },
        targets: [{ what: 'times ogr2ogr alone', is: ratioOf(middle), below: 3 }],
        isEqual: rounds.every(({ stored }) => stored.n === peer!.n && Math.abs(stored.area - peer!.area) <= 1e-6 * peer!.area && stored.named === 1),
      };
    } finally {
      await db.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
