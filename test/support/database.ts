/**
 * Real databases for tests. Native: TEST_DATABASE_URL (a server where databases may be created), else a throw-away cluster of the PostgreSQL
 * installed here; embedded: PGlite from a dumped template. A missing native server is a named skip, never a silent one:
 * `describe.each(databaseKinds())` runs a suite on each kind there is.
 */
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openEmbedded } from '../../server/db/embedded/start.ts';
import { openExternal } from '../../server/db/external.ts';
import type { Database, DatabaseKind } from '../../server/db/database.ts';
import { migrate, migrationsFolder } from '../../server/db/migrate.ts';
import { findPostgres, nativeServer } from './native-postgres.ts';

export interface TestDatabase extends Database {
  /** Address of the database, for a second pool or another process; null when embedded. */
  readonly url: string | null;
}

const cacheDir = join(import.meta.dirname, '../../.cache/embedded');

/** The kinds this machine can run, the quicker first. */
export function databaseKinds(): DatabaseKind[] {
  return process.env['TEST_DATABASE_URL'] || findPostgres() ? ['external', 'embedded'] : ['embedded'];
}

function migrationsHash(): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(migrationsFolder).sort()) hash.update(name).update(readFileSync(join(migrationsFolder, name)));
  return hash.digest('hex').slice(0, 12);
}

const withName = (url: string, name: string): string => {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
};

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function templateOn(serverUrl: string): Promise<string> {
  const name = `renewmap_template_${migrationsHash()}`;
  await withClient(serverUrl, async (admin) => {
    // Test files may run side by side: one makes the template, the others wait for it.
    await admin.query('select pg_advisory_lock(hashtext($1))', [name]);
    const found = await admin.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount) return;
    const half = `${name}_${randomBytes(4).toString('hex')}`;
    await admin.query(`create database ${half}`);
    const db = await openExternal(withName(serverUrl, half));
    try {
      await migrate(db);
    } finally {
      await db.close();
    }
    await admin.query(`alter database ${half} rename to ${name}`);
  });
  return name;
}

let template: Promise<string> | undefined;

async function createNative(): Promise<TestDatabase> {
  const serverUrl = await nativeServer();
  template ??= templateOn(serverUrl);
  const from = await template;
  const name = `renewmap_test_${randomBytes(6).toString('hex')}`;
  await withClient(serverUrl, (admin) => admin.query(`create database ${name} template ${from}`));
  const url = withName(serverUrl, name);
  const db = await openExternal(url);
  return {
    ...db, url,
    async close() {
      await db.close();
      await withClient(serverUrl, (admin) => admin.query(`drop database if exists ${name} with (force)`));
    },
  };
}

/** Opens an embedded database in a folder of the test's, made from the dumped template: seconds sooner than from nothing. Not migrated. */
export const openEmbeddedIn = (dataDir: string): Promise<Database> => openEmbedded({ dataDir, cacheDir, template: join(cacheDir, 'template-0.5.8-0.2.8.tar') });

async function createEmbedded(): Promise<TestDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), 'renewmap-embedded-'));
  const db = await openEmbeddedIn(dataDir);
  await migrate(db);
  return {
    ...db, url: null,
    async close() {
      await db.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A fresh, migrated, empty database; `close()` removes it. Without a kind: the quickest there is. */
export function createTestDatabase(kind: DatabaseKind = databaseKinds()[0] as DatabaseKind): Promise<TestDatabase> {
  return kind === 'external' ? createNative() : createEmbedded();
}
