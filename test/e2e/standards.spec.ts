/** Rule sets on screen: a value that was not checked is tried, saved with a reason, seen in the figures and taken back. */
import { randomUUID } from 'node:crypto';
import type { FigureSet } from '#contract/figures.ts';
import type { RuleSetState } from '#contract/rule-sets.ts';
import type { Page } from '@playwright/test';
import { open, type Place } from './app.ts';
import { expect, test } from './fixtures.ts';

const id = 'garden-city-2022';
const ruleId = 'G-YL2022';
const state = async (page: Page) => (await (await page.request.get('/api/rule-sets/states')).json() as RuleSetState[]).find(({ inForce }) => inForce.ruleSetId === id)!.inForce;
/** The rule's figure of an area of a city. */
async function figureOf(page: Page, city: string, area: string) {
  const { figures } = await (await page.request.get(`/api/cities/${city}/figures?area=${area}`)).json() as FigureSet;
  return figures.find((figure) => figure.ruleId === ruleId)!;
}
/** A unit of somebody's drawing; its id. */
async function putUnit(page: Page, city: string, ring: readonly Place[]): Promise<string> {
  const unit = { id: randomUUID(), name: `标准 ${randomUUID().slice(0, 8)}`, isPriority: false, note: '', geometry: { type: 'Polygon', coordinates: [[...ring, ring[0]]] } };
  const answer = await page.request.post(`/api/cities/${city}/edits`, { headers: { origin: new URL(page.url()).origin }, data: { id: randomUUID(), kind: 'put-unit', baseVersion: 0, unit, reason: '' } });
  expect(answer.ok(), await answer.text()).toBe(true);
  return unit.id;
}

test('a planner reads the rule sets and is told who may change them', async ({ page, cityId }) => {
  await open(page, `/${cityId}/standards`);
  await page.locator(`[data-rule-set="${id}"]`).click();
  await expect(page.locator(`[data-rule-row="${ruleId}"]`)).toContainText('建城〔2022〕2号');
  await expect(page.getByText('只读：只有管理员可以修改标 M 的数值。')).toBeVisible();
  await expect(page.getByRole('button', { name: '修改数值' })).toHaveCount(0);
});

test.describe('an admin', () => {
  test.use({ role: 'admin' });

  test('tries a value marked M, sees what flips, saves it and takes it back', async ({ page, cityId, plot }) => {
    await open(page, `/${cityId}/standards`);
    // A home district of 280 m beside a park: within 500 m all of it, within 50 m little.
    const area = `unit:${await putUnit(page, cityId, plot())}`;
    const [before, was] = [await state(page), await figureOf(page, cityId, area)];
    expect(was.verdict).toBe('pass');
    await page.locator(`[data-rule-set="${id}"]`).click();
    await page.getByLabel('只看 M 值').check();
    await page.getByRole('button', { name: '修改数值' }).click();
    await expect(page.locator('[data-number="G-YL2022-eco/threshold.value"] input')).toHaveCount(0); // word for word in the document
    const threshold = page.locator(`[data-number="${ruleId}/threshold.value"]`);
    await threshold.locator('input').fill('120');
    await expect(threshold).toContainText('应在 0 到 100 % 之间');
    await expect(page.getByRole('button', { name: '试算影响' })).toBeDisabled();
    await threshold.locator('input').fill('85');
    await page.locator(`[data-number="${ruleId}/supply[0].radiusM"] input`).fill('50');
    await page.getByRole('button', { name: '试算影响' }).click();
    await expect(page.getByText(/\d+ 个范围 · 1 条规则 · \d+ 个结论翻转/)).toBeVisible({ timeout: 60_000 });
    const row = page.locator(`tr[data-area="${area}"]`);
    await expect(row).toContainText('未达标');
    const shown = await row.locator('td').nth(3).textContent();
    expect((await state(page)).version).toBe(before.version);
    expect(await figureOf(page, cityId, area)).toMatchObject({ value: was.value, ruleSetVersion: before.version });

    // A row leads to its place; one step back the trial is still there.
    await row.getByRole('button').click();
    await expect(page).toHaveURL(new RegExp(`/workbench.*sel=${area}`));
    await page.goBack();
    await expect(row).toBeVisible();

    await page.getByRole('button', { name: '保存…' }).click();
    await page.getByLabel(/为什么修改/).fill('与原文核对');
    await page.getByRole('button', { name: `保存为第 ${before.version + 1} 版` }).click();
    await expect(page.getByText(`第 ${before.version + 1} 版已生效，指标正在重算`)).toBeVisible();
    const changed = await figureOf(page, cityId, area);
    expect(changed).toMatchObject({ ruleSetVersion: before.version + 1, verdict: 'fail' });
    expect(shown).toContain((changed.value! * 100).toFixed(1));

    await page.getByRole('tab', { name: '版本' }).click();
    await expect(page.locator(`[data-version="${before.version + 1}"]`)).toContainText('与原文核对');
    await page.locator(`[data-version="${before.version + 1}"]`).getByRole('button', { name: /比较/ }).click();
    await expect(page.locator(`[data-version="${before.version + 1}"]`)).toContainText('50 m');
    await page.locator(`[data-version="${before.version}"]`).getByRole('button', { name: /恢复到这一版/ }).click();
    await page.getByRole('button', { name: '保存…' }).click();
    await page.getByLabel(/为什么修改/).fill('恢复');
    await page.getByRole('button', { name: `保存为第 ${before.version + 2} 版` }).click();
    await expect.poll(async () => (await state(page)).hash).toBe(before.hash);
    expect(await figureOf(page, cityId, area)).toMatchObject({ ruleSetVersion: before.version + 2, value: was.value, verdict: 'pass' });
  });
});
