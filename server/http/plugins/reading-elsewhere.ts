import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AppInstance } from '../app-instance.ts';

/** Origins whose pages may read: `https://maps.example.cn`; `*` for any. */
export type Origins = readonly string[];

/** What a map asks besides plain reading: a password of HTTP Basic, a part of an archive, whether something has changed. */
const askedHeaders = 'Authorization, Range, If-None-Match, If-Range, Accept';
/** What a map reads of an answer besides its body. */
const shownHeaders = 'Content-Crs, Content-Range, Accept-Ranges, Content-Length, ETag, Link, Retry-After, WWW-Authenticate';
const keptSeconds = 3600;

function allow(request: FastifyRequest, reply: FastifyReply, origins: Origins): void {
  const { origin } = request.headers;
  reply.header('vary', 'Origin');
  if (origin === undefined || !(origins.includes('*') || origins.includes(origin))) return;
  // Never `allow-credentials`: the cookie of this site stays of no use to other pages, whoever is signed in.
  reply.header('access-control-allow-origin', origin).header('access-control-expose-headers', shownHeaders).header('cross-origin-resource-policy', 'cross-origin');
}

/**
 * Lets web maps on other sites read (CORS) the routes of this scope that are made for other programs: those whose config says `isForMaps`, and the paths named
 * here for the question a browser asks first. They sign in by HTTP Basic. Nothing is sent without `origins`. Call it before sign-in in the same scope:
 * a refusal has to be readable too.
 */
export function allowReadingElsewhere(app: AppInstance, origins: Origins, paths: readonly string[]): void {
  if (origins.length === 0) return;
  app.addHook('onRequest', async (request, reply) => { if (request.routeOptions.config.isForMaps === true) allow(request, reply, origins); });
  for (const path of paths) {
    app.options(path, { config: { isOpen: true, isForMaps: true }, schema: { hide: true } }, async (_, reply) => reply
      .header('access-control-allow-methods', 'GET, HEAD').header('access-control-allow-headers', askedHeaders).header('access-control-max-age', keptSeconds).code(204).send(null));
  }
}
