import { distance, insideRing, type Pt, type Ring } from './polygon.ts';
import { PlanarMap, type EdgeClass } from './planar-map.ts';

/** A line of the plan before it is cut at crossings. */
export interface PlanLine { readonly points: readonly Pt[]; readonly cls: EdgeClass; readonly line: number }

/** Points nearer than this become one node. */
const SNAP_M = 3;

interface Segment { readonly a: Pt; readonly b: Pt; readonly cls: EdgeClass; readonly line: number; readonly cuts: { t: number; at: Pt }[] }

/** Cuts all lines where they cross, keeps what lies inside the limit, drops loose ends and gives the planar map. */
export function arrange(lines: readonly PlanLine[], limit: Ring): PlanarMap {
  const segments = lines.flatMap(({ points, cls, line }) => points.slice(1).map((b, i): Segment => ({ a: points[i]!, b, cls, line, cuts: [] })));
  cutAtCrossings(segments);
  const nodes: Pt[] = [];
  const nodeAt = nodeFinder(nodes);
  const edges = new Map<string, { a: number; b: number; cls: EdgeClass; line: number }>();
  for (const { a, b, cls, line, cuts } of segments) {
    const stops = [a, ...cuts.sort((p, q) => p.t - q.t).map((cut) => cut.at), b];
    for (let i = 0; i + 1 < stops.length; i++) {
      const p = stops[i]!, q = stops[i + 1]!;
      if (cls !== 'limit' && !insideRing(limit, (p[0] + q[0]) / 2, (p[1] + q[1]) / 2)) continue;
      const from = nodeAt(p), to = nodeAt(q);
      const key = from < to ? `${from}/${to}` : `${to}/${from}`;
      if (from !== to && !edges.has(key)) edges.set(key, { a: from, b: to, cls, line });
    }
  }
  return PlanarMap.from(...compact(nodes, largestPart(nodes.length, withoutLooseEnds(nodes.length, [...edges.values()]))));
}

function cutAtCrossings(segments: readonly Segment[]): void {
  const cell = 120;
  const grid = new Map<number, number[]>();
  const cellsOf = ({ a, b }: Segment): number[] => {
    const keys: number[] = [];
    for (let gx = Math.floor(Math.min(a[0], b[0]) / cell); gx <= Math.floor(Math.max(a[0], b[0]) / cell); gx++) {
      for (let gy = Math.floor(Math.min(a[1], b[1]) / cell); gy <= Math.floor(Math.max(a[1], b[1]) / cell); gy++) keys.push((gx + 5000) * 10000 + gy + 5000);
    }
    return keys;
  };
  segments.forEach((segment, i) => {
    const tried = new Set<number>();
    for (const key of cellsOf(segment)) {
      const list = grid.get(key) ?? [];
      for (const j of list) {
        if (tried.has(j)) continue;
        tried.add(j);
        cross(segment, segments[j]!);
      }
      list.push(i);
      grid.set(key, list);
    }
  });
}

function cross(p: Segment, q: Segment): void {
  const px = p.b[0] - p.a[0], py = p.b[1] - p.a[1], qx = q.b[0] - q.a[0], qy = q.b[1] - q.a[1];
  const det = px * qy - py * qx;
  if (Math.abs(det) < 1e-9) return;
  const t = ((q.a[0] - p.a[0]) * qy - (q.a[1] - p.a[1]) * qx) / det;
  const u = ((q.a[0] - p.a[0]) * py - (q.a[1] - p.a[1]) * px) / det;
  if (t < 0 || t > 1 || u < 0 || u > 1) return;
  // A crossing next to an existing corner uses that corner, so no slivers of a metre arise.
  const raw: Pt = [p.a[0] + px * t, p.a[1] + py * t];
  const near = [p.a, p.b, q.a, q.b].find((corner) => distance(corner, raw) < SNAP_M);
  const at = near ?? raw;
  p.cuts.push({ t, at });
  q.cuts.push({ t: u, at });
}

function nodeFinder(nodes: Pt[]): (point: Pt) => number {
  const grid = new Map<number, number[]>();
  const key = (gx: number, gy: number): number => (gx + 20000) * 40000 + gy + 20000;
  return (point) => {
    const gx = Math.floor(point[0] / SNAP_M), gy = Math.floor(point[1] / SNAP_M);
    for (let ix = gx - 1; ix <= gx + 1; ix++) {
      for (let iy = gy - 1; iy <= gy + 1; iy++) {
        const found = grid.get(key(ix, iy))?.find((id) => distance(nodes[id]!, point) < SNAP_M * 0.75);
        if (found !== undefined) return found;
      }
    }
    nodes.push(point);
    const list = grid.get(key(gx, gy));
    if (list) list.push(nodes.length - 1);
    else grid.set(key(gx, gy), [nodes.length - 1]);
    return nodes.length - 1;
  };
}

type FlatEdge = { a: number; b: number; cls: EdgeClass; line: number };

/** Lines are drawn a little too long so that they surely meet; what hangs over goes. */
function withoutLooseEnds(nodeCount: number, edges: FlatEdge[]): FlatEdge[] {
  const touching: number[][] = Array.from({ length: nodeCount }, () => []);
  edges.forEach((edge, i) => {
    touching[edge.a]!.push(i);
    touching[edge.b]!.push(i);
  });
  const gone = new Uint8Array(edges.length);
  const degree = touching.map((list) => list.length);
  const ends = degree.flatMap((d, node) => (d === 1 ? [node] : []));
  while (ends.length > 0) {
    const node = ends.pop()!;
    const i = touching[node]!.find((k) => !gone[k]);
    if (i === undefined) continue;
    gone[i] = 1;
    for (const end of [edges[i]!.a, edges[i]!.b]) if (--degree[end]! === 1) ends.push(end);
  }
  return edges.filter((_, i) => !gone[i]);
}

function largestPart(nodeCount: number, edges: FlatEdge[]): FlatEdge[] {
  const root = Array.from({ length: nodeCount }, (_, i) => i);
  const find = (i: number): number => {
    while (root[i] !== i) i = root[i] = root[root[i]!]!;
    return i;
  };
  for (const { a, b } of edges) root[find(a)] = find(b);
  const size = new Map<number, number>();
  for (const { a } of edges) size.set(find(a), (size.get(find(a)) ?? 0) + 1);
  const best = [...size].reduce((x, y) => (y[1] > x[1] ? y : x))[0];
  return edges.filter(({ a }) => find(a) === best);
}

function compact(nodes: readonly Pt[], edges: readonly FlatEdge[]): [Pt[], FlatEdge[]] {
  const renumber = new Map<number, number>();
  const kept: Pt[] = [];
  const id = (old: number): number => {
    const known = renumber.get(old);
    if (known !== undefined) return known;
    renumber.set(old, kept.push(nodes[old]!) - 1);
    return kept.length - 1;
  };
  const renamed = edges.map((edge) => ({ ...edge, a: id(edge.a), b: id(edge.b) }));
  return [kept, renamed];
}
