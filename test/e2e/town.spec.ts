/** The shortest way through the program, in the small town; also the pattern for a new spec. */
import type { Unit } from '#contract/units.ts';
import { drawUnit, look, mapAtRest, open } from './app.ts';
import { expect, test } from './fixtures.ts';

test('a unit drawn by the planner is verified, and there for the leader', async ({ page, cityId, plot, signIn }) => {
  await open(page, `/${cityId}/workbench`);
  const ring = plot();
  const [southWest, , northEast] = ring as [typeof ring[0], typeof ring[0], typeof ring[0]];
  await look(page, [(southWest[0] + northEast[0]) / 2, (southWest[1] + northEast[1]) / 2], 16);
  await drawUnit(page, ring);
  await expect(page.getByText(/已保存 v1/).first()).toBeVisible();
  await expect(page.getByText('已复核', { exact: true })).toBeVisible({ timeout: 180_000 });
  const [unit] = await (await page.request.get(`/api/cities/${cityId}/units`)).json() as Unit[];
  expect(unit!.geometry.coordinates[0]).toHaveLength(ring.length + 1); // every corner was taken
  await signIn('leader');
  await page.reload();
  await mapAtRest(page);
  await expect(page.locator('aside').getByText(unit!.name).first()).toBeVisible();
});
