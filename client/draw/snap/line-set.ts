import Flatbush from 'flatbush';
import type { SnapKind } from './snapping-rules.ts';

/** Whose line it is, for the hint and for tracing. */
export interface LineSource {
  readonly kind: SnapKind;
  readonly layer: string;
  readonly name: string | null;
  readonly id: string | number;
  /** False: only the simplified geometry of the map's tiles was at hand. */
  readonly isExact: boolean;
}

/** Degrees. */
export type Box = readonly [west: number, south: number, east: number, north: number];

/**
 * Lines as typed arrays: positions with longitude and latitude interleaved, the first position of each segment, and the source of each
 * segment. The positions are the source's own doubles, never rounded.
 */
export class LineSet {
  readonly coords: Float64Array;
  readonly segments: Uint32Array;
  readonly sourceOf: Uint32Array;
  readonly sources: readonly LineSource[];
  private readonly index: Flatbush | null;

  constructor(coords: Float64Array, segments: Uint32Array, sourceOf: Uint32Array, sources: readonly LineSource[]) {
    [this.coords, this.segments, this.sourceOf, this.sources] = [coords, segments, sourceOf, sources];
    this.index = segments.length > 0 ? indexOf(coords, segments) : null;
  }
  /** Numbers of the segments whose extent touches a box, in no order. */
  near([west, south, east, north]: Box): readonly number[] {
    return this.index?.search(west, south, east, north) ?? [];
  }
}

function indexOf(coords: Float64Array, segments: Uint32Array): Flatbush {
  const index = new Flatbush(segments.length);
  for (let i = 0; i < segments.length; i++) {
    const at = 2 * (segments[i] as number);
    const [x1, y1, x2, y2] = [coords[at] as number, coords[at + 1] as number, coords[at + 2] as number, coords[at + 3] as number];
    index.add(x1 < x2 ? x1 : x2, y1 < y2 ? y1 : y2, x1 < x2 ? x2 : x1, y1 < y2 ? y2 : y1);
  }
  index.finish();
  return index;
}

/** Collects lines for a LineSet. */
export class LineSetBuilder {
  private readonly coords: number[] = [];
  private readonly segments: number[] = [];
  private readonly sourceOf: number[] = [];
  private readonly sources: LineSource[] = [];

  /** The lines of one feature; positions may carry more than two ordinates. Segments without length are passed over. */
  add(source: LineSource, lines: readonly (readonly (readonly number[])[])[]): void {
    const number = this.sources.push(source) - 1;
    for (const line of lines) for (let i = 0; i < line.length; i++) {
      const [lon, lat] = line[i] as readonly [number, number];
      const before = this.coords.length / 2 - 1;
      const isSame = i > 0 && this.coords[2 * before] === lon && this.coords[2 * before + 1] === lat;
      if (isSame) continue;
      this.coords.push(lon, lat);
      if (i > 0) {
        this.segments.push(before);
        this.sourceOf.push(number);
      }
    }
  }
  build(): LineSet {
    return new LineSet(Float64Array.from(this.coords), Uint32Array.from(this.segments), Uint32Array.from(this.sourceOf), this.sources);
  }
}
