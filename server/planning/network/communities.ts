/** Which gates belong to which polygon, and the community a home stands in: number 4 of the definition (./README.md). */
import Flatbush from 'flatbush';
import { tablesOf, type Dataset, type LayerTable } from '../coverage/dataset.ts';
import { areaOf, boxOf, featureCount, ringRange } from '../coverage/features.ts';
import { isOnOrInsideRings } from '../geometry/point-in-rings.ts';
import { distanceToSegment } from '../geometry/segment.ts';
import type { GateSet } from './gates.ts';
import { GATE_M } from './parameters.ts';

const COMMUNITY_LAYERS = ['land_use', 'old_community'] as const;

interface Ground { readonly table: LayerTable; readonly row: number; readonly areaM2: number }

export interface Communities {
  /** Gates of the community around a point, open or not; null: it stands in none that has a gate. */
  gatesAround(x: number, y: number): readonly number[] | null;
  /** Takes a gate from where it was and puts it where it is now. Gives the extents of the grounds whose gates are others now. */
  regroup(gate: number): readonly (readonly [table: LayerTable, row: number])[];
}

export function communitiesOf(dataset: Dataset, gates: GateSet): Communities {
  const grounds: Ground[] = COMMUNITY_LAYERS.flatMap((layer) => tablesOf(dataset, layer)).filter(({ geometryType }) => geometryType === 'polygon')
    .flatMap((table) => Array.from({ length: featureCount(table) }, (_, row) => ({ table, row, areaM2: areaOf(table, row) })));
  if (grounds.length === 0) return { gatesAround: () => null, regroup: () => [] };
  const index = new Flatbush(grounds.length);
  for (const { table, row } of grounds) {
    const box = boxOf(table, row);
    index.add(box.minX, box.minY, box.maxX, box.maxY);
  }
  index.finish();
  const gatesOfGround = new Map<number, number[]>();
  const groundsOfGate: number[][] = [];
  const assign = (gate: number): void => {
    const [x, y] = [gates.x[gate], gates.y[gate]];
    groundsOfGate[gate] = index.search(x - GATE_M, y - GATE_M, x + GATE_M, y + GATE_M).filter((ground) => distanceToEdge(grounds[ground].table, grounds[ground].row, x, y) <= GATE_M);
    for (const ground of groundsOfGate[gate]) {
      const list = gatesOfGround.get(ground);
      if (list) list.push(gate);
      else gatesOfGround.set(ground, [gate]);
    }
  };
  for (let gate = 0; gate < gates.count; gate++) assign(gate);
  return {
    gatesAround: (x, y) => {
      let smallest = -1;
      for (const ground of index.search(x, y, x, y)) {
        if (!gatesOfGround.has(ground) || (smallest >= 0 && !isSmaller(grounds, ground, smallest))) continue;
        const { table, row } = grounds[ground];
        const [first, end] = ringRange(table, row);
        if (isOnOrInsideRings(table.coords, table.ringOffsets, first, end, x, y)) smallest = ground;
      }
      return smallest < 0 ? null : gatesOfGround.get(smallest) as number[];
    },
    regroup: (gate) => {
      const before = groundsOfGate[gate];
      for (const ground of before) {
        const left = (gatesOfGround.get(ground) as number[]).filter((each) => each !== gate);
        if (left.length > 0) gatesOfGround.set(ground, left);
        else gatesOfGround.delete(ground);
      }
      assign(gate);
      for (const ground of groundsOfGate[gate]) gatesOfGround.get(ground)?.sort((a, b) => a - b);
      return [...new Set([...before, ...groundsOfGate[gate]])].map((ground) => [grounds[ground].table, grounds[ground].row] as const);
    },
  };
}

/** Grounds stand in order of layer and id, which decides between two of one size. */
function isSmaller(grounds: readonly Ground[], a: number, b: number): boolean {
  return grounds[a].areaM2 < grounds[b].areaM2 || (grounds[a].areaM2 === grounds[b].areaM2 && a < b);
}

/** Metres from a point to the boundary of a polygon, from inside too. */
export function distanceToEdge(table: LayerTable, row: number, x: number, y: number): number {
  const [firstRing, endRing] = ringRange(table, row);
  let best = Infinity;
  for (let r = firstRing; r < endRing; r++) {
    for (let p = table.ringOffsets[r]; p + 1 < table.ringOffsets[r + 1]; p++) best = Math.min(best, distanceToSegment(table.coords, p, x, y));
  }
  return best;
}

/** Open gates within `GATE_M` of a polygon's boundary; ascending. */
export function openGatesAt(gates: GateSet, table: LayerTable, row: number): readonly number[] {
  const box = boxOf(table, row);
  return gates.near(box.minX - GATE_M, box.minY - GATE_M, box.maxX + GATE_M, box.maxY + GATE_M)
    .filter((gate) => gates.open[gate] === 1 && distanceToEdge(table, row, gates.x[gate], gates.y[gate]) <= GATE_M);
}
