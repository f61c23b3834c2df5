import { join } from 'node:path';
import { runner } from 'node-pg-migrate';
import type { Database } from './database.ts';

export const migrationsFolder = join(import.meta.dirname, 'migrations');

/** Brings the schema up to date; names of the migrations run now, none when it was. */
export async function migrate(db: Database): Promise<string[]> {
  const client = await db.pool.connect();
  try {
    const done = await runner({
      dbClient: client, dir: migrationsFolder, direction: 'up', migrationsTable: 'schema_migration', checkOrder: true,
      // Embedded, all clients are one session and an advisory lock excludes nobody; the lock file already keeps a second process out.
      noLock: db.kind === 'embedded',
      logger: { info() {}, warn() {}, error() {} },
    });
    return done.map((migration) => migration.name);
  } finally {
    client.release();
  }
}
