import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { BootError, shortMessage } from '../db/boot-error.ts';

/** Like `mkdir -p`; Node's own `recursive` never returns on file systems such as /proc that say «not found» when asked to make a folder. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}

/** Makes the data folder. @throws BootError when it cannot be made or written */
export function prepareFolder(folder: string): void {
  const probe = join(folder, `.probe-${process.pid}`);
  try {
    makeFolder(folder);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    throw new BootError(`The folder ${folder} (DATA_DIR) cannot be written: ${shortMessage(error)}`);
  }
}

/** What a failure to listen means to the person who set HOST and PORT. */
export function listenProblem(error: unknown, host: string, port: number): BootError {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE': return new BootError(`Port ${port} on ${host} is taken by another program: stop that one, or set PORT to another number.`);
    case 'EACCES': return new BootError(`Port ${port} may not be used by this user: set PORT to a number above 1023.`);
    case 'EADDRNOTAVAIL': case 'ENOTFOUND': case 'EAI_AGAIN': return new BootError(`This machine has no address ${host}: set HOST to 127.0.0.1 (this machine only) or 0.0.0.0 (the network).`);
    default: return new BootError(`Cannot listen on ${host}:${port}: ${shortMessage(error)}`);
  }
}

/** Tries the port before minutes are spent on a database. @throws BootError */
export async function checkPort(host: string, port: number): Promise<void> {
  const server = createServer();
  try {
    await new Promise<void>((done, fail) => { server.once('error', fail).listen(port, host, done); });
  } catch (error) {
    throw listenProblem(error, host, port);
  }
  await new Promise((done) => { server.close(done); });
}

/** The secret that signs session cookies: as given, else one kept in the data folder so that sign-ins outlive a restart. */
export function sessionSecret(given: string | null, dataDir: string): string {
  if (given !== null) return given;
  const path = join(dataDir, 'session-secret');
  try {
    writeFileSync(path, randomBytes(48).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(path, 'utf8');
}
