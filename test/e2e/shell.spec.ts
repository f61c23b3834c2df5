/** Coming in, languages, light and dark, the shareable address, search; and that the page asks nobody but its own server. */
import { baseUrl, passwordOf } from './environment.ts';
import { look, mapAtRest, open } from './app.ts';
import { expect, test } from './fixtures.ts';

test.describe('nobody is signed in', () => {
  test.use({ role: null });

  test('a wrong password is refused in words; the right one opens the map', async ({ page }) => {
    await page.goto('/');
    await page.getByLabel('账号').fill('officer');
    await page.getByRole('textbox', { name: '密码' }).fill('not this one');
    await page.getByRole('button', { name: '登录' }).click();
    await expect(page.getByRole('alert')).toBeVisible();
    await page.getByRole('textbox', { name: '密码' }).fill(passwordOf('officer'));
    await page.getByRole('button', { name: '登录' }).click();
    await mapAtRest(page);
    await page.reload();
    await mapAtRest(page);
  });
});

test('nothing is asked from outside, nothing fails and nothing is complained of', async ({ page }) => {
  const outside: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => { if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(baseUrl('embedded'))) outside.push(request.url()); });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => { if (message.type() === 'error') complaints.push(message.text()); });
  await open(page, '/demo/workbench');
  for (const path of ['/demo/dashboard', '/demo/data', '/api/docs']) {
    await page.goto(path);
    await page.waitForLoadState('load');
  }
  expect(outside).toEqual([]);
  expect(complaints).toEqual([]);
});

test('English, dark, and back; the address keeps the view', async ({ page }) => {
  await open(page, '/demo/workbench');
  await page.getByRole('button', { name: /English|中/ }).first().click();
  await expect(page.getByRole('navigation').getByText('Workbench')).toBeVisible();
  await page.getByRole('button', { name: /dark|深色/i }).first().click();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  const center = await page.evaluate(() => { const { lng, lat } = window.__renewmap!.map.getCenter(); return [lng + 0.01, lat] as const; });
  await look(page, center, 15);
  await expect.poll(() => page.url()).toContain('15');
  await page.reload();
  await mapAtRest(page);
  const after = await page.evaluate(() => ({ lng: window.__renewmap!.map.getCenter().lng, zoom: window.__renewmap!.map.getZoom() }));
  expect(after.zoom).toBeCloseTo(15, 2);
  expect(after.lng).toBeCloseTo(center[0], 4);
});

test('search finds a division, a unit and a coordinate', async ({ page }) => {
  await open(page, '/demo/workbench');
  const box = page.getByPlaceholder(/地名/);
  await box.fill('东关');
  await page.getByRole('option', { name: /东关老城更新单元/ }).first().click();
  await expect(page.locator('aside').getByText('常住人口')).toBeVisible();
  await box.fill('113.9, 33.41');
  await expect(page.getByRole('option').first()).toBeVisible();
});
