import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { BootError } from '../boot-error.ts';

/** A process; `started` tells it from a later one that got the same id. */
interface Identity { readonly pid: number; readonly started: string | null }
/** Who has the folder open, and the server it serves: without that one it is about to close. */
interface Holder extends Identity { readonly parent: Identity | null }

/** A living process holds the lock. */
export class LockedError extends BootError {
  /** Its server is gone, so it will give the lock back by itself. */
  readonly isClosing: boolean;
  constructor(holder: Holder) {
    super(`The embedded database in this folder is already open in another process (${holder.pid}): stop that one, or choose another DATA_DIR.`);
    this.isClosing = holder.parent !== null && !isAlive(holder.parent);
  }
}

/** Start time of a process in clock ticks since boot, where the system tells (Linux: field 22 of /proc/PID/stat). */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

const identity = (pid: number): Identity => ({ pid, started: startOf(pid) });

function isAlive(holder: Identity): boolean {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return holder.started === null || startOf(holder.pid) === holder.started;
}

function read(path: string): Holder | null {
  try {
    const value = JSON.parse(readFileSync(path, 'utf8')) as Partial<Holder>;
    return typeof value.pid === 'number' ? { pid: value.pid, started: value.started ?? null, parent: value.parent ?? null } : null;
  } catch {
    return null;
  }
}

/**
 * Takes the lock file at `path` for this process and returns what gives it back. The file system makes `link` atomic, so of two openers one wins.
 * A lock whose process is gone is taken over. @throws LockedError naming the process when a living one holds it
 */
export function takeLock(path: string): () => void {
  const own: Holder = { ...identity(process.pid), parent: identity(process.ppid) };
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(own));
  try {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      try {
        linkSync(draft, path);
        return () => { if (read(path)?.pid === process.pid) rmSync(path, { force: true }); };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const holder = read(path);
      if (holder && isAlive(holder)) throw new LockedError(holder);
      removeStale(path, holder);
    }
    throw new BootError(`Another process is opening the embedded database in this folder; try again, or choose another DATA_DIR.`);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Moves the dead holder's file away, and puts it back when another opener was faster and it is that one's. */
function removeStale(path: string, dead: Holder | null): void {
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const moved = read(aside);
  if (moved && moved.pid !== dead?.pid) linkSync(aside, path);
  rmSync(aside, { force: true });
}
