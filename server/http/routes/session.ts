import { Type } from 'typebox';
import { Problem } from '#contract/common.ts';
import { Account, SignIn } from '#contract/session.ts';
import { findLogin } from '../../db/repositories/accounts.ts';
import { deleteExpiredSessions } from '../../db/repositories/sessions.ts';
import type { AppInstance } from '../app-instance.ts';
import { cookieName } from '../plugins/sessions.ts';
import { hashPassword, isPassword } from '../password.ts';
import { HttpProblem } from '../problems.ts';

/** Tries for one login from one address: plenty for a forgetful person, too few for a guessing program. */
const signInLimit = { max: 20, timeWindow: 60_000 };

export default async function session(app: AppInstance): Promise<void> {
  // Compared with when the login is unknown, so that the time of the answer does not tell which logins there are.
  const nobodysHash = hashPassword('');

  app.post('/session', {
    config: {
      isOpen: true,
      rateLimit: { ...signInLimit, hook: 'preHandler', keyGenerator: (request) => `${request.ip} ${(request.body as SignInBody).login}` },
    },
    schema: { summary: 'Sign in', tags: ['session'], body: SignIn, response: { 200: Account, 401: Problem, 429: Problem } },
  }, async (request) => {
    const { login, password } = request.body;
    const found = await findLogin(app.db.pool, login);
    const isRight = await isPassword(password, found?.passwordHash ?? await nobodysHash);
    if (!found || !isRight) throw new HttpProblem('wrong_password');
    await deleteExpiredSessions(app.db.pool);
    await request.session.regenerate();
    request.session.accountId = found.account.id;
    return found.account;
  });

  app.get('/session', { schema: { summary: 'Who am I', tags: ['session'], response: { 200: Account, 401: Problem } } }, async (request) => request.account as Account);

  app.delete('/session', { config: { isOpen: true }, schema: { summary: 'Sign out', tags: ['session'], response: { 204: Type.Null() } } }, async (request, reply) => {
    await request.session.destroy();
    return reply.clearCookie(cookieName, { path: '/' }).code(204).send(null);
  });
}

type SignInBody = { readonly login: string };
