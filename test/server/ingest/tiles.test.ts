import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Geometry } from 'geojson';
import GeoJSONVT from 'geojson-vt';
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { PMTiles, tileIdToZxy, type RangeResponse, type Source } from 'pmtiles';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { currentEditions } from '../../../server/db/repositories/editions.ts';
import { flatten } from '../../../server/ingest/geometry/flat-geometry.ts';
import { cutTiles } from '../../../server/ingest/tiles/cut-tiles.ts';
import { TilePyramid, zoomsOf } from '../../../server/ingest/tiles/tile-pyramid.ts';
import { writePmtiles } from '../../../server/ingest/tiles/pmtiles-writer.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { collection, freshCity, importInto, square, temporaryFolder } from '../../support/import-files.ts';

class Bytes implements Source {
  reads = 0;
  private readonly bytes: Buffer;
  constructor(bytes: Buffer) { this.bytes = bytes; }
  getKey(): string { return 'bytes'; }
  getBytes(offset: number, length: number): Promise<RangeResponse> {
    this.reads += 1;
    const part = this.bytes.subarray(offset, offset + length);
    return Promise.resolve({ data: part.buffer.slice(part.byteOffset, part.byteOffset + part.byteLength) as ArrayBuffer });
  }
}

const folder = temporaryFolder();
let db: TestDatabase;
beforeAll(async () => { db = await createTestDatabase(); });
afterAll(async () => { await db.close(); folder.remove(); });

