import { promisify } from 'node:util';
import { gzip, gzipSync } from 'node:zlib';
import GeoJSONVT, { type LegacyTile } from 'geojson-vt';
import type { PackedTile } from './pmtiles-writer.ts';
import { tileKey } from './small-shapes.ts';
import { signLayerOf, zoomsOf, type LargeFeature, type TilePyramid } from './tile-pyramid.ts';
import { Bytes, EXTENT, LayerWriter } from './vector-tile-writer.ts';

const gzipAsync = promisify(gzip);
/** Half the time of the usual level for a twentieth more bytes. */
const GZIP_LEVEL = 4;
/** Tiles that are packed while the next are cut. */
const IN_FLIGHT = 8;

/** What this file needs of geojson-vt's index beyond its types: tiles by id, each with the features still to be cut. */
interface TileIndex { tiles: Record<number, { readonly source: readonly unknown[] | null } | undefined>; tileCoords: unknown[] }
const indexId = (z: number, x: number, y: number): number => ((1 << z) * y + x) * 32 + z;

type CutFeature = LegacyTile['features'][number];
type CutTags = LargeFeature['properties'];

function writeCut(features: readonly CutFeature[], z: number, layer: LayerWriter): void {
  for (const feature of features) {
    const { tags, from } = feature.tags as unknown as CutTags;
    if (z < from) continue;
    layer.beginFeature(feature.id as number, tags, 0, tags.length, feature.type);
    if (feature.type === 1) {
      const points = feature.geometry as unknown as readonly (readonly [number, number])[];
      layer.ring(points.flat(), points.length, 1);
    } else for (const ring of feature.geometry as unknown as readonly (readonly (readonly [number, number])[])[]) layer.ring(ring.flat(), ring.length, feature.type);
    layer.endFeature();
  }
}

/** What `Turns` does. */
export interface TileTurns { readonly isDue: boolean; pass(): Promise<void> }

class Cutter {
  private readonly pyramid: TilePyramid;
  private readonly shapes: LayerWriter;
  private readonly signs: LayerWriter;
  private readonly smallByZoom = new Map<number, Map<number, number[]>>();
  private readonly signsByZoom = new Map<number, Map<number, number[]>>();
  private readonly packed: Promise<PackedTile>[] = [];
  private readonly tile = new Bytes();
  private readonly turns: TileTurns | null;
  readonly min: number;
  readonly max: number;

  constructor(pyramid: TilePyramid, turns: TileTurns | null) {
    this.pyramid = pyramid;
    this.turns = turns;
    ({ min: this.min, max: this.max } = zoomsOf(pyramid.kind));
    this.shapes = new LayerWriter(pyramid.kind, pyramid.keys, pyramid.values);
    this.signs = new LayerWriter(signLayerOf(pyramid.kind), pyramid.keys, pyramid.values);
    for (let z = this.min; z <= this.max; z += 1) { this.smallByZoom.set(z, pyramid.small.tilesOf(z)); this.signsByZoom.set(z, pyramid.signs.tilesOf(z)); }
  }

  /** Writes one tile: what was cut for it, and the small shapes that lie in it. */
  private async put(cut: readonly CutFeature[], z: number, x: number, y: number): Promise<void> {
    const key = tileKey(z, x, y), small = this.smallByZoom.get(z)!, signs = this.signsByZoom.get(z)!;
    writeCut(cut, z, this.shapes);
    this.pyramid.small.write(small.get(key) ?? [], z, x, y, this.shapes);
    this.pyramid.signs.write(signs.get(key) ?? [], z, x, y, this.signs);
    small.delete(key);
    signs.delete(key);
    this.tile.clear();
    this.shapes.finish(this.tile);
    this.signs.finish(this.tile);
    if (this.tile.length === 0) return;
    // In a thread of its own nobody waits: packing at once costs half of what handing over does.
    if (!this.turns) { this.packed.push(Promise.resolve({ z, x, y, data: gzipSync(this.tile.view(), { level: GZIP_LEVEL }) })); return; }
    this.packed.push(gzipAsync(Buffer.from(this.tile.view()), { level: GZIP_LEVEL }).then((data) => ({ z, x, y, data })));
    if (this.packed.length > IN_FLIGHT) await this.packed[this.packed.length - IN_FLIGHT];
  }

  /** Depth first, one tile at a time; what is cut is dropped at once, so memory stays at one branch of the pyramid. */
  private async visit(index: GeoJSONVT, z: number, x: number, y: number): Promise<void> {
    if (this.turns?.isDue) await this.turns.pass();
    const inside = index as unknown as TileIndex;
    const tile = z >= this.min ? index.getTile(z, x, y) : null;
    if (tile) await this.put(tile.features, z, x, y);
    const source = inside.tiles[indexId(z, x, y)]?.source;
    if (z >= this.max || !source || source.length === 0) return;
    index.getTileRaw(z + 1, 2 * x, 2 * y); // cuts this tile into its four children
    inside.tileCoords = [];
    for (const [cx, cy] of [[2 * x, 2 * y], [2 * x + 1, 2 * y], [2 * x, 2 * y + 1], [2 * x + 1, 2 * y + 1]] as const) {
      await this.visit(index, z + 1, cx, cy);
      delete inside.tiles[indexId(z + 1, cx, cy)];
    }
  }

  async large(): Promise<void> {
    const features = this.pyramid.large.splice(0);
    if (features.length === 0) return;
    await this.visit(new GeoJSONVT({ type: 'FeatureCollection', features }, { maxZoom: this.max, indexMaxZoom: 0, indexMaxPoints: 0, tolerance: 3, extent: EXTENT, buffer: 64 }), 0, 0, 0);
  }

  /** The tiles that hold nothing that was cut. */
  async small(): Promise<void> {
    for (const byZoom of [this.smallByZoom, this.signsByZoom]) {
      for (const [z, tiles] of byZoom) for (const key of [...tiles.keys()]) { if (this.turns?.isDue) await this.turns.pass(); await this.put([], z, Math.floor(key / 2 ** z), key % 2 ** z); }
    }
  }

  finish(): Promise<PackedTile[]> { return Promise.all(this.packed); }
}

/**
 * Cuts a pyramid, which is used up, into gzipped vector tiles. Large shapes are cut by geojson-vt; small ones, which are most, go into their tiles whole.
 * `turns`, asked before each, hands the thread over, and may throw to end; null: the thread is this work's own.
 */
export async function cutTiles(pyramid: TilePyramid, turns: TileTurns | null): Promise<PackedTile[]> {
  const cutter = new Cutter(pyramid, turns);
  await cutter.large();
  await cutter.small();
  return cutter.finish();
}
