import { readFileSync } from 'node:fs';
import type { Run } from './area-sql.ts';

/** Ticks of the kernel's clock a second, in which /proc counts. */
const ticks = 100;

/** Processor time the session's PostgreSQL process has taken so far, ms; null where it is on another machine, or the machine has no /proc. */
export async function backendMs(run: Run): Promise<number | null> {
  const [row] = await run<{ pid: number }>('select pg_backend_pid() as pid');
  try {
    const stat = readFileSync(`/proc/${row?.pid}/stat`, 'utf8');
    if (!stat.includes('(postgres')) return null;
    const [user, system] = stat.slice(stat.lastIndexOf(')') + 2).split(' ').slice(11, 13);
    return ((Number(user) + Number(system)) / ticks) * 1000;
  } catch {
    return null;
  }
}

/** What some work took: processor time where it can be told, else by the clock. On a machine that others use only the first says something. */
export async function taken(run: Run, work: () => Promise<unknown>): Promise<{ readonly clockMs: number; readonly ms: number; readonly isProcessorTime: boolean }> {
  const before = await backendMs(run);
  const start = performance.now();
  await work();
  const clockMs = performance.now() - start;
  const after = await backendMs(run);
  return before === null || after === null ? { clockMs, ms: clockMs, isProcessorTime: false } : { clockMs, ms: after - before, isProcessorTime: true };
}
