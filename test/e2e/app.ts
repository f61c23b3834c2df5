/** The app under a user's hand: open an address, wait for the map, click at a place on earth. */
import { test, type Page } from '@playwright/test';
import { passwordOf, type Role } from './environment.ts';
import type { Place } from './small-town.ts';
import type {} from '../../client/map/map-canvas.tsx'; // declares window.__renewmap

export type { Place } from './small-town.ts';

/** Opens an address and waits until the map is drawn. Signs in as `role` first when the page is nobody's (as the planner unless told) or another's. */
export async function open(page: Page, path: string, role?: Role): Promise<void> {
  const session = await page.request.get('/api/session');
  const who = session.ok() ? (await session.json() as { login: string }).login : null;
  if (who === null || (role !== undefined && who !== role)) await signInByRequest(page, role ?? 'planner');
  await page.goto(path);
  await mapAtRest(page);
  // The tools come by themselves, and with them who hears the keys.
  if (path.includes('/workbench')) await page.getByRole('toolbar', { name: '绘图工具' }).waitFor();
}

async function signInByRequest(page: Page, role: Role): Promise<void> {
  const answer = await page.request.post('/api/session', { headers: { origin: test.info().project.use.baseURL ?? '' }, data: { login: role, password: passwordOf(role) } });
  if (!answer.ok()) throw new Error(`Could not sign in as ${role}: ${await answer.text()}`);
}

export async function mapAtRest(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const map = window.__renewmap?.map;
    return map !== undefined && map.isStyleLoaded() && map.areTilesLoaded() && !map.isMoving();
  }, undefined, { timeout: 60_000, polling: 50 });
}

/** Moves the map without animation and waits until it has drawn. */
export async function look(page: Page, center: Place, zoom: number): Promise<void> {
  // Which tiles the new view needs is only known once it has been drawn: before, the old ones count as «all loaded».
  await page.evaluate(([place, level]) => new Promise<void>((resolve) => {
    const map = window.__renewmap!.map;
    map.once('render', () => resolve());
    map.jumpTo({ center: [place[0], place[1]], zoom: level, pitch: 0, bearing: 0 });
    map.triggerRepaint();
  }), [center, zoom] as const);
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

/** @throws Error when something lies over the map there: the click would be somebody else's and a corner missing */
export async function clickAt(page: Page, place: Place): Promise<void> {
  const { x, y } = await onScreen(page, place);
  const cover = await page.evaluate(([left, top]) => {
    const element = document.elementFromPoint(left, top);
    return element?.closest('#map') ? null : (element?.outerHTML.slice(0, 200) ?? 'the place is outside the window');
  }, [x, y] as const);
  if (cover !== null) throw new Error(`The map cannot be clicked at ${place.join(', ')} (${Math.round(x)}, ${Math.round(y)} on screen): ${cover}`);
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
  await page.getByRole('toolbar', { name: '绘图工具' }).getByRole('button', { name: /^画单元/ }).click();
  for (const place of ring) await clickAt(page, place);
  await page.keyboard.press('Enter');
}
