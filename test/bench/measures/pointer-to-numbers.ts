import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import type { Unit } from '#contract/units.ts';
import type {} from '../../../client/map/map-canvas.tsx'; // declares window.__renewmap
import { startProgram } from '../../support/process.ts';
import { quantiles, type Measure } from '../measure.ts';

const port = 18_462;
const password = 'bench-planner';
const browserPath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/**
 * The real app in a browser with software rendering, on the demo city: a proposed kindergarten is dragged, and the time taken from the pointer's event to the
 * frame after its figures stand in the page. One step at a time, so that nothing is merged. Compute: what the engine's worker spent of it. Beside the clock the
 * processor time of the page's own thread, which tells what the page costs on a machine that others use too.
 */
export const measure: Measure = {
  name: 'pointer-to-numbers',
  async run({ quick }) {
    const given = process.env['BENCH_APP_URL'];
    if (!existsSync(browserPath)) return { skipped: `no Chromium at ${browserPath}` };
    if (given === undefined) buildClient();
    const folder = mkdtempSync(join(tmpdir(), 'renewmap-bench-app-'));
    const program = given === undefined ? startProgram({ ...definedEnvironment(), HOST: '127.0.0.1', PORT: String(port), DATA_DIR: folder, DATABASE_URL: '', RENEWMAP_PASSWORD_PLANNER: password }) : null;
    const url = given ?? `http://127.0.0.1:${port}`;
    try {
      await Promise.race([isUp(url), ...program ? [program.ended.then((how) => { throw new Error(`The app ended (${how}): ${program.lines.slice(-5).join(' ')}`); })] : []]);
      const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
      try {
        return await dragInBrowser(await browser.newPage({ baseURL: url, viewport: { width: 1366, height: 768 }, locale: 'zh-CN' }), url, quick ? 40 : 150);
      } finally {
        await browser.close();
      }
    } finally {
      program?.child.kill('SIGTERM');
      await program?.ended;
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

const definedEnvironment = (): Record<string, string> => Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));

/** What is measured is the client as its sources stand. */
function buildClient(): void {
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/build-client.ts', '--if-stale'], { cwd: join(import.meta.dirname, '../../..'), encoding: 'utf8' });
  if (status !== 0) throw new Error(`The client could not be built: ${stderr}`);
}

async function isUp(url: string): Promise<void> {
  for (const until = Date.now() + 240_000; Date.now() < until;) {
    const answer = await fetch(`${url}/api/health`).catch(() => null);
    if (answer?.ok && (await answer.json() as { ready: boolean }).ready) return;
    await new Promise((resolve) => { setTimeout(resolve, 500); });
  }
  throw new Error(`The app does not answer at ${url}.`);
}

async function dragInBrowser(page: Page, url: string, steps: number): ReturnType<Measure['run']> {
  const signedIn = await page.request.post('/api/session', { headers: { origin: url }, data: { login: 'planner', password: process.env['RENEWMAP_PASSWORD_PLANNER'] ?? password } });
  if (!signedIn.ok()) throw new Error(`Could not sign in: ${await signedIn.text()}`);
  const unit = ((await (await page.request.get('/api/cities/demo/units')).json()) as Unit[]).sort((a, b) => b.areaM2 - a.areaM2)[0] as Unit;
  const ring = (unit.geometry.type === 'Polygon' ? unit.geometry.coordinates[0] : unit.geometry.coordinates[0]?.[0]) as unknown as readonly (readonly [number, number])[];
  const [lon, lat] = [ring.reduce((sum, [x]) => sum + x, 0) / ring.length, ring.reduce((sum, [, y]) => sum + y, 0) / ring.length];
  await page.goto(`/demo/workbench?fade=0`);
  await page.getByRole('button', { name: unit.name }).first().click();
  await page.waitForFunction(() => window.__renewmap?.map.isStyleLoaded());
  await page.evaluate(([x, y]) => window.__renewmap?.map.jumpTo({ center: [x, y], zoom: 14.6, pitch: 0, bearing: 0 }), [lon, lat] as const);
  await page.getByRole('tab', { name: '拟建' }).click();
  await page.getByRole('button', { name: '放到地图上' }).click();
  const start = await page.evaluate(([x, y]) => {
    const map = window.__renewmap!.map;
    const [point, box] = [map.project([x, y]), map.getCanvas().getBoundingClientRect()];
    return { x: box.left + point.x, y: box.top + point.y };
  }, [lon, lat] as const);
  await page.mouse.click(start.x, start.y);
  await page.locator('[data-proposal]').first().waitFor();
  await page.getByRole('tab', { name: '指标' }).click();
  await page.locator('[data-proposed]').first().waitFor({ timeout: 60_000 });
  await page.waitForTimeout(2000);
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  const [times, computing]: [number[], number[]] = [[], []];
  const pageMs = await processorOf(page);
  let beforeMs = 0;
  for (let step = 0; step < steps + 5; step++) {
    // The first steps look everything up.
    if (step === 5) beforeMs = await pageMs();
    const answer = page.evaluate(() => new Promise<{ ms: number; compute: number }>((resolve) => {
      let from = 0;
      window.addEventListener('mousemove', (event) => { from = event.timeStamp; }, { once: true, capture: true });
      const seen = new MutationObserver(() => {
        if (from === 0) return;
        seen.disconnect();
        requestAnimationFrame(() => {
          const note = [...document.querySelectorAll('[role=status]')].map(({ textContent }) => /(\d+) 毫秒/.exec(textContent ?? '')?.[1]).find((text) => text !== undefined);
          resolve({ ms: performance.now() - from, compute: Number(note ?? NaN) });
        });
      });
      seen.observe(document.querySelector('[data-proposed]')!.closest('[role=tabpanel]')!, { subtree: true, childList: true, characterData: true });
    }));
    await page.waitForTimeout(30);
    await page.mouse.move(start.x + 70 * Math.sin(step / 9), start.y + 50 * Math.sin(step / 5));
    const { ms, compute } = await Promise.race([answer, page.waitForTimeout(3000).then(() => ({ ms: NaN, compute: NaN }))]);
    if (step >= 5 && !Number.isNaN(ms)) { times.push(ms); computing.push(compute); }
  }
  const spentMs = await pageMs() - beforeMs;
  await page.mouse.up();
  const [all, compute] = [quantiles(times), quantiles(computing.filter((ms) => !Number.isNaN(ms)))];
  return {
    ...all, unit: 'ms', n: times.length, note: 'pointer event to numbers on screen, software rendering, «demo»',
    more: { 'of it compute median ms': compute.median, 'of it compute p95 ms': compute.p95, 'processor time of the page a step ms': spentMs / steps },
    targets: [{ what: 'p95 ms', is: all.p95, below: 50 }],
  };
}

/** Milliseconds the page's thread has had of the processor. */
async function processorOf(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => 1000 * ((await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN);
}
