/** What a piece of ground holds, cuts and follows: the numbers behind its cost and its reasons. */
import { lonLatToMetric } from '../../geometry/lonlat-to-metric.ts';
import { areaOf } from '../ring-measures.ts';
import { costTerms, type Character, type CostTerm } from './answer.ts';
import { costPerM, lengthOf } from './cluster.ts';
import { hullArea } from './convex-hull.ts';
import { hasCommon } from './face-facts.ts';
import { originOf } from './faces.ts';
import type { Outline } from './outline.ts';
import type { NearArea } from './question.ts';
import type { Scene } from './scene.ts';

export interface Held { readonly index: number; readonly insideM2: number; readonly wholeM2: number }
export interface Measures {
  readonly areaM2: number;
  readonly perimeterM: number;
  readonly oldPlaces: readonly Held[];
  readonly divisions: readonly Held[];
  /** Places in `Ground.oldPlaces` and `.parcels` of those the boundary cuts in two. */
  readonly placesCut: readonly number[];
  readonly parcelsCut: readonly number[];
  /** m² of the convex hull. */
  readonly hullM2: number;
  /** Share of the ground that piece and sketch have in common of what either has; null for a click. */
  readonly likeSketch: number | null;
  /** Metres of boundary in common with units, by their places in `Ground.units`; and the units in holes of it. */
  readonly unitBorders: ReadonlyMap<number, number>;
}

/** Whole areas of what lies near; worked out once a scene. */
const wholes = new WeakMap<Scene, { readonly oldPlaces: readonly number[]; readonly parcels: readonly number[]; readonly divisions: readonly number[] }>();
function wholesOf(scene: Scene): NonNullable<ReturnType<typeof wholes.get>> {
  const { ground, crs } = scene.question;
  const of = (areas: readonly NearArea[]): readonly number[] => areas.map(({ geometry }) => areaOf(lonLatToMetric(geometry, crs)));
  const known = wholes.get(scene) ?? { oldPlaces: of(ground.oldPlaces), parcels: of(ground.parcels), divisions: of(ground.divisions) };
  wholes.set(scene, known);
  return known;
}

/** m² of each area inside the piece; areas that are not there are left out. */
function held({ graph: { faces } }: Scene, piece: ReadonlySet<number>, ofFace: readonly (readonly number[])[], wholeM2: readonly number[]): readonly Held[] {
  const inside = new Map<number, number>();
  for (const face of piece) for (const index of ofFace[face]) inside.set(index, (inside.get(index) ?? 0) + faces[face].areaM2);
  return [...inside].sort(([a], [b]) => a - b).map(([index, insideM2]) => ({ index, insideM2, wholeM2: wholeM2[index] }));
}

/** Those that lie on both sides with more than the grain of two drawings. */
const cut = (all: readonly Held[], along: ReadonlySet<number>, minShare: number): readonly number[] =>
  all.filter(({ index, insideM2, wholeM2 }) => along.has(index) && insideM2 > minShare * wholeM2 && wholeM2 - insideM2 > minShare * wholeM2).map(({ index }) => index);

/** Common ground over all ground of a piece and the sketch. */
function sketchLikeness({ graph: { faces } }: Scene, piece: ReadonlySet<number>, sketch: Sketch): number {
  let [common, pieceM2] = [0, 0];
  for (const face of piece) { common += sketch.inM2[face]; pieceM2 += faces[face].areaM2; }
  return common / (pieceM2 + sketch.wholeM2 - common);
}
/** m² of the sketch in each face, and as a whole. */
export interface Sketch { readonly inM2: Float64Array; readonly wholeM2: number }

