/**
 * Ground inside and outside polygons, straight from coordinates: no overlay, nothing to release. Edge after edge the ring is split at the edge's line
 * (Sutherland and Hodgman), and both sides get the same new corners; a piece that falls apart stays joined by edges that run there and back, which add nothing. So
 * every area is right to the last digits also where edges run along each other.
 */
import type { ConvexPart, FlatRing } from './convex-parts.ts';
import { closed, cornersBeyond, encircle, isFarFrom, newBuffers, split, splitInto, towards, type Buffers } from './ring-split.ts';

/** Ground as closed rings, shells counter-clockwise and holes clockwise, that may touch. Corners are `origin` + those of the rings. */
export interface Ground {
  readonly rings: readonly FlatRing[];
  readonly originX: number;
  readonly originY: number;
  /** A circle around it. */
  readonly centerX: number;
  readonly centerY: number;
  readonly circleM: number;
}

/** Edges whose line passes the circle within this are looked at: their distances are kept in single precision. */
const SLACK = 1e-5;

export class GroundCut {
  #x = 0;
  #y = 0;
  #circleM = 0;
  #parts: ConvexPart[] = [];
  #twice = 0;
  /** Rings of what is left, from the centre of its circle, where they are asked for. */
  #collected: FlatRing[] | null = null;
  #ring = new Float64Array(64);
  readonly #depths: Buffers[] = [];

