import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp, type TestApp } from '../../support/app.ts';

const page = '<!doctype html><title>RenewMap</title>';
const script = `export const words = ${JSON.stringify(Array.from({ length: 500 }, (_, i) => `word ${i % 7}`))};`;
let folder: string;
let server: TestApp;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'renewmap-client-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), page);
  writeFileSync(join(folder, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(folder, 'assets/index-a1b2c3.js'), script);
  writeFileSync(join(folder, '..', `${folder.split('/').at(-1)}-secret.txt`), 'secret');
  server = await buildApp({ clientFolder: folder });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
  rmSync(`${folder}-secret.txt`, { force: true });
});

const get = (url: string, headers: Record<string, string> = {}): Promise<LightMyRequestResponse> => server.app.inject({ url, headers });

describe('the client', () => {
  it.each([['/'], ['/map'], ['/porto/units/17?tab=figures'], ['/porto/@-51.2,-30.03,13.5'], ['/%E5%9C%B0%E5%9B%BE']])('has its page at %s, asked for anew each time', async (url) => {
    const response = await get(url);
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toContain('text/html');
    expect(response.headers['cache-control']).toBe('no-cache');
    expect(response.body).toBe(page);
  });

  it('has files with a hash in their name that never change', async () => {
    const response = await get('/assets/index-a1b2c3.js');
    expect(response.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(response.body).toBe(script);
    expect((await get('/favicon.svg')).headers['cache-control']).toBe('no-cache');
  });

  it('comes compressed to who can read it', async () => {
    const gzip = await get('/assets/index-a1b2c3.js', { 'accept-encoding': 'gzip' });
    expect(gzip.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(gzip.rawPayload).toString()).toBe(script);
    const brotli = await get('/assets/index-a1b2c3.js', { 'accept-encoding': 'gzip, br' });
    expect(brotli.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(brotli.rawPayload).toString()).toBe(script);
    expect((await get('/assets/index-a1b2c3.js')).headers['content-encoding']).toBeUndefined();
  });

  it.each([['/assets/gone-0000.js'], ['/missing.png'], ['/api/nothing'], ['/api'], ['/ogc/nothing']])('is not a page at %s', async (url) => {
    const response = await get(url);
    expect(response.statusCode).toBe(404);
    expect(response.json()).toMatchObject({ code: 'not_found' });
  });

  it('does not hand out what lies beside it', async () => {
    const name = folder.split('/').at(-1) as string;
    for (const url of [`/../${name}-secret.txt`, `/%2e%2e/${name}-secret.txt`, `/..%2f${name}-secret.txt`, `/assets/..%2f..%2f${name}-secret.txt`]) {
      expect((await get(url)).body).not.toBe('secret');
    }
  });

  it('is asked for by GET only', async () => {
    const response = await server.app.inject({ method: 'POST', url: '/map', payload: {} });
    expect(response.statusCode).toBe(404);
  });

  it('slows the guessing of addresses down', async () => {
    const codes: number[] = [];
    for (let i = 0; i < 320; i += 1) codes.push((await server.app.inject({ url: `/guess-${i}.php`, remoteAddress: '192.0.2.7' })).statusCode);
    expect(codes[0]).toBe(404);
    expect(codes.at(-1)).toBe(429);
    expect((await server.app.inject({ url: '/guess.php', remoteAddress: '192.0.2.8' })).statusCode).toBe(404);
  });
});
