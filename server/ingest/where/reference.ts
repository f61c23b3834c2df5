import type { FlatGeometry } from '../geometry/flat-geometry.ts';

/** A feature of a layer that is in the city already. Geometry in degrees. */
export interface ReferenceFeature { readonly kind: string; readonly editionId: number; readonly flat: FlatGeometry }

/** One kind's features as bare numbers: 8 bytes a vertex. Degrees east and north of the reference's origin. */
export interface ReferenceLayer {
  readonly kind: string;
  readonly editionId: number;
  readonly dimensions: readonly FlatGeometry['dimension'][];
  readonly coords: Float32Array;
  /** Ends of rings in points, and of features in rings. */
  readonly ringEnds: readonly number[];
  readonly featureEnds: readonly number[];
}

/** What a layer's position is held against. Holds nothing but numbers; serves any number of checks. */
export interface PositionReference {
  readonly origin: readonly [lon: number, lat: number];
  /** Degrees. */
  readonly bounds: readonly [west: number, south: number, east: number, north: number];
  readonly layers: readonly ReferenceLayer[];
}

class LayerBuilder {
  coords = new Float32Array(1024);
  length = 0;
  readonly dimensions: FlatGeometry['dimension'][] = [];
  readonly ringEnds: number[] = [];
  readonly featureEnds: number[] = [];
  readonly kind: string;
  readonly editionId: number;
  constructor(kind: string, editionId: number) { this.kind = kind; this.editionId = editionId; }

  add({ dimension, coords, ringEnds }: FlatGeometry, [lon0, lat0]: readonly [number, number]): void {
    const before = this.length / 2;
    while (this.coords.length < this.length + coords.length) {
      const wider = new Float32Array(this.coords.length * 2);
      wider.set(this.coords);
      this.coords = wider;
    }
    for (let i = 0; i < coords.length; i += 2) {
      this.coords[this.length++] = coords[i]! - lon0;
      this.coords[this.length++] = coords[i + 1]! - lat0;
    }
    for (const end of ringEnds) this.ringEnds.push(before + end);
    this.featureEnds.push(this.ringEnds.length);
    this.dimensions.push(dimension);
  }
}

/** Takes reference features one by one, e.g. from a database cursor; `finish` gives null when there were none. */
export class ReferenceBuilder {
  private readonly layers = new Map<string, LayerBuilder>();
  private readonly bounds: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  private origin: readonly [number, number] | null = null;

  add({ kind, editionId, flat }: ReferenceFeature): void {
    const { coords } = flat;
    if (coords.length < 2) return;
    const origin = (this.origin ??= [coords[0]!, coords[1]!]);
    let layer = this.layers.get(kind);
    if (!layer) this.layers.set(kind, (layer = new LayerBuilder(kind, editionId)));
    layer.add(flat, origin);
    for (let i = 0; i < coords.length; i += 2) {
      if (coords[i]! < this.bounds[0]) this.bounds[0] = coords[i]!;
      if (coords[i]! > this.bounds[2]) this.bounds[2] = coords[i]!;
      if (coords[i + 1]! < this.bounds[1]) this.bounds[1] = coords[i + 1]!;
      if (coords[i + 1]! > this.bounds[3]) this.bounds[3] = coords[i + 1]!;
    }
  }

  finish(): PositionReference | null {
    if (!this.origin) return null;
    return { origin: this.origin, bounds: this.bounds, layers: [...this.layers.values()].map(({ kind, editionId, dimensions, coords, length, ringEnds, featureEnds }) => ({ kind, editionId, dimensions, coords: coords.slice(0, length), ringEnds, featureEnds })) };
  }
}

/** The reference of features that are there already: roads, buildings, land use, water, green, railways, divisions, and the layer's own kind where it has an edition in use. Null: none. */
export function referenceOf(features: Iterable<ReferenceFeature>): PositionReference | null {
  const builder = new ReferenceBuilder();
  for (const feature of features) builder.add(feature);
  return builder.finish();
}
