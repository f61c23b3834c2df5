import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { findLogin } from '../../db/repositories/accounts.ts';
import type { AppInstance } from '../app-instance.ts';
import { hashPassword, isPassword } from '../password.ts';
import { HttpProblem } from '../problems.ts';

/** Different passwords looked at for one login from one address: a person mistypes, a program may not go on guessing. Right ones are remembered. */
const tries = { max: 8, timeWindow: 60_000 };
/** Looking at a password costs a tenth of a second; a map program sends it with every request. */
const mostRemembered = 200;

interface Credentials { readonly login: string; readonly password: string }

/** RFC 7617, UTF-8; null when the header is of another scheme. */
function credentialsOf(header: string | undefined): Credentials | null {
  const encoded = /^Basic +([A-Za-z0-9+/=_-]+) *$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return null;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 || text.includes('\0') ? null : { login: text.slice(0, colon), password: text.slice(colon + 1) };
}

const digest = (password: string): Buffer => createHash('sha256').update(password).digest();

/**
 * Sign-in with every request (HTTP Basic) for programs that keep no cookie: QGIS, ogr2ogr, other map clients. Only what reads, for a browser sends
 * such credentials by itself. Call before `useSessions` in the same scope: the account found here is the one it checks.
 * @param announces whether 401 asks for a password, upon which a browser shows its own dialogue
 */
export async function useBasicSignIn(app: AppInstance, announces: boolean): Promise<void> {
  const nobodysHash = await hashPassword('');
  /** Stored hash → digest of the password that fits it; a changed password has another hash. */
  const fitting = new Map<string, Buffer>();
  /** A map program sends several requests at once: they wait for one look. */
  const looking = new Map<string, Promise<boolean>>();
  const mayTry = app.createRateLimit({ ...tries, keyGenerator: (request: FastifyRequest) => `basic ${request.ip} ${credentialsOf(request.headers.authorization)?.login ?? ''}` });

  app.addHook('onRequest', async (request) => {
    const given = credentialsOf(request.headers.authorization);
    if (!given || (request.method !== 'GET' && request.method !== 'HEAD')) return;
    const found = await findLogin(app.db.pool, given.login);
    const known = found ? fitting.get(found.passwordHash) : undefined;
    const offered = digest(given.password);
    if (found && known && timingSafeEqual(known, offered)) { request.account = found.account; return; }
    const key = `${request.ip} ${given.login} ${offered.toString('base64')}`;
    let look = looking.get(key);
    if (!look) {
      look = (async () => {
        const allowed = await mayTry(request);
        if (!allowed.isAllowed && allowed.isExceeded) throw new HttpProblem('too_many_requests', { detail: `Too many tries; wait ${allowed.ttlInSeconds} seconds.` });
        return isPassword(given.password, found?.passwordHash ?? nobodysHash);
      })().finally(() => looking.delete(key));
      looking.set(key, look);
    }
    const isRight = await look;
    if (!found || !isRight) throw new HttpProblem('wrong_password');
    if (fitting.size >= mostRemembered) fitting.delete(fitting.keys().next().value as string);
    fitting.set(found.passwordHash, offered);
    request.account = found.account;
  });
  if (announces) {
    app.addHook('onSend', async (_, reply, payload) => {
      if (reply.statusCode === 401) reply.header('www-authenticate', 'Basic realm="RenewMap", charset="UTF-8"');
      return payload;
    });
  }
}
