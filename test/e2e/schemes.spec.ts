/** A copy of the baseline is changed without touching it, compared with it, and its unit made the baseline's by an officer. */
import { randomUUID } from 'node:crypto';
import type { APIRequestContext } from '@playwright/test';
import type { Scheme } from '#contract/schemes.ts';
import type { Unit } from '#contract/units.ts';
import { open, type Place } from './app.ts';
import { expect, test } from './fixtures.ts';

const closed = (ring: readonly Place[]): Place[] => [...ring, ring[0]!];

test('the baseline is copied, changed, compared, and the unit promoted by an officer', async ({ page, cityId, plot, signIn }, { project }) => {
  const headers = { origin: project.use.baseURL! };
  const ring = plot();
  const name = `方案单元 ${randomUUID().slice(0, 6)}`;
  const put = async (request: APIRequestContext, id: string, corners: readonly Place[], baseVersion: number, more: object = {}) => {
    const data = { id: randomUUID(), kind: 'put-unit', baseVersion, unit: { id, name, isPriority: false, note: '', geometry: { type: 'Polygon', coordinates: [closed(corners)] } }, reason: '', ...more };
    const answer = await request.post(`/api/cities/${cityId}/edits`, { headers, data });
    expect(answer.status(), await answer.text()).toBe(200);
  };
  const unitId = randomUUID();
  await put(page.request, unitId, ring, 0);

  // Copied on the page, and the open scheme stands in the top bar and in the address.
  await open(page, `/${cityId}/schemes`);
  const schemeName = `比选 ${randomUUID().slice(0, 6)}`;
  await page.getByRole('button', { name: '新建方案' }).click();
  await page.getByRole('textbox', { name: '名称' }).fill(schemeName);
  await page.getByRole('button', { name: '建立', exact: true }).click();
  await page.getByRole('button', { name: `打开“${schemeName}”` }).click();
  await expect(page.getByRole('button', { name: `正在编辑：${schemeName}` })).toBeVisible();
  const scheme = ((await (await page.request.get(`/api/cities/${cityId}/schemes`)).json()) as Scheme[]).find((each) => each.name === schemeName)!;
  await expect(page).toHaveURL(new RegExp(`/workbench.*scheme=${scheme.id}`));
  await expect(page.getByRole('button', { name: new RegExp(name) }).first()).toBeVisible();

  // One corner moved in the copy: the baseline stays as it is.
  const copy = ((await (await page.request.get(`/api/cities/${cityId}/units?scheme=${scheme.id}`)).json()) as Unit[]).find(({ originId }) => originId === unitId)!;
  const moved = ring.map((place, i): Place => (i === 2 ? [(place[0] + ring[0]![0]) / 2, (place[1] + ring[0]![1]) / 2 + (place[1] - ring[0]![1]) / 4] : place));
  await put(page.request, copy.id, moved, 1, { schemeId: scheme.id });
  expect(((await (await page.request.get(`/api/cities/${cityId}/units/${unitId}`)).json()) as Unit).version).toBe(1);

  // Side by side: the pair with its differences, lit on the map; as the officer, made the baseline's.
  await signIn('officer');
  await open(page, `/${cityId}/schemes?scheme=${scheme.id}`);
  const pair = page.locator(`[data-pair="${name}"]`);
  await expect(pair).toHaveAttribute('data-state', 'changed');
  await pair.getByRole('button', { name: new RegExp(name) }).click();
  await expect(pair.locator('[data-direction]').first()).toBeVisible();
  await expect(pair.locator('tr[data-rule]').first()).toBeVisible();
  await expect.poll(() => page.evaluate(() => window.__renewmap!.map.queryRenderedFeatures({ layers: ['schemes-a', 'schemes-b'] }).map(({ properties }) => properties['side'] as string).sort().filter((side, i, all) => side !== all[i - 1]))).toEqual(['a', 'b']);
  await page.getByRole('checkbox', { name: `选中“${name}”` }).check();
  await page.getByRole('textbox', { name: '理由' }).fill('评审通过');
  await page.getByRole('button', { name: '把 1 个单元纳入基准' }).click();
  await expect(page.getByText('1 个单元已纳入基准')).toBeVisible();
  await expect(pair).toHaveAttribute('data-state', 'same');
  const promoted = (await (await page.request.get(`/api/cities/${cityId}/units/${unitId}`)).json()) as Unit;
  expect(promoted).toMatchObject({ version: 2, schemeId: null, geometry: { coordinates: [closed(moved)] } });
});
