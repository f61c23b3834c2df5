import type { Box } from '../snap/line-set.ts';
import { fineDeg, metresPerDeg, sameDeg, type TraceNodes } from './trace-nodes.ts';

/** Where a line is cut by another: a node, and how far along the segment it lies, 0 to 1. */
export interface Cut { readonly node: number; readonly share: number }
export interface Joins {
  /** By segment; in no order. */
  readonly cuts: ReadonlyMap<number, readonly Cut[]>;
  /** Corners that are taken for one place with a node close by: pairs of nodes, one after the other. */
  readonly hops: readonly number[];
}

interface Lines {
  readonly nodes: TraceNodes;
  /** Nodes of the segments, two for each. */
  readonly ends: readonly number[];
  /** Segments whose extent touches a box. */
  near(box: Box): readonly number[];
  extentOf(segment: number): Box;
}

/** Finds where lines meet that have no corner in common: crossings, corners on another line's edge and corners close to another corner, both within `joinM`. */
export function joinsOf(lines: Lines, joinM: number): Joins {
  return new JoinFinder(lines, joinM).find();
}

class JoinFinder {
  private readonly cuts = new Map<number, Cut[]>();
  private readonly hops: number[] = [];
  private readonly hopped = new Set<string>();
  private readonly lines: Lines;
  private readonly nodes: TraceNodes;
  private readonly ends: readonly number[];
  private readonly joinM: number;

  constructor(lines: Lines, joinM: number) { [this.lines, this.nodes, this.ends, this.joinM] = [lines, lines.nodes, lines.ends, joinM]; }

  find(): Joins {
    const padLat = this.joinM / metresPerDeg;
    const padLon = padLat / this.nodes.cosLat;
    for (let i = 0; i < this.ends.length / 2; i++) {
      const [west, south, east, north] = this.lines.extentOf(i);
      for (const j of this.lines.near([west - padLon, south - padLat, east + padLon, north + padLat])) if (j > i) this.compare(i, j);
    }
    return { cuts: this.cuts, hops: this.hops };
  }

  private compare(i: number, j: number): void {
    const [a, b, c, d] = [this.ends[2 * i] as number, this.ends[2 * i + 1] as number, this.ends[2 * j] as number, this.ends[2 * j + 1] as number];
    const isMet = [this.meet(c, i, a, b), this.meet(d, i, a, b), this.meet(a, j, c, d), this.meet(b, j, c, d)].some(Boolean);
    if (!isMet) this.cross(i, j, a, b, c, d);
  }

  /** A corner that is an end of the segment, or lies within reach of an end or of the edge between them. */
  private meet(node: number, segment: number, from: number, to: number): boolean {
    if (node === from || node === to) return true;
    const at = this.nodes.placeOf(node);
    for (const end of [from, to]) {
      if (this.nodes.apartM(node, end) > this.joinM) continue;
      this.hop(node, end);
      return true;
    }
    const [origin, along] = [this.nodes.placeOf(from), this.nodes.placeOf(to)];
    const cos = this.nodes.cosLat;
    const [ux, uy, px, py] = [(along[0] - origin[0]) * cos, along[1] - origin[1], (at[0] - origin[0]) * cos, at[1] - origin[1]];
    const share = (px * ux + py * uy) / (ux * ux + uy * uy);
    if (!(share > 0 && share < 1)) return false;
    const off = Math.hypot(px - share * ux, py - share * uy);
    if (off * metresPerDeg > this.joinM) return false;
    if (off <= sameDeg) this.cut(segment, node, share);
    else {
      const foot = this.nodes.addFoot(origin[0] + share * (along[0] - origin[0]), origin[1] + share * (along[1] - origin[1]));
      this.cut(segment, foot, share);
      this.hop(node, foot);
    }
    return true;
  }

  /** A crossing in the midst of both becomes a node, rounded as snapping rounds it. */
  private cross(i: number, j: number, a: number, b: number, c: number, d: number): void {
    const [p, q, r, s] = [this.nodes.placeOf(a), this.nodes.placeOf(b), this.nodes.placeOf(c), this.nodes.placeOf(d)];
    const [ax, ay, bx, by] = [q[0] - p[0], q[1] - p[1], s[0] - r[0], s[1] - r[1]];
    const cross = ax * by - ay * bx;
    if (cross === 0) return;
    const t = ((r[0] - p[0]) * by - (r[1] - p[1]) * bx) / cross;
    const u = ((r[0] - p[0]) * ay - (r[1] - p[1]) * ax) / cross;
    if (!(t > 0 && t < 1 && u > 0 && u < 1)) return;
    const node = this.nodes.add(fineDeg(p[0] + ax * t), fineDeg(p[1] + ay * t));
    this.cut(i, node, t);
    this.cut(j, node, u);
  }
  private cut(segment: number, node: number, share: number): void {
    const known = this.cuts.get(segment);
    if (!known) this.cuts.set(segment, [{ node, share }]);
    else if (!known.some((cut) => cut.node === node)) known.push({ node, share });
  }
  private hop(a: number, b: number): void {
    const key = a < b ? `${a} ${b}` : `${b} ${a}`;
    if (this.hopped.has(key)) return;
    this.hopped.add(key);
    this.hops.push(a, b);
  }
}
