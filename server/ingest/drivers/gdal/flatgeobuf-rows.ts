import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { hash } from 'node:crypto';
import { Readable } from 'node:stream';
import { ByteBuffer } from 'flatbuffers';
import { ColumnType } from 'flatgeobuf/lib/mjs/flat-geobuf/column-type.js';
import { Feature } from 'flatgeobuf/lib/mjs/flat-geobuf/feature.js';
import type { Geometry as FgbGeometry } from 'flatgeobuf/lib/mjs/flat-geobuf/geometry.js';
import { GeometryType } from 'flatgeobuf/lib/mjs/flat-geobuf/geometry-type.js';
import { parseProperties } from 'flatgeobuf/lib/mjs/generic/feature.js';
import { deserializeStream, type FromFeatureFn } from 'flatgeobuf/lib/mjs/generic/featurecollection.js';
import { fromGeometry } from 'flatgeobuf/lib/mjs/geojson/geometry.js';
import { fromByteBuffer, type HeaderMeta } from 'flatgeobuf/lib/mjs/header-meta.js';
import type { Geometry, Polygon } from 'geojson';
import type { Flattened } from '../../geometry/flat-geometry.ts';
import { DIGEST_ENCODING } from '../../seen-digests.ts';
import { flatOfFlatGeobuf } from './flat-of-flatgeobuf.ts';

export interface FgbRow { readonly fields: Readonly<Record<string, unknown>>; readonly geometry: Geometry | null }
/** A row for the import. `digest`: of everything the row holds, heights too; equal rows of a file have equal ones. */
export interface FlatRow { readonly fields: Readonly<Record<string, unknown>>; readonly geometry: Flattened | null; readonly digest: string }

const CHUNK_BYTES = 1 << 20;

/** Surfaces of polygons: plain polygons to a map. */
const SURFACES = new Set<GeometryType>([GeometryType.PolyhedralSurface, GeometryType.TIN]);

function emptyOf(type: GeometryType): Geometry {
  return type === GeometryType.Point ? { type: 'Point', coordinates: [] } : { type: 'MultiPolygon', coordinates: [] };
}

function geometryOf(geometry: FgbGeometry | null, headerType: GeometryType): Geometry | null {
  if (!geometry) return null;
  const type = headerType === GeometryType.Unknown ? geometry.type() : headerType;
  if (geometry.xyLength() === 0 && geometry.partsLength() === 0) return emptyOf(type);
  if (SURFACES.has(type)) {
    const parts = Array.from({ length: geometry.partsLength() }, (_, i) => fromGeometry(geometry.parts(i)!, GeometryType.Polygon) as Polygon);
    return { type: 'MultiPolygon', coordinates: parts.map(({ coordinates }) => coordinates) };
  }
  if (type === GeometryType.Triangle) return fromGeometry(geometry, GeometryType.Polygon) as Geometry;
  return fromGeometry(geometry, headerType) as Geometry;
}

/** The reader's own way from a feature to a row: the package's stops at a feature without geometry. */
function toRow(_id: number, feature: Feature, header: HeaderMeta): FgbRow {
  return { fields: parseProperties(feature, header.columns), geometry: geometryOf(feature.geometry(), header.geometryType) };
}

/**
 * Rows of a FlatGeobuf file that this program's own GDAL process has written, in its order, geometry as it stands; memory is bounded by the largest row.
 * Files of others go through GDAL first, which holds every offset against the size of the file.
 */
export async function* flatGeobufRows(path: string): AsyncGenerator<FgbRow> {
  // GDAL leaves an empty file where a layer has no rows at all.
  if ((await stat(path)).size === 0) return;
  const file = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  try {
    yield* deserializeStream(Readable.toWeb(file) as ReadableStream, { fromFeature: toRow as unknown as FromFeatureFn }) as AsyncGenerator<FgbRow>;
  } finally { file.destroy(); }
}

/** Turns a text of the file into what it is; `row`: counted from 1, 0 for the name of a field. */
export type TextOf = (value: string, row: number) => string;