const tileAt = (lon: number, lat: number, z: number): [number, number, number] => {
  const sin = Math.sin((lat * Math.PI) / 180);
  return [z, Math.floor(((lon + 180) / 360) * 2 ** z), Math.floor((0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * 2 ** z)];
};

function pyramidOf(kind: string, { features }: { readonly features: readonly { readonly id: number; readonly properties: Record<string, unknown>; readonly geometry: object }[] }): TilePyramid {
  const pyramid = new TilePyramid(kind);
  for (const { id, properties: { name, ...attrs }, geometry } of features) pyramid.add(id, typeof name === 'string' ? name : null, attrs, flatten(geometry as Geometry).parts[0]!);
  return pyramid;
}

describe('archives written at import', () => {
  it('hold the features by their database id, with name and what the style needs, in the layer of their kind', async () => {
    const city = await freshCity(db);
    const path = folder.write('buildings.geojson', collection([
      { geometry: square(113.6, 34.7), properties: { name: '一号楼', floors: 6, use: 'residential', people: 120 } },
      { geometry: square(113.64, 34.72), properties: {} },
    ]));
    await importInto(db, folder.path, city, path, { kind: 'building' });
    const [edition] = await currentEditions(db.pool, city);
    expect(edition!.tiles).toMatch(new RegExp(`^/api/tiles/${city}\\.building\\.[0-9a-f]{16}\\.pmtiles$`));
    const archive = new PMTiles(new Bytes(readFileSync(join(folder.path, 'tiles', edition!.tiles!.split('/').pop()!))));
    const header = await archive.getHeader();
    expect(header).toMatchObject({ minZoom: 13, maxZoom: 15, tileType: 1, clustered: true });
    expect([header.minLon, header.minLat, header.maxLon, header.maxLat].map((degrees) => Math.round(degrees * 1e6) / 1e6)).toEqual([113.599, 34.699, 113.641, 34.721]);
    const { rows } = await db.pool.query<{ id: number }>('select id from feature where edition_id = $1 order by id', [edition!.id]);
    for (const z of [13, 14, 15]) {
      const found = await archive.getZxy(...tileAt(113.6, 34.7, z));
      const layer = new VectorTile(new PbfReader(new Uint8Array(found!.data))).layers['building']!;
      expect(layer.length).toBe(1);
      const feature = layer.feature(0);
      expect(feature.id).toBe(rows[0]!.id);
      expect(feature.properties).toEqual({ name: '一号楼', floors: 6, use: 'residential' });
      const ring = (feature.toGeoJSON(...(([tz, x, y]) => [x, y, tz] as const)(tileAt(113.6, 34.7, z))).geometry as { coordinates: number[][][] }).coordinates[0]!;
      // One unit of a z13 tile is about a metre.
      const corner = Math.min(...ring.map(([lon, lat]) => Math.hypot(lon! - 113.599, lat! - 34.699)));
      expect(corner).toBeLessThan(2e-5);
    }
    expect(await archive.getZxy(...tileAt(113.7, 34.7, 14))).toBeUndefined();
    expect(await archive.getZxy(...tileAt(113.6, 34.7, 12))).toBeUndefined();
  });

  it('of a single point have an extent a reader accepts', async () => {
    const city = await freshCity(db);
    const path = folder.write('stop.geojson', collection([{ geometry: { type: 'Point', coordinates: [113.6, 34.7] }, properties: { name: '一站' } }]));
    await importInto(db, folder.path, city, path, { kind: 'bus_stop' });
    const [edition] = await currentEditions(db.pool, city);
    const header = await new PMTiles(new Bytes(readFileSync(join(folder.path, 'tiles', edition!.tiles!.split('/').pop()!)))).getHeader();
    expect(header.minLon).toBeLessThan(header.maxLon);
    expect(header.minLat).toBeLessThan(header.maxLat);
    expect(header.minLon).toBeCloseTo(113.6, 5);
    expect(header.maxLat).toBeCloseTo(34.7, 5);
  });

  it('features of a class begin at its zoom', async () => {
    const line = (lat: number): { type: 'LineString'; coordinates: number[][] } => ({ type: 'LineString', coordinates: [[113.6, lat], [113.61, lat]] });
    const tiles = await cutTiles(pyramidOf('road', { features: ['motorway', 'branch', 'path'].map((roadClass, i) => ({ type: 'Feature', id: i + 1, properties: { class: roadClass }, geometry: line(34.7 + i / 1000) })) }), null);
    const seen = new Map<number, Set<number>>();
    for (const tile of tiles) {
      const layer = new VectorTile(new PbfReader(gunzipSync(tile.data))).layers['road']!;
      for (let i = 0; i < layer.length; i += 1) (seen.get(tile.z) ?? seen.set(tile.z, new Set()).get(tile.z)!).add(layer.feature(i).id!);
    }
    const from = zoomsOf('road').from!['class']!;
    for (let z = 0; z <= 16; z += 1) {
      const expected = (['motorway', 'branch', 'path'] as const).map((roadClass, i) => (z >= from[roadClass]! && z <= 15 ? i + 1 : 0)).filter((id) => id > 0);
      expect([...(seen.get(z) ?? [])].sort(), `zoom ${z}`).toEqual(expected);
    }
  });

  it('a park across many tiles has its name in one of them, with its id and properties', async () => {
    const park = { type: 'Feature' as const, id: 7, properties: { name: '滨河公园', class: 'G11' }, geometry: square(113.6, 34.7, 0.03) };
    const tiles = await cutTiles(pyramidOf('green_space', { features: [park] }), null);
    const { max } = zoomsOf('green_space');
    const layersOf = (layer: string): number[] => tiles.filter(({ z }) => z === max).flatMap(({ data }) => { const found = new VectorTile(new PbfReader(gunzipSync(data))).layers[layer]; return found ? [found.length] : []; });
    expect(layersOf('green_space').length).toBeGreaterThan(20);
    expect(layersOf('green_space_sign')).toEqual([1]);
    const holder = tiles.map(({ data }) => new VectorTile(new PbfReader(gunzipSync(data))).layers['green_space_sign']).find((layer) => layer)!;
    expect([holder.feature(0).id, holder.feature(0).type, holder.feature(0).properties]).toEqual([7, 1, { name: '滨河公园', class: 'G11' }]);
  });

  it('a small shape lies whole in every tile it touches, holes and all, as geojson-vt would have it', async () => {
    const [z, x, y] = tileAt(113.6, 34.7, 15);
    const west = (x / 2 ** z) * 360 - 180;
    const around = (size: number): number[][] => square(west, 34.7, size).coordinates[0]!;
    const house = { id: 2 ** 40, properties: { name: '一号楼', floors: 6.5, use: 'residential' }, geometry: { type: 'Polygon' as const, coordinates: [around(0.001).reverse(), around(0.0004).reverse()] } };
    const tiles = (await cutTiles(pyramidOf('building', { features: [house] }), null)).filter((tile) => tile.z === z);
    expect(tiles.map((tile) => [tile.x, tile.y]).sort()).toEqual([[x - 1, y], [x, y]]);
    const whole = new GeoJSONVT({ type: 'FeatureCollection', features: [{ type: 'Feature', ...house }] } as never, { maxZoom: 15, indexMaxZoom: 15, tolerance: 3, extent: 4096, buffer: 4096 });
    for (const tile of tiles) {
      const feature = new VectorTile(new PbfReader(gunzipSync(tile.data))).layers['building']!.feature(0);
      expect([feature.id, feature.type, feature.properties]).toEqual([2 ** 40, 3, { name: '一号楼', floors: 6.5, use: 'residential' }]);
      const areas = feature.loadGeometry().map((ring) => ring.reduce((sum, point, i) => { const next = ring[(i + 1) % ring.length]!; return sum + point.x * next.y - next.x * point.y; }, 0) / 2);
      // A shell runs clockwise on the screen, a hole the other way.
      expect(areas.map(Math.sign)).toEqual([1, -1]);
      const expected = (whole.getTile(tile.z, tile.x, tile.y)!.features[0]!.geometry as unknown as number[][][]).map((ring) => new Set(ring.map(String)));
      expect(feature.loadGeometry().map((ring) => new Set(ring.map((point) => `${point.x},${point.y}`)))).toEqual(expected);
    }
  });

  it('layers that need no signs have none', async () => {
    const parcel = { type: 'Feature' as const, id: 1, properties: {}, geometry: square(113.6, 34.7) };
    for (const tile of await cutTiles(pyramidOf('land_use', { features: [parcel] }), null)) expect(Object.keys(new VectorTile(new PbfReader(gunzipSync(tile.data))).layers)).toEqual(['land_use']);
  });

  it('the index lets go of what is cut, and ends when asked to', async () => {
    const features = Array.from({ length: 400 }, (_, i) => ({ type: 'Feature' as const, id: i + 1, properties: {}, geometry: square(113 + (i % 20) / 20, 34 + Math.floor(i / 20) / 20, 0.0005) }));
    let calls = 0;
    await expect(cutTiles(pyramidOf('building', { features }), { isDue: true, pass: async () => { calls += 1; if (calls > 50) throw new Error('stop'); } })).rejects.toThrow('stop');
    expect(calls).toBe(51);
  });
});

describe('the PMTiles writer', () => {
  const facts = { minZoom: 0, maxZoom: 15, bounds: [-180, -85, 180, 85] as const, metadata: { name: '建筑', vector_layers: [] } };

  it.each([[1], [5000], [60_000]])('%i tiles are found again, through leaf directories when the root is too small', async (count) => {
    const step = Math.ceil(count / 50);
    // Ids far apart and lengths that differ, so that the directory does not pack away.
    const tiles = Array.from({ length: count }, (_, i) => {
      const [z, x, y] = tileIdToZxy(1_000_000 + i * 61 + ((i * i) % 53));
      return { z, x, y, data: i % step === 0 ? gzipSync(`tile ${i}`) : Buffer.alloc(1 + (Math.imul(i * i, 2654435761) >>> 23)) };
    });
    const bytes = writePmtiles([...tiles].reverse(), facts);
    const source = new Bytes(bytes);
    const archive = new PMTiles(source);
    const header = await archive.getHeader();
    expect(header.rootDirectoryOffset + header.rootDirectoryLength).toBeLessThanOrEqual(16384);
    expect(header.numTileEntries).toBe(count);
    expect((header.leafDirectoryLength ?? 0) > 0).toBe(count === 60_000);
    expect(await archive.getMetadata()).toEqual(facts.metadata);
    for (let i = 0; i < count; i += step) {
      const { z, x, y } = tiles[i]!;
      const found = await archive.getZxy(z, x, y);
      expect(Buffer.from(found!.data).toString()).toBe(`tile ${i}`);
    }
    expect(await archive.getZxy(...tileIdToZxy(999_999))).toBeUndefined();
    expect(await archive.getZxy(...tileIdToZxy(1_000_000 + count * 61 + 100))).toBeUndefined();
  });
});
