/** How homes and parcels come to the network: each has doors, each door a place on an edge. Numbers 4 and 9 of the definition (./README.md). */
import { interiorPoint } from '../geometry/interior-point.ts';
import { isOnOrInsideRings } from '../geometry/point-in-rings.ts';
import { centroidOf, ringRange } from '../coverage/features.ts';
import type { Homes } from '../coverage/homes.ts';
import type { Member } from '../coverage/member.ts';
import { openGatesAt, type Communities } from './communities.ts';
import type { GateSet } from './gates.ts';
import { nearestEdge, nearestVisibleEdge, type EdgePlace } from './nearest-edge.ts';
import type { StreetGraph } from './street-graph.ts';
import type { Walls } from './walls.ts';

/** What is needed to join anything to the network. */
export interface Ground {
  readonly graph: StreetGraph;
  readonly gates: GateSet;
  readonly walls: Walls;
  readonly communities: Communities;
  /** Where a gate joins: once for each gate. */
  gatePlace(gate: number): EdgePlace | null;
  /** Says that a gate stands elsewhere now. */
  gateMoved(gate: number): void;
  /** Gates that were asked where they join, and where. */
  readonly gatePlaces: Map<number, EdgePlace | null>;
}

/**
 * Places on edges, shared by the doors of many: gates first, then places of one home each. Item i has the doors `doorPlace[k]` with `doorM[k]` metres to
 * the place's own leg, for k from start[i] to end[i]. Items without an edge to join at have no door.
 */
export interface DoorSet {
  readonly count: number;
  readonly start: Uint32Array;
  readonly end: Uint32Array;
  doorPlace: Uint32Array;
  doorM: Float64Array;
  placeCount: number;
  edge: Int32Array;
  positionM: Float64Array;
  legM: Float64Array;
  /** The gate a place is, or -1. */
  gate: Int32Array;
  /** 1: walls hide the place from who joins there, and every other near. */
  hidden: Uint8Array;
  /** Counted up whenever doors change. */
  version: number;
}

export function joinGround(graph: StreetGraph, gates: GateSet, walls: Walls, communities: Communities): Ground {
  const places = new Map<number, EdgePlace | null>();
  return {
    graph, gates, walls, communities, gatePlaces: places,
    gatePlace: (gate) => {
      let place = places.get(gate);
      if (place === undefined) places.set(gate, place = nearestEdge(graph, gates.x[gate], gates.y[gate]));
      return place;
    },
    gateMoved: (gate) => {
      places.delete(gate);
      gates.moved(gate);
    },
  };
}

export function homeDoors(ground: Ground, homes: Homes): DoorSet {
  const builder = new DoorBuilder(ground, homes.count);
  for (let home = 0; home < homes.count; home++) builder.joinHome(home, homes.x[home], homes.y[home]);
  return builder.finish();
}

/** Doors of polygons: their own open gates, else like a home at a point inside. */
export function parcelDoors(ground: Ground, parcels: readonly Member[]): DoorSet {
  const builder = new DoorBuilder(ground, parcels.length);
  parcels.forEach((member, parcel) => joinParcel(ground, builder, parcel, member));
  return builder.finish();
}

export function joinParcel(ground: Ground, builder: DoorBuilder, parcel: number, { table, row }: Member): void {
  const own = openGatesAt(ground.gates, table, row);
  if (own.length > 0) builder.joinGates(parcel, own, null);
  else builder.joinHome(parcel, ...parcelPlace({ table, row }));
}

/** A copy of its own, to join some items anew in. */
export function copyOfDoors(doors: DoorSet): DoorSet {
  const { start, end, doorPlace, doorM, edge, positionM, legM, gate, hidden } = doors;
  return { ...doors, start: start.slice(), end: end.slice(), doorPlace: doorPlace.slice(), doorM: doorM.slice(), edge: edge.slice(), positionM: positionM.slice(), legM: legM.slice(), gate: gate.slice(), hidden: hidden.slice() };
}

