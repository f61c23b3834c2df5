/** Two neighbours with one border: a shared corner moves for both, a split is one step, a merge undoes it, and undo brings back what was to the bit. */
import type { Page } from '@playwright/test';
import type { Unit } from '#contract/units.ts';
import { clickAt, drag, look, open, type Place } from './app.ts';
import { expect, test } from './fixtures.ts';

type Drawn = Unit & { readonly geometry: { readonly coordinates: readonly (readonly (readonly number[])[])[] } };
/** The units drawn here, by name. */
async function drawn(page: Page, cityId: string, before: ReadonlySet<string>): Promise<Drawn[]> {
  const all = await (await page.request.get(`/api/cities/${cityId}/units`)).json() as Drawn[];
  return all.filter(({ id }) => !before.has(id)).sort((a, b) => a.name.localeCompare(b.name, 'zh-CN', { numeric: true }));
}
const corners = (unit: Drawn): string[] => [...new Set(unit.geometry.coordinates.flat().map(String))].sort();
/** By the key: once something can be undone, the button is not the only one that says so. */
async function draw(page: Page, ring: readonly Place[]): Promise<void> {
  await page.keyboard.press('d');
  for (const place of ring) await clickAt(page, place);
  await page.keyboard.press('Enter');
}
const shapes = (units: readonly Drawn[]): string[] => units.map((unit) => JSON.stringify([unit.name, unit.geometry]));

test('neighbours share their border through moving, splitting, merging and undoing', async ({ page, cityId, plot }) => {
  await open(page, `/${cityId}/workbench`);
  const ring = plot();
  const [southWest, southEast, northEast] = ring as [Place, Place, Place];
  /** A place by shares of the plot, east and north. */
  const at = (east: number, north: number): Place => [southWest[0] + east * (southEast[0] - southWest[0]), southWest[1] + north * (northEast[1] - southEast[1])];
  await look(page, at(0.5, 0.5), 16);
  const before = new Set(((await (await page.request.get(`/api/cities/${cityId}/units`)).json()) as Unit[]).map(({ id }) => id));
  const saved = () => expect(page.getByText('已保存', { exact: true }).first()).toBeVisible();
  // Without snapping the corners are where the test sets them.
  await page.keyboard.press('s');
  await draw(page, [at(0, 0), at(0.5, 0), at(0.5, 1), at(0, 1)]);
  await expect.poll(async () => (await drawn(page, cityId, before)).length).toBe(1);
  await page.keyboard.press('s');
  await draw(page, [at(0.5, 0), at(1, 0), at(1, 1), at(0.5, 1)]);
  await expect.poll(async () => (await drawn(page, cityId, before)).length).toBe(2);
  await page.keyboard.press('s');
  const [left, right] = await drawn(page, cityId, before) as [Drawn, Drawn];
  const common = corners(left).filter((corner) => corners(right).includes(corner));
  expect(common).toHaveLength(2);

  // The second one is selected: its shared corner goes, and the first follows, to the same doubles.
  await page.keyboard.press('e');
  await drag(page, at(0.5, 1), at(0.6, 0.9));
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await drawn(page, cityId, before)).map(({ version }) => version)).toEqual([2, 2]);
  const moved = await drawn(page, cityId, before) as [Drawn, Drawn];
  const movedCorners = corners(moved[0]).filter((corner) => !corners(left).includes(corner));
  expect(movedCorners).toHaveLength(1);
  expect(corners(moved[1])).toContain(movedCorners[0]);

  // A line right across makes two of it; the panel says so first.
  await page.keyboard.press('k');
  const panel = page.getByRole('region', { name: '分割' });
  await clickAt(page, at(0.45, 0.4));
  await clickAt(page, at(1.05, 0.4));
  await expect(panel).toContainText('得到 2 个单元');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await drawn(page, cityId, before)).length).toBe(3);
  const pieces = await drawn(page, cityId, before);
  const [piece, other] = [pieces[1] as Drawn, pieces[2] as Drawn];
  expect(corners(piece).filter((corner) => corners(other).includes(corner))).toHaveLength(2);

  // And merged again, by ticking, without the mouse on the map.
  await page.keyboard.press('m');
  const merge = page.getByRole('region', { name: '合并' });
  await merge.getByRole('checkbox', { name: other.name }).check();
  await merge.getByRole('button', { name: '确定' }).click();
  await expect.poll(async () => (await drawn(page, cityId, before)).length).toBe(2);

  // One step each: undo of the merge, of the split, of the move.
  await page.getByRole('button', { name: /撤销：合并/ }).click();
  await expect.poll(async () => shapes(await drawn(page, cityId, before))).toEqual(shapes(pieces));
  await page.getByRole('button', { name: /撤销：分割/ }).click();
  await expect.poll(async () => shapes(await drawn(page, cityId, before))).toEqual(shapes(moved));
  await page.getByRole('button', { name: /撤销：改边界/ }).click();
  await expect.poll(async () => shapes(await drawn(page, cityId, before))).toEqual(shapes([left, right]));
  await saved();
});
