/** What an office hands over: looked into, corrected, imported as a second edition whose difference is accepted; and one in shifted coordinates, found out and put right. */
import type { Page } from '@playwright/test';
import type { FeatureCollection, Polygon } from 'geojson';
import type { LayerEdition } from '#contract/layers.ts';
import { toGcj02 } from '#planning/geometry/gcj02.ts';
import { gbkShapefile, type ShapefileRow } from '../support/gbk-shapefile.ts';
import { open } from './app.ts';
import { expect, test } from './fixtures.ts';
import { townPlace } from './small-town.ts';

type Ring = [number, number][];
interface Outline { readonly ring: Ring; readonly properties: Readonly<Record<string, unknown>> }

/** A layer of a town as the program gives it away. */
async function layerOf(page: Page, cityId: string, kind: string): Promise<Outline[]> {
  const answer = await page.request.get(`/api/cities/${cityId}/exports/layer?kind=${kind}&format=geojson`);
  const { features } = await answer.json() as FeatureCollection<Polygon>;
  return features.map(({ geometry, properties }) => ({ ring: geometry.coordinates[0]!.slice(0, -1) as Ring, properties: properties ?? {} }));
}
const editionsOf = async (page: Page, cityId: string, kind: string) => (await (await page.request.get(`/api/cities/${cityId}/editions`)).json() as LayerEdition[]).filter((edition) => edition.kind === kind).map(({ edition, status }) => `${edition} ${status}`);
const handIn = (page: Page, name: string, buffer: Buffer) => page.locator('input[type=file]').first().setInputFiles({ name, mimeType: 'application/zip', buffer });

/** Sixty plots, each of its own size and turn, strewn over the town by a sequence that repeats nowhere. */
function idleLand(): Ring[] {
  const share = (i: number, step: number) => (i * step) % 1;
  return Array.from({ length: 60 }, (_, i): Ring => {
    const [east, north] = [200 + 2800 * share(i + 1, 0.754_877_666), 200 + 2000 * share(i + 1, 0.569_840_291)];
    const [half, turn] = [12 + 30 * share(i + 1, 0.414_213_562), Math.PI * share(i + 1, 0.732_050_808)];
    return [0, 1, 2, 3].map((corner) => [...townPlace(east + half * Math.cos(turn + corner * Math.PI / 2), north + half * Math.sin(turn + corner * Math.PI / 2))] as [number, number]);
  });
}

/** Imports a layer through the API and waits until it is in use. */
async function bringIn(page: Page, cityId: string, kind: string, rings: readonly Ring[]): Promise<void> {
  const features = rings.map((ring) => ({ type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [[...ring, ring[0]]] } }));
  const answer = await page.request.post(`/api/cities/${cityId}/imports`, {
    headers: { origin: test.info().project.use.baseURL ?? '' }, multipart: { kind, file: { name: 'idle.geojson', mimeType: 'application/geo+json', buffer: Buffer.from(JSON.stringify({ type: 'FeatureCollection', features })) } },
  });
  expect(answer.status(), await answer.text()).toBe(202);
  await expect.poll(() => editionsOf(page, cityId, kind)).toEqual(['1 current']);
}

