/** The boundaries of units as arcs between junctions: a border that two units have in common is one arc. */
import type { MultiPolygonCoords, Position } from '../../geometry/types.ts';
import { keyOf } from './drawn-points.ts';
import { opened } from './rings.ts';

/** Points from junction to junction; first and last are the same point where a ring meets no junction. */
export type Arc = readonly Position[];

const edgeKey = (a: Position, b: Position): string => {
  const [p, q] = [keyOf(a), keyOf(b)];
  return p < q ? `${p} ${q}` : `${q} ${p}`;
};

/** Who has an edge, and how many edges meet in a point, over all units. */
interface Graph { readonly users: ReadonlyMap<string, string>; readonly degree: ReadonlyMap<string, number> }

function graphOf(areas: ReadonlyMap<string, MultiPolygonCoords>): Graph {
  const users = new Map<string, string>();
  const degree = new Map<string, number>();
  for (const [id, area] of areas) for (const polygon of area) for (const ring of polygon) for (let i = 0; i + 1 < ring.length; i++) {
    const [a, b] = [ring[i] as Position, ring[i + 1] as Position];
    const key = edgeKey(a, b);
    if (!users.has(key)) for (const end of [keyOf(a), keyOf(b)]) degree.set(end, (degree.get(end) ?? 0) + 1);
    users.set(key, `${users.get(key) ?? ''}|${id}`);
  }
  return { users, degree };
}

function arcsOfRing(points: readonly Position[], { users, degree }: Graph): Arc[] {
  const n = points.length;
  const at = (i: number): Position => points[i % n] as Position;
  const isJunction = (i: number): boolean => degree.get(keyOf(at(i))) !== 2 || users.get(edgeKey(at(i + n - 1), at(i))) !== users.get(edgeKey(at(i), at(i + 1)));
  const junctions = points.map((_, i) => i).filter(isJunction);
  if (junctions.length === 0) {
    // Whoever walks the ring starts at the same point.
    const start = points.map(keyOf).reduce((best, key, i, keys) => (key < (keys[best] as string) ? i : best), 0);
    return [Array.from({ length: n + 1 }, (_, k) => at(start + k))];
  }
  return junctions.map((from, j) => {
    const to = junctions[(j + 1) % junctions.length] as number;
    const count = ((to - from + n - 1) % n) + 1;
    return Array.from({ length: count + 1 }, (_, k) => at(from + k));
  });
}

/** Every arc of the units `ids` once, whichever way it runs; `areas` holds them and all that may share a border with them. */
export function arcsOf(areas: ReadonlyMap<string, MultiPolygonCoords>, ids: readonly string[]): readonly Arc[] {
  const graph = graphOf(areas);
  const found = new Map<string, Arc>();
  for (const id of ids) for (const polygon of areas.get(id) ?? []) for (const ring of polygon) for (const arc of arcsOfRing(opened(ring), graph)) {
    const [there, back] = [arc.map(keyOf).join(' '), [...arc].reverse().map(keyOf).join(' ')];
    const isThere = there <= back;
    found.set(isThere ? there : back, isThere ? arc : [...arc].reverse());
  }
  return [...found.values()];
}
