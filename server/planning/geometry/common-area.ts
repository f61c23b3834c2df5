/** Ground that polygons have in common with an outline, straight from coordinates. */
import { directionOf, EDGE, HEADER, type SignedEdges } from './signed-edges.ts';
import type { MultiPolygonCoords } from './types.ts';

const MOST_BANDS = 4096;

/**
 * An outline (valid: rings that do not cross) that areas are asked of. The common ground of two polygons is, over every pair of their edges, the ground under
 * both: no crossing is looked for, so that edges that lie on each other or miss each other by the last digit do no harm. About 1e-11 m² of a parcel are rounding.
 * An answer depends, to the bit, on those edges alone that pass the box of what is asked about, and on which side of them is inside.
 */
export class OutlineArea {
  readonly #minX: number;
  readonly #bandM: number;
  /** ax, ay, bx, by with ax < bx, and the sign of each. */
  readonly #edges: Float64Array;
  readonly #bands: readonly (readonly number[])[];
  /** When an edge was last taken: one that runs through several bands is taken once. */
  readonly #taken: Uint32Array;
  #questions = 0;
  /** Edges in the box asked about: x₀, y₀, x₁, slope, sign. */
  readonly #near: number[][] = [];
  #nearCount = 0;
  /** Where, on the way from left to right, the ground at the top of the box begins (1) and ends (-1) to have edges above it. */
  readonly #steps: [x: number, by: number][] = [];

  constructor(area: MultiPolygonCoords) {
    const edges: number[] = [];
    for (const polygon of area) {
      polygon.forEach((points, r) => {
        const ring = Float64Array.from(points.flat());
        const sign = (r === 0 ? 1 : -1) * directionOf(ring);
        for (let i = 0; i + 3 < ring.length; i += 2) {
          if (ring[i] < ring[i + 2]) edges.push(ring[i], ring[i + 1], ring[i + 2], ring[i + 3], -sign);
          else if (ring[i] > ring[i + 2]) edges.push(ring[i + 2], ring[i + 3], ring[i], ring[i + 1], sign);
        }
      });
    }
    this.#edges = Float64Array.from(edges);
    const count = edges.length / 5;
    this.#taken = new Uint32Array(count);
    let [minX, maxX] = [Infinity, -Infinity];
    for (let i = 0; i < edges.length; i += 5) [minX, maxX] = [Math.min(minX, edges[i]), Math.max(maxX, edges[i + 2])];
    const bands: number[][] = Array.from({ length: Math.max(1, Math.min(MOST_BANDS, count)) }, () => []);
    this.#minX = minX;
    this.#bandM = (maxX - minX) / bands.length || 1;
    this.#bands = bands;
    for (let edge = 0; edge < count; edge++) {
      const last = this.#bandOf(edges[5 * edge + 2]);
      for (let band = this.#bandOf(edges[5 * edge]); band <= last; band++) bands[band].push(edge);
    }
  }

  /** m² of the ground that lies inside. */
  commonM2(ground: SignedEdges): number {
    this.#look(ground[0], ground[1], ground[2], ground[3]);
    const near = this.#near;
    const steps = this.#steps;
    let totalM2 = 0;
    for (let p = HEADER; p < ground.length; p += EDGE) {
      const [px, py, pEnd, slope] = [ground[p], ground[p + 1], ground[p + 2], ground[p + 4]];
      let m2 = 0;
      for (let q = 0; q < this.#nearCount; q++) {
        const edge = near[q];
        const left = edge[0] > px ? edge[0] : px;
        const right = edge[2] < pEnd ? edge[2] : pEnd;
        if (left < right) m2 += edge[4] * underBoth(right - left, py + (left - px) * slope, py + (right - px) * slope, edge[1] + (left - edge[0]) * edge[3], edge[1] + (right - edge[0]) * edge[3]);
      }
      let above = 0;
      for (let s = 0; s < steps.length; s++) {
        above += steps[s][1];
        if (above === 0) continue;
        const left = steps[s][0] > px ? steps[s][0] : px;
        const right = s + 1 < steps.length && steps[s + 1][0] < pEnd ? steps[s + 1][0] : pEnd;
        if (left < right) m2 += above * (right - left) * (py + ((left - px) + (right - px)) / 2 * slope);
      }
      totalM2 += ground[p + 5] * m2;
    }
    return totalM2;
  }

  #bandOf(x: number): number {
    return Math.min(this.#bands.length - 1, Math.max(0, Math.floor((x - this.#minX) / this.#bandM)));
  }

  /** Edges in a box, cut to it, in the order of their places: rings may begin anywhere. */
  #look(originX: number, originY: number, width: number, height: number): void {
    this.#questions += 1;
    this.#nearCount = 0;
    this.#steps.length = 0;
    const edges = this.#edges;
    const last = this.#bandOf(originX + width);
    for (let band = this.#bandOf(originX); band <= last; band++) {
      for (const edge of this.#bands[band]) {
        if (this.#taken[edge] === this.#questions) continue;
        this.#taken[edge] = this.#questions;
        const i = 5 * edge;
        const [ax, ay, bx, by] = [edges[i] - originX, edges[i + 1] - originY, edges[i + 2] - originX, edges[i + 3] - originY];
        if (bx > 0 && ax < width && (ay > 0 || by > 0)) this.#take(ax, ay, bx, by, edges[i + 4], width, height);
      }
    }
    this.#mergeSteps();
  }

  #take(ax: number, ay: number, bx: number, by: number, sign: number, width: number, height: number): void {
    const slope = (by - ay) / (bx - ax);
    let [left, right] = [ax < 0 ? 0 : ax, bx > width ? width : bx];
    let yLeft = ax < 0 ? ay - ax * slope : ay;
    const yRight = bx > width ? ay + (width - ax) * slope : by;
    if (yLeft >= height && yRight >= height) {
      this.#step(left, right, sign, width);
      return;
    }
    if (yLeft <= 0 && yRight <= 0) return;
    // What is above the box makes no difference but by being there.
    if (yLeft > height) {
      const at = Math.min(right, left + (height - yLeft) / slope);
      this.#step(left, at, sign, width);
      [left, yLeft] = [at, height];
    } else if (yRight > height) {
      const at = Math.max(left, left + (height - yLeft) / slope);
      this.#step(at, right, sign, width);
      right = at;
    }
    if (left < right) this.#insert(left, yLeft, right, slope, sign);
  }

