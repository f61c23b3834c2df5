/** The gates of a city and where they lie. Positions and states are the set's own copy: a gate may be moved while somebody tries things out. */
import { tablesOf, type Dataset } from '../coverage/dataset.ts';
import { featureCount, ringRange } from '../coverage/features.ts';
import { textOf } from '../coverage/select.ts';
import KDBush from 'kdbush';

export interface GateSet {
  readonly count: number;
  /** Database ids; a gate feature of several points stands here several times. */
  readonly ids: Float64Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly open: Uint8Array;
  /** Gates in a square around a point and maybe a few more: look at the distance. Ascending. */
  near(minX: number, minY: number, maxX: number, maxY: number): readonly number[];
  /** Says that a gate was moved, so that `near` finds it at its new place. */
  moved(gate: number): void;
}

/** Where a gate stands that is none yet: far from everything. m */
export const NOWHERE_M = 1e9;

/** No gate layer: a set of none. A gate that a proposal closes is not there. `spare`: further closed gates that stand nowhere yet, numbered after all others. */
export function gatesOf(dataset: Dataset, spare = 0): GateSet {
  const ids: number[] = [];
  const places: number[] = [];
  const open: number[] = [];
  for (const table of tablesOf(dataset, 'gate').filter(({ geometryType }) => geometryType === 'point')) {
    for (let row = 0; row < featureCount(table); row++) {
      if (table.closed?.has(row)) continue;
      const [first, end] = ringRange(table, row);
      for (let p = table.ringOffsets[first]; p < table.ringOffsets[end]; p++) {
        ids.push(table.ids[row]);
        places.push(table.coords[2 * p], table.coords[2 * p + 1]);
        open.push(textOf(table, 'open', row) === 'false' ? 0 : 1);
      }
    }
  }
  for (let i = 0; i < spare; i++) {
    ids.push(NaN);
    places.push(NOWHERE_M, NOWHERE_M);
    open.push(0);
  }
  const count = ids.length;
  const x = Float64Array.from(ids, (_, i) => places[2 * i]);
  const y = Float64Array.from(ids, (_, i) => places[2 * i + 1]);
  const index = new KDBush(count, 16, Float64Array);
  for (let i = 0; i < count; i++) index.add(x[i], y[i]);
  index.finish();
  const strayed = new Set<number>();
  return {
    count, ids: Float64Array.from(ids), x, y, open: Uint8Array.from(open),
    moved: (gate) => { strayed.add(gate); },
    near: (minX, minY, maxX, maxY) => {
      if (count === 0) return [];
      const found = index.range(minX, minY, maxX, maxY);
      if (strayed.size === 0) return found.sort((a, b) => a - b);
      return [...new Set([...found, ...strayed])].sort((a, b) => a - b);
    },
  };
}

/** Is there an open gate within `reachM` of a point? */
export function hasOpenGate(gates: GateSet, x: number, y: number, reachM: number): boolean {
  for (const gate of gates.near(x - reachM, y - reachM, x + reachM, y + reachM)) {
    const dx = gates.x[gate] - x;
    const dy = gates.y[gate] - y;
    if (gates.open[gate] === 1 && Math.sqrt(dx * dx + dy * dy) <= reachM) return true;
  }
  return false;
}
