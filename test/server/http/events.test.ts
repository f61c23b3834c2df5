import { request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp, type SignedIn, type TestApp } from '../../support/app.ts';

let server: TestApp;
let planner: SignedIn;
let port: number;
beforeAll(async () => {
  server = await buildApp();
  planner = await server.signIn('planner');
  await planner.post('/api/cities', { id: 'here', name: 'Here' });
  await planner.post('/api/cities', { id: 'there', name: 'There' });
  await server.app.listen({ host: '127.0.0.1', port: 0 });
  ({ port } = server.app.addresses()[0] as AddressInfo);
});
afterAll(() => server.close());

function listen(city: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path: `/api/cities/${city}/events`, headers: { cookie: planner.cookie, 'accept-encoding': 'gzip, br' } }, resolve).once('error', reject).end();
  });
}

/** Text of a stream until it holds `mark`. */
function textUntil(stream: IncomingMessage, mark: string): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (text.includes(mark)) resolve(text);
    });
  });
}

describe('news of a city', () => {
  it('arrive as server-sent events, of this city only', async () => {
    const stream = await listen('here');
    expect(stream.headers['content-type']).toContain('text/event-stream');
    expect(stream.headers['content-encoding']).toBeUndefined();
    const text = textUntil(stream, 'figures');
    server.app.events.publish('there', { type: 'layers' });
    server.app.events.publish('here', { type: 'job', id: 'a\nb' });
    server.app.events.publish('here', { type: 'figures', areaKind: 'city', areaId: '', state: 'computed' });
    expect((await text).replace(/^retry: \d+\n\n/, '')).toBe(
      'event: job\ndata: {"type":"job","id":"a\\nb"}\n\nevent: figures\ndata: {"type":"figures","areaKind":"city","areaId":"","state":"computed"}\n\n');
    stream.destroy();
  });

  it('are a 404 for a city there is not', async () => {
    expect((await listen('nowhere')).statusCode).toBe(404);
  });

  it('end when the server closes', async () => {
    const stream = await listen('here');
    stream.resume();
    const ended = new Promise<void>((resolve) => { stream.once('end', resolve); });
    await server.app.close();
    await ended;
  });
});
