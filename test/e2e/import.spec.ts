/** Bringing a city in from the screen: a file of our own, a broken one, and (where it is at hand) a real extract. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { drawUnit, look, mapAtRest, open, type Place } from './app.ts';
import { expect, test } from './fixtures.ts';

const portoAlegre = join(import.meta.dirname, '../../../shared/data/r5r-porto-alegre/poa_osm.pbf');

const block = (lon: number, lat: number, name: string, code: string) => ({
  type: 'Feature', properties: { name, code },
  geometry: { type: 'Polygon', coordinates: [[[lon, lat], [lon + 0.002, lat], [lon + 0.002, lat + 0.002], [lon, lat + 0.002], [lon, lat]]] },
});
const landUse = JSON.stringify({ type: 'FeatureCollection', features: [block(113.6, 34.7, '甲地块', '070102'), block(113.603, 34.7, '乙地块', '0901')] });

async function offer(page: Page, name: string, content: Buffer | string): Promise<void> {
  await page.locator('input[type=file]').first().setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) });
}

/** The line of a file among the city's imports. */
const importOf = (page: Page, file: string) => page.getByTitle(file, { exact: true }).first().locator('xpath=..');

async function newCity(page: Page, name: string, id: string): Promise<void> {
  await page.getByRole('combobox', { name: '导入到' }).click();
  await page.getByRole('option', { name: '新城市' }).click();
  await page.getByLabel('新城市名称').fill(name);
  await page.getByLabel('代号（地址中使用）').fill(id);
}

test('a GeoJSON of a new city: guessed kind, report, edition, on the map in its metric CRS', async ({ page, cityId }) => {
  await open(page, `/${cityId}/data`);
  await offer(page, '用地.geojson', landUse);
  await newCity(page, '测试市', 'ceshi');
  await expect(page.getByRole('combobox', { name: '图层类型' })).toHaveValue('用地'); // guessed from the name
  await page.getByRole('button', { name: /导入 1 个文件/ }).click();
  await expect(importOf(page, '用地.geojson')).toContainText('完成', { timeout: 60_000 });
  const city = await (await page.request.get('/api/cities/ceshi')).json() as { srid: number; layers: number };
  expect(city).toMatchObject({ srid: 4547, layers: 1 });
  await page.goto('/ceshi/workbench');
  await mapAtRest(page);
  await expect.poll(() => page.evaluate(() => window.__renewmap!.kindsOnScreen(['land_use']).size)).toBe(1);
});

test('a broken file is refused with the place and changes nothing', async ({ page, cityId }) => {
  await open(page, `/${cityId}/data`);
  const before = await (await page.request.get(`/api/cities/${cityId}/layers`)).json() as unknown[];
  await offer(page, '坏文件.geojson', `${landUse.slice(0, 120)}\n  oops`);
  const kind = page.getByRole('combobox', { name: '图层类型' });
  await kind.click();
  await page.getByRole('option', { name: '用地', exact: true }).click();
  await page.getByRole('button', { name: /导入 1 个文件/ }).click();
  await expect(importOf(page, '坏文件.geojson')).toContainText('失败', { timeout: 60_000 });
  await expect(page.getByText(/line \d|第 ?\d+ ?行/).first()).toBeVisible();
  expect(await (await page.request.get(`/api/cities/${cityId}/layers`)).json()).toEqual(before);
});

test('Porto Alegre, an OpenStreetMap extract: import, see it, draw a unit, read its figures', async ({ page, cityId }) => {
  test.skip(!existsSync(portoAlegre), 'needs ../shared/data/r5r-porto-alegre');
  await open(page, `/${cityId}/data`);
  await page.locator('input[type=file]').first().setInputFiles(portoAlegre);
  await newCity(page, 'Porto Alegre', 'porto-alegre');
  await page.getByRole('button', { name: /导入 1 个文件/ }).click();
  await expect(importOf(page, 'poa_osm.pbf')).toContainText('完成', { timeout: 120_000 });
  await page.goto('/porto-alegre/workbench');
  await mapAtRest(page);
  const center: Place = [-51.21, -30.035];
  await look(page, center, 15);
  await expect.poll(() => page.evaluate(() => window.__renewmap!.kindsOnScreen(['road', 'bus_stop']).size)).toBe(2);
  await drawUnit(page, [[-51.215, -30.039], [-51.205, -30.039], [-51.205, -30.031], [-51.215, -30.031]]);
  await expect(page.getByText(/已保存 v1/).first()).toBeVisible();
  // Streets by toilets can be assessed here; what lacks a layer says so instead of showing a number.
  await expect(page.locator('[data-rule="Z3-Q04-main"]').first()).toContainText('%');
  await expect(page.locator('[data-rule="E2-09-kindergarten"]').first()).toHaveAttribute('data-verdict', 'not_assessed');
  await expect(page.getByText('已复核', { exact: true })).toBeVisible({ timeout: 180_000 });
  // Both side panels are open now: whose data it is still stands there in full, as the licence of OpenStreetMap asks.
  const sources = page.getByTitle(/^数据来源/);
  await expect(sources).toContainText('© OpenStreetMap contributors');
  expect(await sources.evaluate((element) => ({ isCut: element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight + 1, isInside: element.getBoundingClientRect().bottom <= window.innerHeight }))).toEqual({ isCut: false, isInside: true });
});
