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
 * The real app in a browser with software rendering, on the demo city: a proposed kindergarten is dragged, and the time taken from the pointer's event until the
 * page has painted the frame with its figures; then once more with the map coloured by a rule. One step at a time, so that nothing is merged. Compute: what the
 * engine's worker spent of it. Beside the clock the processor time of the page's own thread, which tells what the page costs on a machine that others use too.
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
  // What comes before the drag may take its time on a machine that others use too.
  page.setDefaultTimeout(120_000);
  // The loader of TypeScript names inner functions by a helper that the page does not have.
  await page.addInitScript('globalThis.__name = (named) => named');
  await page.addInitScript(tellOfAnswers);
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
  const pageMs = await processorOf(page);
  const plain = await dragged(page, start, steps, pageMs);
  await colourTheMap(page);
  const coloured = await dragged(page, plain.end, Math.ceil(steps / 2), pageMs);
  const [all, compute] = [quantiles(plain.times), quantiles(plain.computing)];
  const [withColours, colouredCompute] = [quantiles(coloured.times), quantiles(coloured.computing)];
  return {
    ...all, unit: 'ms', n: plain.times.length, note: 'pointer event to painted numbers, software rendering, «demo»',
    more: {
      'of it compute median ms': compute.median, 'of it compute p95 ms': compute.p95, 'processor time of the page a step ms': plain.spentMs / steps, 'steps that changed no number': plain.unchanged,
      'with the map coloured median ms': withColours.median, 'with the map coloured p95 ms': withColours.p95, 'with the map coloured, of it compute p95 ms': colouredCompute.p95,
    },
    targets: [{ what: 'p95 ms', is: all.p95, below: 50 }],
  };
}

/** Homes of the first rule there is to colour by take its colours from now on. */
async function colourTheMap(page: Page): Promise<void> {
  await page.getByRole('tab', { name: '拟建' }).click();
  await page.getByRole('combobox', { name: '地图按规则着色' }).click();
  await page.getByRole('option').first().click();
  await page.getByRole('tab', { name: '指标' }).click();
  await page.locator('[data-proposed]').first().waitFor({ timeout: 60_000 });
  await page.waitForTimeout(2000);
}

interface Pixels { readonly x: number; readonly y: number }
interface Drag { readonly times: readonly number[]; readonly computing: readonly number[]; readonly unchanged: number; readonly spentMs: number; readonly end: Pixels }

/** Takes what stands at a place of the screen into the hand, moves it about and drops it. The first steps, which look everything up, are not counted. */
async function dragged(page: Page, start: Pixels, steps: number, pageMs: () => Promise<number>): Promise<Drag> {
  const [times, computing]: [number[], number[]] = [[], []];
  let [beforeMs, unchanged, end] = [0, 0, start];
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  for (let step = 0; step < steps + UNCOUNTED; step++) {
    if (step === UNCOUNTED) beforeMs = await pageMs();
    const answer = numbersAfterPointer(page);
    await page.waitForTimeout(30);
    end = { x: start.x + 70 * Math.sin(step / 9), y: start.y + 50 * Math.sin(step / 5) };
    await page.mouse.move(end.x, end.y);
    const told = await answer;
    if (step < UNCOUNTED) continue;
    if (told) times.push(told.ms);
    else unchanged += 1;
    if (told && !Number.isNaN(told.compute)) computing.push(told.compute);
  }
  const spentMs = await pageMs() - beforeMs;
  await page.mouse.up();
  return { times, computing, unchanged, spentMs, end };
}

const UNCOUNTED = 5;
/** Without an answer for so long there is none. */
const NO_ANSWER_MS = 10_000;

/** Tells the page of every answer of the engine's worker, so that a step that changes no number is known for one at once. */
function tellOfAnswers(): void {
  window.Worker = class extends Worker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      if (options?.name === 'coverage') this.addEventListener('message', () => { window.dispatchEvent(new Event('coverage-answer')); });
    }
  };
}

/** Milliseconds from the next event of the pointer until the frame with changed figures is painted, and what the engine says it took; null where they stay as they are. */
function numbersAfterPointer(page: Page): Promise<{ ms: number; compute: number } | null> {
  return page.evaluate((giveUpMs) => new Promise<{ ms: number; compute: number } | null>((resolve) => {
    let from = 0;
    window.addEventListener('mousemove', (event) => { from = event.timeStamp; }, { once: true, capture: true });
    // A message sent from a frame is heard once the frame is laid out and painted.
    const painted = (then: () => void): void => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => { port1.close(); then(); };
      requestAnimationFrame(() => { port2.postMessage(null); });
    };
    const seen = new MutationObserver(() => {
      if (from === 0) return;
      seen.disconnect();
      painted(() => {
        const note = [...document.querySelectorAll('[role=status]')].map(({ textContent }) => /(\d+) 毫秒/.exec(textContent ?? '')?.[1]).find((text) => text !== undefined);
        resolve({ ms: performance.now() - from, compute: Number(note ?? NaN) });
      });
    });
    seen.observe(document.querySelector('[data-proposed]')!.closest('[role=tabpanel]')!, { subtree: true, childList: true, characterData: true });
    const onAnswer = (): void => {
      if (from === 0) return;
      window.removeEventListener('coverage-answer', onAnswer);
      // What the answer changes stands in the page before the next frame; the first to resolve is heard.
      painted(() => painted(() => resolve(null)));
    };
    window.addEventListener('coverage-answer', onAnswer);
    setTimeout(() => resolve(null), giveUpMs);
  }), NO_ANSWER_MS);
}

/** Milliseconds the page's thread has had of the processor. */
async function processorOf(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => 1000 * ((await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN);
}
