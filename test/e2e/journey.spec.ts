/** The main journey: look at the old places, draw a unit, watch the figures, save, open a receipt, edit, undo. Saving and verifying on each kind of database. */
import type { Page } from '@playwright/test';
import type { FigureSet } from '#contract/figures.ts';
import type { City } from '#contract/layers.ts';
import type { Unit } from '#contract/units.ts';
import { clickAt, drawUnit, look, mapAtRest, onScreen, open, type Place } from './app.ts';
import { expect, test } from './fixtures.ts';

// One unit is drawn, edited, renamed and fought over on one page: each step starts where the last one ended.
test.describe.configure({ mode: 'serial' });

const metresPerDegree = 111_320;

/** Places by metres east and north of the middle of the city. */
async function middle(page: Page, city: string): Promise<(east: number, north: number) => Place> {
  const { bounds } = await (await page.request.get(`/api/cities/${city}`)).json() as City;
  const [west, south, right, top] = bounds!;
  const [lon, lat] = [(west + right) / 2, (south + top) / 2];
  return (east, north) => [lon + east / (metresPerDegree * Math.cos(lat * Math.PI / 180)), lat + north / metresPerDegree];
}

const units = async (page: Page): Promise<Unit[]> => (await page.request.get('/api/cities/demo/units')).json() as Promise<Unit[]>;
const row = (page: Page, ruleId: string) => page.locator(`[data-rule="${ruleId}"]`).first();
const panel = (page: Page) => page.locator('aside', { has: page.getByText('常住人口') });

test('a planner draws a unit, reads its figures and can trace them', { tag: '@database' }, async ({ session: page }) => {
  await open(page, '/demo/workbench');
  await expect(page.getByText('虚构城市')).toBeVisible();
  await expect.poll(() => page.evaluate(() => window.__renewmap!.kindsOnScreen(['old_community', 'old_factory_area', 'urban_village']).size)).toBe(3);

  const at = await middle(page, 'demo');
  await look(page, at(0, 2000), 14.6);
  const before = (await units(page)).length;
  const ring = [at(-450, 1600), at(450, 1600), at(450, 2400), at(-450, 2400)];
  await page.getByRole('toolbar', { name: '绘图工具' }).getByRole('button', { name: /^画单元/ }).click();
  for (const place of ring) await clickAt(page, place);

  // Figures are there before anything is saved, and say that they are a draft.
  await expect(row(page, 'Z0-Q01-green300')).toContainText('%');
  await expect(page.getByText('草稿', { exact: true }).first()).toBeVisible();
  expect(await units(page)).toHaveLength(before);
  await page.keyboard.press('Enter');

  // Saved, computed by the server, verified by PostGIS.
  await expect(page.getByText(/已保存 v1/).first()).toBeVisible();
  await expect(page.getByText('已复核', { exact: true })).toBeVisible({ timeout: 180_000 });
  const saved = (await units(page)).find(({ name }) => name.startsWith('更新单元'))!;
  const { figures, state } = await (await page.request.get(`/api/cities/demo/figures?area=unit:${saved.id}`)).json() as FigureSet;
  expect(state).toBe('verified');
  const green = figures.find(({ ruleId }) => ruleId === 'Z0-Q01-green300')!;
  await expect(row(page, 'Z0-Q01-green300')).toContainText((green.value! * 100).toFixed(1));

  // One click deeper: the receipt, its features lit on the map.
  await row(page, 'Z0-Q01-green300').click();
  const receipt = page.locator('[data-receipt="Z0-Q01-green300"]');
  await expect(receipt).toContainText('300米见绿，500米见园');
  await expect(receipt).toContainText('EPSG:4547');
  await expect(receipt).toContainText('PostGIS 一致');
  await expect(receipt).toContainText(green.receipt.inputs[0]!.sha256.slice(0, 8));
  await expect.poll(() => page.evaluate(() => window.__renewmap!.map.queryRenderedFeatures({ layers: ['highlight-fill'] }).length)).toBeGreaterThan(0);
  await page.keyboard.press('Escape');

  // The address holds the unit and the view: a reload shows the same.
  await page.reload();
  await mapAtRest(page);
  await expect(panel(page)).toContainText(saved.name);
});