  #insert(left: number, yLeft: number, right: number, slope: number, sign: number): void {
    const near = this.#near;
    if (this.#nearCount === near.length) near.push([0, 0, 0, 0, 0]);
    const edge = near[this.#nearCount];
    let at = this.#nearCount++;
    [edge[0], edge[1], edge[2], edge[3], edge[4]] = [left, yLeft, right, slope, sign];
    while (at > 0 && isAfter(near[at - 1], edge)) {
      near[at] = near[at - 1];
      at--;
    }
    near[at] = edge;
  }

  #step(from: number, to: number, sign: number, width: number): void {
    if (from >= to) return;
    this.#steps.push([from, sign]);
    if (to < width) this.#steps.push([to, -sign]);
  }

  /** Where one edge above ends and the next begins nothing changes. */
  #mergeSteps(): void {
    const steps = this.#steps;
    if (steps.length < 2) return;
    steps.sort(byX);
    let kept = 0;
    for (let i = 0; i < steps.length; ) {
      const [x] = steps[i];
      let by = 0;
      for (; i < steps.length && steps[i][0] === x; i++) by += steps[i][1];
      if (by !== 0) steps[kept++] = [x, by];
    }
    steps.length = kept;
  }
}

const byX = (a: readonly [number, number], b: readonly [number, number]): number => a[0] - b[0];

function isAfter(a: readonly number[], b: readonly number[]): boolean {
  if (a[0] !== b[0]) return a[0] > b[0];
  if (a[1] !== b[1]) return a[1] > b[1];
  return a[3] !== b[3] ? a[3] > b[3] : a[2] > b[2];
}

/** m² above 0 and under two lines over a stretch, by their heights at its left and right end; those of the first are not below 0. */
function underBoth(width: number, pLeft: number, pRight: number, qLeft: number, qRight: number): number {
  if (qLeft >= pLeft && qRight >= pRight) return width * (pLeft + pRight) / 2;
  if (qLeft <= 0 && qRight <= 0) return 0;
  if (qLeft <= pLeft && qRight <= pRight) return above0(width, qLeft, qRight);
  const [left, right] = [qLeft - pLeft, qRight - pRight];
  const share = left / (left - right);
  const height = pLeft + share * (pRight - pLeft);
  return left > 0 ? width * share * (pLeft + height) / 2 + above0(width * (1 - share), height, qRight) : above0(width * share, qLeft, height) + width * (1 - share) * (height + pRight) / 2;
}

function above0(width: number, left: number, right: number): number {
  if (left >= 0 && right >= 0) return width * (left + right) / 2;
  if (left <= 0 && right <= 0) return 0;
  return left > 0 ? width * left * left / (2 * (left - right)) : width * right * right / (2 * (right - left));
}
