/** Drawing like a planner: by keys alone, snapped to a parcel's own corner, traced along a parcel's border, pasted from a table. */
import type { FeatureCollection } from 'geojson';
import type { Unit } from '#contract/units.ts';
import type { Page } from '@playwright/test';
import { clickAt, look, onScreen, open, type Place } from './app.ts';
import { expect, test } from './fixtures.ts';

test.describe.configure({ mode: 'serial' });

const ringOf = ({ geometry }: Unit): Place[] => (geometry.type === 'Polygon' ? geometry.coordinates[0] : geometry.coordinates[0]![0]) as unknown as Place[];
/** A place by its shares of a plot's 300 m, from the south-west. */
const inPlot = (ring: readonly Place[], east: number, north: number): Place => [ring[0]![0] + (ring[1]![0] - ring[0]![0]) * east / 300, ring[0]![1] + (ring[3]![1] - ring[0]![1]) * north / 300];
const apart = (a: Place, b: Place): number => Math.hypot(a[0] - b[0], a[1] - b[1]);
const middleOf = (ring: readonly Place[]): Place => [(ring[0]![0] + ring[2]![0]) / 2, (ring[0]![1] + ring[2]![1]) / 2];

async function unitsOf(page: Page, cityId: string): Promise<Unit[]> {
  return (await (await page.request.get(`/api/cities/${cityId}/units`)).json()) as Unit[];
}
/** Waits for the one unit that was not there before. */
async function newUnit(page: Page, cityId: string, before: readonly Unit[]): Promise<Unit> {
  const known = new Set(before.map(({ id }) => id));
  let found: Unit | undefined;
  await expect.poll(async () => (found = (await unitsOf(page, cityId)).find(({ id }) => !known.has(id)))).toBeDefined();
  return found!;
}
/** The features of a layer that the map shows, as the database holds them. */
async function exactFeatures(page: Page, cityId: string, kind: string): Promise<FeatureCollection> {
  const ids = await page.evaluate((layer) => [...new Set(window.__renewmap!.map.querySourceFeatures(layer, { sourceLayer: layer }).map(({ id }) => id))], kind);
  return (await page.request.post(`/api/cities/${cityId}/features/query`, { headers: { origin: new URL(page.url()).origin }, data: { ids } })).json() as Promise<FeatureCollection>;
}
async function parcelCorners(page: Page, cityId: string): Promise<Place[]> {
  const { features } = await exactFeatures(page, cityId, 'land_use');
  return features.flatMap(({ geometry }) => (geometry.type === 'Polygon' ? geometry.coordinates[0] as unknown as Place[] : []));
}
async function nearPlace(page: Page, place: Place): Promise<void> {
  const { x, y } = await onScreen(page, place);
  await page.mouse.move(x + 9, y + 6);
  await page.mouse.move(x + 3, y + 2);
}

