/**
 * Ground as a list of edges, each with a sign: what lies under an edge is added or taken away. Such lists may be put one after the other; overlaps, holes and
 * rings that touch themselves need no care, and areas follow from the edges alone (./common-area.ts).
 */

/**
 * Origin x and y, width and height of the box; then for each edge x₀, y₀, x₁, y₁ from the origin with x₀ < x₁, its slope and its sign. No y is below 0. Upright
 * edges have nothing under them and are left out.
 */
export type SignedEdges = Float64Array;

export const HEADER = 4;
export const EDGE = 6;

export class EdgeList {
  readonly #edges: number[] = [];

  /** Closed ring; `sign` 1: what runs counter-clockwise is added. Its corners are `origin` + those given. */
  ring(ring: Float64Array, sign: number, originX = 0, originY = 0): void {
    for (let i = 0; i + 3 < ring.length; i += 2) {
      const [ax, ay, bx, by] = [ring[i] + originX, ring[i + 1] + originY, ring[i + 2] + originX, ring[i + 3] + originY];
      if (ax < bx) this.#edges.push(ax, ay, bx, by, -sign);
      else if (bx < ax) this.#edges.push(bx, by, ax, ay, sign);
    }
  }

  /** Of each polygon its closed rings, the shell first, whichever way they run. */
  polygons(polygons: readonly (readonly Float64Array[])[], sign: number): void {
    for (const rings of polygons) for (let r = 0; r < rings.length; r++) this.ring(rings[r], (r === 0 ? sign : -sign) * directionOf(rings[r]));
  }

  /** Rings from an origin, shells counter-clockwise and holes clockwise. */
  ground({ rings, originX, originY }: { readonly rings: readonly Float64Array[]; readonly originX: number; readonly originY: number }): void {
    for (const ring of rings) this.ring(ring, 1, originX, originY);
  }

  done(): SignedEdges {
    const edges = this.#edges;
    let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0; i < edges.length; i += 5) {
      if (edges[i] < minX) minX = edges[i];
      if (edges[i + 2] > maxX) maxX = edges[i + 2];
      minY = Math.min(minY, edges[i + 1], edges[i + 3]);
      maxY = Math.max(maxY, edges[i + 1], edges[i + 3]);
    }
    const done = new Float64Array(HEADER + EDGE * (edges.length / 5));
    if (edges.length > 0) [done[0], done[1], done[2], done[3]] = [minX, minY, maxX - minX, maxY - minY];
    for (let i = 0, to = HEADER; i < edges.length; i += 5, to += EDGE) {
      done[to] = edges[i] - minX;
      done[to + 1] = edges[i + 1] - minY;
      done[to + 2] = edges[i + 2] - minX;
      done[to + 3] = edges[i + 3] - minY;
      done[to + 4] = (done[to + 3] - done[to + 1]) / (done[to + 2] - done[to]);
      done[to + 5] = edges[i + 4];
    }
    return done;
  }
}

/** 1 for a ring that runs counter-clockwise, -1 for the other way. */
export function directionOf(ring: Float64Array): 1 | -1 {
  const [x, y] = [ring[0], ring[1]];
  let twice = 0;
  for (let i = 0; i + 3 < ring.length; i += 2) twice += (ring[i] - x) * (ring[i + 3] - y) - (ring[i + 2] - x) * (ring[i + 1] - y);
  return twice < 0 ? -1 : 1;
}
