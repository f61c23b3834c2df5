import { hash } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs `use` with a fresh folder, which is removed with all it holds, however `use` ends. */
export async function inTemporaryFolder<Result>(use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await makeTemporaryFolder();
  try { return await use(folder); } finally { await removeFolder(folder); }
}

/** Machines and containers that share a temporary folder do not share process numbers. */
const machine = hash('sha1', hostname()).slice(0, 8);
const OURS = /^renewmap-([0-9a-f]{8})-(\d+)-[A-Za-z0-9]{6}$/;
const DAY_MS = 24 * 3600 * 1000;

/** For callers that hand the folder on, e.g. into a generator with its own `finally`. Its name says whose it is. */
export const makeTemporaryFolder = (): Promise<string> => mkdtemp(join(tmpdir(), `renewmap-${machine}-${process.pid}-`));
export const removeFolder = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });

function isAlive(pid: number): boolean {
  try { process.kill(pid, 0); return true; } catch (error) { return (error as NodeJS.ErrnoException).code !== 'ESRCH'; }
}

/**
 * Removes temporary folders that a process of this user on this machine has left when it was killed: its number is nobody's any more, or the folder is older than
 * a day. Those of other users and machines stay. `root`: where they lie.
 */
export async function sweepTemporaryFolders(root: string = tmpdir()): Promise<void> {
  for (const name of await readdir(root).catch(() => [] as string[])) {
    const [, where, pid] = OURS.exec(name) ?? [];
    if (where !== machine || Number(pid) === process.pid) continue;
    const folder = join(root, name), info = await stat(folder).catch(() => null);
    if (!info?.isDirectory() || (process.getuid && info.uid !== process.getuid())) continue;
    if (!isAlive(Number(pid)) || Date.now() - info.mtimeMs > DAY_MS) await removeFolder(folder).catch(() => undefined);
  }
}
