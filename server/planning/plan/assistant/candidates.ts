/** Grounds a character could propose, best first by the documented cost. */
import type { Overlay } from '../../geometry/overlay.ts';
import type { PolygonCoords, Position } from '../../geometry/types.ts';
import { sideOfRing } from '../area-validity.ts';
import { aimsOf, type Heart } from './aims.ts';
import type { Character } from './answer.ts';
import { cheapestFaces, onePiece, partingOf, sharesOf } from './cluster.ts';
import { costOf, measuresOf, type Cost, type Measures } from './measures.ts';
import { areaOf } from '../ring-measures.ts';
import { outlineOf, type Outline } from './outline.ts';
import type { Scene } from './scene.ts';

export interface Candidate {
  readonly piece: ReadonlySet<number>;
  readonly outline: Outline;
  readonly measures: Measures;
  readonly cost: Cost;
}
export interface Candidates {
  readonly ranked: readonly Candidate[];
  /** There was ground, but none kept the locked stretches. */
  readonly losesLocks: boolean;
}

/** Faces a proposal must hold, and the one it grows from. Null: nothing near is enclosed. */
export interface Seeds { readonly must: ReadonlySet<number>; readonly start: number; readonly inHeart: Float64Array }

export function seedsOf(scene: Scene, heart: Heart): Seeds | null {
  const { graph: { faces }, facts, lockedOut, question: { seed, crs } } = scene;
  const inHeart = sharesOf(scene, heart.area);
  const free = faces.flatMap((_, face) => (facts.units[face].length === 0 && !lockedOut.has(face) ? [face] : []));
  if (seed.kind === 'sketch') {
    const start = free.reduce((best, face) => (inHeart[face] > 0 && (best < 0 || inHeart[face] > inHeart[best]) ? face : best), -1);
    return start < 0 ? null : { must: new Set(), start, inHeart };
  }
  const at = crs.forward(...seed.at);
  const start = free.find((face) => isInFace(at, faces[face].polygon));
  if (start === undefined) return null;
  const mostly = heart.meaning === 'spot' ? [] : free.filter((face) => inHeart[face] >= 0.5 * faces[face].areaM2);
  return { must: new Set([...mostly, start]), start, inHeart };
}
/** A point on a border is in the first face of those that share it. */
const isInFace = (at: Position, [shell, ...holes]: PolygonCoords): boolean => sideOfRing(at, shell) !== 'outside' && !holes.some((hole) => sideOfRing(at, hole) === 'inside');

/** Adding up does not depend on which faces are taken first. */
const keyOf = (piece: ReadonlySet<number>): string => [...piece].sort((a, b) => a - b).join(' ');

export function candidatesOf(scene: Scene, heart: Heart, seeds: Seeds, neighbours: readonly (readonly number[])[], character: Character, overlay: Overlay): Candidates {
  const parting = partingOf(scene, character);
  const found = new Map<string, Candidate>();
  const sketch = heart.meaning === 'sketch' ? { inM2: seeds.inHeart, wholeM2: areaOf(heart.area) } : null;
  let losesLocks = false;
  for (const { area } of aimsOf(scene, heart, character, overlay)) {
    const inM2 = sharesOf(scene, area);
    for (const reachM of scene.rules.characters[character].reachM) {
      const piece = onePiece(scene, cheapestFaces(scene, parting, inM2, reachM, seeds.must), [seeds.start], neighbours);
      if (piece.size === 0) continue;
      if (!keepsLocks(scene, piece)) { losesLocks = true; continue; }
      const key = keyOf(piece);
      if (found.has(key)) continue;
      const outline = outlineOf(scene, piece);
      const measures = measuresOf(scene, piece, outline, sketch);
      found.set(key, { piece, outline, measures, cost: costOf(scene, measures, outline, character) });
    }
  }
  return { ranked: [...found.values()].sort((a, b) => a.cost.total - b.cost.total || a.measures.areaM2 - b.measures.areaM2), losesLocks };
}

function keepsLocks({ graph: { faceOf }, lockedHalves }: Scene, piece: ReadonlySet<number>): boolean {
  return lockedHalves.every((half) => piece.has(faceOf[half]) && !piece.has(faceOf[half ^ 1]));
}

/** Share of the ground two pieces have in common of what either has. */
export function likeness({ graph: { faces } }: Scene, a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  let [common, all] = [0, 0];
  for (const face of a) { all += faces[face].areaM2; if (b.has(face)) common += faces[face].areaM2; }
  for (const face of b) if (!a.has(face)) all += faces[face].areaM2;
  return all === 0 ? 0 : common / all;
}
