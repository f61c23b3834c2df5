/** Door sets the other way round: which places lie on an edge, which items have a door at a place. */
import type { DoorSet } from './doors.ts';

/** Rows of numbers: row r is `values[k]` for k from start[r] to start[r + 1]. */
export interface Rows {
  readonly start: Int32Array;
  readonly values: Int32Array;
}

export interface DoorIndex {
  readonly placesOfEdge: Rows;
  readonly itemsOfPlace: Rows;
}

const kept = new WeakMap<DoorSet, { readonly version: number; readonly index: DoorIndex }>();

/** Built once for each state of a door set. */
export function doorIndexOf(doors: DoorSet, edgeCount: number): DoorIndex {
  const known = kept.get(doors);
  if (known?.version === doors.version) return known.index;
  const items = new Int32Array(doors.end.reduce((sum, end, item) => sum + end - doors.start[item], 0));
  const places = new Int32Array(items.length);
  let k = 0;
  for (let item = 0; item < doors.count; item++) {
    for (let door = doors.start[item]; door < doors.end[item]; door++, k++) {
      items[k] = item;
      places[k] = doors.doorPlace[door];
    }
  }
  const all = Int32Array.from({ length: doors.placeCount }, (_, place) => place);
  const index = { placesOfEdge: grouped(doors.edge.subarray(0, doors.placeCount), all, edgeCount), itemsOfPlace: grouped(places, items, doors.placeCount) };
  kept.set(doors, { version: doors.version, index });
  return index;
}

function grouped(rowOf: Int32Array, valueOf: Int32Array, rows: number): Rows {
  const start = new Int32Array(rows + 1);
  for (let i = 0; i < rowOf.length; i++) start[rowOf[i] + 1]++;
  for (let r = 0; r < rows; r++) start[r + 1] += start[r];
  const next = start.slice(0, rows);
  const values = new Int32Array(rowOf.length);
  for (let i = 0; i < rowOf.length; i++) values[next[rowOf[i]]++] = valueOf[i];
  return { start, values };
}
