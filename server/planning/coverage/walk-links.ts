/** Who is joined to what by an unbroken way on foot, however long: the pieces the walking network falls into, and who stands on which. */
import type { DoorSet, Ground } from '../network/doors.ts';
import { joinsOf, type FacilityJoin } from '../network/facility-joins.ts';
import type { StreetGraph } from '../network/street-graph.ts';
import type { LayerTable } from './dataset.ts';
import type { Member } from './member.ts';
import type { Selection } from './selection.ts';
import { facilityOf } from './walk-reach.ts';

/** Where a feature joins the network. */
export type JoinsOfMember = (member: Member) => readonly FacilityJoin[];

/** Sets of pieces whose homes are remembered; a network seldom falls into other pieces than these. */
const MOST_SETS = 64;

export class WalkLinks {
  readonly #ground: Ground;
  readonly #doors: DoorSet;
  readonly #joins: JoinsOfMember;
  readonly #streets: StreetGraph;
  #revision = 0;
  #pieces: Pieces | null = null;
  #homes: HomePieces | null = null;
  /** Joins that stay the same are on the same pieces, as long as the streets fall into the same. */
  #ofJoins = new WeakMap<readonly FacilityJoin[], ReadonlySet<number>>();
  #wereOthers = false;
  readonly #linked = new Map<string, Uint8Array>();
  readonly #all = new Map<string, { readonly parts: readonly Uint8Array[]; readonly all: Uint8Array }[]>();
  #ofSelections = new WeakMap<readonly Member[], { readonly pieces: ReadonlySet<number>; readonly homes: Uint8Array }>();

