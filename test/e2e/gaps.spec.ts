/** From a figure to the bureau's work list, to why one home on it is not covered. On the seeded city, whose old town lacks parks. */
import { readFileSync } from 'node:fs';
import type { FigureSet } from '#contract/figures.ts';
import type { GapSet } from '#contract/gaps.ts';
import type { Unit } from '#contract/units.ts';
import { open } from './app.ts';
import { expect, test } from './fixtures.ts';

test('a figure says how far to trust it, shows its gaps, and why a home is not covered', async ({ page }) => {
  const unit = (await (await page.request.get('/api/cities/demo/units')).json() as Unit[]).find(({ name }) => name.startsWith('东关'))!;
  const area = `unit:${unit.id}`;
  const { figures } = await (await page.request.get(`/api/cities/demo/figures?area=${area}&receipts=brief`)).json() as FigureSet;
  const figure = figures.find(({ ruleId }) => ruleId === 'E2-28-green300')!;
  const gaps = await (await page.request.get(`/api/cities/demo/gaps?area=${area}&rule=${figure.ruleId}`)).json() as GapSet;

  await open(page, `/demo/workbench?sel=${area}`);
  const row = page.locator(`[data-rule="${figure.ruleId}"]`).first();
  await expect(row.getByRole('img', { name: figure.robustness!.level === 'robust' ? /^稳健/ : /^脆弱/ })).toBeVisible();
  await row.click();
  const receipt = page.locator(`[data-receipt="${figure.ruleId}"]`);
  await expect(receipt).toContainText(`${figure.robustness!.edgesTotal} 个对象`);

  // The work list and the map show the same, worst first.
  await receipt.getByRole('button', { name: '看缺口' }).click();
  const list = page.locator(`[data-gaps="${figure.ruleId}"]`);
  await expect(list.locator('li')).toHaveCount(Math.min(40, gaps.piecesTotal));
  await expect(list.locator('li').first()).toContainText(gaps.pieces[0]!.name ?? `#${gaps.pieces[0]!.id}`);
  await expect.poll(() => page.evaluate(() => window.__renewmap!.map.queryRenderedFeatures({ layers: ['gaps-hatch'] }).length)).toBeGreaterThan(0);
  await list.locator('li button').first().click();
  await expect.poll(() => page.evaluate(() => window.__renewmap!.map.queryRenderedFeatures({ layers: ['gap-focus-line'] }).length)).toBeGreaterThan(0);

  // All of it leaves as a file.
  await list.getByRole('button', { name: '导出' }).click();
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: /CSV/ }).click()]);
  const csv = readFileSync(await file.path(), 'utf8');
  expect(csv.startsWith('\ufeff序号')).toBe(true);
  expect(csv.trimEnd().split('\r\n')).toHaveLength(1 + gaps.piecesTotal + gaps.homesTotal);

  // Why: the nearest facility, by how much it misses, and the line to it.
  await list.getByRole('tab', { name: '住宅' }).click();
  await list.getByRole('button', { name: /^为什么没覆盖/ }).first().click();
  const why = page.locator('[data-explain]');
  await expect(why.locator(`[data-explained="${figure.ruleId}"]`)).toContainText('未覆盖');
  await expect(why).toContainText(gaps.homes[0]!.missing[0]!.near!.name ?? '');
  await expect(why).toContainText('超出');
  await expect.poll(() => page.evaluate(() => window.__renewmap!.map.queryRenderedFeatures({ layers: ['explain-straight', 'explain-walked'] }).length)).toBeGreaterThan(0);
  await page.keyboard.press('Escape');
  await expect(why).toHaveCount(0);
  await expect(list).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(list).toHaveCount(0);
});
