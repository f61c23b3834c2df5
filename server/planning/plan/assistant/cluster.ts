/** The cheapest ground around what is aimed at: a minimum cut between faces, then the piece that holds the seed, without holes that nothing asks for. */
import { EdgeList } from '../../geometry/signed-edges.ts';
import { OutlineArea } from '../../geometry/common-area.ts';
import type { MultiPolygonCoords } from '../../geometry/types.ts';
import type { Character } from './answer.ts';
import { hasCommon } from './face-facts.ts';
import { minimumCut } from './minimum-cut.ts';
import type { Scene } from './scene.ts';

/** More than any boundary costs. */
const never = 1e12;

/** What a metre along a segment costs for a character, with what it cuts. */
export function costPerM(scene: Scene, segment: number, character: Character): number {
  const { graph: { segments, faceOf }, facts, rules: { lines: byKind, values }, lines } = scene;
  const [left, right] = [faceOf[2 * segment], faceOf[2 * segment + 1]];
  let least = Infinity;
  let divides = false;
  for (const line of segments[segment].lines) {
    const rule = byKind[lines[line].kind];
    if (rule.cost[character] < least) least = rule.cost[character];
    divides ||= rule.divides;
  }
  if (left < 0 || right < 0) return least;
  const cutsPlace = hasCommon(facts.oldPlaces[left], facts.oldPlaces[right]);
  const cutsParcel = !divides && hasCommon(facts.parcels[left], facts.parcels[right]);
  return least + (cutsPlace ? values.placeCutPerM : 0) + (cutsParcel ? values.parcelCutPerM : 0);
}

export function lengthOf({ graph: { segments }, vertices: { metres } }: Scene, segment: number): number {
  const [a, b] = [metres[segments[segment].a], metres[segments[segment].b]];
  return Math.hypot(b[0] - a[0], b[1] - a[1]);
}

/** m² of each face inside an area (valid rings). */
export function sharesOf({ graph }: Scene, area: MultiPolygonCoords): Float64Array {
  const outline = new OutlineArea(area);
  return Float64Array.from(graph.faces, ({ polygon }) => {
    const list = new EdgeList();
    list.polygons([polygon.map((ring) => Float64Array.from(ring.flat()))], 1);
    return outline.commonM2(list.done());
  });
}

/** The network of a character without what is aimed at: it is the same for all its candidates. */
export interface Parting {
  readonly arcs: readonly { readonly a: number; readonly b: number; readonly cost: number }[];
  /** Cost of a face against the open ground around everything. */
  readonly toOpen: Float64Array;
}
export function partingOf(scene: Scene, character: Character): Parting {
  const { graph: { segments, faces, faceOf } } = scene;
  const toOpen = new Float64Array(faces.length);
  const costs = new Map<number, { a: number; b: number; cost: number }>();
  for (let s = 0; s < segments.length; s++) {
    const [left, right] = [faceOf[2 * s], faceOf[2 * s + 1]];
    if (left === right) continue;
    const cost = lengthOf(scene, s) * (costPerM(scene, s, character) + scene.rules.values.everyM);
    if (left < 0 || right < 0) {
      toOpen[Math.max(left, right)] += cost;
      continue;
    }
    const [a, b] = left < right ? [left, right] : [right, left];
    const known = costs.get(a * faces.length + b);
    if (known) known.cost += cost;
    else costs.set(a * faces.length + b, { a, b, cost });
  }
  return { arcs: [...costs.values()], toOpen };
}

/**
 * Faces that part from the rest most cheaply. `inM2`: m² of each face inside what is aimed at; a m² that is not as aimed at costs 1 / `reachM`, so a boundary goes
 * that many metres out of its way for a line that costs 1 less a metre. Water counts for neither side. `seeds` are taken, units and locked-out faces never.
 */
export function cheapestFaces(scene: Scene, { arcs, toOpen }: Parting, inM2: Float64Array, reachM: number, seeds: ReadonlySet<number>): Uint8Array {
  const { graph: { faces }, facts, lockedIn, lockedOut } = scene;
  const [costOut, costIn] = [new Float64Array(faces.length), Float64Array.from(toOpen)];
  for (let face = 0; face < faces.length; face++) {
    const isNever = facts.units[face].length > 0 || lockedOut.has(face);
    if (isNever) costIn[face] = never;
    else if (seeds.has(face) || lockedIn.has(face)) costOut[face] = never;
    else if (!facts.isWater[face]) {
      costOut[face] = inM2[face] / reachM;
      costIn[face] += Math.max(0, faces[face].areaM2 - inM2[face]) / reachM;
    }
  }
  return minimumCut({ nodes: faces.length, costOut, costIn, arcs });
}

/** Faces that share an edge with each face. */
export function neighboursOf({ graph: { segments, faces, faceOf } }: Scene): readonly (readonly number[])[] {
  const neighbours: Set<number>[] = faces.map(() => new Set());
  const open = new Set<number>();
  for (let s = 0; s < segments.length; s++) {
    const [left, right] = [faceOf[2 * s], faceOf[2 * s + 1]];
    if (left === right) continue;
    (left < 0 ? open : neighbours[left]).add(right);
    (right < 0 ? open : neighbours[right]).add(left);
  }
  // The open ground stands last.
  return [...neighbours.map((set) => [...set].map((face) => (face < 0 ? faces.length : face))), [...open]];
}

/** What can be reached from `start` over faces that pass. */
export function reached(start: Iterable<number>, neighbours: readonly (readonly number[])[], passes: (face: number) => boolean): Set<number> {
  const found = new Set([...start].filter(passes));
  const queue = [...found];
  for (let i = 0; i < queue.length; i++) for (const next of neighbours[queue[i]]) if (!found.has(next) && passes(next)) { found.add(next); queue.push(next); }
  return found;
}

/** Taken faces as one piece around `heart`, its holes filled but for those that hold a unit or are locked out. */
export function onePiece(scene: Scene, taken: Uint8Array, heart: Iterable<number>, neighbours: readonly (readonly number[])[]): ReadonlySet<number> {
  const { graph: { faces }, facts, lockedOut } = scene;
  const piece = reached(heart, neighbours, (face) => face < faces.length && taken[face] === 1);
  const outside = reached([faces.length], neighbours, (face) => !piece.has(face));
  const seen = new Set<number>();
  for (let face = 0; face < faces.length; face++) {
    if (piece.has(face) || outside.has(face) || seen.has(face)) continue;
    const hole = reached([face], neighbours, (each) => !piece.has(each));
    for (const each of hole) seen.add(each);
    if (![...hole].some((each) => facts.units[each].length > 0 || lockedOut.has(each))) for (const each of hole) piece.add(each);
  }
  return piece;
}
