import { Type } from 'typebox';
import { closed } from './common.ts';

/**
 * OGC API – Features at /ogc: Part 1 (OGC 17-069r4, Core, GeoJSON, OpenAPI 3.0) and Part 2 (OGC 18-058r1, CRS by reference). Its documents are
 * those of the standard; here stands only what this server decides.
 */
export const ogcConformance = [
  'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core',
  'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30',
  'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson',
  'http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs',
] as const;

/** Features of an answer when the request does not say, and the most: ten thousand parcels are about 10 MB of GeoJSON. A higher `limit` counts as the highest. */
export const ogcLimit = { usual: 100, most: 10_000 } as const;

/** Largest `offset`: beyond it a client has lost its way. */
export const mostOffset = 100_000_000;

/** `CITY.units` or `CITY.KIND`, e.g. `zhengzhou.road`; anything else is 404, as the standard asks. */
export const CollectionParams = Type.Object({ collection: Type.String({ maxLength: 300 }) }, closed);
/** The id of the row in its source when every row of the layer has one of its own, which lasts from edition to edition; else the id of the database. */
export const ItemParams = Type.Object({ ...CollectionParams.properties, id: Type.String({ minLength: 1, maxLength: 300 }) }, closed);
/** Every parameter as its text; what is allowed depends on the collection and is checked by hand, for the standard asks for 400. */
export const OgcQuery = Type.Record(Type.String(), Type.Union([Type.String(), Type.Array(Type.String())]));