const MAGIC_BYTES = 8, SIZE_BYTES = 4;

/** Cuts a stream of bytes into FlatGeobuf's pieces, each with its size before it. */
class Pieces {
  private bytes: Buffer = Buffer.alloc(0);
  private at = 0;
  /** Pieces begin anew here, where the numbers in them lie as their typed arrays want them. */
  private scratch = new Uint8Array(4096);

  feed(chunk: Buffer): void {
    this.bytes = this.at === this.bytes.length ? chunk : Buffer.concat([this.bytes.subarray(this.at), chunk]);
    this.at = 0;
  }
  skip(count: number): void { this.at += count; }
  get has(): number { return this.bytes.length - this.at; }

  /** The next piece, which lasts until the one after; null: more bytes are needed. */
  next(): Uint8Array | null {
    if (this.has < SIZE_BYTES) return null;
    const size = SIZE_BYTES + this.bytes.readUInt32LE(this.at);
    if (this.has < size) return null;
    if (this.scratch.length < size) this.scratch = new Uint8Array(2 * size);
    const piece = this.scratch.subarray(0, size);
    piece.set(this.bytes.subarray(this.at, this.at + size));
    this.at += size;
    return piece;
  }
}

class RowDecoder {
  private readonly header: HeaderMeta;
  private readonly texts: readonly string[];
  private readonly text: TextOf | null;
  private number = 0;
  constructor(header: Uint8Array, text: TextOf | null) {
    const meta = fromByteBuffer(new ByteBuffer(header));
    const columns = (meta.columns ?? []).map((column) => ({ ...column, name: text ? text(column.name, 0) : column.name }));
    this.header = { ...meta, columns };
    this.text = text;
    this.texts = columns.filter(({ type }) => type === ColumnType.String).map(({ name }) => name);
  }
  row(piece: Uint8Array): FlatRow {
    this.number += 1;
    const feature = Feature.getSizePrefixedRootAsFeature(new ByteBuffer(piece));
    const fields: Record<string, unknown> = parseProperties(feature, this.header.columns);
    if (this.text) for (const name of this.texts) { const value = fields[name]; if (typeof value === 'string') fields[name] = this.text(value, this.number); }
    const geometry = feature.geometry();
    return { fields, geometry: geometry && flatOfFlatGeobuf(geometry, this.header.geometryType), digest: hash('sha1', piece, DIGEST_ENCODING) };
  }
}

/** The rows that lie in `pieces`, decoded as they are taken: none of them waits for the others. The first piece of all is the file's head. */
class PieceRows implements Iterable<FlatRow> {
  private decoder: RowDecoder | null = null;
  private readonly pieces: Pieces;
  private readonly text: TextOf | null;
  constructor(pieces: Pieces, text: TextOf | null) { this.pieces = pieces; this.text = text; }
  *[Symbol.iterator](): Generator<FlatRow> {
    for (let piece = this.pieces.next(); piece; piece = this.pieces.next()) {
      if (this.decoder) yield this.decoder.row(piece);
      else this.decoder = new RowDecoder(piece, this.text);
    }
  }
}

/** The rows for an import, as `flatGeobufRows` gives them but with flat geometry and decoded texts, some thousand at a time; each lot is to be taken whole. `chunks`: the bytes of the file. */
export async function* flatRowBatches(chunks: AsyncIterable<Buffer>, text: TextOf | null): AsyncGenerator<Iterable<FlatRow>> {
  const pieces = new Pieces();
  const rows = new PieceRows(pieces, text);
  let isAtHead = true;
  for await (const chunk of chunks) {
    pieces.feed(chunk);
    if (isAtHead) {
      if (pieces.has < MAGIC_BYTES) continue;
      pieces.skip(MAGIC_BYTES);
      isAtHead = false;
    }
    yield rows;
  }
  if (pieces.has > 0) throw new Error('the file that GDAL has written ends within a row');
}
