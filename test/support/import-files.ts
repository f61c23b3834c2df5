/** Files to import, made by the tests, and the import of one into a fresh city. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../../server/db/database.ts';
import { insertCity } from '../../server/db/repositories/cities.ts';
import { importFile, type FileOrder } from '../../server/ingest/import-file.ts';
import type { ImportHooks, ImportOutcome } from '../../server/ingest/pipeline.ts';

/** A folder for one test file; `remove` in afterAll. */
export function temporaryFolder(): { readonly path: string; write(name: string, content: string | Uint8Array): string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'renewmap-import-'));
  return {
    path,
    write(name, content) {
      const file = join(path, name);
      writeFileSync(file, content);
      return file;
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** Makes a city nobody else has; without an SRID its first import decides. */
export async function freshCity(db: Pick<Database, 'pool'>, srid: number | null = null): Promise<string> {
  const id = `t-${randomUUID().slice(0, 13)}`;
  await insertCity(db.pool, { id, name: id, nameEn: '', srid, isFictional: true });
  return id;
}

export function importInto(db: Database, dataDir: string, cityId: string, path: string, order: Partial<FileOrder> = {}, hooks: Partial<ImportHooks> = {}): Promise<ImportOutcome> {
  return importFile(db, dataDir, {
    cityId, importId: randomUUID(), path, fileName: path.split('/').pop() ?? '', source: null, sourceDate: null, attribution: null, createdBy: null, kind: null, crs: null, ...order,
  }, { signal: new AbortController().signal, onProgress: () => undefined, ...hooks });
}

export interface TestFeature { readonly geometry: unknown; readonly properties?: Readonly<Record<string, unknown>> | null; readonly id?: string | number }

export const collection = (features: readonly TestFeature[], members: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({ type: 'FeatureCollection', ...members, features: features.map((feature) => ({ type: 'Feature', properties: null, ...feature })) });

/** An axis-parallel square in degrees around a place. */
export const square = (lon: number, lat: number, half = 0.001): { type: 'Polygon'; coordinates: number[][][] } => ({
  type: 'Polygon',
  coordinates: [[[lon - half, lat - half], [lon + half, lat - half], [lon + half, lat + half], [lon - half, lat + half], [lon - half, lat - half]]],
});

/** What must be true of a failed import: no edition, no feature of any, and the city as it was. */
export async function stored(db: Pick<Database, 'pool'>, cityId: string): Promise<{ editions: number; features: number; srid: number | null }> {
  const { rows } = await db.pool.query<{ editions: number; features: number; srid: number | null }>(
    `select (select count(*) from layer_edition where city_id = $1) as editions,
      (select count(*) from feature f join layer_edition e on e.id = f.edition_id where e.city_id = $1) as features, srid from city where id = $1`, [cityId]);
  return rows[0]!;
}
