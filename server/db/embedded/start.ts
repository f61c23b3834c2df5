import { fork, type ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { BootError } from '../boot-error.ts';
import { openPools, type Database } from '../database.ts';
import type { FromDatabase, OpenRequest, ToDatabase } from './messages.ts';

export interface EmbeddedOptions {
  readonly dataDir: string;
  /** Where the slimmed PostGIS bundle is kept; in `dataDir` unless told. */
  readonly cacheDir?: string;
  readonly template?: string;
  /** The database process ended although nobody closed it; every later query fails. */
  onLost?(reason: string): void;
}

const closeTimeoutMs = 15_000;

function ended(child: ChildProcess): Promise<void> {
  return child.exitCode !== null || child.signalCode !== null ? Promise.resolve() : new Promise((resolve) => { child.once('exit', () => resolve()); });
}

async function close(child: ChildProcess): Promise<void> {
  if (child.connected) child.send({ type: 'close' } satisfies ToDatabase);
  const timer = setTimeout(() => child.kill('SIGKILL'), closeTimeoutMs);
  await ended(child);
  clearTimeout(timer);
}

function firstMessage(child: ChildProcess): Promise<FromDatabase> {
  return new Promise((resolve) => {
    child.once('message', (message) => resolve(message as FromDatabase));
    child.once('error', (error) => resolve({ type: 'failed', message: error.message, isExpected: false }));
    child.once('exit', (code, signal) => resolve({ type: 'failed', message: `its process ended (${signal ?? code})`, isExpected: false }));
  });
}

/**
 * Opens the embedded database in a process of its own and connects to it. First time in a folder it creates it (some seconds).
 * @throws BootError when the folder is already open elsewhere or the engine does not start
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<Database> {
  mkdirSync(options.dataDir, { recursive: true });
  const request: OpenRequest = { dataDir: options.dataDir, cacheDir: options.cacheDir ?? join(options.dataDir, 'cache'), template: options.template ?? null };
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const child = fork(join(import.meta.dirname, 'process.ts'), [JSON.stringify(request)], { execArgv: ['--import', tsx], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  const message = await firstMessage(child);
  if (message.type === 'failed') {
    await close(child);
    throw new BootError(message.isExpected ? message.message : `The embedded database did not start: ${message.message}`);
  }
  let isClosing = false;
  let reason = 'its process ended';
  child.on('message', (later: FromDatabase) => { if (later.type === 'failed') reason = later.message; });
  child.once('exit', () => { if (!isClosing) options.onLost?.(reason); });
  return openPools('embedded', `postgres://postgres@127.0.0.1:${message.port}/postgres`, message.postgis, () => {
    isClosing = true;
    return close(child);
  });
}
