import type { PlanarMap } from './planar-map.ts';
import { insideRing, ringArea, type Pt, type Ring } from './polygon.ts';

/** [shell, ...holes], open rings, shells counter-clockwise. */
export type Area = readonly Ring[];

/** The outline of a set of faces. Neighbouring sets share their border point for point. */
export function dissolve(map: PlanarMap, faces: Iterable<number>): Area[] {
  const inside = new Set(faces);
  const walked = new Set<number>();
  const shells: Pt[][] = [];
  const holes: Pt[][] = [];
  for (const face of inside) {
    for (const start of map.outline(face)) {
      if (walked.has(start) || inside.has(map.face[start ^ 1]!)) continue;
      const nodes: number[] = [];
      let h = start;
      do {
        walked.add(h);
        nodes.push(map.origin[h]!);
        h = map.next[h]!;
        while (inside.has(map.face[h ^ 1]!)) h = map.next[h ^ 1]!;
      } while (h !== start);
      for (const loop of simpleLoops(nodes)) {
        const ring = loop.map((node) => map.nodes[node]!);
        (ringArea(ring) > 0 ? shells : holes).push(ring);
      }
    }
  }
  shells.sort((a, b) => ringArea(b) - ringArea(a));
  const areas = shells.map((shell): Ring[] => [shell]);
  for (const hole of holes) {
    // The smallest shell around a hole is its own; a hole may touch its shell in a corner, so ask for the middle of an edge.
    const probe: Pt = [(hole[0]![0] + hole[1]![0]) / 2, (hole[0]![1] + hole[1]![1]) / 2];
    const owner = [...areas].reverse().find(([shell]) => insideRing(shell!, probe[0], probe[1])) ?? areas[0]!;
    owner.push(hole);
  }
  return areas;
}

/** Cuts a walk that visits a node twice into loops that do not. */
function simpleLoops(nodes: readonly number[]): number[][] {
  const loops: number[][] = [];
  const path: number[] = [];
  const at = new Map<number, number>();
  for (const node of nodes) {
    const seen = at.get(node);
    if (seen !== undefined) {
      const loop = path.splice(seen);
      for (const inner of loop) at.delete(inner);
      if (loop.length >= 3) loops.push(loop);
    }
    at.set(node, path.length);
    path.push(node);
  }
  if (path.length >= 3) loops.push(path);
  return loops;
}

export const areaM2 = (areas: readonly Area[]): number => areas.reduce((sum, rings) => sum + rings.reduce((part, ring) => part + ringArea(ring), 0), 0);
