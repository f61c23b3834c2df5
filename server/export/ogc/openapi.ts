import { ogcLimit } from '#contract/ogc.ts';
import type { Field, FieldType } from '../fields.ts';
import { queryableFields } from './items-query.ts';
import { titleOf, type Collection } from './collections.ts';
import { crs84, crsListOf } from './crs-uris.ts';
import { geoJsonType, jsonType } from './documents.ts';

const schemas: Readonly<Record<FieldType, object>> = { text: { type: 'string' }, integer: { type: 'integer' }, number: { type: 'number' }, boolean: { type: 'boolean' }, instant: { type: 'string', format: 'date-time' } };

const ref = (name: string): object => ({ $ref: `#/components/parameters/${name}` });
const ok = (description: string, type: string): object => ({ description, content: { [type]: { schema: { type: 'object' } } } });
const problems = { 400: { $ref: '#/components/responses/Problem' }, 401: { $ref: '#/components/responses/Problem' }, 404: { $ref: '#/components/responses/Problem' } };
const inQuery = (name: string, description: string, schema: object): object => ({ name, in: 'query', required: false, description, schema, style: 'form', explode: false });

const parameters = {
  limit: inQuery('limit', 'Features of a page.', { type: 'integer', minimum: 1, maximum: ogcLimit.most, default: ogcLimit.usual }),
  offset: inQuery('offset', 'Features passed over.', { type: 'integer', minimum: 0, default: 0 }),
  bbox: inQuery('bbox', 'Only features that touch this box: lower corner, upper corner, in the order of the axes of bbox-crs.', { type: 'array', oneOf: [{ minItems: 4, maxItems: 4 }, { minItems: 6, maxItems: 6 }], items: { type: 'number' } }),
  bboxCrs: inQuery('bbox-crs', 'CRS of bbox; CRS84 unless told.', { type: 'string', format: 'uri', default: crs84 }),
  crs: inQuery('crs', 'CRS of the answer; CRS84 unless told. Coordinates stand in the order of its axes.', { type: 'string', format: 'uri', default: crs84 }),
  datetime: inQuery('datetime', 'Instant or interval of RFC 3339; open ends as `..`.', { type: 'string' }),
  f: inQuery('f', 'json, the one format there is.', { type: 'string', enum: ['json'] }),
  featureId: { name: 'featureId', in: 'path', required: true, schema: { type: 'string' } },
} as const;

const get = (operationId: string, summary: string, parametersOf: readonly object[], answer: object): object => ({ get: { operationId, summary, parameters: parametersOf, responses: { 200: answer, ...problems } } });
const fieldParameter = ({ key, type, title }: Field): object => inQuery(key, `Only features whose ${title.en} (${title.zh}) is this.`, schemas[type]);

function pathsOf(collection: Collection): [string, object][] {
  const { id } = collection;
  const title = titleOf(collection);
  const crs = inQuery('crs', 'CRS of the answer.', { type: 'string', format: 'uri', enum: crsListOf(collection.city).map(({ uri }) => uri), default: crs84 });
  const operation = id.replaceAll(/[^a-z0-9]/g, '_');
  return [
    [`/collections/${id}`, get(`describe_${operation}`, title, [ref('f')], ok('The collection', jsonType))],
    [`/collections/${id}/items`, get(`items_${operation}`, title, [ref('limit'), ref('offset'), ref('bbox'), ref('bboxCrs'), ref('datetime'), ref('f'), crs, ...queryableFields(collection).map(fieldParameter)], ok('A page of features', geoJsonType))],
    [`/collections/${id}/items/{featureId}`, get(`item_${operation}`, title, [ref('featureId'), ref('f'), crs], ok('A feature', geoJsonType))],
  ];
}

/** The API as an OpenAPI 3.0 document: what the app offers now, collection by collection. */
export function openApiDocument(collections: readonly Collection[], root: string, version: string): object {
  return {
    openapi: '3.0.3',
    info: { title: '更新一张图 · RenewMap: OGC API – Features', version, description: 'Renewal units and current layers of every city. Errors are problem documents (RFC 9457).' },
    servers: [{ url: root }],
    security: [{ basic: [] }, { session: [] }],
    paths: {
      '/': get('landing', 'Landing page', [ref('f')], ok('The landing page', jsonType)),
      '/conformance': get('conformance', 'Conformance classes', [ref('f')], ok('The conformance classes', jsonType)),
      '/api': get('api', 'This document', [ref('f')], ok('This document', 'application/vnd.oai.openapi+json;version=3.0')),
      '/collections': get('collections', 'Collections', [ref('f')], ok('The collections', jsonType)),
      ...Object.fromEntries(collections.flatMap(pathsOf)),
    },
    components: {
      parameters,
      responses: { Problem: { description: 'What is wrong and how to mend it', content: { 'application/problem+json': { schema: { type: 'object', properties: { type: { type: 'string' }, code: { type: 'string' }, title: { type: 'string' }, status: { type: 'integer' }, detail: { type: 'string' } } } } } } },
      securitySchemes: { basic: { type: 'http', scheme: 'basic' }, session: { type: 'apiKey', in: 'cookie', name: 'renewmap' } },
    },
  };
}
