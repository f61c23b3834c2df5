/** The process: opens the database, brings it up to date, fills an empty one, listens, and closes all of it in turn. */
import './lean-heap.ts';
import type { AddressInfo } from 'node:net';
import { BootError, shortMessage } from '../db/boot-error.ts';
import type { Database } from '../db/database.ts';
import { openEmbedded } from '../db/embedded/start.ts';
import { openExternal } from '../db/external.ts';
import { migrate } from '../db/migrate.ts';
import { hasCities } from '../db/repositories/cities.ts';
import { deleteStagingEditions } from '../db/repositories/leftovers.ts';
import { sweepTemporaryFolders } from '../gdal/temporary-folder.ts';
import { seedAccounts } from './accounts.ts';
import { readConfig, type Config } from './config.ts';
import { checkPort, listenProblem, prepareFolder, sessionSecret } from './prepare.ts';
import { progressLine, say } from './terminal.ts';

const closeTimeoutMs = 20_000;

/** What is open, the latest last. */
const closers: (() => Promise<unknown>)[] = [];
let isClosing = false;

async function closeAll(): Promise<void> {
  isClosing = true;
  // Past the time limit the process ends anyway; the database process hears that and closes itself.
  const limit = new Promise((resolve) => { setTimeout(resolve, closeTimeoutMs).unref(); });
  for (const close of closers.reverse()) await Promise.race([close().catch(() => {}), limit]);
}

function leave(code: number): void {
  void closeAll().then(() => process.exit(code));
}

function onSignal(): void {
  if (isClosing) process.exit(130); // asked twice
  say('Closing …');
  leave(0);
}

function fail(error: unknown): void {
  // Whatever fails while things are being closed fails because of that.
  if (isClosing) return;
  process.stderr.write(`RenewMap cannot start: ${shortMessage(error)}\n`);
  if (!(error instanceof BootError) && error instanceof Error) process.stderr.write(`${error.stack?.split('\n').slice(1, 10).join('\n') ?? ''}\n`);
  leave(1);
}

async function openDatabase(config: Config): Promise<Database> {
  if (config.databaseUrl !== null) return openExternal(config.databaseUrl);
  say('Embedded PostGIS, for trial and tests: one process, not safe against power loss. For production set DATABASE_URL=postgres://…');
  return openEmbedded({
    dataDir: config.dataDir,
    onLost(reason) {
      process.stderr.write(`The embedded database ended unexpectedly: ${reason}\n`);
      leave(1);
    },
  });
}

async function seedCity(db: Database, config: Config): Promise<void> {
  if (!config.isSeeded || await hasCities(db.pool)) return;
  const line = progressLine('Demo city');
  // Loaded only when needed: the generator is large, and every later start goes without.
  const { seedDemo } = await import('../ingest/seed-demo.ts');
  await seedDemo(db, config.dataDir, line.show);
  line.end('Demo city ready. It is fictional.');
}

async function seed(db: Database, config: Config): Promise<void> {
  const accounts = await seedAccounts(db, config.passwords);
  if (accounts.length > 0) {
    say('Accounts made. These passwords are shown this once:');
    for (const account of accounts) say(`  ${account.login.padEnd(8)} ${account.isGiven ? `(from the environment)` : account.password}`);
  }
  await deleteStagingEditions(db.pool);
  await seedCity(db, config);
}

/** What to type into a browser on this machine. */
function addressOf(host: string, address: AddressInfo | string | null): string {
  const isEverywhere = host === '0.0.0.0' || host === '::';
  const name = isEverywhere ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${typeof address === 'object' && address ? address.port : ''}/`;
}

async function start(): Promise<void> {
  const config = readConfig(process.env);
  prepareFolder(config.dataDir);
  await sweepTemporaryFolders();
  await checkPort(config.host, config.port);
  const db = await openDatabase(config);
  closers.push(() => db.close());
  await migrate(db);
  await seed(db, config);
  // Loaded only now: a start that cannot work says so without having read the whole program.
  const { buildApp } = await import('./app.ts');
  const app = await buildApp({
    db, dataDir: config.dataDir, sessionSecret: sessionSecret(config.sessionSecret, config.dataDir), clientFolder: config.clientFolder, mapOrigins: config.mapOrigins,
    logger: { level: 'warn', stream: process.stderr },
  });
  closers.push(() => app.close());
  try {
    await app.listen({ host: config.host, port: config.port });
  } catch (error) {
    throw (error as NodeJS.ErrnoException).syscall === undefined ? error : listenProblem(error, config.host, config.port);
  }
  say(`RenewMap is at ${addressOf(config.host, app.server.address())}`);
}

process.on('SIGINT', onSignal);
process.on('SIGTERM', onSignal);
start().catch(fail);
