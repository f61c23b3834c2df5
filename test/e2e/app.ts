/** The app under a user's hand: sign in, wait for the map, click at a place on earth. */
import { expect, type Page } from '@playwright/test';
import { passwordOf, type Role } from './environment.ts';
import type {} from '../../client/map/map-canvas.tsx'; // declares window.__renewmap

export type Place = readonly [lon: number, lat: number];

/** Signs in on the page, opens an address and waits until the map is drawn. */
export async function open(page: Page, path: string, role: Role = 'planner'): Promise<void> {
  await page.goto('/');
  await page.getByLabel('账号').fill(role);
  await page.getByRole('textbox', { name: '密码' }).fill(passwordOf(role));
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page.getByRole('navigation').getByText('工作台')).toBeVisible();
  await page.goto(path);
  await mapAtRest(page);
}

export async function mapAtRest(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const map = window.__renewmap?.map;
    return map !== undefined && map.isStyleLoaded() && map.areTilesLoaded() && !map.isMoving();
  }, undefined, { timeout: 60_000 });
}

/** Moves the map without animation and waits until it has drawn. */
export async function look(page: Page, center: Place, zoom: number): Promise<void> {
  await page.evaluate(([place, level]) => window.__renewmap?.map.jumpTo({ center: [place[0], place[1]], zoom: level, pitch: 0, bearing: 0 }), [center, zoom] as const);
  await mapAtRest(page);
}

/** Where a place on earth is on the screen. */
export async function onScreen(page: Page, place: Place): Promise<{ x: number; y: number }> {
  return page.evaluate(([lon, lat]) => {
    const map = window.__renewmap!.map;
    const point = map.project([lon, lat]);
    const box = map.getCanvas().getBoundingClientRect();
    return { x: box.left + point.x, y: box.top + point.y };
  }, place);
}

export async function clickAt(page: Page, place: Place): Promise<void> {
  const { x, y } = await onScreen(page, place);
  await page.mouse.move(x - 3, y - 3);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.up();
}

export async function drag(page: Page, from: Place, to: Place, steps = 12): Promise<void> {
  const start = await onScreen(page, from);
  const end = await onScreen(page, to);
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(end.x, end.y, { steps });
  await page.mouse.up();
}

/** Draws a ring by mouse and closes it with Enter. Places must be in view and clear of the panels. */
export async function drawUnit(page: Page, ring: readonly Place[]): Promise<void> {
  await page.getByRole('toolbar', { name: '绘图工具' }).getByRole('button', { name: /画单元/ }).click();
  for (const place of ring) await clickAt(page, place);
  await page.keyboard.press('Enter');
}
