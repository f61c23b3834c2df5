/** Footways in a walking network under the hand: streets, doors and what is known of ways follow them, and are put back to the bit when they go. */
import type { DoorPatch } from '../network/door-patch.ts';
import { leastTo } from '../network/door-patch.ts';
import type { DoorSet, Ground } from '../network/doors.ts';
import type { Courses } from '../network/footway-courses.ts';
import { piecesOf, type FootwayRoom } from '../network/footway-room.ts';
import { nearestEdge, type EdgePlace } from '../network/nearest-edge.ts';
import { ServicePatch, type FootwayChange } from '../network/service-patch.ts';
import { settleItem, type LimitGroup, type WalkReach } from './walk-reach.ts';

/** Where footways are put in and taken out again, with the doors that follow. */
export class FootwayGround {
  readonly #ground: Ground;
  readonly #room: FootwayRoom;
  readonly #gates: [gate: number, place: EdgePlace | null][] = [];
  /** Null: there is none in. */
  change: FootwayChange | null = null;

  constructor(ground: Ground, room: FootwayRoom) {
    this.#ground = ground;
    this.#room = room;
  }

  put(courses: Courses, doors: readonly DoorPatch[]): void {
    const candidates = doors.map((each) => each.candidates(courses));
    const gates = this.#gatesNear(courses);
    this.#room.put(courses);
    const moved = this.#rejoinGates(gates);
    doors.forEach((each, i) => { each.put(candidates[i], moved); });
    this.change = { ground: this.#ground, room: this.#room, pieces: this.#room.pieces, gates: moved, joins: new Map() };
  }

  clear(doors: readonly DoorPatch[]): void {
    for (const each of doors) each.clear();
    for (const [gate, place] of this.#gates) this.#ground.gatePlaces.set(gate, place);
    this.#gates.length = 0;
    this.#room.clear();
    this.change = null;
  }

  #gatesNear(courses: Courses): readonly number[] {
    const { gates, gatePlaces } = this.#ground;
    const pieces = piecesOf(courses);
    const near: number[] = [];
    for (const [gate, place] of gatePlaces) if (place && (courses.splits.has(place.edge) || leastTo(pieces, gates.x[gate], gates.y[gate], place.legM) <= place.legM)) near.push(gate);
    return near;
  }

  #rejoinGates(near: readonly number[]): ReadonlySet<number> {
    const { graph, gates, gatePlaces } = this.#ground;
    const moved = new Set<number>();
    for (const gate of near) {
      const before = gatePlaces.get(gate) as EdgePlace;
      const now = nearestEdge(graph, gates.x[gate], gates.y[gate]) as EdgePlace;
      if (now.edge === before.edge && now.positionM === before.positionM && now.legM === before.legM) continue;
      this.#gates.push([gate, before]);
      gatePlaces.set(gate, now);
      moved.add(gate);
    }
    return moved;
  }
}

/** A reach that follows: what footways change of it, and what it was. */
export class ReachPatch {
  readonly #value: WalkReach;
  readonly #groups: readonly LimitGroup[];
  readonly #services: readonly ServicePatch[];
  readonly #streetEdges: number;
  readonly #items: number[] = [];
  readonly #before: number[] = [];
  readonly #seen: Uint32Array;
  #turn = 0;
  #changes: number[] | null = null;
  isPut = false;

  constructor(value: WalkReach, groups: readonly LimitGroup[], streets: { readonly nodeCount: number; readonly edgeCount: number }) {
    this.#value = value;
    this.#groups = groups;
    this.#services = groups.map(({ service }) => new ServicePatch(service, streets.nodeCount));
    this.#streetEdges = streets.edgeCount;
    this.#seen = new Uint32Array(value.nearest.length);
  }

  /** Items that are not what they were when this was last asked; null: any may be. */
  takeChanges(): readonly number[] | null {
    const changes = this.#changes;
    this.#changes = [];
    return changes;
  }

  /** Items that changed for another reason. */
  touched(items: Iterable<number>): void {
    if (this.#changes && this.#changes.length > this.#seen.length) this.#changes = null;
    if (this.#changes) for (const item of items) this.#changes.push(item);
  }

  put(change: FootwayChange, patch: DoorPatch, doors: DoorSet): void {
    this.isPut = true;
    this.#turn += 1;
    const { arcStart, arcEdge } = change.ground.graph;
    const { start, item } = patch.index;
    const atEdge = (edge: number): void => {
      if (edge >= 0 && edge < this.#streetEdges) for (let k = start[edge]; k < start[edge + 1]; k++) this.#note(item[k]);
    };
    for (const each of patch.items) this.#note(each);
    for (const service of this.#services) {
      service.put(change);
      for (const node of service.nodes) for (let k = arcStart[node]; k < arcStart[node + 1]; k++) atEdge(arcEdge[k]);
      for (const edge of service.edges) atEdge(edge);
    }
    for (const each of this.#items) settleItem(this.#value, each, this.#groups, doors);
    this.touched(this.#items);
  }

  #note(item: number): void {
    if (this.#seen[item] === this.#turn) return;
    this.#seen[item] = this.#turn;
    const { nearest, distanceM, beyondM } = this.#value;
    this.#items.push(item);
    this.#before.push(nearest[item], distanceM[item], beyondM.length > 0 ? beyondM[item] : NaN);
  }

  clear(): void {
    const { nearest, distanceM, beyondM } = this.#value;
    this.#items.forEach((item, i) => {
      nearest[item] = this.#before[3 * i];
      distanceM[item] = this.#before[3 * i + 1];
      if (beyondM.length > 0) beyondM[item] = this.#before[3 * i + 2];
    });
    for (const service of this.#services) service.clear();
    this.#before.length = 0;
    this.isPut = false;
    this.touched(this.#items);
    this.#items.length = 0;
  }
}
