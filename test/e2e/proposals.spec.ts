/** A proposed kindergarten under the hand: figures and colours follow it, and what the server saves is what the last preview said. */
import type { FigureSet } from '#contract/figures.ts';
import type { Proposal } from '#contract/proposals.ts';
import type { Unit } from '#contract/units.ts';
import { look, onScreen, open, type Place } from './app.ts';
import { expect, test } from './fixtures.ts';

const rule = 'E2-09-kindergarten-people';

test('a kindergarten is placed, dragged, dropped, undone; the saved number is the last preview', async ({ page }) => {
  await open(page, '/demo/workbench');
  const unit = ((await (await page.request.get('/api/cities/demo/units')).json()) as Unit[]).sort((a, b) => b.areaM2 - a.areaM2)[0]!;
  const corners = (unit.geometry.type === 'Polygon' ? unit.geometry.coordinates.flat() : unit.geometry.coordinates.flat(2)) as unknown as Place[];
  const [lons, lats] = [corners.map(([lon]) => lon), corners.map(([, lat]) => lat)];
  /** A place by shares of the unit's extent from its middle. */
  const at = (east: number, north: number): Place => [
    (Math.min(...lons) + Math.max(...lons)) / 2 + east * (Math.max(...lons) - Math.min(...lons)), (Math.min(...lats) + Math.max(...lats)) / 2 + north * (Math.max(...lats) - Math.min(...lats))];
  await page.getByRole('button', { name: unit.name }).first().click();
  await look(page, at(0, 0), 14.6);
  const figures = async () => (await page.request.get(`/api/cities/demo/figures?area=unit:${unit.id}`)).json() as Promise<FigureSet>;
  const saved = async () => (await page.request.get(`/api/cities/demo/proposals?unit=${unit.id}`)).json() as Promise<Proposal[]>;
  const proposed = page.locator(`[data-proposed="${rule}"]`).first();

  // Placed by a click; saved; counted in the second reading beside the first.
  await page.getByRole('tab', { name: '拟建' }).click();
  await page.getByRole('combobox', { name: '地图按规则着色' }).click();
  await page.getByRole('option', { name: /幼儿园.*人口/ }).first().click();
  await page.getByRole('button', { name: '放到地图上' }).click();
  const start = await onScreen(page, at(-0.1, 0));
  await page.mouse.click(start.x, start.y);
  await expect.poll(async () => (await saved()).length).toBe(1);
  const coloured = () => page.evaluate(() => {
    const { map } = window.__renewmap!;
    const states = map.queryRenderedFeatures({ layers: ['building', 'building-flat'].filter((id) => map.getLayer(id)) }).map(({ state }) => state['cover'] as number | undefined);
    return { covered: states.filter((state) => state === 1).length, bare: states.filter((state) => state === 0).length };
  });
  await expect.poll(async () => (await coloured()).covered).toBeGreaterThan(0);
  await page.getByRole('tab', { name: '指标' }).click();
  await expect(proposed).toBeVisible();
  const placed = await proposed.textContent();

  // Under the hand everything follows, and nothing is saved.
  const end = await onScreen(page, at(0.15, 0.12));
  const before = await coloured();
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(end.x, end.y, { steps: 20 });
  await expect(page.getByText('草稿', { exact: true }).first()).toBeVisible();
  await expect(proposed).not.toHaveText(placed!);
  await expect.poll(coloured).not.toEqual(before);
  expect((await saved())[0]!.version).toBe(1);
  await page.waitForTimeout(500); // the last preview has come
  const preview = await proposed.textContent();
  await page.mouse.up();
  await expect.poll(async () => (await saved())[0]!.version).toBe(2);
  await expect(proposed).toHaveText(preview!);
  const set = await figures();
  const withProposals = set.withProposals!.figures.find(({ ruleId }) => ruleId === rule)!;
  const existing = set.figures.find(({ ruleId }) => ruleId === rule)!;
  expect(preview).toContain((withProposals.value! * 100).toFixed(1));
  expect(withProposals.numerator).toBeGreaterThanOrEqual(existing.numerator!);

  // Undone like any edit, in the history of its unit; Delete takes it away.
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await saved())[0]!.version).toBe(3);
  await expect(proposed).toHaveText(placed!);
  await page.getByRole('tab', { name: '历史' }).click();
  await expect(page.getByText('移动拟建').first()).toBeVisible();
  await page.mouse.click(start.x, start.y);
  await page.keyboard.press('Delete');
  await expect.poll(async () => (await saved()).length).toBe(0);
  expect((await figures()).withProposals).toBeUndefined();

  // What exists is closed and moved, chosen by name, and two streets are connected: each is saved, counted and taken back.
  await page.getByRole('tab', { name: '拟建' }).click();
  const act = async (name: string) => { await page.getByRole('radiogroup', { name: '做什么' }).getByText(name, { exact: true }).click(); };
  const choose = async (nth: number) => {
    await page.getByRole('combobox', { name: '或从当前视野中选' }).click();
    await page.getByRole('option', { name: /学校/ }).nth(nth).click();
  };
  const actions = async () => (await saved()).map(({ action }) => action);
  await act('关闭');
  await choose(0);
  await expect.poll(actions).toEqual(['close']);
  await expect(page.getByText('拟关闭', { exact: true })).toBeVisible(); // in the legend
  await act('迁建');
  await choose(1);
  await expect(page.getByText('单击新址')).toBeVisible();
  await page.mouse.click(end.x, end.y);
  await expect.poll(actions).toEqual(['close', 'move']);
  const roads = await page.evaluate(() => {
    const { map } = window.__renewmap!;
    const box = map.getCanvas().getBoundingClientRect();
    const found: { x: number; y: number; id: unknown }[] = [];
    for (let x = 320; x < 900; x += 20) {
      for (let y = 170; y < 560; y += 20) {
        const road = map.queryRenderedFeatures([x - box.left, y - box.top]).find(({ layer }) => (layer.metadata as { kind?: string } | undefined)?.kind === 'road');
        if (road && document.elementFromPoint(x, y)?.closest('#map')) found.push({ x, y, id: road.id });
      }
    }
    return found;
  });
  const [from, to] = [roads[0]!, roads.find(({ x, y, id }) => id !== roads[0]!.id && Math.hypot(x - roads[0]!.x, y - roads[0]!.y) > 120)!];
  await act('打通');
  await page.getByRole('button', { name: '在地图上画线' }).click();
  await page.mouse.click(from.x, from.y);
  await page.mouse.click(to.x, to.y);
  await page.keyboard.press('Enter');
  await expect.poll(actions).toEqual(['close', 'move', 'connect']);
  const read = (await figures()).withProposals!;
  expect(read.uncounted).toEqual([]);
  const reasons = read.figures.flatMap(({ receipt }) => receipt.leftOut.map(({ reason }) => reason));
  expect(['closed_by_proposal', 'moved_by_proposal'].filter((reason) => !reasons.some((each) => each === reason))).toEqual([]);
  await page.keyboard.press('Delete');
  await expect.poll(actions).toEqual(['close', 'move']);
  for (const left of [1, 0]) {
    await page.locator('[data-proposal]').first().getByRole('button', { name: '删除' }).click();
    await expect.poll(async () => (await saved()).length).toBe(left);
  }
});
