import { createHash } from 'node:crypto';
import type { Dataset, LayerTable } from '#planning/coverage/dataset.ts';
import { featureCount } from '#planning/coverage/features.ts';
import { createTestDatabase, databaseKinds, type TestDatabase } from '../support/database.ts';
import { wkbOfRow } from './table-wkb.ts';

/** A native PostgreSQL that holds a dataset in the app's own schema: features with the ids the dataset has, coordinates to the bit, statistics fresh. */
export interface BenchDatabase {
  readonly db: TestDatabase;
  readonly cityId: string;
  readonly srid: number;
  /** Edition of each layer kind. */
  readonly editions: ReadonlyMap<string, number>;
}

const rowsAtOnce = 5000;
const cityId = 'bench';

/** Null without a native PostgreSQL. Give it back with `db.close()`, which drops the database. */
export async function loadBenchDatabase(dataset: Dataset): Promise<BenchDatabase | null> {
  if (!databaseKinds().includes('external')) return null;
  const db = await createTestDatabase('external');
  try {
    const srid = Number(dataset.crs.replace('EPSG:', ''));
    await db.pool.query(`insert into city (id, name, srid) values ($1, 'bench', $2)`, [cityId, srid]);
    const editions = new Map<string, number>();
    for (const table of dataset.layers) {
      if (!editions.has(table.kind)) editions.set(table.kind, await insertEdition(db, table));
      await insertFeatures(db, table, editions.get(table.kind) as number, srid);
    }
    await db.pool.query('vacuum analyze');
    return { db, cityId, srid, editions };
  } catch (error) {
    await db.close();
    throw error;
  }
}

async function insertEdition(db: TestDatabase, { kind, input }: LayerTable): Promise<number> {
  const { rows } = await db.pool.query<{ id: number }>(
    `insert into layer_edition (city_id, kind, edition, status, import_id, source, format, sha256, crs, feature_count) values ($1, $2, 1, 'current', gen_random_uuid(), 'generator', 'generated', $3, 'EPSG:4326', $4) returning id`,
    [cityId, kind, createHash('sha256').update(kind).digest('hex'), input.features]);
  return rows[0]?.id as number;
}

async function insertFeatures(db: TestDatabase, table: LayerTable, editionId: number, srid: number): Promise<void> {
  for (let first = 0; first < featureCount(table); first += rowsAtOnce) {
    const rows = Array.from({ length: Math.min(rowsAtOnce, featureCount(table) - first) }, (_, i) => first + i);
    await db.pool.query(
      `insert into feature (id, edition_id, attrs, geom) overriding system value
      select id, $1, attrs::jsonb, st_geomfromwkb(geom, $2) from unnest($3::bigint[], $4::text[], $5::bytea[]) as t (id, attrs, geom)`,
      [editionId, srid, rows.map((row) => table.ids[row]), rows.map((row) => JSON.stringify(attributesOf(table, row))), rows.map((row) => wkbOfRow(table, row))]);
  }
}

function attributesOf(table: LayerTable, row: number): Record<string, unknown> {
  const attributes: Record<string, unknown> = {};
  for (const [name, column] of Object.entries(table.columns)) {
    const value = column.type === 'number' ? column.values[row] : column.codes[row] === 0xffff ? undefined : column.dictionary[column.codes[row] as number];
    if (value !== undefined && !Number.isNaN(value)) attributes[name] = value === 'true' ? true : value === 'false' ? false : value;
  }
  return attributes;
}
