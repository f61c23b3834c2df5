import type { Position } from 'geojson';
import type { OsmStore, OsmWay } from '../elements.ts';

/** Coastline ways joined at the nodes they share, in their own direction: land on the left, water on the right. Degrees. */
export interface CoastChain {
  /** Ids of the ways, in order. */
  readonly ways: readonly number[];
  readonly points: readonly Position[];
  /** A ring: its first point is repeated last. */
  readonly isClosed: boolean;
}

/** A stretch of one way whose nodes the extract holds. */
interface Run { readonly way: number; readonly first: number; readonly last: number; readonly points: Position[] }

function runsOf(store: OsmStore, ways: readonly OsmWay[]): Run[] {
  const runs: Run[] = [];
  for (const way of ways) {
    let points: Position[] = [];
    let first = 0;
    let last = 0;
    const end = (): void => { if (points.length >= 2) runs.push({ way: way.id, first, last, points }); points = []; };
    for (const ref of way.refs) {
      const position = store.position(ref);
      if (!position) { end(); continue; }
      if (points.length === 0) first = ref;
      last = ref;
      const before = points[points.length - 1];
      if (!before || before[0] !== position[0] || before[1] !== position[1]) points.push(position);
    }
    end();
  }
  return runs;
}

/**
 * Joins the end of one way to the start of the next; a way is never turned, for its direction says where the water is. Two ways that meet head to head
 * or tail to tail therefore stay apart, and both have a loose end there. A way whose nodes are partly missing falls into the stretches that are known.
 */
export function joinCoast(store: OsmStore, ways: readonly OsmWay[]): CoastChain[] {
  const runs = runsOf(store, ways);
  const starting = new Map<number, number[]>();
  const ending = new Set<number>();
  const used = new Uint8Array(runs.length);
  const chains: CoastChain[] = [];
  runs.forEach((run, index) => {
    if (run.first === run.last) {
      used[index] = 1;
      if (run.points.length >= 4) chains.push({ ways: [run.way], points: run.points, isClosed: true });
      return;
    }
    ending.add(run.last);
    const list = starting.get(run.first);
    if (list) list.push(index); else starting.set(run.first, [index]);
  });
  const follow = (index: number): void => {
    const { first, way } = runs[index]!;
    let tip = runs[index]!.last;
    const ids = [way];
    const points = [...runs[index]!.points];
    used[index] = 1;
    while (tip !== first) {
      const next = starting.get(tip)?.find((candidate) => !used[candidate]);
      if (next === undefined) break;
      used[next] = 1;
      ids.push(runs[next]!.way);
      for (let i = 1; i < runs[next]!.points.length; i += 1) points.push(runs[next]!.points[i]!);
      tip = runs[next]!.last;
    }
    chains.push({ ways: [...new Set(ids)], points, isClosed: tip === first && points.length >= 4 });
  };
  // Chains that have a beginning first; what is left then runs in circles.
  for (let i = 0; i < runs.length; i += 1) if (!used[i] && !ending.has(runs[i]!.first)) follow(i);
  for (let i = 0; i < runs.length; i += 1) if (!used[i]) follow(i);
  return chains;
}
