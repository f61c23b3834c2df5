import cookie from '@fastify/cookie';
import session from '@fastify/session';
import type { FastifyRequest, Session } from 'fastify';
import type { Account } from '#contract/session.ts';
import type { Database } from '../../db/database.ts';
import { findSessionAccount } from '../../db/repositories/accounts.ts';
import { deleteSession, readSession, writeSession, type SessionData } from '../../db/repositories/sessions.ts';
import type { AppInstance } from '../app-instance.ts';
import { HttpProblem } from '../problems.ts';

const lifetimeMs = 12 * 3_600_000;
export const cookieName = 'renewmap';

type Done = (error?: unknown) => void;
const settle = (promise: Promise<unknown>, done: Done): void => { promise.then(() => done(), done); };

/** The `session` table as the store of @fastify/session. */
class TableStore {
  readonly #db: Database;
  constructor(db: Database) {
    this.#db = db;
  }

  set(sid: string, value: Session, done: Done): void {
    const expires = value.cookie.expires ?? new Date(Date.now() + lifetimeMs);
    settle(writeSession(this.#db.pool, sid, value.accountId ?? null, value as unknown as SessionData, new Date(expires)), done);
  }

  get(sid: string, done: (error: unknown, value?: Session | null) => void): void {
    readSession(this.#db.pool, sid).then((value) => done(null, value as unknown as Session | null), (error: unknown) => done(error));
  }

  destroy(sid: string, done: Done): void {
    settle(deleteSession(this.#db.pool, sid), done);
  }
}

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A write must come from our own pages: browsers say so in Sec-Fetch-Site, older ones in Origin. Programs send neither and bring no cookie of a
 * browser. Together with the SameSite cookie this is the guard against forged requests.
 */
function refuseForeignWrites(request: FastifyRequest): void {
  if (reading.has(request.method)) return;
  const site = request.headers['sec-fetch-site'];
  const origin = request.headers.origin;
  if (site !== undefined ? site === 'same-origin' || site === 'none' : origin === undefined || (URL.canParse(origin) && new URL(origin).host === request.headers.host)) return;
  throw new HttpProblem('forbidden', { detail: 'Writes are taken from this site’s own pages only.' });
}

function refuseUnauthorized(request: FastifyRequest): void {
  const { isOpen, roles } = request.routeOptions.config;
  if (isOpen === true) return;
  if (!request.account) throw new HttpProblem('not_signed_in');
  if (roles && !roles.includes(request.account.role)) throw new HttpProblem('forbidden', { detail: `Needs the role ${roles.join(' or ')}.` });
}

/** Cookies, sessions and the check of who may, on `app` and what is registered in it. */
export async function useSessions(app: AppInstance, secret: string): Promise<void> {
  await app.register(cookie);
  await app.register(session, {
    secret, cookieName, store: new TableStore(app.db), saveUninitialized: false, rolling: false,
    cookie: { path: '/', httpOnly: true, sameSite: 'lax', secure: 'auto', maxAge: lifetimeMs },
  });
  app.decorateRequest('account', null);
  app.addHook('onRequest', async (request) => {
    refuseForeignWrites(request);
    if (request.session.accountId !== undefined) request.account = await findSessionAccount(app.db.pool, request.session.sessionId);
    refuseUnauthorized(request);
  });
}

/** The account of a request on a route that asks for sign-in. */
export function accountOf(request: FastifyRequest): Account {
  if (!request.account) throw new HttpProblem('not_signed_in');
  return request.account;
}