export function measuresOf(scene: Scene, piece: ReadonlySet<number>, outline: Outline, sketch: Sketch | null): Measures {
  const { graph: { segments, faces, faceOf }, vertices: { metres }, facts, lines, rules } = scene;
  const whole = wholesOf(scene);
  const [alongPlaces, alongParcels, unitBorders] = [new Set<number>(), new Set<number>(), new Map<number, number>()];
  let perimeterM = 0;
  for (const half of outline.flat()) {
    const [inner, outer] = [faceOf[half], faceOf[half ^ 1]];
    const lengthM = lengthOf(scene, half >> 1);
    perimeterM += lengthM;
    if (outer < 0) continue;
    if (hasCommon(facts.oldPlaces[inner], facts.oldPlaces[outer])) for (const place of facts.oldPlaces[inner]) if (facts.oldPlaces[outer].includes(place)) alongPlaces.add(place);
    const divides = segments[half >> 1].lines.some((line) => rules.lines[lines[line].kind].divides);
    if (!divides) for (const parcel of facts.parcels[inner]) if (facts.parcels[outer].includes(parcel)) alongParcels.add(parcel);
    for (const unit of facts.units[outer]) unitBorders.set(unit, (unitBorders.get(unit) ?? 0) + lengthM);
  }
  const oldPlaces = held(scene, piece, facts.oldPlaces, whole.oldPlaces);
  const { minShareCut } = rules.values;
  return {
    areaM2: [...piece].sort((a, b) => a - b).reduce((sum, face) => sum + faces[face].areaM2, 0), perimeterM, oldPlaces, divisions: held(scene, piece, facts.divisions, whole.divisions),
    placesCut: cut(oldPlaces, alongPlaces, minShareCut), parcelsCut: cut(held(scene, piece, facts.parcels, whole.parcels), alongParcels, minShareCut), unitBorders,
    hullM2: hullArea((outline[0] ?? []).map((half) => metres[originOf(segments, half)])), likeSketch: sketch && sketchLikeness(scene, piece, sketch),
  };
}

/** Old places with at least the wanted share of their ground inside, by layer kind where one is named. */
export function placesInside({ question: { ground }, rules }: Scene, { oldPlaces }: Measures, kind?: string): readonly number[] {
  return oldPlaces.filter(({ index, insideM2, wholeM2 }) => insideM2 >= rules.values.minShareInside * wholeM2 && (kind === undefined || ground.oldPlaces[index].kind === kind)).map(({ index }) => index);
}

/** How far a size is from those wanted: 0 within, 1 at twice or half. */
const sizeTerm = (areaM2: number, [least, most]: readonly [number, number]): number => Math.min(1, Math.abs(Math.log2(areaM2 < least ? areaM2 / least : areaM2 > most ? areaM2 / most : 1)));

export type Cost = Readonly<Record<CostTerm | 'total', number>>;

/**
 * The documented cost, each term 0 (best) to 1: what the lines cost a metre on average; half a step for every parcel or old place cut; the size away from the
 * wanted ones, or of a sketch the ground not in common with it; old communities missing from what a demonstration area asks for (only where it has that size); how
 * much of its convex hull the shape leaves out.
 */
export function costOf(scene: Scene, measures: Measures, outline: Outline, character: Character): Cost {
  const { rules } = scene;
  const { wantedAreaM2, weights } = rules.characters[character];
  const { values } = rules;
  const lineM = outline.flat().reduce((sum, half) => sum + lengthOf(scene, half >> 1) * Math.min(1, costPerM(scene, half >> 1, character)), 0);
  const isDemonstration = measures.areaM2 >= values.demonstrationMinAreaM2 && measures.areaM2 <= values.demonstrationMaxAreaM2;
  const communities = placesInside(scene, measures, 'old_community').length;
  const terms: Record<CostTerm, number> = {
    lines: lineM / measures.perimeterM,
    parcelsCut: 1 - 0.5 ** measures.parcelsCut.length,
    placesCut: 1 - 0.5 ** measures.placesCut.length,
    size: measures.likeSketch === null ? sizeTerm(measures.areaM2, wantedAreaM2) : 1 - measures.likeSketch,
    places: isDemonstration ? Math.max(0, values.minCommunities - communities) / Math.max(1, values.minCommunities) : 0,
    shape: Math.max(0, 1 - measures.areaM2 / measures.hullM2),
  };
  return { ...terms, total: costTerms.reduce((sum, term) => sum + weights[term] * terms[term], 0) };
}