test('a unit is drawn by keys alone; its corner on a parcel is the parcel\'s own double; the keys are listed', async ({ session: page, cityId, plot }) => {
  const ring = plot();
  await open(page, `/${cityId}/workbench`);
  await look(page, middleOf(ring), 17);
  const before = await unitsOf(page, cityId);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: '键盘操作' })).toContainText('在十字光标处落点');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: '键盘操作' })).toBeHidden();

  await page.keyboard.press('d');
  const corner = (await parcelCorners(page, cityId)).sort((a, b) => apart(a, inPlot(ring, 190, 10)) - apart(b, inPlot(ring, 190, 10)))[0]!;
  await page.keyboard.press('Space');
  const crosshair = page.locator('[data-crosshair]');
  await expect(crosshair).toBeVisible();
  /** As many presses as are needed, then a look: the map may have moved along at its edges. */
  const goTo = async (place: Place) => {
    for (let look = 0, hits = 0; look < 12; look += 1) {
      await page.evaluate(() => new Promise<void>((resolve) => { requestAnimationFrame(() => requestAnimationFrame(() => resolve())); }));
      const [box, at] = [(await crosshair.boundingBox())!, await onScreen(page, place)];
      const off = [at.x - box.x - box.width / 2, at.y - box.y - box.height / 2] as const;
      if (off.every((px) => Math.abs(px) <= 5)) {
        if ((hits += 1) === 2) return;
        continue;
      }
      for (const [axis, [back, forth]] of ([['ArrowLeft', 'ArrowRight'], ['ArrowUp', 'ArrowDown']] as const).entries()) {
        const [px, key] = [Math.abs(off[axis]!), off[axis]! > 0 ? forth : back];
        for (let i = 0; i < Math.floor(px / 64); i += 1) await page.keyboard.press(`Shift+${key}`);
        for (let i = 0; i < Math.round((px % 64) / 8); i += 1) await page.keyboard.press(key);
      }
    }
    throw new Error(`The crosshair did not come to ${place.join(', ')} in twelve looks`);
  };
  await goTo(corner);
  await expect(page.locator('[data-snap="vertex"]')).toContainText(/顶点 · 用地/);
  await expect(page.locator('[data-snap]')).not.toContainText('瓦片');
  await page.keyboard.press('Space');
  for (const keys of [['Shift+ArrowLeft', 'Shift+ArrowLeft'], ['Shift+ArrowUp', 'Shift+ArrowUp']]) {
    for (const key of keys) await page.keyboard.press(key);
    await page.keyboard.press('Space');
  }
  await page.keyboard.press('Enter');
  const unit = await newUnit(page, cityId, before);
  expect(ringOf(unit).map((place) => place.join())).toContain(corner.join());
});

test('a boundary is traced along a parcel between two clicks, with the parcel\'s own doubles, and taken back in one step', async ({ session: page, cityId, plot }) => {
  const ring = plot();
  await look(page, middleOf(ring), 16);
  const before = await unitsOf(page, cityId);
  await page.keyboard.press('d');
  const all = await parcelCorners(page, cityId);
  const cornerAt = (east: number, north: number): Place => all.toSorted((a, b) => apart(a, inPlot(ring, east, north)) - apart(b, inPlot(ring, east, north)))[0]!;
  const [southWest, southEast, northWest] = [cornerAt(10, 10), cornerAt(190, 10), cornerAt(10, 290)];
  const corners = async () => Number(/(\d+) 个拐点/.exec((await page.getByRole('status').allTextContents()).join())?.[1] ?? 0);
  await page.keyboard.press('t');
  await nearPlace(page, southWest);
  await expect(page.locator('[data-snap="vertex"]')).toContainText('用地');
  await clickAt(page, southWest);
  // A third of the way up the eastern side: the way there leads round the south-eastern corner.
  const end = inPlot(ring, 190, 90);
  await nearPlace(page, end);
  await expect(page.getByText(/^描边/)).toContainText(/2[5-7]\d 米/);
  await clickAt(page, end);
  await expect.poll(corners).toBe(3);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('t');
  await clickAt(page, southEast);
  await clickAt(page, northWest);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('t');
  await clickAt(page, end);
  await page.keyboard.press('t');
  await clickAt(page, northWest);
  await page.keyboard.press('Enter');
  const unit = await newUnit(page, cityId, before);
  const doubles = ringOf(unit).map((place) => place.join());
  for (const corner of [southWest, southEast, northWest]) expect(doubles).toContain(corner.join());
  expect(doubles).toHaveLength(5);
});