  /** @param streets the network of the city where `ground` has proposals in it */
  constructor(ground: Ground, doors: DoorSet, joins: JoinsOfMember, streets = ground.graph) {
    [this.#ground, this.#doors, this.#joins, this.#streets] = [ground, doors, joins, streets];
  }

  /** Forgets what a change of gates and footways has changed. @param revision another number after every change */
  follow(revision: number): this {
    if (revision === this.#revision) return this;
    this.#revision = revision;
    [this.#pieces, this.#homes] = [null, null];
    this.#linked.clear();
    this.#all.clear();
    this.#ofSelections = new WeakMap();
    return this;
  }

  /** 1 for each home that some member of the supply can be reached from; the same array as long as that is so for the same homes. */
  homesLinked(supply: Selection): Uint8Array {
    const base = 'base' in supply ? supply.base as Selection : supply;
    const known = this.#ofBase(base);
    const added = supply.members.slice(base.members.length).flatMap((member) => [...this.piecesOf(member)]).filter((piece) => !known.pieces.has(piece));
    return added.length === 0 ? known.homes : this.#homesOn(new Set([...known.pieces, ...added]));
  }

  /** 1 for each home that has a 1 in every list. */
  homesInAll(lists: readonly Uint8Array[]): Uint8Array {
    if (lists.length === 1) return lists[0];
    const key = String(lists.length);
    let sets = this.#all.get(key);
    if (!sets) this.#all.set(key, sets = []);
    const known = sets.find(({ parts }) => parts.every((part, i) => part === lists[i]));
    if (known) return known.all;
    const all = Uint8Array.from(lists[0], (one, home) => (one === 1 && lists.every((list) => list[home] === 1) ? 1 : 0));
    if (sets.length === MOST_SETS) sets.shift();
    sets.push({ parts: lists, all });
    return all;
  }

  /** Pieces a feature joins, each once. */
  piecesOf(member: Member): ReadonlySet<number> {
    const { of: pieces } = this.#piecesNow();
    const joins = this.#joins(member);
    let found = this.#ofJoins.get(joins);
    if (!found) this.#ofJoins.set(joins, found = new Set(joins.map(({ edge }) => pieces[this.#ground.graph.from[edge]])));
    return found;
  }

  /** Pieces the doors of a home open on, each once. */
  piecesOfHome(home: number): ReadonlySet<number> {
    const { of: pieces } = this.#piecesNow();
    const { start, end, doorPlace, edge } = this.#doors;
    const found = new Set<number>();
    for (let door = start[home]; door < end[home]; door++) found.add(pieces[this.#ground.graph.from[edge[doorPlace[door]]]]);
    return found;
  }

  #ofBase(base: Selection): { readonly pieces: ReadonlySet<number>; readonly homes: Uint8Array } {
    let known = this.#ofSelections.get(base.members);
    if (!known) {
      const pieces = new Set(base.members.flatMap((member) => [...this.piecesOf(member)]));
      this.#ofSelections.set(base.members, known = { pieces, homes: this.#homesOn(pieces) });
    }
    return known;
  }

  #homesOn(wanted: ReadonlySet<number>): Uint8Array {
    const key = [...wanted].sort((a, b) => a - b).join();
    let homes = this.#linked.get(key);
    if (!homes) {
      if (this.#linked.size === MOST_SETS) this.#linked.clear();
      this.#linked.set(key, homes = this.#worked(wanted));
    }
    return homes;
  }

  #worked(wanted: ReadonlySet<number>): Uint8Array {
    const { first, others } = this.#homes ??= this.#homePieces();
    const isWanted = new Uint8Array(this.#ground.graph.nodeCount);
    for (const piece of wanted) isWanted[piece] = 1;
    const homes = new Uint8Array(first.length);
    for (let home = 0; home < first.length; home++) if (first[home] >= 0) homes[home] = isWanted[first[home]];
    for (let i = 0; i < others.length; i += 2) if (isWanted[others[i + 1]] === 1) homes[others[i]] = 1;
    return homes;
  }

  #homePieces(): HomePieces {
    const { of: pieces } = this.#piecesNow();
    const { from } = this.#ground.graph;
    const { count, start, end, doorPlace, edge } = this.#doors;
    const first = new Int32Array(count).fill(-1);
    const others: number[] = [];
    for (let home = 0; home < count; home++) {
      for (let door = start[home]; door < end[home]; door++) {
        const piece = pieces[from[edge[doorPlace[door]]]];
        if (door === start[home]) first[home] = piece;
        else others.push(home, piece);
      }
    }
    return { first, others };
  }

  #piecesNow(): Pieces {
    if (!this.#pieces) {
      this.#pieces = piecesWith(this.#ground.graph, this.#streets);
      if (this.#pieces.areOthers || this.#wereOthers) this.#ofJoins = new WeakMap();
      this.#wereOthers = this.#pieces.areOthers;
    }
    return this.#pieces;
  }
}

/** The piece each home's first door opens on, -1: it has none; and home and piece of every further door. */
interface HomePieces { readonly first: Int32Array; readonly others: readonly number[] }

/** Joins are worked out once a feature. */
export function joinsKept(ground: Ground): JoinsOfMember {
  const known = new WeakMap<LayerTable, Map<number, readonly FacilityJoin[]>>();
  return (member) => {
    let ofTable = known.get(member.table);
    if (!ofTable) known.set(member.table, ofTable = new Map());
    let joins = ofTable.get(member.row);
    if (!joins) ofTable.set(member.row, joins = joinsOf(ground, facilityOf(member)));
    return joins;
  };
}

/** Of each node the number of the piece it is in; `areOthers`: the streets of the city do not fall into the pieces any more that they do without proposals. */
interface Pieces { readonly of: Int32Array; readonly areOthers: boolean }

const ofStreets = new WeakMap<StreetGraph, Int32Array>();

/** Of a network that does not change. */
function piecesOfStreets(streets: StreetGraph): Int32Array {
  let pieces = ofStreets.get(streets);
  if (!pieces) ofStreets.set(streets, pieces = piecesOfGraph(streets));
  return pieces;
}

/** Of streets that proposals stand in: only what they join is looked at. Where one has closed a way, all is worked out anew. */
function piecesWith(graph: StreetGraph, streets: StreetGraph): Pieces {
  const base = piecesOfStreets(streets);
  if (graph === streets) return { of: base, areOthers: false };
  if (streets.linkOpen.some((open, link) => open === 1 && graph.linkOpen[link] === 0)) return { of: piecesOfGraph(graph), areOthers: true };
  const above = new Map<number, number>();
  const top = (piece: number): number => {
    let at = piece;
    for (let next = above.get(at); next !== undefined; next = above.get(at)) at = next;
    return at;
  };
  const pieceOf = (node: number): number => top(node < streets.nodeCount ? base[node] : node);
  const together = (a: number, b: number): void => {
    const [one, other] = [pieceOf(a), pieceOf(b)];
    if (one !== other) above.set(Math.max(one, other), Math.min(one, other));
  };
  for (let link = 0; link < graph.linkCount; link++) if (graph.linkOpen[link] === 1 && streets.linkOpen[link] === 0) together(graph.linkFrom[link], graph.linkTo[link]);
  for (let node = streets.nodeCount; node < graph.nodeCount; node++) for (let k = graph.arcStart[node]; k < graph.arcStart[node + 1]; k++) together(node, graph.arcTo[k]);
  const pieces = new Int32Array(graph.nodeCount);
  pieces.set(base);
  for (let node = streets.nodeCount; node < graph.nodeCount; node++) pieces[node] = top(node);
  const areOthers = [...above.keys()].some((piece) => piece < streets.nodeCount);
  if (areOthers) for (let node = 0; node < streets.nodeCount; node++) pieces[node] = top(base[node]);
  return { of: pieces, areOthers };
}

/** For each node the piece it is in: the least number of a node one can walk to. */
function piecesOfGraph({ nodeCount, arcStart, arcTo, arcM }: StreetGraph): Int32Array {
  const above = Int32Array.from({ length: nodeCount }, (_, node) => node);
  for (let node = 0; node < nodeCount; node++) for (let k = arcStart[node]; k < arcStart[node + 1]; k++) if (arcM[k] < Infinity) join(above, node, arcTo[k]);
  for (let node = 0; node < nodeCount; node++) above[node] = topOf(above, node);
  return above;
}

function join(above: Int32Array, a: number, b: number): void {
  const [one, other] = [topOf(above, a), topOf(above, b)];
  if (one < other) above[other] = one;
  else above[one] = other;
}

function topOf(above: Int32Array, node: number): number {
  let at = node;
  while (above[at] !== at) {
    above[at] = above[above[at]];
    at = above[at];
  }
  return at;
}
