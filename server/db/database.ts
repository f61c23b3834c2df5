import pg from 'pg';
import { createPool, type PoolSettings } from './pool.ts';

export type DatabaseKind = 'embedded' | 'external';

/** The one way to the database. Both kinds speak the same SQL; see README for what the embedded kind cannot do. */
export interface Database {
  readonly kind: DatabaseKind;
  /** Short statements of requests and jobs. */
  readonly pool: pg.Pool;
  /** Heavy spatial statements: no JIT and no parallel workers (measured five times slower with them). The same pool when embedded. */
  readonly analysis: pg.Pool;
  /** PostGIS version, e.g. `3.3.2`. */
  readonly postgis: string;
  close(): Promise<void>;
}

/** What a repository function asks for: a pool, or the client of a running transaction. */
export type Queryable = Pick<pg.ClientBase, 'query'> | Pick<pg.Pool, 'query'>;

/**
 * Runs `work` in one transaction: commits when it resolves, rolls back when it rejects.
 * Inside, use only the client given: the embedded database makes every other client wait until the commit, so a query through the pool
 * from within would wait for itself. Keep transactions short for the same reason.
 */
export async function transaction<T>(db: Pick<Database, 'pool'>, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await db.pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((cause: unknown) => { broken = cause as Error; });
    throw error;
  } finally {
    client.release(broken);
  }
}

const analysisOptions = '-c jit=off -c max_parallel_workers_per_gather=0';

/** Pools over a PostgreSQL whose versions were checked; `onClose` runs after the pools have ended. */
export function openPools(kind: DatabaseKind, url: string, postgis: string, onClose: () => Promise<void> = async () => {}): Database {
  // The embedded database runs one statement at a time whatever the number of connections.
  const settings: PoolSettings = kind === 'embedded' ? { max: 6 } : { max: 12 };
  const pool = createPool(url, settings);
  const analysis = kind === 'embedded' ? pool : createPool(url, { max: 3, options: analysisOptions });
  let closing: Promise<void> | undefined;
  return {
    kind, pool, analysis, postgis,
    close() {
      closing ??= (async () => {
        await pool.end();
        if (analysis !== pool) await analysis.end();
        await onClose();
      })();
      return closing;
    },
  };
}
