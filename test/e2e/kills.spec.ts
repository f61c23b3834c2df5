/**
 * No work is lost: a drawing session in a real browser while the server is killed (kill -9) and the connection cut, again and again. Every edit that was acknowledged is
 * in the log once; every other is in the log once or still in the browser, and at the end all are in the log and the screen shows what the server has.
 * `KILLS` and `CUTS` set how often, for a longer run.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base, type Page } from '@playwright/test';
import pg from 'pg';
import type { Unit } from '#contract/units.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { findPostgres } from '../support/native-postgres.ts';
import { startProgram, type Started } from '../support/process.ts';
import { clickAt, look, mapAtRest } from './app.ts';
import { passwordOf, passwords, ports } from './environment.ts';
import { buildTown, plotRing } from './small-town.ts';

const [kills, cuts] = [Number(process.env['KILLS'] ?? 2), Number(process.env['CUTS'] ?? 2)];
const serverPort = ports.embedded + 40;
const cityId = 'kill-town';
/** Plots of the town the session draws on: those in view at once. */
const [firstPlot, plotsInView] = [9, 4];

/** A wire between browser and server that can be cut at any moment. */
class Wire {
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;
  constructor() {
    this.#server = createServer((near) => {
      const far = connect(serverPort, '127.0.0.1');
      for (const [socket, other] of [[near, far], [far, near]] as const) {
        this.#sockets.add(socket);
        socket.on('error', () => {});
        socket.on('close', () => { this.#sockets.delete(socket); other.destroy(); });
        socket.pipe(other);
      }
    });
  }
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => { this.#server.listen(0, '127.0.0.1', resolve); });
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }
  cut(): void { for (const socket of this.#sockets) socket.destroy(); }
  close(): void { this.cut(); this.#server.close(); }
}

/** What the browser sent and heard: ids of edits. */
class Witness {
  readonly seen = new Set<string>();
  readonly acknowledged = new Set<string>();
  watch(page: Page): void {
    const idOf = (body: string | null): string | null => (body ? (JSON.parse(body) as { id: string }).id : null);
    const isEdit = (url: string, method: string) => method === 'POST' && url.endsWith(`/cities/${cityId}/edits`);
    page.on('request', (request) => { if (isEdit(request.url(), request.method())) this.seen.add(idOf(request.postData()) as string); });
    page.on('response', (response) => { if (response.status() === 200 && isEdit(response.url(), response.request().method())) this.acknowledged.add(idOf(response.request().postData()) as string); });
  }
}

const draftIds = (page: Page): Promise<string[]> => page.evaluate(() => Object.keys(window.localStorage).filter((key) => key.startsWith('renewmap:drafts:'))
  .flatMap((key) => (JSON.parse(window.localStorage.getItem(key) ?? '{"pending":[]}') as { pending: { edit: { id: string } }[] }).pending.map(({ edit }) => edit.id)));

const test = base.extend({});
test.skip(findPostgres() === null && process.env['TEST_DATABASE_URL'] === undefined, 'needs a native PostgreSQL with PostGIS');

test('nothing drawn is lost when the server is killed and the connection cut', async ({ browser }) => {
  test.setTimeout(120_000 + (kills + cuts) * 30_000);
  const database: TestDatabase = await createTestDatabase('external');
  const dataDir = mkdtempSync(join(tmpdir(), 'renewmap-kills-'));
  const log = new pg.Client({ connectionString: database.url ?? '' });
  await log.connect();
  const wire = new Wire();
  const url = await wire.listen();
  const boot = async (): Promise<Started> => {
    const program = startProgram({ HOST: '127.0.0.1', PORT: String(serverPort), DATA_DIR: dataDir, DATABASE_URL: database.url ?? '', SEED: 'none', ...passwords });
    await expect.poll(() => fetch(`http://127.0.0.1:${serverPort}/api/health`).then(({ status }) => status, () => 0), { timeout: 60_000, intervals: [50] }).toBe(200);
    return program;
  };
  let program = await boot();
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1366, height: 768 }, locale: 'zh-CN', reducedMotion: 'reduce' });
  try {
    const signedIn = await context.request.post('/api/session', { headers: { origin: url }, data: { login: 'planner', password: passwordOf('planner') } });
    expect(signedIn.ok(), await signedIn.text()).toBe(true);
    await buildTown(context.request, url, cityId);
    await context.addInitScript(() => { window.localStorage.setItem('renewmap.preferences', JSON.stringify({ state: { hintClosed: true }, version: 1 })); });
    const witness = new Witness();
    let page = await openPage();

    async function openPage(): Promise<Page> {
      const next = await context.newPage();
      witness.watch(next);
      await next.goto(`/${cityId}/workbench`);
      await mapAtRest(next);
      const ring = plotRing(firstPlot);
      await look(next, [(ring[0] as readonly number[])[0] as number + 0.0035, (ring[0] as readonly number[])[1] as number + 0.0035], 15.2);
      return next;
    }

    /** One act of the planner, by hand: the first plots are drawn on, then the last act is taken back and done again. */
    async function act(turn: number): Promise<void> {
      if (turn < plotsInView) {
        const plot = firstPlot + (turn % 2) + (turn >= 2 ? 8 : 0);
        await page.getByRole('toolbar', { name: '绘图工具' }).getByRole('button', { name: /^画单元/ }).click();
        for (const place of plotRing(plot)) await clickAt(page, place);
        await page.keyboard.press('Enter');
        await expect(page.getByRole('toolbar', { name: '绘图工具' }).getByRole('button', { name: /^画单元/ })).toHaveAttribute('aria-pressed', 'false');
        return;
      }
      const name = page.getByRole('complementary').getByRole('button', { name: /设为重点|取消重点/ }).first();
      await name.click();
      if (turn % 3 === 0) await page.keyboard.press('Control+z');
    }

    const faults = [...Array.from({ length: kills }, () => 'kill' as const), ...Array.from({ length: cuts }, () => 'cut' as const)].map((fault, i) => ({ fault, at: (i * 0.618_034) % 1 })).sort((a, b) => a.at - b.at);
    for (const [turn, { fault }] of faults.entries()) {
      await act(turn);
      for (const id of await draftIds(page)) witness.seen.add(id);
      // Somewhere between the act and its answer, a little later every time.
      await page.waitForTimeout((turn * 37) % 400);
      if (fault === 'cut') wire.cut();
      else {
        program.child.kill('SIGKILL');
        await program.ended;
        if (turn % 2 === 0) await act(turn < plotsInView ? plotsInView + turn : turn);
        program = await boot();
      }
      const kept = await draftIds(page);
      for (const id of kept) witness.seen.add(id);
      const { rows } = await log.query<{ id: string; count: number }>('select id, count(*)::int as count from edit_log group by id');
      const stored = new Map(rows.map(({ id, count }) => [id, count]));
      // Read once more: what was kept a moment ago may have been stored since.
      expect([...witness.acknowledged].filter((id) => !stored.has(id)), 'acknowledged and not in the log').toEqual([]);
      expect([...witness.seen].filter((id) => !stored.has(id) && !kept.includes(id)), 'neither in the log nor in the browser').toEqual([]);
      if (turn % 10 === 9) {
        await page.close();
        page = await openPage();
        await page.getByRole('complementary').getByRole('button', { name: /更新单元 1/ }).first().click();
      }
    }

    await expect(page.getByRole('status').filter({ hasText: '已保存' })).toBeVisible({ timeout: 60_000 });
    const { rows } = await log.query<{ id: string; count: number }>('select id, count(*)::int as count from edit_log group by id');
    expect(rows.filter(({ count }) => count !== 1)).toEqual([]);
    expect([...witness.seen].filter((id) => !rows.some((row) => row.id === id))).toEqual([]);
    expect(await draftIds(page)).toEqual([]);
    const units = await (await context.request.get(`/api/cities/${cityId}/units`)).json() as Unit[];
    expect(units.length).toBe(Math.min(plotsInView, faults.length));
    console.log(`${kills} kills, ${cuts} cuts: ${witness.seen.size} edits sent, ${witness.acknowledged.size} acknowledged, ${rows.length} in the log, each once`);
  } finally {
    await context.close();
    program.child.kill('SIGKILL');
    wire.close();
    await log.end();
    await database.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
