/** Doors that follow footways: homes and parcels that join a footway, or a street that a footway splits, and back. */
import KDBush from 'kdbush';
import { doorsByEdge, keepDoorsByEdge, type DoorAt, type DoorsByEdge } from './door-index.ts';
import type { DoorSet, Ground } from './doors.ts';
import type { Courses } from './footway-courses.ts';
import { piecesOf, type Piece } from './footway-room.ts';
import { Journal } from './journal.ts';
import { nearestVisibleEdge, type EdgePlace } from './nearest-edge.ts';
import { WALL_FREE_M } from './parameters.ts';
import { pointToSegment } from './segments.ts';

/** Where the owner of each door stands. */
interface Where { readonly x: ArrayLike<number>; readonly y: ArrayLike<number> }

/** Hardly a leg is longer. m */
const NEAR_M = 120;

/** What is known of a state of the doors without footways. */
interface Known {
  readonly version: number;
  /** Whose own place it is; -1: a gate's, or nobody's any more. */
  readonly owner: Int32Array;
  readonly placeOfGate: ReadonlyMap<number, number>;
  readonly index: DoorsByEdge;
  /** Own places that a footway may take over from farther than `NEAR_M`: long legs, and what walls hide. */
  readonly far: readonly number[];
}

export class DoorPatch {
  readonly doors: DoorSet;
  readonly #ground: Ground;
  readonly #where: Where;
  readonly #journal = new Journal();
  #known: Known | null = null;
  #near: KDBush | null = null;
  #version = 0;
  /** Owners whose doors are elsewhere than without footways. */
  readonly items: number[] = [];

  constructor(ground: Ground, doors: DoorSet, where: Where) {
    this.#ground = ground;
    this.doors = doors;
    this.#where = where;
    this.#version = doors.version;
  }

