/**
 * What a spec starts from. The servers run already (playwright.config.ts); signing in costs one request a role, a city of one's own is made once.
 *
 *     import { expect, test } from './fixtures.ts';
 *     test('…', async ({ page, cityId, plot }) => {      // `page` is signed in as the planner
 *       await open(page, `/${cityId}/workbench`);          // app.ts: goes there and waits for the map
 *       await look(page, middleOf(ring), 16); await drawUnit(page, ring);
 *     });
 *
 * - `page` and `request` are signed in as `role` («planner»). Another: `test.use({ role: 'leader' })`; nobody: `test.use({ role: null })`; in the middle of a
 *   test: `await signIn('officer')`.
 * - `cityId` is a small town (small-town.ts), shared by all specs and quick to draw. Draw units on `plot()` only: a ring of ~300 m that nobody else gets, so specs do
 *   not meet. Use the seeded city, address `demo`, where its contents matter; it costs some seconds more a page.
 * - `newTown()` makes another town, for what changes a whole city (imports, divisions, deleting).
 * - `session` is one page for a file whose tests go on where the last one ended (`test.describe.configure({ mode: 'serial' })`): loading the application is the dear
 *   part of a test here.
 * - A test tagged `{ tag: '@database' }` runs a second time on a native PostgreSQL. Tag only what differs by database.
 */
import { randomBytes } from 'node:crypto';
import { test as base, type BrowserContext, type Page } from '@playwright/test';
import { passwordOf, type Role } from './environment.ts';
import { buildTown, plotCount, plotRing, type Place } from './small-town.ts';

type Storage = Awaited<ReturnType<BrowserContext['storageState']>>;

interface ForTest {
  /** Whom `page` and `request` are signed in as. */
  readonly role: Role | null;
  /** Signs the page's browser context in as somebody else; load a page afterwards. */
  signIn(role: Role): Promise<void>;
  /** Corners of ground in `cityId` that no other test gets, south-west first. */
  plot(): Place[];
  newTown(): Promise<string>;
}

interface ForWorker {
  /** Builds a town of its own for whoever asks; its address name. */
  readonly townBuilder: () => Promise<string>;
  /** Where the server of the project under test listens. */
  readonly serverUrl: string;
  storageOf(role: Role): Promise<Storage>;
  readonly town: { readonly id: string; plotsUsed: number };
  readonly cityId: string;
  /** A signed-in page that lives on from test to test of one file. */
  readonly session: Page;
}

const nobody: Storage = { cookies: [], origins: [] };

/**
 * The map is drawn by the processor here, and at half the points a side it costs it half the time; the page itself stays sharp, and what is on the map and where is
 * the same. The card of first steps is closed: it lies on ground that tests draw on.
 */
function prepare(): void {
  Object.defineProperty(window, 'devicePixelRatio', { get: () => 0.5 });
  try {
    if (window.localStorage.getItem('renewmap.preferences') === null) window.localStorage.setItem('renewmap.preferences', JSON.stringify({ state: { hintClosed: true }, version: 1 }));
  } catch { /* an empty page has no storage */ }
}

export const test = base.extend<ForTest, ForWorker>({
  serverUrl: [async ({}, use, { project }) => { // eslint-disable-line no-empty-pattern -- Playwright reads the names out of the pattern
    await use(project.use.baseURL ?? '');
  }, { scope: 'worker' }],
  storageOf: [async ({ playwright, serverUrl }, use) => {
    const known = new Map<Role, Promise<Storage>>();
    const signedIn = async (role: Role): Promise<Storage> => {
      const request = await playwright.request.newContext({ baseURL: serverUrl });
      const answer = await request.post('/api/session', { headers: { origin: serverUrl }, data: { login: role, password: passwordOf(role) } });
      if (!answer.ok()) throw new Error(`Could not sign in as ${role}: ${await answer.text()}`);
      const storage = await request.storageState();
      await request.dispose();
      return storage;
    };
    await use((role) => {
      let storage = known.get(role);
      if (!storage) known.set(role, storage = signedIn(role));
      return storage;
    });
  }, { scope: 'worker' }],
  townBuilder: [async ({ playwright, serverUrl, storageOf }, use) => {
    await use(async () => {
      const id = `town-${randomBytes(3).toString('hex')}`;
      const request = await playwright.request.newContext({ baseURL: serverUrl, storageState: await storageOf('planner') });
      await buildTown(request, serverUrl, id);
      await request.dispose();
      return id;
    });
  }, { scope: 'worker' }],
  town: [async ({ townBuilder }, use) => { await use({ id: await townBuilder(), plotsUsed: 0 }); }, { scope: 'worker' }],
  cityId: [async ({ town }, use) => { await use(town.id); }, { scope: 'worker' }],
  session: [async ({ browser, serverUrl, storageOf }, use, { project }) => {
    const { viewport = null, locale, reducedMotion } = project.use;
    const context = await browser.newContext({ baseURL: serverUrl, viewport, ...(locale === undefined ? {} : { locale }), ...(reducedMotion ? { reducedMotion } : {}), storageState: await storageOf('planner') });
    await context.addInitScript(prepare);
    await use(await context.newPage());
    await context.close();
  }, { scope: 'worker' }],

  role: ['planner', { option: true }],
  storageState: async ({ role, storageOf }, use) => { await use(role === null ? nobody : await storageOf(role)); },
  context: async ({ context }, use) => {
    await context.addInitScript(prepare);
    await use(context);
  },
  signIn: async ({ context, storageOf }, use) => {
    await use(async (role) => {
      await context.clearCookies();
      await context.addCookies((await storageOf(role)).cookies);
    });
  },
  plot: async ({ town }, use) => {
    await use(() => {
      if (town.plotsUsed >= plotCount) throw new Error(`The town has ${plotCount} plots and all are taken: give it more in small-town.ts, or take a newTown().`);
      const ring = plotRing(town.plotsUsed);
      town.plotsUsed += 1;
      return ring;
    });
  },
  newTown: async ({ townBuilder }, use) => { await use(townBuilder); },
});

export { expect } from '@playwright/test';