test('figures move while a corner is dragged; the edit is saved, undone and kept in the history', async ({ session: page }) => {
  const at = await middle(page, 'demo');
  await look(page, at(0, 2000), 14.6);
  const mine = (await units(page)).find(({ name }) => name.startsWith('更新单元'))!;
  await page.getByRole('button', { name: mine.name }).first().click();
  await look(page, at(0, 2000), 14.6);
  await page.getByRole('toolbar', { name: '绘图工具' }).getByRole('button', { name: /^改边界/ }).click();
  await expect(page.getByRole('toolbar', { name: '绘图工具' }).getByRole('button', { name: /^完成/ })).toBeVisible();
  const ring = mine.geometry.coordinates[0] as unknown as Place[];
  const corner = ring.reduce((best, place) => (place[0] + place[1] > best[0] + best[1] ? place : best)); // the north-eastern one is clear of the panels
  const area = panel(page).locator('dt', { hasText: '面积' }).locator('xpath=..');
  const saved = await area.textContent();
  const start = await onScreen(page, corner);
  await page.mouse.move(start.x - 3, start.y - 3);
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x - 60, start.y + 60, { steps: 10 });
  await expect(area).not.toHaveText(saved!); // the button is still down
  await expect(page.getByText('草稿', { exact: true }).first()).toBeVisible();
  await page.mouse.up();
  await page.keyboard.press('Enter');
  await expect(page.getByText(/已保存 v2/).first()).toBeVisible();
  expect((await units(page)).find(({ id }) => id === mine.id)!.areaM2).toBeLessThan(mine.areaM2);

  await page.keyboard.press('Control+z');
  await expect(page.getByText(/已保存 v3/).first()).toBeVisible();
  expect((await units(page)).find(({ id }) => id === mine.id)!.geometry).toEqual(mine.geometry);
  await page.getByRole('tab', { name: '历史' }).click();
  await expect(page.getByText(/v3 ·/)).toBeVisible();
  await expect(page.getByText(/v1 ·/)).toBeVisible();
});

test('a polygon that bites itself and one that overlaps are not saved; the findings say where', async ({ session: page }) => {
  const at = await middle(page, 'demo');
  await look(page, at(0, 2000), 14.6);
  // What PostGIS finds out meanwhile is no change of the plan.
  const asDrawn = async () => (await units(page)).map(({ figures: _figures, ...unit }) => unit);
  const before = await asDrawn();
  await drawUnit(page, [at(-900, 2300), at(-600, 2500), at(-600, 2300), at(-900, 2500)]);
  await expect(page.getByText('边界自相交').first()).toBeVisible();
  await page.getByRole('button', { name: /^取消 \(Esc\)/ }).click();
  await drawUnit(page, [at(-700, 1800), at(-200, 1800), at(-200, 2200), at(-700, 2200)]);
  await expect(page.getByText(/与“更新单元.*”重叠/).first()).toBeVisible();
  await page.getByRole('button', { name: /^取消 \(Esc\)/ }).click();
  expect(await asDrawn()).toEqual(before);
});

test('a unit is renamed, deleted and brought back', async ({ session: page }) => {
  const mine = (await units(page)).find(({ name }) => name.startsWith('更新单元'))!;
  await page.getByRole('button', { name: mine.name }).first().click();
  await page.locator('aside').getByTitle('改名').click();
  await page.getByLabel('名称', { exact: true }).fill('北门片区更新单元');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await units(page)).map(({ name }) => name)).toContain('北门片区更新单元');
  await page.getByRole('toolbar', { name: '绘图工具' }).getByRole('button', { name: /删除单元/ }).click();
  await expect.poll(async () => (await units(page)).some(({ id }) => id === mine.id)).toBe(false);
  await page.getByRole('button', { name: '恢复' }).click();
  await expect.poll(async () => (await units(page)).find(({ id }) => id === mine.id)?.geometry).toEqual(mine.geometry);
});

test('two tabs save the same unit: the second is told, sees both and chooses', async ({ session: page }) => {
  const mine = (await units(page)).find(({ name }) => name === '北门片区更新单元')!;
  await page.getByRole('button', { name: mine.name }).first().click();
  // The second tab hears nothing of the first: its event stream is cut, as on a bad line.
  const other = await page.context().newPage();
  await other.route('**/events', (route) => route.abort());
  await other.goto(page.url());
  await mapAtRest(other);
  await other.getByRole('button', { name: mine.name }).first().click();

  const rename = async (tab: Page, name: string): Promise<void> => {
    await tab.locator('aside').getByTitle('改名').click();
    await tab.getByLabel('名称', { exact: true }).fill(name);
    await tab.keyboard.press('Enter');
  };
  await rename(page, '北门一号单元');
  await expect.poll(async () => (await units(page)).map(({ name }) => name)).toContain('北门一号单元');
  await rename(other, '北门二号单元');
  await expect(other.getByText('与他人的修改冲突')).toBeVisible();
  await expect(other.getByText('北门一号单元').first()).toBeVisible();
  expect((await units(page)).map(({ name }) => name)).not.toContain('北门二号单元');
  await other.getByRole('button', { name: '保留我的' }).click();
  await expect.poll(async () => (await units(page)).map(({ name }) => name)).toContain('北门二号单元');
  // And the first tab is told over the event stream.
  await expect(page.getByText('北门二号单元').first()).toBeVisible();
});
