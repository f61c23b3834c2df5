import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { problemDocument } from '#contract/problem-document.ts';
import type { AppInstance } from '../app-instance.ts';
import { sendProblem } from './errors.ts';

/** Paths nobody serves that one address may ask for in a minute; then 429, so that guessing addresses is slow. */
const notFoundLimit = { max: 300, timeWindow: 60_000 };

/** Ends in a dot and letters. Addresses of views end in numbers with decimals. */
const looksLikeFile = /\.[a-z][a-z0-9]*$/i;

/**
 * The built client in `folder` (null: none, the API alone). Files with a hash in their name never change; the page itself is asked for every time.
 * Any other address of a page gets the page, for the client routes it; an unknown API path or file is a problem document.
 */
export async function serveClient(app: AppInstance, folder: string | null): Promise<void> {
  const hasPage = folder !== null && existsSync(join(folder, 'index.html'));
  if (hasPage) {
    await app.register(fastifyStatic, {
      root: folder, cacheControl: false, index: ['index.html'],
      setHeaders: (response, path) => {
        response.header('cache-control', path.startsWith(join(folder, 'assets')) ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }
  app.setNotFoundHandler({ preHandler: app.rateLimit(notFoundLimit) }, (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    const isPage = hasPage && request.method === 'GET' && !/^\/(api|ogc)(\/|$)/.test(path) && !looksLikeFile.test(path);
    return isPage ? reply.sendFile('index.html') : sendProblem(reply, problemDocument('not_found', { detail: `There is nothing at ${request.method} ${path}.` }));
  });
}