  /** Doors by street, without footways. */
  get index(): DoorsByEdge { return this.#state().index; }

  /** Own places that footways may take over; before those are put in. */
  candidates(courses: Courses): readonly number[] {
    const { owner, index, far } = this.#state();
    const { legM, hidden } = this.doors;
    const pieces = piecesOf(courses);
    const found = new Set<number>();
    const look = (place: number): void => {
      const [item, reachM] = [owner[place], hidden[place] === 1 ? Math.max(legM[place], WALL_FREE_M) : legM[place]];
      if (leastTo(pieces, this.#where.x[item], this.#where.y[item], reachM) <= reachM) found.add(place);
    };
    for (const edge of courses.splits.keys()) for (let k = index.start[edge]; k < index.start[edge + 1]; k++) if (owner[index.place[k]] >= 0) found.add(index.place[k]);
    for (const place of far) look(place);
    for (const item of this.#itemsNear(pieces)) {
      const place = this.doors.start[item] < this.doors.end[item] ? this.doors.doorPlace[this.doors.start[item]] : -1;
      if (place >= 0 && owner[place] === item) look(place);
    }
    return [...found];
  }

  #itemsNear(pieces: readonly Piece[]): readonly number[] {
    if (this.doors.count === 0 || pieces.length === 0) return [];
    if (!this.#near) {
      this.#near = new KDBush(this.doors.count);
      for (let item = 0; item < this.doors.count; item++) this.#near.add(this.#where.x[item], this.#where.y[item]);
      this.#near.finish();
    }
    const near = this.#near;
    return [...new Set(pieces.flatMap(({ ax, ay, bx, by }) => near.range(Math.min(ax, bx) - NEAR_M, Math.min(ay, by) - NEAR_M, Math.max(ax, bx) + NEAR_M, Math.max(ay, by) + NEAR_M)))];
  }

  /** @param gates that join elsewhere now */
  put(candidates: readonly number[], gates: ReadonlySet<number>): void {
    const { owner, placeOfGate, index } = this.#state();
    const { graph, walls } = this.#ground;
    const moved = new Map<number, number>();
    const take = (place: number, to: EdgePlace | null): void => {
      const from = this.doors.edge[place];
      if (this.#move(place, to)) moved.set(place, from);
    };
    for (const place of candidates) take(place, nearestVisibleEdge(graph, walls, this.#where.x[owner[place]], this.#where.y[owner[place]]));
    for (const gate of gates) {
      const place = placeOfGate.get(gate);
      if (place !== undefined) take(place, this.#ground.gatePlace(gate));
    }
    this.#touch();
    keepDoorsByEdge(this.doors, { ...index, instead: this.#instead(index, moved) });
  }

  /** What stands at edges that lost or won doors. @param moved places, and the edges they were on */
  #instead(index: DoorsByEdge, moved: ReadonlyMap<number, number>): ReadonlyMap<number, readonly DoorAt[]> {
    const { edge, positionM, legM } = this.doors;
    const instead = new Map<number, DoorAt[]>();
    const at = (each: number): DoorAt[] => {
      let list = instead.get(each);
      if (!list) instead.set(each, list = []);
      return list;
    };
    const lost = new Set(moved.values());
    for (const before of lost) {
      at(before);
      for (let k = index.start[before]; k < index.start[before + 1]; k++) {
        const [item, place, doorM] = [index.item[k], index.place[k], index.doorM[k]];
        if (moved.has(place)) this.items.push(item);
        at(edge[place]).push({ item, place, positionM: positionM[place], legM: legM[place], doorM });
      }
    }
    // Edges that only won some keep those they had.
    for (const [each, list] of instead) {
      if (lost.has(each)) continue;
      for (let k = index.start[each]; k < index.start[each + 1]; k++) list.push({ item: index.item[k], place: index.place[k], positionM: index.positionM[k], legM: index.legM[k], doorM: index.doorM[k] });
    }
    return instead;
  }

  clear(): void {
    this.#journal.undo();
    this.items.length = 0;
    this.#touch();
    keepDoorsByEdge(this.doors, this.#state().index);
  }

  #touch(): void {
    // The next to move a gate counts on from here, and what is known of the doors without footways stays known.
    const isKnown = this.#known?.version === this.#version;
    this.#version = ++this.doors.version;
    if (isKnown) this.#known = { ...this.#known as Known, version: this.#version };
  }

  #move(place: number, to: EdgePlace | null): boolean {
    const { edge, positionM, legM } = this.doors;
    if (!to || (edge[place] === to.edge && positionM[place] === to.positionM && legM[place] === to.legM)) return false;
    this.#journal.set(edge, place, to.edge);
    this.#journal.set(positionM, place, to.positionM);
    this.#journal.set(legM, place, to.legM);
    return true;
  }

  #state(): Known {
    const { doors } = this;
    if (this.#known?.version === doors.version) return this.#known;
    const owner = new Int32Array(doors.placeCount).fill(-1);
    const placeOfGate = new Map<number, number>();
    for (let item = 0; item < doors.count; item++) {
      for (let door = doors.start[item]; door < doors.end[item]; door++) {
        const place = doors.doorPlace[door];
        if (doors.gate[place] < 0) owner[place] = item;
        else placeOfGate.set(doors.gate[place], place);
      }
    }
    this.#version = doors.version;
    const far: number[] = [];
    for (let place = 0; place < doors.placeCount; place++) if (owner[place] >= 0 && (doors.hidden[place] === 1 || doors.legM[place] > NEAR_M)) far.push(place);
    return this.#known = { version: doors.version, owner, placeOfGate, index: doorsByEdge(doors, this.#ground.graph.edgeCount), far };
  }
}

/** Metres to the nearest piece; Infinity where that is farther than `withinM`. */
export function leastTo(pieces: readonly Piece[], x: number, y: number, withinM: number): number {
  let least = Infinity;
  for (const { ax, ay, bx, by } of pieces) {
    if (Math.min(ax, bx) - withinM > x || Math.max(ax, bx) + withinM < x || Math.min(ay, by) - withinM > y || Math.max(ay, by) + withinM < y) continue;
    least = Math.min(least, pointToSegment(ax, ay, bx, by, x, y));
  }
  return least;
}