test('a GBK shapefile is looked into, its mapping corrected, its difference accepted; a GCJ-02 copy is quarantined, shown and put right', async ({ page, newTown }) => {
  const cityId = await newTown();
  await open(page, `/${cityId}/data`);

  const old = await layerOf(page, cityId, 'old_community');
  const rows = old.map(({ ring, properties }, i): ShapefileRow => ({ ring, values: { 标注: i === 0 ? '改名小区' : String(properties['name']), JCNF: String(properties['build_year']), ZT: String(properties['status']) } }));
  await handIn(page, '老旧小区.zip', gbkShapefile('老旧小区', rows.slice(0, -2)));
  const review = page.getByTestId('review');
  await expect(review.getByRole('combobox', { name: '文字编码' })).toHaveValue('gb18030');
  await expect(review).toContainText(/EPSG:4326 · WGS 84 经纬度/);
  await expect(review.getByRole('combobox', { name: '字段“JCNF”对应的属性' })).toHaveValue('build_year');
  await expect(review.getByRole('cell', { name: '改名小区', exact: true })).toBeVisible();
  // Read as something else the words are nonsense, and the same again read rightly.
  await review.getByRole('combobox', { name: '文字编码' }).selectOption('big5');
  await expect(review.getByRole('cell', { name: '改名小区', exact: true })).toHaveCount(0);
  await review.getByRole('combobox', { name: '文字编码' }).selectOption('gb18030');
  await expect(review.getByRole('cell', { name: '改名小区', exact: true })).toBeVisible();
  await review.getByRole('combobox', { name: '字段“标注”对应的属性' }).selectOption('#name');
  await review.getByRole('button', { name: '导入 1 个图层' }).click();

  const waiting = page.getByTestId('waiting');
  await expect(waiting).toContainText('老旧小区 第 2 版');
  await expect(page.getByRole('link', { name: /数据.*1 个版次等待决定/ })).toBeVisible();
  await waiting.getByRole('button', { name: /^看差异/ }).click();
  const panel = page.getByTestId('waiting-panel');
  const tally = (change: string) => panel.locator(`[data-change="${change}"] dd`);
  await expect(tally('removed')).toHaveText('2');
  await expect(tally('changed')).toHaveText('1');
  await expect(tally('added')).toHaveText('0');
  await expect(tally('same')).toHaveText(String(old.length - 3));
  await expect.poll(() => page.evaluate(() => window.__renewmap!.map.queryRenderedFeatures().filter(({ source }) => source === 'overlay:difference').length)).toBeGreaterThan(0);
  expect(await editionsOf(page, cityId, 'old_community')).toEqual(['2 pending', '1 current']);
  await page.getByRole('button', { name: '接受', exact: true }).click();
  await expect(page.getByText('已接受，指标改用这一版。')).toBeVisible();
  expect(await editionsOf(page, cityId, 'old_community')).toEqual(['2 current', '1 superseded']);
  await page.getByRole('button', { name: '返回数据页' }).last().click();

  // The town is a chequerboard, where half a block looks like a whole one; idle land lies as nowhere else.
  const plots = idleLand();
  await bringIn(page, cityId, 'idle_land', plots);
  const shifted = plots.map((ring, i): ShapefileRow => ({ ring: ring.map(([lon, lat]) => toGcj02(lon, lat) as [number, number]), values: { 地块名称: `闲置地${i + 1}` } }));
  await handIn(page, '闲置地.zip', gbkShapefile('闲置地', shifted));
  await review.getByRole('button', { name: '导入 1 个图层' }).click();
  await expect(waiting).toContainText('GCJ-02');
  await waiting.getByRole('button', { name: /^看位置/ }).click();
  await expect(page.getByTestId('offset')).toHaveText(/^\d+ m$/);
  await expect.poll(() => page.evaluate(() => new Set(window.__renewmap!.map.queryRenderedFeatures().filter(({ source }) => source === 'overlay:position').map(({ properties }) => properties['role'] as string)).size)).toBe(2);
  expect(await editionsOf(page, cityId, 'idle_land')).toEqual(['2 quarantined', '1 current']);
  await page.getByRole('button', { name: '纠偏，再看差异' }).click();
  await expect(page.getByText('位置已确认，差异等待接受。')).toBeVisible();
  expect(await editionsOf(page, cityId, 'idle_land')).toEqual(['2 pending', '1 current']);
  // A second step, as for any new edition: without ids the plots pair by their outlines, equal to a centimetre.
  await page.getByRole('button', { name: '看差异', exact: true }).click();
  await expect(tally('same')).toHaveText('60');
  for (const change of ['added', 'removed', 'changed']) await expect(tally(change)).toHaveText('0');
  await page.getByRole('button', { name: '接受', exact: true }).click();
  await expect(page.getByText('已接受，指标改用这一版。')).toBeVisible();
  expect(await editionsOf(page, cityId, 'idle_land')).toEqual(['2 current', '1 superseded']);
  // Undone to a centimetre: the first plot stands again where it stood.
  const back = (await layerOf(page, cityId, 'idle_land')).map(({ ring }) => ring);
  const off = ([lon, lat]: [number, number]) => Math.min(...back.flat().map(([x, y]) => Math.hypot((x - lon) * 91_500, (y - lat) * 110_940)));
  expect(Math.max(...plots[0]!.map(off))).toBeLessThan(0.05);
});
