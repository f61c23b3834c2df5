/** The leaders' first screen: every tile selects on the map and opens its evidence. */
import type { DivisionCoverage } from '#contract/figures.ts';
import { open } from './app.ts';
import { expect, test } from './fixtures.ts';

test.use({ role: 'leader' });

test('coverage by division, its figures and receipts', async ({ page }) => {
  await open(page, '/demo/dashboard');
  const rule = 'Z0-Q01-green300';
  const divisions = await (await page.request.get(`/api/cities/demo/coverage?rule=${rule}&level=subdistrict`)).json() as DivisionCoverage[];
  expect(divisions.length).toBeGreaterThanOrEqual(6);
  const worst = [...divisions].sort((a, b) => a.figure.value! - b.figure.value!)[0]!;
  const ranked = page.getByRole('button', { name: new RegExp(worst.name) }).first();
  await expect(ranked).toContainText((worst.figure.value! * 100).toFixed(1), { timeout: 60_000 });
  await ranked.click();
  await expect(page).toHaveURL(new RegExp(worst.code));
  await expect(page.locator('[data-receipt]').first()).toBeVisible();
});
