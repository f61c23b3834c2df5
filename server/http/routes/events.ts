import type { ServerResponse } from 'node:http';
import type { CityEvent } from '#contract/units.ts';
import type { AppInstance } from '../app-instance.ts';
import { CityParams, requireCity } from './cities.ts';

const heartbeatMs = 20_000;
/** A listener this far behind is let go; its browser connects anew and reloads. */
const mostBufferedBytes = 4_000_000;

/** One server-sent event. A JSON text has no line breaks, so it is one data line. */
const frame = (event: CityEvent): string => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;

export default async function events(app: AppInstance): Promise<void> {
  const open = new Set<ServerResponse>();
  // Before the server waits for its connections: these would never end by themselves.
  app.addHook('preClose', async () => { for (const response of open) response.end(); });

  app.get('/cities/:city/events', { schema: { summary: 'News of a city as server-sent events', tags: ['cities'], params: CityParams } }, async (request, reply) => {
    const city = await requireCity(app, request.params.city);
    reply.hijack();
    const response = reply.raw;
    // X-Accel-Buffering: a proxy in between must pass events on at once.
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    response.write('retry: 2000\n\n');
    open.add(response);
    const send = (text: string): void => {
      if (response.writableLength > mostBufferedBytes) response.destroy();
      else response.write(text);
    };
    const unsubscribe = app.events.subscribe(city.id, (event) => send(frame(event)));
    const heartbeat = setInterval(() => send(': here\n\n'), heartbeatMs);
    response.once('close', () => {
      clearInterval(heartbeat);
      unsubscribe();
      open.delete(response);
    });
  });
}
