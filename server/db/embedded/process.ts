/**
 * The embedded database: PGlite with PostGIS behind a socket on 127.0.0.1, in a process of its own because it runs its statements on the thread that
 * calls it. Started by ./start.ts, ended by its message or by the end of the parent.
 */
import { openAsBlob } from 'node:fs';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PGlite, type Extension } from '@electric-sql/pglite';
import { postgis } from '@electric-sql/pglite-postgis';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { BootError, shortMessage } from '../boot-error.ts';
import { LockedError, takeLock } from './lock.ts';
import type { FromDatabase, OpenRequest, ToDatabase } from './messages.ts';
import { slimPostgisBundle } from './slim-bundle.ts';
import { keepBatchesWhole } from './whole-batches.ts';

/** The folder's own record of a finished creation; without it what lies in `db` is the rest of one that was killed. */
interface Created { readonly postgres: string }
const createdBy: Created = { postgres: '18' };
const maxConnections = 20;
const lockRetryMs = 250;
const lockPatienceMs = 60_000;

function tell(message: FromDatabase): void {
  process.send?.(message);
}

function slimPostgis(bundle: string): Extension {
  return {
    name: 'postgis',
    setup: async (pg, options) => ({ ...(await postgis.setup(pg, options)), bundlePath: pathToFileURL(bundle) }),
  };
}

async function create(folder: string, request: OpenRequest, extensions: { postgis: Extension }): Promise<PGlite> {
  rmSync(folder, { recursive: true, force: true });
  if (request.template !== null && existsSync(request.template)) {
    return PGlite.create({ dataDir: folder, extensions, loadDataDir: await openAsBlob(request.template) });
  }
  const db = await PGlite.create({ dataDir: folder, extensions });
  await db.exec('create extension postgis');
  if (request.template !== null) {
    mkdirSync(request.cacheDir, { recursive: true });
    const half = `${request.template}.${process.pid}`;
    writeFileSync(half, Buffer.from(await (await db.dumpDataDir('none')).arrayBuffer()));
    renameSync(half, request.template);
  }
  return db;
}

async function open(request: OpenRequest): Promise<PGlite> {
  const folder = join(request.dataDir, 'db');
  const record = join(request.dataDir, 'db.json');
  const extensions = { postgis: slimPostgis(slimPostgisBundle(request.cacheDir)) };
  if (existsSync(record)) {
    const { postgres } = JSON.parse(readFileSync(record, 'utf8')) as Created;
    if (postgres !== createdBy.postgres) throw new BootError(`The embedded database in ${request.dataDir} was made by PostgreSQL ${postgres}, this program brings ${createdBy.postgres}: export it with the older program, or choose another DATA_DIR.`);
    return PGlite.create({ dataDir: folder, extensions });
  }
  const db = await create(folder, request, extensions);
  writeFileSync(record, JSON.stringify(createdBy));
  return db;
}

/** Takes the lock; waits for a database process whose server was killed, which ends as soon as its statement does. */
async function lock(path: string): Promise<() => void> {
  for (let waitedMs = 0; ; waitedMs += lockRetryMs) {
    try {
      return takeLock(path);
    } catch (error) {
      if (!(error instanceof LockedError && error.isClosing) || waitedMs >= lockPatienceMs) throw error;
    }
    await new Promise((resolve) => { setTimeout(resolve, lockRetryMs); });
  }
}

async function main(): Promise<void> {
  const request = JSON.parse(process.argv[2] ?? '') as OpenRequest;
  const releaseLock = await lock(join(request.dataDir, 'db.lock'));
  process.once('exit', releaseLock);
  const db = await open(request);
  const { rows } = await db.query<{ version: string }>('select extversion as version from pg_extension where extname = $1', ['postgis']);
  keepBatchesWhole(db, (error) => fail(error));
  const server = new PGLiteSocketServer({ db, host: '127.0.0.1', port: 0, maxConnections });
  await server.start();

  let isClosing = false;
  const close = async (): Promise<void> => {
    if (isClosing) return;
    isClosing = true;
    try {
      await server.stop();
      await db.close();
    } finally {
      process.exit(0);
    }
  };
  process.on('message', (message: ToDatabase) => { if (message.type === 'close') void close(); });
  process.on('disconnect', () => void close());
  tell({ type: 'ready', port: Number(server.getServerConn().split(':').at(-1)), postgis: rows[0]?.version ?? '' });
}

/** Says why in one line (the engine's own trace would print its minified source) and ends. */
function fail(error: unknown): void {
  const leave = (): never => process.exit(1);
  if (process.connected) process.send?.({ type: 'failed', message: shortMessage(error), isExpected: error instanceof BootError } satisfies FromDatabase, leave);
  else leave();
}

// Ctrl-C reaches the whole group of processes; the parent closes this one when its own work is done.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);
main().catch(fail);
