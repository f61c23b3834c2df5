/** The city-wide run on the first screen, its file, and the same area under several rule sets side by side. On a town of its own: a run is about a whole city. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { CityRun } from '#contract/runs.ts';
import type { RuleComparison } from '#planning/coverage/compare-rules-api.ts';
import { open } from './app.ts';
import { expect, test } from './fixtures.ts';
import { plotRing, type Place } from './small-town.ts';

test('a run computes what has changed and nothing else, is exported, and rules are compared side by side', async ({ page, newTown, serverUrl }) => {
  const town = await newTown();
  const unit = { id: randomUUID(), name: '对比单元', isPriority: false, note: '' };
  const save = async (ring: readonly Place[], baseVersion: number): Promise<void> => {
    const geometry = { type: 'Polygon', coordinates: [[...ring, ring[0]]] };
    const answer = await page.request.post(`/api/cities/${town}/edits`, { headers: { origin: serverUrl }, data: { id: randomUUID(), kind: 'put-unit', baseVersion, unit: { ...unit, geometry }, reason: '' } });
    expect(answer.status(), await answer.text()).toBe(200);
  };
  await save(plotRing(1), 0);

  // Nothing has run; then every area has its figures (what the screen asked for already is taken over), and a second run takes all of it over.
  await open(page, `/${town}/dashboard`);
  const strip = page.getByTestId('city-run');
  const finished = async (): Promise<number> => (await (await page.request.get(`/api/cities/${town}/runs`)).json() as CityRun[]).length;
  await strip.getByRole('button', { name: '开始计算' }).click();
  await expect(strip).toContainText(/\d+ 个区域/, { timeout: 180_000 });
  await strip.getByRole('button', { name: '重新计算' }).click();
  // Its words may be those of the run before: an edit while it is still at work would belong to it.
  await expect.poll(finished, { timeout: 180_000 }).toBe(2);
  await expect(strip).toContainText('全部沿用，未重新计算', { timeout: 180_000 });

  // A unit moved somewhere else: the screen says so, and the next run has it. Its figures were computed when it was saved, and are taken over too.
  await save(plotRing(2), 1);
  await expect(strip).toContainText('其后有 1 个单元变化');
  await strip.getByRole('button', { name: '重新计算' }).click();
  await expect(strip).toContainText('全部沿用', { timeout: 180_000 });
  await expect(strip).not.toContainText('个单元变化');

  await strip.getByRole('button', { name: '导出' }).click();
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: /CSV/ }).click()]);
  const csv = readFileSync(await file.path(), 'utf8');
  expect(csv.startsWith('\ufeff区域类型,')).toBe(true);
  expect(csv).toContain(`更新单元,${unit.id},对比单元,`);

  // The same unit under the rule sets that ask the same: two figures picked show what flips, on the list as on the wire.
  await open(page, `/${town}/workbench?sel=unit:${unit.id}`);
  await page.getByRole('button', { name: '标准对比' }).click();
  const panel = page.locator('[data-regimes]');
  const row = panel.locator('tr', { has: page.locator('button:not([disabled])') }).first();
  const cells = row.locator('button:not([disabled])');
  const pair = [await cells.nth(0).getAttribute('data-rule'), await cells.last().getAttribute('data-rule')] as const;
  expect(pair[0]).not.toBe(pair[1]);
  await cells.nth(0).click();
  await cells.last().click();
  const flips = panel.getByTestId('flips');
  await expect(flips).toBeVisible();
  const comparison = await (await page.request.get(`/api/cities/${town}/comparisons?area=unit:${unit.id}&a=${pair[0]}&b=${pair[1]}`)).json() as RuleComparison;
  await expect(flips.locator('[data-side="A"]')).toContainText(`${comparison.onlyA.homesTotal} 栋住宅`);
  await expect(flips.locator('[data-side="B"]')).toContainText(`${comparison.onlyB.homesTotal} 栋住宅`);
  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
});
