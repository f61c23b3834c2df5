import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProgram } from '../../support/process.ts';
import type { Measure } from '../measure.ts';

const mebibytes = 1024;
const port = 18_977;
const base = `http://127.0.0.1:${port}`;
const password = 'bench-password';

/** Resident set of a server process, now and at most, MiB, as the kernel counts it. */
function residentOf(pid: number): { now: number; peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const of = (field: string): number => Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)?.[1]) / mebibytes;
  return { now: of('VmRSS'), peak: of('VmHWM') };
}

/** What the server needs beyond the database, with the city's dataset loaded and every figure of the city, of its divisions and of a unit-sized area worked out once. */
export const measure: Measure = {
  name: 'memory',
  async run({ postgis, size }) {
    if (!existsSync('/proc/self/status')) return { skipped: 'memory of a process is read from /proc, which only Linux has' };
    const peer = await postgis();
    if (!peer?.db.url) return { skipped: 'no PostgreSQL is installed here' };
    const dataDir = mkdtempSync(join(tmpdir(), 'renewmap-bench-'));
    const passwords = Object.fromEntries(['PLANNER', 'OFFICER', 'LEADER', 'ADMIN'].map((role) => [`RENEWMAP_PASSWORD_${role}`, password]));
    const server = startProgram({ HOST: '127.0.0.1', PORT: String(port), DATA_DIR: dataDir, DATABASE_URL: peer.db.url, SEED: 'none', ...passwords });
    try {
      await server.line('RenewMap is at');
      const bare = residentOf(server.pid).now;
      const cookie = await signIn();
      const answers = [await get('city figures', `/api/cities/${peer.cityId}/figures?area=city`, cookie), await get('overview', `/api/cities/${peer.cityId}/overview`, cookie), await get('dataset', `/api/cities/${peer.cityId}/dataset`, cookie)];
      const { now, peak } = residentOf(server.pid);
      return {
        median: now, p95: peak, unit: 'MiB', n: 1, more: { 'before any question, MiB': bare, ...Object.fromEntries(answers) },
        targets: [{ what: 'MiB at most', is: peak, below: 1024 }], note: `resident set of the server process alone («${size}» loaded; city, divisions and overview asked for); the second number is its peak`,
      };
    } finally {
      server.child.kill('SIGTERM');
      await server.ended;
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
};

async function signIn(): Promise<string> {
  const answer = await fetch(`${base}/api/session`, { method: 'POST', headers: { 'content-type': 'application/json', origin: base }, body: JSON.stringify({ login: 'planner', password }) });
  if (!answer.ok) throw new Error(`signing in answered ${answer.status}`);
  return answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; ');
}

async function get(what: string, path: string, cookie: string): Promise<[string, string]> {
  const start = performance.now();
  const answer = await fetch(base + path, { headers: { cookie } });
  const body = await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`${what} answered ${answer.status}: ${Buffer.from(body).toString('utf8').slice(0, 300)}`);
  return [what, `${((performance.now() - start) / 1000).toFixed(1)} s, ${(body.byteLength / 1e6).toFixed(1)} MB`];
}
