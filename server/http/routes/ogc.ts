import type { FastifyReply, FastifyRequest } from 'fastify';
import { CollectionParams, ItemParams, ogcConformance, OgcQuery } from '#contract/ogc.ts';
import { Collections, type Collection } from '../../export/ogc/collections.ts';
import { crsOf } from '../../export/ogc/crs-uris.ts';
import { collectionDocument, collectionsDocument, geoJsonType, jsonType, landingPage, openApiType, pageLinks } from '../../export/ogc/documents.ts';
import { itemPage, oneItem } from '../../export/ogc/items.ts';
import { parseItemsQuery, plainQuery, type RawQuery } from '../../export/ogc/items-query.ts';
import { openApiDocument } from '../../export/ogc/openapi.ts';
import type { AppInstance } from '../app-instance.ts';
import { ownAddress } from '../own-address.ts';
import { notFound } from '../problems.ts';

const rootOf = (request: FastifyRequest): string => `${ownAddress(request)}/ogc`;

/** Layers change with an import: a client may keep an answer, but asks each time. */
function send(reply: FastifyReply, type: string, document: object): FastifyReply {
  return reply.type(type).header('cache-control', 'private, no-cache').serializer((value) => JSON.stringify(value)).send(document);
}

/** OGC API – Features. Registered at /ogc, beside the API of the screens and not within it: its addresses and errors are the standard's. */
export default async function ogc(app: AppInstance): Promise<void> {
  const collections = new Collections(app.db);
  const tags = ['ogc'];
  const querystring = OgcQuery;

  const require = async (id: string): Promise<Collection> => {
    const found = await collections.find(id);
    if (!found) throw notFound(`collection «${id}»`);
    return found;
  };

  app.get('/', { schema: { summary: 'OGC API – Features: landing page', tags, querystring } }, async (request, reply) => {
    plainQuery(request.query as RawQuery, ['f']);
    return send(reply, jsonType, landingPage(rootOf(request)));
  });

  app.get('/conformance', { schema: { summary: 'OGC API – Features: conformance classes', tags, querystring } }, async (request, reply) => {
    plainQuery(request.query as RawQuery, ['f']);
    return send(reply, jsonType, { conformsTo: ogcConformance });
  });

  app.get('/api', { schema: { summary: 'OGC API – Features: OpenAPI 3.0 document', tags, querystring } }, async (request, reply) => {
    plainQuery(request.query as RawQuery, ['f']);
    return send(reply, openApiType, openApiDocument(await collections.all(), rootOf(request), app.appVersion));
  });

  app.get('/collections', { schema: { summary: 'OGC API – Features: units and current layers of every city', tags, querystring } }, async (request, reply) => {
    plainQuery(request.query as RawQuery, ['f']);
    return send(reply, jsonType, collectionsDocument(await collections.all(), rootOf(request)));
  });

  app.get('/collections/:collection', { schema: { summary: 'OGC API – Features: a collection', tags, params: CollectionParams, querystring } }, async (request, reply) => {
    plainQuery(request.query as RawQuery, ['f']);
    return send(reply, jsonType, collectionDocument(await require(request.params.collection), rootOf(request)));
  });

  app.get('/collections/:collection/items', { schema: { summary: 'OGC API – Features: features of a collection', tags, params: CollectionParams, querystring } }, async (request, reply) => {
    const collection = await require(request.params.collection);
    const query = parseItemsQuery(collection, request.query as RawQuery);
    const { matched, items } = await itemPage(app.db.pool, collection, query);
    const href = `${rootOf(request)}/collections/${collection.id}`;
    const links = pageLinks(`${href}/items`, new URLSearchParams(request.query as Record<string, string>), href, { offset: query.offset, limit: query.limit, matched, returned: items.length });
    reply.header('content-crs', `<${query.crs.uri}>`);
    return send(reply, geoJsonType, { type: 'FeatureCollection', timeStamp: new Date().toISOString(), numberMatched: matched, numberReturned: items.length, links, features: items });
  });

  app.get('/collections/:collection/items/:id', { schema: { summary: 'OGC API – Features: a feature', tags, params: ItemParams, querystring } }, async (request, reply) => {
    const collection = await require(request.params.collection);
    const query = plainQuery(request.query as RawQuery, ['crs', 'f']);
    const crs = crsOf(collection.city, query['crs'], 'crs');
    const item = await oneItem(app.db.pool, collection, request.params.id, crs);
    if (!item) throw notFound(`feature «${request.params.id}» in this collection now`);
    const href = `${rootOf(request)}/collections/${collection.id}`;
    reply.header('content-crs', `<${crs.uri}>`);
    return send(reply, geoJsonType, {
      ...item,
      links: [{ href: `${href}/items/${encodeURIComponent(request.params.id)}`, rel: 'self', type: geoJsonType, title: 'This feature' }, { href, rel: 'collection', type: jsonType, title: 'The collection' }],
    });
  });
}
