/** The whole server without a port, on a fresh database, and people signed in to it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import type { Role } from '../../server/contract/session.ts';
import type { DatabaseKind } from '../../server/db/database.ts';
import { seedAccounts } from '../../server/http/accounts.ts';
import { buildApp as build } from '../../server/http/app.ts';
import type { AppInstance } from '../../server/http/app-instance.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

export const testPasswords: Readonly<Record<Role, string>> = { planner: 'planner-in-tests', officer: 'officer-in-tests', leader: 'leader-in-tests', admin: 'admin-in-tests' };

export interface TestApp {
  readonly app: AppInstance;
  readonly db: TestDatabase;
  readonly dataDir: string;
  /** Signs in and returns what sends requests as that person. */
  signIn(role: Role): Promise<SignedIn>;
  /** Closes server and database and removes the folder. */
  close(): Promise<void>;
}

export interface SignedIn {
  readonly cookie: string;
  /** Like `app.inject`, with the cookie. */
  inject(request: InjectOptions): Promise<LightMyRequestResponse>;
  get(url: string): Promise<LightMyRequestResponse>;
  post(url: string, payload: object): Promise<LightMyRequestResponse>;
}

async function signInTo(app: AppInstance, role: Role): Promise<SignedIn> {
  const response = await app.inject({ method: 'POST', url: '/api/session', payload: { login: role, password: testPasswords[role] } });
  const found = response.cookies[0];
  if (response.statusCode !== 200 || !found) throw new Error(`Could not sign in as ${role}: ${response.body}`);
  const cookie = `${found.name}=${found.value}`;
  const inject = (request: InjectOptions): Promise<LightMyRequestResponse> => app.inject({ ...request, headers: { ...request.headers, cookie } });
  return { cookie, inject, get: (url) => inject({ method: 'GET', url }), post: (url, payload) => inject({ method: 'POST', url, payload }) };
}

export interface TestAppOptions {
  readonly kind?: DatabaseKind;
  readonly clientFolder?: string;
  readonly mapOrigins?: readonly string[];
  /** Before the server is ready: more routes, job handlers. */
  prepare?(app: AppInstance): void | Promise<void>;
}

export async function buildApp(options: TestAppOptions = {}): Promise<TestApp> {
  const db = await createTestDatabase(options.kind);
  const dataDir = mkdtempSync(join(tmpdir(), 'renewmap-app-'));
  await seedAccounts(db, testPasswords);
  const app = await build({ db, dataDir, sessionSecret: 'a secret for tests, long enough to sign', clientFolder: options.clientFolder ?? null, mapOrigins: options.mapOrigins ?? [] });
  await options.prepare?.(app);
  await app.ready();
  return {
    app, db, dataDir,
    signIn: (role) => signInTo(app, role),
    async close() {
      await app.close();
      await db.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