test('a list of coordinates is pasted, mended where it says, seen and taken', async ({ session: page, cityId, plot }) => {
  const ring = plot();
  await look(page, middleOf(ring), 16);
  const before = await unitsOf(page, cityId);
  await page.keyboard.press('v');
  const field = page.getByRole('textbox', { name: '坐标，一行一点' });
  const lines = ring.map(([lon, lat], i) => `J${i + 1}\t${lat.toFixed(8)}\t${lon.toFixed(8)}`);
  await field.fill(['点号\t纬度\t经度', ...lines.slice(0, 3), 'J4\t34.7'].join('\n'));
  await expect(page.getByRole('list', { name: '有问题的行' })).toContainText('第 5 行');
  await expect(page.getByRole('button', { name: '作为新单元' })).toBeDisabled();
  await field.fill(['点号\t纬度\t经度', ...lines].join('\n'));
  await expect(page.getByText('按经纬度读取 · 北在前 · 4 个点 · 跳过表头 1 行')).toBeVisible();
  await page.getByRole('button', { name: '作为新单元' }).click();
  await page.keyboard.press('Enter');
  const unit = await newUnit(page, cityId, before);
  expect(new Set(ringOf(unit).map((place) => place.map((value) => value.toFixed(8)).join()))).toEqual(new Set(ring.map((place) => place.map((value) => value.toFixed(8)).join())));
});

test('fingers draw a unit by taps, drag a corner, and hold one to delete it; what they press is 44 px', async ({ session: page, cityId, plot }) => {
  const ring = plot();
  const finger = await page.context().newCDPSession(page);
  await finger.send('Emulation.setTouchEmulationEnabled', { enabled: true });
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: { readonly x: number; readonly y: number }) => finger.send('Input.dispatchTouchEvent', { type, touchPoints: at ? [at] : [] });
  const tap = async (at: { readonly x: number; readonly y: number }) => {
    await touch('touchStart', at);
    await touch('touchEnd');
  };
  /** The middle of a button that a finger can press. */
  const press = async (name: RegExp) => {
    const box = (await page.getByRole('toolbar', { name: '绘图工具' }).getByRole('button', { name }).boundingBox())!;
    expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(44);
    await tap({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
  };
  await look(page, middleOf(ring), 16);
  const before = await unitsOf(page, cityId);
  const [a, b, c, d] = ring.map((_, i) => inPlot(ring, [60, 240, 240, 60][i]!, [60, 60, 240, 240][i]!)) as [Place, Place, Place, Place];
  const corners = (count: number) => expect(page.getByText(`${count} 个拐点`, { exact: true })).toBeVisible();
  await press(/^画单元/);
  for (const [i, place] of [a, b, c, d].entries()) {
    await tap(await onScreen(page, place));
    await corners(i + 1);
  }
  // On the first corner again: closed.
  await tap(await onScreen(page, a));
  const unit = await newUnit(page, cityId, before);
  expect(ringOf(unit)).toHaveLength(5);
  await press(/^改边界/);
  const cornerNear = (place: Place): Place => ringOf(unit).toSorted((p, q) => apart(p, place) - apart(q, place))[0]!;
  const from = await onScreen(page, cornerNear(c));
  await touch('touchStart', from);
  for (const step of [1, 2, 3]) await touch('touchMove', { x: from.x - 20 * step, y: from.y + 20 * step });
  await touch('touchEnd');
  await touch('touchStart', await onScreen(page, cornerNear(a)));
  await corners(3);
  await touch('touchEnd');
  await press(/^完成/);
  await expect.poll(async () => (await unitsOf(page, cityId)).find(({ id }) => id === unit.id)?.version).toBe(2);
  const after = ringOf((await unitsOf(page, cityId)).find(({ id }) => id === unit.id)!).map((place) => place.join());
  expect(new Set(after).size).toBe(3);
  for (const place of [b, d]) expect(after).toContain(cornerNear(place).join());
  expect(after).not.toContain(cornerNear(c).join());
  const small = () => page.evaluate(() => [...document.querySelectorAll('[role="tab"], .mantine-ActionIcon-root')].filter((each) => {
    const { width, height } = each.getBoundingClientRect();
    return width > 0 && Math.min(width, height) < 44;
  }).map((each) => each.getAttribute('aria-label') ?? each.textContent));
  expect(await small()).toEqual([]);
  await finger.send('Emulation.setTouchEmulationEnabled', { enabled: false });
});
