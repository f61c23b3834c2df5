import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp, testPasswords, type SignedIn, type TestApp } from '../../support/app.ts';
import { databaseKinds } from '../../support/database.ts';

describe.each(databaseKinds())('the server on the %s database', (kind) => {
  let server: TestApp;
  let planner: SignedIn;
  beforeAll(async () => {
    server = await buildApp({ kind });
    planner = await server.signIn('planner');
  });
  afterAll(() => server.close());

  const inject: TestApp['app']['inject'] = ((request: never) => server.app.inject(request)) as TestApp['app']['inject'];

  it('tells its health to anybody', async () => {
    const response = await inject({ url: '/api/health' });
    expect(response.statusCode).toBe(200);
    expect(response.json()).toMatchObject({ database: kind, ready: true, version: '0.1.0' });
    expect(response.json<{ postgis: string }>().postgis).toMatch(/^3\.\d+/);
  });

  describe('sign-in', () => {
    it('is asked for by everything but health, sign-in and docs', async () => {
      for (const url of ['/api/session', '/api/cities', '/api/cities/x', '/api/cities/x/jobs', '/api/cities/x/events', '/api/jobs/00000000-0000-0000-0000-000000000000']) {
        const response = await inject({ url });
        expect([url, response.statusCode]).toEqual([url, 401]);
        expect(response.headers['content-type']).toContain('application/problem+json');
        expect(response.json()).toMatchObject({ type: '/problems/not_signed_in', code: 'not_signed_in', status: 401 });
      }
      expect((await inject({ url: '/api/docs' })).statusCode).toBe(200);
    });

    it('knows who signed in', async () => {
      expect((await planner.get('/api/session')).json()).toMatchObject({ login: 'planner', role: 'planner', district: null });
    });

    it('refuses a wrong password and an unknown login alike', async () => {
      const wrong = await inject({ method: 'POST', url: '/api/session', payload: { login: 'planner', password: 'nope' } });
      const unknown = await inject({ method: 'POST', url: '/api/session', payload: { login: 'nobody', password: 'nope' } });
      expect(wrong.statusCode).toBe(401);
      expect(wrong.json()).toEqual(unknown.json());
      expect(wrong.json()).toMatchObject({ code: 'wrong_password' });
      expect(wrong.cookies).toEqual([]);
    });

    it('hands out a cookie scripts cannot read and other sites cannot send', async () => {
      const response = await inject({ method: 'POST', url: '/api/session', payload: { login: 'officer', password: testPasswords.officer } });
      expect(response.cookies[0]).toMatchObject({ name: 'renewmap', httpOnly: true, sameSite: 'Lax', path: '/' });
    });

    it('ends with sign-out', async () => {
      const leader = await server.signIn('leader');
      expect((await leader.inject({ method: 'DELETE', url: '/api/session' })).statusCode).toBe(204);
      expect((await leader.get('/api/session')).statusCode).toBe(401);
    });

    it('ends when its time is over', async () => {
      const leader = await server.signIn('leader');
      await server.db.pool.query(`update session set expires_at = now() - interval '1 second' where account_id = (select id from account where login = 'leader')`);
      expect((await leader.get('/api/session')).statusCode).toBe(401);
    });

    it('keeps no password in clear', async () => {
      const { rows } = await server.db.pool.query<{ password_hash: string }>('select password_hash from account');
      for (const row of rows) {
        expect(row.password_hash).toMatch(/^scrypt\$/);
        for (const password of Object.values(testPasswords)) expect(row.password_hash).not.toContain(password);
      }
      expect(new Set(rows.map((row) => row.password_hash)).size).toBe(4);
    });

    it('slows guessing down', async () => {
      const codes: number[] = [];
      for (let i = 0; i < 21; i += 1) codes.push((await inject({ method: 'POST', url: '/api/session', payload: { login: 'guessed', password: String(i) } })).statusCode);
      expect(codes.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 401));
      const refused = await inject({ method: 'POST', url: '/api/session', payload: { login: 'guessed', password: 'x' } });
      expect(refused.statusCode).toBe(429);
      expect(refused.json()).toMatchObject({ code: 'too_many_requests', status: 429 });
    });
  });

  describe('writes from elsewhere', () => {
    const city = { id: 'elsewhere', name: 'Elsewhere' };
    it.each([
      [{ 'sec-fetch-site': 'cross-site' }], [{ 'sec-fetch-site': 'same-site' }], [{ origin: 'https://evil.example' }], [{ origin: 'null' }],
    ])('are refused: %j', async (headers) => {
      const response = await planner.inject({ method: 'POST', url: '/api/cities', payload: city, headers });
      expect(response.statusCode).toBe(403);
      expect(response.json()).toMatchObject({ code: 'forbidden' });
    });

    it('do not include our own pages', async () => {
      const response = await planner.inject({ method: 'POST', url: '/api/cities', payload: { ...city, id: 'own-page' }, headers: { origin: 'http://renewmap.example', host: 'renewmap.example' } });
      expect(response.statusCode).toBe(201);
    });
  });

  describe('cities', () => {
    it('are made, listed and found', async () => {
      const made = await planner.post('/api/cities', { id: 'porto', name: ' 阿雷格里港 ', nameEn: 'Porto Alegre', srid: 32722 });
      expect(made.statusCode).toBe(201);
      expect(made.headers['location']).toBe('/api/cities/porto');
      expect(made.json()).toEqual({ id: 'porto', name: '阿雷格里港', nameEn: 'Porto Alegre', srid: 32722, isFictional: false, bounds: null, units: 0, layers: 0 });
      expect((await planner.get('/api/cities/porto')).json()).toEqual(made.json());
      expect((await planner.get('/api/cities')).json()).toContainEqual(made.json());
    });

    it('keep their id for themselves', async () => {
      await planner.post('/api/cities', { id: 'twice', name: 'One' });
      const again = await planner.post('/api/cities', { id: 'twice', name: 'Two' });
      expect(again.statusCode).toBe(409);
      expect(again.json()).toMatchObject({ code: 'already_exists' });
      expect((await planner.get('/api/cities/twice')).json()).toMatchObject({ name: 'One' });
    });

    it.each([[4326], [4490], [999999], [2225]])('do not take EPSG:%i, which is not in metres', async (srid) => {
      const response = await planner.post('/api/cities', { id: 'degrees', name: 'Degrees', srid });
      expect(response.statusCode).toBe(422);
      expect(response.json()).toMatchObject({ code: 'crs_unknown' });
    });

    it('are a 404 when there is none', async () => {
      const response = await planner.get('/api/cities/nowhere');
      expect(response.statusCode).toBe(404);
      expect(response.json()).toMatchObject({ code: 'not_found', status: 404 });
    });
  });

  describe('a request that does not fit', () => {
    it('is told of every unknown field', async () => {
      const response = await planner.post('/api/cities', { id: 'extra', name: 'Extra', colour: 'red', shape: 'round' });
      expect(response.statusCode).toBe(400);
      expect(response.json()).toMatchObject({ code: 'unknown_field', errors: [{ path: '/colour' }, { path: '/shape' }] });
      expect((await planner.get('/api/cities/extra')).statusCode).toBe(404);
    });

    it('is told where, and nothing is converted in silence', async () => {
      const response = await planner.post('/api/cities', { id: 'Upper Case', name: null, srid: '4547' });
      expect(response.statusCode).toBe(400);
      const { code, errors } = response.json<{ code: string; errors: { path: string }[] }>();
      expect(code).toBe('bad_request');
      expect(errors.map((error) => error.path).sort()).toEqual(['/id', '/name', '/srid']);
    });

    it.each([
      ['a body that is not JSON', { payload: '{"id":', headers: { 'content-type': 'application/json' } }, 400],
      ['an empty body', { payload: '', headers: { 'content-type': 'application/json' } }, 400],
      ['no body', {}, 400],
      ['a list', { payload: [] }, 400],
      ['another content type', { payload: '<a/>', headers: { 'content-type': 'application/xml' } }, 415],
      ['a body that is too large', { payload: { id: 'large', name: 'x'.repeat(9_000_000) } }, 413],
      ['prototype pollution', { payload: '{"id":"p","name":"P","__proto__":{"admin":true}}', headers: { 'content-type': 'application/json' } }, 400],
      ['a character the database cannot store', { payload: { id: 'nul', name: 'a\u0000b' } }, 400],
    ] as const)('%s', async (_name, request, status) => {
      const response = await planner.inject({ method: 'POST', url: '/api/cities', ...request } as Parameters<SignedIn['inject']>[0]);
      expect(response.statusCode).toBe(status);
      expect(response.headers['content-type']).toContain('application/problem+json');
      expect(response.json()).toMatchObject({ status, code: expect.any(String), title: expect.any(String) });
    });

    it('is told of a path that does not fit', async () => {
      expect((await planner.get('/api/cities/UPPER')).statusCode).toBe(400);
      expect((await planner.get('/api/jobs/17')).statusCode).toBe(400);
      expect((await planner.get('/api/cities/%00')).statusCode).toBe(400);
      expect((await planner.get('/api/cities/%zz')).statusCode).toBe(400);
    });

    it('is told when there is nothing at its address', async () => {
      for (const url of ['/api/nothing', '/nothing', '/api']) {
        const response = await planner.get(url);
        expect([url, response.statusCode]).toEqual([url, 404]);
        expect(response.json()).toMatchObject({ code: 'not_found' });
      }
      expect((await planner.inject({ method: 'PUT', url: '/api/cities' })).statusCode).toBe(404);
    });
  });

  it('describes itself', async () => {
    const document = (await inject({ url: '/api/docs/json' })).json<{ paths: Record<string, Record<string, { responses: object }>> }>();
    expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(['/api/health', '/api/session', '/api/cities', '/api/cities/{city}', '/api/jobs/{id}']));
    expect(document.paths['/api/cities']?.['post']?.responses).toHaveProperty('409');
  });

  it('sends the headers that keep foreign scripts out', async () => {
    const { headers } = await inject({ url: '/api/health' });
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain(`default-src 'self'`);
    expect(policy).toContain(`worker-src 'self' blob:`);
    expect(policy).not.toContain(`'unsafe-eval'`);
    expect(headers['x-content-type-options']).toBe('nosniff');
  });
});
