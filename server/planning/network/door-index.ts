/** Door sets the other way round: the doors at each edge, laid side by side for a search that comes along it. */
import type { DoorSet } from './doors.ts';

/** Door k, for k from start[edge] to start[edge + 1], belongs to `item[k]`: at `positionM[k]` of the edge, then the place's own leg, then the door's. */
export interface DoorsByEdge {
  readonly start: Int32Array;
  readonly item: Int32Array;
  readonly place: Int32Array;
  readonly positionM: Float64Array;
  readonly legM: Float64Array;
  readonly doorM: Float64Array;
  /** Doors of edges that are other than those above, because footways took some over: they stand here whole. */
  readonly instead?: ReadonlyMap<number, readonly DoorAt[]>;
}

export interface DoorAt { readonly item: number; readonly place: number; readonly positionM: number; readonly legM: number; readonly doorM: number }

const kept = new WeakMap<DoorSet, { readonly version: number; readonly index: DoorsByEdge }>();

/** Built once for each state of a door set. */
export function doorsByEdge(doors: DoorSet, edgeCount: number): DoorsByEdge {
  const known = kept.get(doors);
  if (known?.version === doors.version) return known.index;
  const index = built(doors, edgeCount);
  kept.set(doors, { version: doors.version, index });
  return index;
}

/** Says what is known of the doors as they stand now. */
export function keepDoorsByEdge(doors: DoorSet, index: DoorsByEdge): void {
  kept.set(doors, { version: doors.version, index });
}

function built(doors: DoorSet, edgeCount: number): DoorsByEdge {
  const start = new Int32Array(edgeCount + 1);
  for (let item = 0; item < doors.count; item++) {
    for (let door = doors.start[item]; door < doors.end[item]; door++) start[doors.edge[doors.doorPlace[door]] + 1]++;
  }
  for (let edge = 0; edge < edgeCount; edge++) start[edge + 1] += start[edge];
  const next = start.slice(0, edgeCount);
  const count = start[edgeCount];
  const index = { start, item: new Int32Array(count), place: new Int32Array(count), positionM: new Float64Array(count), legM: new Float64Array(count), doorM: new Float64Array(count) };
  for (let item = 0; item < doors.count; item++) {
    for (let door = doors.start[item]; door < doors.end[item]; door++) {
      const place = doors.doorPlace[door];
      const k = next[doors.edge[place]]++;
      index.item[k] = item;
      index.place[k] = place;
      index.positionM[k] = doors.positionM[place];
      index.legM[k] = doors.legM[place];
      index.doorM[k] = doors.doorM[door];
    }
  }
  return index;
}