/** The area centroid, or a point inside where the centroid is not. */
export function parcelPlace({ table, row }: Pick<Member, 'table' | 'row'>): readonly [x: number, y: number] {
  const [x, y] = centroidOf(table, row);
  const [first, end] = ringRange(table, row);
  return isOnOrInsideRings(table.coords, table.ringOffsets, first, end, x, y) ? [x, y] : interiorPoint(table, row);
}

/** Collects doors; also takes up a finished set again to join some of its items anew. */
export class DoorBuilder {
  readonly #ground: Ground;
  readonly #set: DoorSet;
  #doors: number;
  readonly #placeOfGate = new Map<number, number>();

  constructor(ground: Ground, count: number, again?: DoorSet) {
    this.#ground = ground;
    this.#set = again ?? {
      count, start: new Uint32Array(count), end: new Uint32Array(count), doorPlace: new Uint32Array(count + 16), doorM: new Float64Array(count + 16),
      placeCount: 0, edge: new Int32Array(count + 16), positionM: new Float64Array(count + 16), legM: new Float64Array(count + 16), gate: new Int32Array(count + 16), hidden: new Uint8Array(count + 16), version: 0,
    };
    this.#doors = this.#set.end.reduce((most, end) => Math.max(most, end), 0);
    for (let place = 0; place < this.#set.placeCount; place++) if (this.#set.gate[place] >= 0) this.#placeOfGate.set(this.#set.gate[place], place);
  }

  joinHome(item: number, x: number, y: number): void {
    const { communities, gates, graph, walls } = this.#ground;
    const open = communities.gatesAround(x, y)?.filter((gate) => gates.open[gate] === 1) ?? [];
    if (open.length > 0) {
      this.joinGates(item, open, [x, y]);
      return;
    }
    this.#open(item);
    const place = nearestVisibleEdge(graph, walls, x, y);
    if (place) this.#door(this.#place(place, -1), 0);
    this.#set.end[item] = this.#doors;
  }

  /** @param from where the straight lines to the gates begin; null: at the gates themselves */
  joinGates(item: number, gates: readonly number[], from: readonly [number, number] | null): void {
    this.#open(item);
    for (const gate of gates) {
      const place = this.#gatePlace(gate);
      if (place < 0) continue;
      const dx = from ? this.#ground.gates.x[gate] - from[0] : 0;
      const dy = from ? this.#ground.gates.y[gate] - from[1] : 0;
      this.#door(place, Math.sqrt(dx * dx + dy * dy));
    }
    this.#set.end[item] = this.#doors;
  }

  finish(): DoorSet {
    this.#set.version++;
    return this.#set;
  }

  #open(item: number): void {
    this.#set.start[item] = this.#doors;
  }

  #door(place: number, metres: number): void {
    const set = this.#set;
    if (this.#doors === set.doorPlace.length) {
      set.doorPlace = grown(set.doorPlace, Uint32Array);
      set.doorM = grown(set.doorM, Float64Array);
    }
    set.doorPlace[this.#doors] = place;
    set.doorM[this.#doors++] = metres;
  }

  #gatePlace(gate: number): number {
    let place = this.#placeOfGate.get(gate);
    if (place === undefined) {
      const joined = this.#ground.gatePlace(gate);
      place = joined ? this.#place(joined, gate) : -1;
      this.#placeOfGate.set(gate, place);
    }
    return place;
  }

  #place({ edge, positionM, legM, isHidden }: EdgePlace, gate: number): number {
    const set = this.#set;
    if (set.placeCount === set.edge.length) {
      set.edge = grown(set.edge, Int32Array);
      set.positionM = grown(set.positionM, Float64Array);
      set.legM = grown(set.legM, Float64Array);
      set.gate = grown(set.gate, Int32Array);
      set.hidden = grown(set.hidden, Uint8Array);
    }
    set.edge[set.placeCount] = edge;
    set.positionM[set.placeCount] = positionM;
    set.legM[set.placeCount] = legM;
    set.gate[set.placeCount] = gate;
    set.hidden[set.placeCount] = isHidden ? 1 : 0;
    return set.placeCount++;
  }
}

function grown<T extends { readonly length: number; set(from: T): void }>(array: T, make: new (length: number) => T): T {
  const larger = new make(array.length * 2);
  larger.set(array);
  return larger;
}
