/**
 * A city's layers as typed arrays in its metric CRS: what the coverage kernels read, on the server, in a worker and in the browser.
 * Plain arrays only, so it crosses threads by transfer and the network as one buffer (codec in ./dataset-codec.ts).
 */
import type { InputRef } from './figure.ts';

/** Bumped when the shape below changes; a decoder refuses any other. */
export const DATASET_VERSION = 2;

export type GeometryType = 'point' | 'line' | 'polygon';

/** A column of one attribute. Numbers: NaN is absent. Texts and booleans ('true'/'false'): codes into `dictionary`, 0xffff is absent. */
export type Column =
  | { readonly type: 'number'; readonly values: Float64Array }
  | { readonly type: 'text'; readonly codes: Uint16Array; readonly dictionary: readonly string[] };

/**
 * One layer. Feature i has parts partOffsets[featureOffsets[i]] …; a part of a polygon is [shell, hole…] as rings; a part of a line or
 * point is one ring. Ring r has points ringOffsets[r] … ringOffsets[r+1] - 1; point p is coords[2p], coords[2p+1] in metres.
 * Polygon rings are closed (first point repeated), shells counter-clockwise, holes clockwise, every polygon valid (OGC).
 */
export interface LayerTable {
  readonly kind: string;
  readonly geometryType: GeometryType;
  readonly input: InputRef;
  /** Database ids, below 2^53. Ascending. */
  readonly ids: Float64Array;
  readonly featureOffsets: Uint32Array;
  readonly partOffsets: Uint32Array;
  readonly ringOffsets: Uint32Array;
  readonly coords: Float64Array;
  readonly columns: Readonly<Record<string, Column>>;
  /** Rows that a proposal closes or moves away, with the reason receipts give; no edition has any. */
  readonly closed?: ReadonlyMap<number, 'closed_by_proposal' | 'moved_by_proposal'>;
}

/** A proposed footway that connects streets (number 10 of ../network/README.md). */
export interface Footway {
  /** `proposalFeatureId` of its number. */
  readonly id: number;
  /** Corners in metres: x0, y0, x1, y1 …; two or more. */
  readonly coords: Float64Array;
}

export interface Dataset {
  readonly version: typeof DATASET_VERSION;
  readonly cityId: string;
  /** e.g. `EPSG:4547`. */
  readonly crs: string;
  /** Hash over city, CRS and the editions: equal hash, equal figures. */
  readonly hash: string;
  /** Only layers with a current edition. A kind that is absent here is a missing layer. A table may mix geometry types only by being split: see `tablesOf`. */
  readonly layers: readonly LayerTable[];
  /** Proposed footways, by ascending id; no edition has any. */
  readonly footways?: readonly Footway[];
}

/** All tables of a kind (a school layer may have a point table and a polygon table). Empty: the layer is missing. */
export function tablesOf(dataset: Dataset, kind: string): readonly LayerTable[] {
  return dataset.layers.filter((table) => table.kind === kind);
}
