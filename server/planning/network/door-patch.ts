/** Doors that follow footways: homes and parcels that join a footway, or a street that a footway splits, and back. */
import { doorsByEdge, type DoorsByEdge } from './door-index.ts';
import type { DoorSet, Ground } from './doors.ts';
import type { Courses } from './footway-courses.ts';
import { piecesOf, type Piece } from './footway-room.ts';
import { Journal } from './journal.ts';
import { isHidden, nearestVisibleEdge, type EdgePlace } from './nearest-edge.ts';
import { WALL_FREE_M } from './parameters.ts';
import { pointToSegment } from './segments.ts';

/** Where the owner of each door stands. */
interface Where { readonly x: ArrayLike<number>; readonly y: ArrayLike<number> }

/** What is known of a state of the doors without footways. */
interface Known {
  readonly version: number;
  /** Whose own place it is; -1: a gate's, or nobody's any more. */
  readonly owner: Int32Array;
  readonly placeOfGate: ReadonlyMap<number, number>;
  readonly index: DoorsByEdge;
  /** Whether walls hide the place from its owner: 0 not asked yet, 1 no, 2 yes. */
  readonly hidden: Uint8Array;
}

export class DoorPatch {
  readonly doors: DoorSet;
  readonly #ground: Ground;
  readonly #where: Where;
  readonly #journal = new Journal();
  #known: Known | null = null;
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
    const { owner } = this.#state();
    const { placeCount, edge, legM } = this.doors;
    const pieces = piecesOf(courses);
    const found: number[] = [];
    for (let place = 0; place < placeCount; place++) {
      const item = owner[place];
      if (item < 0) continue;
      if (courses.splits.has(edge[place])) {
        found.push(place);
        continue;
      }
      const metres = leastTo(pieces, this.#where.x[item], this.#where.y[item], Math.max(legM[place], WALL_FREE_M));
      if (metres <= legM[place] || (metres <= WALL_FREE_M && this.#isHidden(place, item))) found.push(place);
    }
    return found;
  }

  /** @param gates that join elsewhere now */
  put(candidates: readonly number[], gates: ReadonlySet<number>): void {
    const { owner, placeOfGate } = this.#state();
    const { graph, walls } = this.#ground;
    for (const place of candidates) {
      const item = owner[place];
      if (this.#move(place, nearestVisibleEdge(graph, walls, this.#where.x[item], this.#where.y[item]))) this.items.push(item);
    }
    const moved = new Set<number>();
    for (const gate of gates) {
      const place = placeOfGate.get(gate);
      if (place !== undefined && this.#move(place, this.#ground.gatePlace(gate))) moved.add(place);
    }
    if (moved.size > 0) for (let item = 0; item < this.doors.count; item++) if (this.#leadsTo(item, moved)) this.items.push(item);
    this.#touch();
  }

  clear(): void {
    this.#journal.undo();
    this.items.length = 0;
    this.#touch();
  }

  #touch(): void {
    // The next to move a gate counts on from here, and what is known of the doors without footways stays known.
    const isKnown = this.#known?.version === this.#version;
    this.#version = ++this.doors.version;
    if (isKnown) this.#known = { ...this.#known as Known, version: this.#version };
  }

  #leadsTo(item: number, places: ReadonlySet<number>): boolean {
    for (let door = this.doors.start[item]; door < this.doors.end[item]; door++) if (places.has(this.doors.doorPlace[door])) return true;
    return false;
  }

  #move(place: number, to: EdgePlace | null): boolean {
    const { edge, positionM, legM } = this.doors;
    if (!to || (edge[place] === to.edge && positionM[place] === to.positionM && legM[place] === to.legM)) return false;
    this.#journal.set(edge, place, to.edge);
    this.#journal.set(positionM, place, to.positionM);
    this.#journal.set(legM, place, to.legM);
    return true;
  }

  #isHidden(place: number, item: number): boolean {
    const { hidden } = this.#state();
    const { graph, walls } = this.#ground;
    if (hidden[place] === 0) hidden[place] = isHidden(graph, walls, this.doors.edge[place], this.#where.x[item], this.#where.y[item]) ? 2 : 1;
    return hidden[place] === 2;
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
    return this.#known = { version: doors.version, owner, placeOfGate, index: doorsByEdge(doors, this.#ground.graph.edgeCount), hidden: new Uint8Array(doors.placeCount) };
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
