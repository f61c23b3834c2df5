import { boxIn } from './boxes.ts';
import { titleOf, type Collection } from './collections.ts';
import { crs84, crsListOf, storageCrsOf } from './crs-uris.ts';
import { targetCrs, type TargetCrs } from '../target-crs.ts';

/** RFC 8288, as OGC API – Features writes it in JSON. */
export interface Link { readonly href: string; readonly rel: string; readonly type: string; readonly title?: string }

export const jsonType = 'application/json';
export const geoJsonType = 'application/geo+json';
export const openApiType = 'application/vnd.oai.openapi+json;version=3.0';

export function landingPage(root: string): object {
  return {
    title: '更新一张图 · RenewMap', description: '更新单元与各城市现行图层。Renewal units and the current layers of every city. Sign in with the cookie of a session or HTTP Basic with an account of the app.',
    links: [
      { href: root, rel: 'self', type: jsonType, title: 'This document' }, { href: `${root}/api`, rel: 'service-desc', type: openApiType, title: 'The API in OpenAPI 3.0' },
      { href: `${root}/conformance`, rel: 'conformance', type: jsonType, title: 'Conformance classes' }, { href: `${root}/collections`, rel: 'data', type: jsonType, title: 'Collections' },
    ] satisfies Link[],
  };
}

const degrees = targetCrs('4326') as TargetCrs;

function extentOf({ box, crs, edition }: Collection): object {
  const date = edition?.sourceDate ?? null;
  return {
    ...(box ? { spatial: { bbox: [boxIn(box, crs, degrees)], crs: crs84 } } : {}),
    temporal: { interval: [date === null ? [null, null] : [`${date}T00:00:00Z`, `${date}T23:59:59Z`]], trs: 'http://www.opengis.net/def/uom/ISO-8601/0/Gregorian' },
  };
}

function descriptionOf({ edition, hasSourceIds }: Collection): string {
  if (!edition) return 'Renewal units as they are now; ids are those of the units. datetime asks for the time of the last change.';
  return `Edition ${edition.edition}, ${edition.source}${edition.sourceDate === null ? '' : `, data of ${edition.sourceDate}`}. ${hasSourceIds ? 'Ids are those of the source and last from edition to edition.' : 'Ids last as long as this edition.'}`;
}

export function collectionDocument(collection: Collection, root: string): object {
  const { id, city, edition } = collection;
  const href = `${root}/collections/${id}`;
  return {
    id, title: titleOf(collection), description: descriptionOf(collection), ...(edition?.attribution ? { attribution: edition.attribution } : {}),
    itemType: 'feature', extent: extentOf(collection), crs: crsListOf(city).map(({ uri }) => uri), storageCrs: storageCrsOf(city, edition === null),
    links: [{ href, rel: 'self', type: jsonType, title: 'This collection' }, { href: `${href}/items`, rel: 'items', type: geoJsonType, title: 'Its features' }] satisfies Link[],
  };
}

export function collectionsDocument(collections: readonly Collection[], root: string): object {
  return { links: [{ href: `${root}/collections`, rel: 'self', type: jsonType, title: 'This document' }] satisfies Link[], collections: collections.map((each) => collectionDocument(each, root)) };
}

/** Links of a page of items; the next and the one before keep every other parameter. */
export function pageLinks(href: string, parameters: URLSearchParams, collectionHref: string, at: { readonly offset: number; readonly limit: number; readonly matched: number; readonly returned: number }): Link[] {
  const page = (offset: number): string => {
    const changed = new URLSearchParams(parameters);
    changed.set('limit', String(at.limit));
    changed.set('offset', String(offset));
    return `${href}?${changed.toString()}`;
  };
  const text = parameters.toString();
  return [
    { href: text === '' ? href : `${href}?${text}`, rel: 'self', type: geoJsonType, title: 'This page' },
    ...(at.offset + at.returned < at.matched && at.returned > 0 ? [{ href: page(at.offset + at.returned), rel: 'next', type: geoJsonType, title: 'Next page' }] : []),
    ...(at.offset > 0 ? [{ href: page(Math.max(0, at.offset - at.limit)), rel: 'prev', type: geoJsonType, title: 'Page before' }] : []),
    { href: collectionHref, rel: 'collection', type: jsonType, title: 'The collection' },
  ];
}

