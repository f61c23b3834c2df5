import type { Position } from 'geojson';

/** Signed area of a closed ring in square degrees, anticlockwise positive. Taken about its first point, so that nothing is lost to large numbers. */
export function signedArea(ring: readonly Position[]): number {
  const [x0, y0] = ring[0] as [number, number];
  let twice = 0;
  for (let i = 1; i + 1 < ring.length; i += 1) twice += (ring[i]![0]! - x0) * (ring[i + 1]![1]! - y0) - (ring[i + 1]![0]! - x0) * (ring[i]![1]! - y0);
  return twice / 2;
}

/**
 * Many questions “is this point inside these rings?” (even-odd). The edges are sorted into bands of latitude, so that a question looks at the few edges
 * beside it: a detailed coast has tens of thousands.
 */
export class RingTest {
  private readonly south: number;
  private readonly height: number;
  private readonly bands: number[][];
  private readonly rings: readonly (readonly Position[])[];

  constructor(rings: readonly (readonly Position[])[]) {
    this.rings = rings;
    let south = Infinity, north = -Infinity, edges = 0;
    for (const ring of rings) for (const position of ring) { south = Math.min(south, position[1]!); north = Math.max(north, position[1]!); edges += 1; }
    this.south = south;
    const count = Math.max(1, Math.min(4096, Math.ceil(Math.sqrt(edges))));
    this.height = (north - south) / count || 1;
    this.bands = Array.from({ length: count }, () => []);
    rings.forEach((ring, r) => {
      for (let i = 1; i < ring.length; i += 1) {
        const low = this.bandOf(Math.min(ring[i - 1]![1]!, ring[i]![1]!));
        const high = this.bandOf(Math.max(ring[i - 1]![1]!, ring[i]![1]!));
        for (let band = low; band <= high; band += 1) this.bands[band]!.push(r, i);
      }
    });
  }

  private bandOf(y: number): number { return Math.min(this.bands.length - 1, Math.max(0, Math.floor((y - this.south) / this.height))); }

  /** A point on an edge may fall either way. */
  holds([x, y]: Position): boolean {
    const band = this.bands[this.bandOf(y!)]!;
    let inside = false;
    for (let k = 0; k < band.length; k += 2) {
      const ring = this.rings[band[k]!]!;
      const i = band[k + 1]!;
      const [ax, ay] = ring[i - 1] as [number, number];
      const [bx, by] = ring[i] as [number, number];
      if ((ay > y!) !== (by > y!) && x! < ((bx - ax) * (y! - ay)) / (by - ay) + ax) inside = !inside;
    }
    return inside;
  }
}
