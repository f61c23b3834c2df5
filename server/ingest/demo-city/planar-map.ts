import type { Pt } from './polygon.ts';

/** What an edge of the plan is. Roads by class; the rest divides the ground without being walkable. */
export type EdgeClass = 'expressway' | 'arterial' | 'secondary' | 'branch' | 'alley' | 'rail' | 'bank' | 'midriver' | 'limit' | 'none';

const ROADS: ReadonlySet<EdgeClass> = new Set(['expressway', 'arterial', 'secondary', 'branch', 'alley']);
export const isRoad = (cls: EdgeClass): boolean => ROADS.has(cls);

/**
 * The plan as a planar map of half-edges: half-edge h and h ^ 1 are the two sides of edge h >> 1, and every half-edge has its face on its left.
 * Streets share their nodes, so everything derived from it (blocks, divisions, the road network) fits without gaps.
 */
export class PlanarMap {
  readonly nodes: Pt[] = [];
  readonly origin: number[] = [];
  readonly next: number[] = [];
  readonly prev: number[] = [];
  readonly face: number[] = [];
  /** By edge. */
  readonly classes: EdgeClass[] = [];
  /** By edge: which named line of the plan it belongs to, -1 none. */
  readonly lines: number[] = [];
  /** By node: edges that meet there. */
  readonly degree: number[] = [];
  /** By face: one half-edge of its outline. Face 0 is the outside. */
  readonly faceStart: number[] = [];

  target(h: number): number { return this.origin[h ^ 1]!; }
  at(h: number): Pt { return this.nodes[this.origin[h]!]!; }
  classOf(h: number): EdgeClass { return this.classes[h >> 1]!; }

  addNode(point: Pt): number {
    this.nodes.push(point);
    this.degree.push(0);
    return this.nodes.length - 1;
  }

  private addEdge(a: number, b: number, cls: EdgeClass, line: number): number {
    const h = this.origin.length;
    this.origin.push(a, b);
    this.next.push(-1, -1);
    this.prev.push(-1, -1);
    this.face.push(-1, -1);
    this.classes.push(cls);
    this.lines.push(line);
    return h;
  }

  private link(a: number, b: number): void {
    this.next[a] = b;
    this.prev[b] = a;
  }

  /** Builds nodes, edges and faces from segments that meet only at their ends. */
  static from(nodes: readonly Pt[], edges: readonly { a: number; b: number; cls: EdgeClass; line: number }[]): PlanarMap {
    const map = new PlanarMap();
    for (const node of nodes) map.addNode(node);
    const around: number[][] = nodes.map(() => []);
    for (const { a, b, cls, line } of edges) {
      const h = map.addEdge(a, b, cls, line);
      around[a]!.push(h);
      around[b]!.push(h + 1);
      map.degree[a]!++;
      map.degree[b]!++;
    }
    const bearing = (h: number): number => Math.atan2(map.nodes[map.target(h)]![1] - map.at(h)[1], map.nodes[map.target(h)]![0] - map.at(h)[0]);
    for (const list of around) {
      list.sort((p, q) => bearing(p) - bearing(q));
      // Face on the left: coming in along the twin, leave by the next half-edge clockwise.
      list.forEach((h, i) => map.link(h ^ 1, list[(i + list.length - 1) % list.length]!));
    }
    map.traceFaces();
    return map;
  }

  private traceFaces(): void {
    this.faceStart.push(-1);
    let largest = 0;
    for (let h = 0; h < this.origin.length; h++) {
      if (this.face[h] !== -1) continue;
      let twice = 0;
      const cycle: number[] = [];
      for (let k = h; this.face[k] === -1; k = this.next[k]!) {
        this.face[k] = -2;
        cycle.push(k);
        const p = this.at(k), q = this.nodes[this.target(k)]!;
        twice += p[0] * q[1] - q[0] * p[1];
      }
      const id = twice > 0 ? this.faceStart.push(h) - 1 : 0;
      if (id === 0 && -twice > largest) {
        largest = -twice;
        this.faceStart[0] = h;
      }
      for (const k of cycle) this.face[k] = id;
    }
  }

  outline(face: number): number[] {
    const cycle: number[] = [];
    const start = this.faceStart[face]!;
    let h = start;
    do {
      cycle.push(h);
      h = this.next[h]!;
    } while (h !== start);
    return cycle;
  }

  ringOf(face: number): Pt[] { return this.outline(face).map((h) => this.at(h)); }

  /** Puts a node on the edge of half-edge h; afterwards h ends there and next(h) goes on. */
  splitEdge(h: number, point: Pt): number {
    const t = h ^ 1;
    const node = this.addNode(point);
    const end = this.origin[t]!;
    const nextH = this.next[h]!, prevT = this.prev[t]!;
    const far = this.addEdge(node, end, this.classes[h >> 1]!, this.lines[h >> 1]!);
    this.origin[t] = node;
    this.face[far] = this.face[h]!;
    this.face[far ^ 1] = this.face[t]!;
    this.degree[node] = 2;
    if (nextH === t) this.link(far, far ^ 1);
    else {
      this.link(far, nextH);
      this.link(prevT, far ^ 1);
    }
    this.link(h, far);
    this.link(far ^ 1, t);
    return node;
  }

  /**
   * Cuts a face by a line from the origin of half-edge `from` through `via` to the origin of half-edge `to` (both on its outline).
   * The part right of the line keeps the face's number; the new number is returned.
   */
  addChord(from: number, to: number, via: readonly Pt[], cls: EdgeClass, line: number): number {
    const face = this.face[from]!;
    const beforeFrom = this.prev[from]!, beforeTo = this.prev[to]!;
    const stops = [this.origin[from]!, ...via.map((point) => this.addNode(point)), this.origin[to]!];
    let forward = -1;
    let backward = -1;
    for (let i = 0; i + 1 < stops.length; i++) {
      const h = this.addEdge(stops[i]!, stops[i + 1]!, cls, line);
      this.degree[stops[i]!]!++;
      this.degree[stops[i + 1]!]!++;
      if (i === 0) {
        this.link(beforeFrom, h);
        this.link(h ^ 1, from);
      } else {
        this.link(forward, h);
        this.link(h ^ 1, backward);
      }
      forward = h;
      backward = h ^ 1;
    }
    this.link(forward, to);
    this.link(beforeTo, backward);
    const fresh = this.faceStart.push(to) - 1;
    this.faceStart[face] = from;
    for (const h of this.outline(fresh)) this.face[h] = fresh;
    for (const h of this.outline(face)) this.face[h] = face;
    return fresh;
  }
}
