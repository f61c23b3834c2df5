import { basename } from 'node:path';
import { Type } from 'typebox';
import { Problem } from '#contract/common.ts';
import type { LayerEdition } from '#contract/layers.ts';
import { TileJson, TileJsonParams, TileParams, TileQuery } from '#contract/tilejson.ts';
import { currentEditions } from '../../db/repositories/editions.ts';
import { layerRegistry } from '../../ingest/layer-kinds.ts';
import { signLayerOf, tileRules, zoomsOf } from '../../ingest/tiles/tile-pyramid.ts';
import type { AppInstance } from '../app-instance.ts';
import { ownAddress } from '../own-address.ts';
import { notFound } from '../problems.ts';
import { TileArchives } from '../tile-archive.ts';
import { requireCity } from './cities.ts';

const Tile = Type.Unsafe<Buffer>({});
const world: [number, number, number, number] = [-180, -85.051129, 180, 85.051129];

/** Fields that travel in tiles, with their titles; the rest is asked for by the feature's id. */
function vectorLayers(kind: string, minzoom: number, maxzoom: number): TileJson['vector_layers'] {
  const definition = layerRegistry.kinds[kind];
  const title = definition ? `${definition.name.zh} (${definition.name.en})` : kind;
  const attributes = Object.entries(definition?.attributes ?? {}).filter(([key]) => tileRules.properties.includes(key)).map(([key, { name, type }]) => [key, `${name.zh} (${name.en}), ${type}`] as const);
  const fields = Object.fromEntries([['name', '名称 (Name), text'], ...attributes]);
  const ids = [kind, ...(tileRules.signs.includes(kind) ? [signLayerOf(kind)] : [])];
  return ids.map((id) => ({ id, description: title, minzoom, maxzoom, fields }));
}

export default async function tilejson(app: AppInstance): Promise<void> {
  const archives = new TileArchives(app.dataDir);
  const tags = ['layers'];

  const current = async (city: string, kind: string): Promise<LayerEdition> => {
    await requireCity(app, city);
    const edition = (await currentEditions(app.db.pool, city)).find((each) => each.kind === kind);
    if (!edition) throw notFound(`layer «${kind}» in this city now`);
    return edition;
  };

  app.get('/cities/:city/tilejson/:kind', {
    config: { isForMaps: true },
    schema: { summary: 'TileJSON of a layer as it is now, for other clients of vector tiles', tags, params: TileJsonParams, response: { 200: TileJson, 404: Problem } },
  }, async (request, reply) => {
    const { city, kind } = request.params;
    const edition = await current(city, kind);
    const { min, max } = zoomsOf(kind);
    const header = edition.tiles === null ? null : await archives.of(basename(edition.tiles)).getHeader();
    const [minzoom, maxzoom] = header ? [header.minZoom, header.maxZoom] : [min, max];
    const bounds: [number, number, number, number] = header ? [header.minLon, header.minLat, header.maxLon, header.maxLat] : world;
    reply.header('cache-control', 'private, no-cache');
    return {
      tilejson: '3.0.0' as const, name: layerRegistry.kinds[kind]?.name.zh ?? kind, description: edition.source, attribution: edition.attribution, version: `${edition.edition}.0.0`, scheme: 'xyz' as const,
      tiles: [`${ownAddress(request)}/api/cities/${city}/tiles/${kind}/{z}/{x}/{y}.mvt?edition=${edition.id}`],
      minzoom, maxzoom, bounds, center: [(bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2, minzoom] as [number, number, number],
      vector_layers: vectorLayers(kind, minzoom, maxzoom),
    };
  });

  app.get('/cities/:city/tiles/:kind/:z/:x/:y(^\\d+).mvt', {
    compress: { customTypes: /mapbox-vector-tile/ }, config: { isForMaps: true },
    schema: {
      summary: 'A vector tile (MVT) of a layer as it is now; 204 where there is nothing', tags, params: TileParams, querystring: TileQuery,
      response: { 200: Tile, 204: Type.Null(), 304: Type.Null(), 404: Problem },
    },
  }, async (request, reply) => {
    const { city, kind, z, x, y } = request.params;
    const edition = await current(city, kind);
    const etag = `"${edition.id}-${z}-${x}-${y}"`;
    reply.header('etag', etag).header('cache-control', request.query.edition === edition.id ? 'private, max-age=31536000, immutable' : 'private, no-cache');
    if (request.headers['if-none-match'] === etag) return reply.code(304).send(null);
    const isInside = x < 2 ** z && y < 2 ** z;
    const tile = edition.tiles === null || !isInside ? undefined : await archives.of(basename(edition.tiles)).getZxy(z, x, y);
    if (!tile || tile.data.byteLength === 0) return reply.code(204).send(null);
    return reply.type('application/vnd.mapbox-vector-tile').send(Buffer.from(tile.data));
  });
}