  /** m² of the ground that lies in none of the parts. Parts may overlap. */
  outsideM2(ground: Ground, parts: readonly ConvexPart[]): number {
    this.#begin(ground, null);
    for (const part of parts) if (this.#mayMeet(part)) this.#parts.push(part);
    for (const ring of ground.rings) {
      const corners = this.#load(ring, ground);
      this.#outside(this.#ring, corners, 0, 0, 1);
    }
    return this.#twice / 2;
  }

  /** m² of the ground that lies in parts that share no ground with each other. */
  insideM2(ground: Ground, parts: readonly ConvexPart[]): number {
    this.#begin(ground, null);
    for (const part of parts) {
      if (!this.#mayMeet(part)) continue;
      for (const ring of ground.rings) {
        const corners = this.#load(ring, ground);
        this.#inside(this.#ring, corners, part, 0, 0, 1);
      }
    }
    return this.#twice / 2;
  }

  /** Ground without these parts: its own rings and, turned around, those of what is taken away. */
  without(ground: Ground, parts: readonly ConvexPart[]): Ground & { readonly areaM2: number } {
    const rings: FlatRing[] = [];
    this.#begin(ground, rings);
    for (const ring of ground.rings) {
      const corners = this.#load(ring, ground);
      this.#leaf(this.#ring, corners, 1);
    }
    for (const part of parts) {
      if (!this.#mayMeet(part)) continue;
      for (const ring of ground.rings) {
        const corners = this.#load(ring, ground);
        this.#inside(this.#ring, corners, part, 0, 0, -1);
      }
      this.#parts.push(part);
    }
    const { centerX, centerY, circleM } = ground;
    return { rings, originX: centerX, originY: centerY, centerX, centerY, circleM, areaM2: this.#twice / 2 };
  }

  #begin({ centerX, centerY, circleM }: Ground, collected: FlatRing[] | null): void {
    [this.#x, this.#y, this.#circleM, this.#twice, this.#collected] = [centerX, centerY, circleM, 0, collected];
    this.#parts.length = 0;
  }

  #mayMeet({ centerX, centerY, radiusM }: ConvexPart): boolean {
    const [dx, dy, reachM] = [centerX - this.#x, centerY - this.#y, radiusM + this.#circleM + SLACK];
    return dx * dx + dy * dy <= reachM * reachM;
  }

  /** Leaves the ring in `#ring`, open and from the centre of the ground's circle. @returns number of its corners */
  #load(ring: FlatRing, { originX, originY }: Ground): number {
    const length = ring.length - 2;
    if (this.#ring.length < length) this.#ring = new Float64Array(2 * length);
    const [moveX, moveY] = [originX - this.#x, originY - this.#y];
    for (let i = 0; i < length; i += 2) {
      this.#ring[i] = ring[i] + moveX;
      this.#ring[i + 1] = ring[i + 1] + moveY;
    }
    return Math.max(0, length / 2);
  }

  /** Counts the ring's ground outside the parts from one on. */
  #outside(ring: Float64Array, corners: number, from: number, depth: number, sign: 1 | -1): void {
    if (corners < 3) return;
    const parts = this.#parts;
    const buffers = this.#at(depth);
    let [next, cutting] = [from, -1];
    if (next < parts.length) encircle(ring, corners, buffers);
    for (; next < parts.length && cutting < 0; next++) cutting = this.#edgesThatCut(ring, corners, parts[next], buffers);
    if (cutting < 0) {
      this.#leaf(ring, corners, sign);
      return;
    }
    const part = parts[next - 1];
    if (next === parts.length) {
      this.#leaf(ring, corners, sign);
      this.#within(ring, corners, part, cutting, next, depth, sign === 1 ? -1 : 1);
      return;
    }
    let [inside, count] = [ring, corners];
    for (let c = 0; c < cutting && count > 2; c++) {
      const beyond = this.#split(inside, count, part, buffers.edges[c], buffers);
      if (beyond === 0) continue;
      if (beyond === count) {
        this.#outside(inside, count, next, depth + 1, sign);
        return;
      }
      inside = inside === buffers.a ? buffers.b : buffers.a;
      count = splitInto.inside;
      this.#outside(buffers.out, splitInto.outside, next, depth + 1, sign);
    }
    for (const pocket of part.pockets) this.#inside(inside, count, pocket, next, depth + 1, sign);
  }

  /** Counts the ring's ground inside a part and outside the parts from one on. */
  #inside(ring: Float64Array, corners: number, part: ConvexPart, from: number, depth: number, sign: 1 | -1): void {
    if (corners < 3) return;
    const buffers = this.#at(depth);
    encircle(ring, corners, buffers);
    const cutting = this.#edgesThatCut(ring, corners, part, buffers);
    if (cutting >= 0) this.#within(ring, corners, part, cutting, from, depth, sign);
  }

  /** The same where the edges that cut are known. */
  #within(ring: Float64Array, corners: number, part: ConvexPart, cutting: number, from: number, depth: number, sign: 1 | -1): void {
    const buffers = this.#at(depth);
    let [inside, count] = [ring, corners];
    for (let c = 0; c < cutting && count > 2; c++) {
      const beyond = this.#split(inside, count, part, buffers.edges[c], buffers);
      if (beyond === 0) continue;
      if (beyond === count) return;
      inside = inside === buffers.a ? buffers.b : buffers.a;
      count = splitInto.inside;
    }
    if (from === this.#parts.length) this.#leaf(inside, count, sign);
    else this.#outside(inside, count, from, depth + 1, sign);
    for (const pocket of part.pockets) this.#inside(inside, count, pocket, from, depth + 1, sign === 1 ? -1 : 1);
  }

  /** Leaves the edges of a part's outline that may cut corners off a ring in `buffers.edges`. @returns how many; -1 where the ring lies outside as a whole */
  #edgesThatCut(ring: Float64Array, corners: number, part: ConvexPart, buffers: Buffers): number {
    const [centerX, centerY] = [part.centerX - this.#x, part.centerY - this.#y];
    const [dx, dy] = [centerX - buffers.x, centerY - buffers.y];
    const apart = Math.sqrt(dx * dx + dy * dy);
    if (apart > part.radiusM + buffers.radiusM + SLACK) return -1;
    const { outline: { x, y, normalX, normalY, distance, isRound }, scale } = part;
    const edges = x.length - 1;
    if (buffers.edges.length < edges) buffers.edges = new Int32Array(2 * edges);
    const slack = SLACK * (1 + scale);
    if (isRound) {
      const reach = (scale * distance[0] - buffers.radiusM - slack) / apart;
      if (reach > 1) return 0;
      // Where the centre is not in the ring, neither is the circle unless an edge of the ring comes near.
      if (apart > buffers.radiusM && isFarFrom(ring, corners, centerX, centerY, scale)) return -1;
      return towards(-dx, -dy, reach, edges, buffers.edges);
    }
    let cutting = 0;
    for (let e = 0; e < edges; e++) {
      if (buffers.radiusM - normalX[e] * dx - normalY[e] * dy < scale * distance[e] - slack) continue;
      const beyond = cornersBeyond(ring, corners, centerX + scale * x[e], centerY + scale * y[e], scale * (x[e + 1] - x[e]), scale * (y[e + 1] - y[e]));
      if (beyond === 0) continue;
      if (beyond === corners) return -1;
      buffers.edges[cutting++] = e;
    }
    return cutting;
  }

  /** @returns how many corners lie beyond the edge; with none or all there is nothing to split */
  #split(ring: Float64Array, corners: number, part: ConvexPart, e: number, buffers: Buffers): number {
    const { outline: { x, y }, scale } = part;
    const [ax, ay] = [part.centerX - this.#x + scale * x[e], part.centerY - this.#y + scale * y[e]];
    const [dx, dy] = [scale * (x[e + 1] - x[e]), scale * (y[e + 1] - y[e])];
    const beyond = cornersBeyond(ring, corners, ax, ay, dx, dy);
    if (beyond > 0 && beyond < corners) split(ring, corners, ax, ay, dx, dy, buffers);
    return beyond;
  }

  #leaf(ring: Float64Array, corners: number, sign: 1 | -1): void {
    if (corners < 3) return;
    let twice = 0;
    for (let i = 0, j = 2 * corners - 2; i < 2 * corners; j = i, i += 2) twice += ring[j] * ring[i + 1] - ring[i] * ring[j + 1];
    this.#twice += sign * twice;
    if (this.#collected && twice !== 0) this.#collected.push(closed(ring, corners, sign));
  }

  #at(depth: number): Buffers {
    return this.#depths[depth] ??= newBuffers();
  }
}
