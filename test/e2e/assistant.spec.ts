/** The boundary assistant: from a click to a unit of the plan, with an edge kept on the way. */
import type { Unit } from '#contract/units.ts';
import { clickAt, look, open, type Place } from './app.ts';
import { expect, test } from './fixtures.ts';

/** In a street block of the demo city that no unit has. */
const place: Place = [113.8869, 33.4106];

test('a click gives proposals with reasons and figures; an edge is kept; one is accepted, one amended', async ({ page }) => {
  await open(page, '/demo/workbench');
  await look(page, place, 14.6);
  const units = async () => (await page.request.get('/api/cities/demo/units')).json() as Promise<Unit[]>;
  const before = new Set((await units()).map(({ id }) => id));
  const fresh = async () => (await units()).filter(({ id }) => !before.has(id));
  const panel = page.getByRole('complementary', { name: '划界助手' });
  const card = (letter: string) => panel.locator(`[data-proposal="${letter}"]`);

  // Opened and left by keyboard; nothing stays.
  await page.keyboard.press('b');
  await expect(panel).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();

  await page.keyboard.press('b');
  await clickAt(page, place);
  await expect(card('C')).toBeVisible({ timeout: 60_000 });
  await expect(card('B')).toContainText('四至：东至');
  await expect(card('B')).toContainText('S000 四(二)');
  await expect(card('B').locator('[data-rule] [data-verdict]').first()).toBeVisible();
  const onMap = () => page.evaluate(() => window.__renewmap!.map.queryRenderedFeatures({ layers: ['assistant-letter'] }).map(({ properties }) => properties['letter'] as string).sort());
  await expect.poll(onMap).toEqual(['A', 'B', 'C']);

  // A stretch of the second is locked by its switch, and every proposal that comes keeps it.
  await card('B').getByText(/边界分段/).click();
  await card('B').getByRole('checkbox').first().check();
  await panel.getByRole('button', { name: '按锁定的边再提一次' }).click();
  await expect(panel).toHaveAttribute('data-phase', 'answered', { timeout: 60_000 });
  await expect(card('A')).toContainText('保持了锁定的 1 段边界');

  // Refused, it is gone; amended, it is a draft until it is finished, and remembers where it came from.
  await card('B').getByRole('button', { name: '不采用建议 B' }).click();
  await expect(card('C')).toBeHidden();
  await card('A').getByRole('button', { name: '修改建议 A' }).click();
  await expect(panel).toBeHidden();
  expect(await fresh()).toEqual([]);
  await page.getByRole('button', { name: /^完成/ }).click();
  await expect.poll(async () => (await fresh()).map(({ version, boundary }) => [version, boundary.from]), { timeout: 30_000 }).toEqual([[1, 'proposed']]);

  // On its own ground nothing is proposed, and it is said; undone, the place is free again, and what is accepted is a unit at once.
  await page.keyboard.press('b');
  await clickAt(page, place);
  await expect(panel.locator('[data-note="inside_unit"]')).toBeVisible({ timeout: 60_000 });
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await fresh()).length, { timeout: 30_000 }).toBe(0);
  await page.keyboard.press('b');
  await clickAt(page, place);
  await card('B').getByRole('button', { name: '采用建议 B', exact: true }).click({ timeout: 60_000 });
  await expect.poll(async () => (await fresh()).map(({ boundary }) => boundary.from), { timeout: 30_000 }).toEqual(['proposed']);
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await fresh()).length, { timeout: 30_000 }).toBe(0);
});
