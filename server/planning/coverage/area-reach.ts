/**
 * How far the service areas of a supply cover each demand atom. Distance first: an atom is wholly in or wholly out of reach by its circle alone; only
 * what the edge of a service area may cut is overlaid exactly. Worked out atom by atom when first asked, then kept.
 */
import { areaInConvexes, type RingsOfPolygons } from '../geometry/convex-cover.ts';
import type { Overlay, Shape } from '../geometry/overlay.ts';
import { areaWithout, gapOf, ringsOf, serviceAreaOf } from './area-gap.ts';
import type { Atoms } from './atoms.ts';
import { isProposalId } from './proposal.ts';
import { distanceToMember, type Member, type Selection } from './selection.ts';

/** Segments a quarter circle of every buffer; 8 (PostGIS's default) would lose 0.64 % of a circle's area (coverage.md, ground rule 5). */
export const QUADRANT_SEGMENTS = 32;

/**
 * A polygonal buffer lies between two exact distances: an arc's chord sags by less than 1 − cos(π/64) = 0.12 % of the radius, and the library
 * fills concavities up to 1 % of the radius deep before it offsets. Between the two, overlay decides.
 */
export const SURELY_INSIDE = 0.998;
export const SURELY_OUTSIDE = 1.011;

/** Where two computed edges run along each other, an overlay leaves or eats slivers of rounded coordinates; less ground than this is one. m² */
export const SLIVER_M2 = 1e-7;

/** Covered ground, with slivers settled: "full coverage" must not fail on the last digit, nor a rate be −0.000…. */
export function settled(coveredM2: number, areaM2: number): number {
  if (coveredM2 < SLIVER_M2) return 0;
  return areaM2 - coveredM2 < SLIVER_M2 ? areaM2 : coveredM2;
}

export type AtomState = 'covered' | 'bare' | 'partial';

export interface AreaReach {
  readonly atoms: Atoms;
  readonly supply: Selection;
  state(atom: number): AtomState;
  /** Union of the service areas that may touch a partial atom. */
  served(atom: number): Shape;
  /** What no service area of a facility that exists covers of a part of an atom. The part itself where none is near; else a new shape, which the caller releases. */
  gap(atom: number, part: Shape, overlay: Overlay): Shape;
  /** m² of a part of a partial atom that no service area covers. */
  missingM2(atom: number, part: Shape, overlay: Overlay): number;
  /** Counts up when what is known of the atom changes; 0 where nothing ever does. */
  revision(atom: number): number;
  /** m² */
  coveredM2(atom: number): number;
  /** Members whose buffer may touch the atom, with their distance from the centre of the atom's circle. */
  candidates(atom: number): readonly Candidate[];
}

export interface Candidate {
  readonly member: number;
  readonly distanceM: number;
}

/** Buffers shared by all rules: same feature, same radius, same shape. */
export type BufferOf = (member: Member) => Shape;
/** The ring of a buffer that is convex, as around a point; null of any other. */
export type ConvexOf = (buffer: Shape) => Float64Array | null;

/** Cover of an atom by more service areas than this is worked out by overlay: coordinates alone take two to the power of their number. */
const MOST_CONVEX = 3;

const UNKNOWN = 0;
const STATES: readonly AtomState[] = ['covered', 'bare', 'partial'];

export function buildAreaReach(atoms: Atoms, supply: Selection, overlay: Overlay, bufferOf: BufferOf, convexOf: ConvexOf = () => null): AreaReach {
  const known = new Uint8Array(atoms.count);
  const coveredM2 = new Float64Array(atoms.count);
  const unions = new Map<string, Shape>();
  // Not kept: of a large city they would fill the memory, and the few that are asked for again are soon found.
  const candidates = (atom: number): readonly Candidate[] => candidatesOf(atoms, supply, atom);

  /** Neighbours often have the same facilities near them, so unions are kept. */
  const unionOf = (members: readonly number[]): Shape => {
    if (members.length === 1) return bufferOf(supply.members[members[0]]);
    const sorted = [...members].sort((a, b) => a - b);
    const key = sorted.join();
    let union = unions.get(key);
    if (union === undefined) unions.set(key, union = overlay.union(sorted.map((member) => bufferOf(supply.members[member]))));
    return union;
  };

  const classify = (atom: number): number => {
    const circleM = atoms.circleM[atom];
    const near = candidates(atom);
    for (const { member, distanceM } of near) {
      if (distanceM + circleM > supply.members[member].radiusM * SURELY_INSIDE) continue;
      coveredM2[atom] = atoms.areaM2[atom];
      return 1;
    }
    if (near.length === 0) return 2;
    coveredM2[atom] = settled(atoms.areaM2[atom] - missingIn(near, atoms.shape(atom), overlay, atoms.rings(atom)), atoms.areaM2[atom]);
    return 3;
  };

  /** One service area after the other, the nearest first: little is soon left to cut, and no union of many large areas is made for a small parcel. */
  const gapLeft = (near: readonly Candidate[], part: Shape, within: Overlay): Shape => {
    let left = part;
    for (const { member } of near) {
      if (isProposalId(supply.members[member].id)) continue;
      const next = within.difference(left, bufferOf(supply.members[member]));
      if (left !== part) within.release(left);
      left = next;
      if (within.area(left) === 0) break;
    }
    return left;
  };

  /** Rings of the service areas when all are convex, few and none is proposed; else null. */
  const convexesOf = (near: readonly Candidate[]): readonly Float64Array[] | null => {
    if (near.length > MOST_CONVEX) return null;
    const convexes: Float64Array[] = [];
    for (const { member } of near) {
      if (isProposalId(supply.members[member].id)) return null;
      const convex = convexOf(bufferOf(supply.members[member]));
      if (!convex) return null;
      convexes.push(convex);
    }
    return convexes;
  };

  const missingIn = (near: readonly Candidate[], part: Shape, within: Overlay, rings?: RingsOfPolygons): number => {
    const convexes = convexesOf(near);
    if (convexes) return within.area(part) - (convexes.length === 0 ? 0 : areaInConvexes(rings ?? ringsOf(part, within), convexes));
    const proposed = near.map(({ member }) => member).filter((member) => isProposalId(supply.members[member].id)).sort((a, b) => supply.members[a].id - supply.members[b].id);
    const gap = gapLeft(near, part, within);
    const leftM2 = proposed.length === 0 ? within.area(gap) : areaWithout(gapOf(gap, within), proposed.map((member) => serviceAreaOf(bufferOf(supply.members[member]), within)), within);
    if (gap !== part) within.release(gap);
    return leftM2;
  };

  const settle = (atom: number): number => {
    if (known[atom] === UNKNOWN) known[atom] = classify(atom);
    return known[atom];
  };
  return {
    atoms, supply, candidates,
    state: (atom) => STATES[settle(atom) - 1],
    served: (atom) => unionOf(candidates(atom).map(({ member }) => member)),
    gap: (atom, part, within) => gapLeft(candidates(atom), part, within),
    missingM2: (atom, part, within) => missingIn(candidates(atom), part, within), revision: () => 0,
    coveredM2: (atom) => { settle(atom); return coveredM2[atom]; },
  };
}

export function candidatesOf(atoms: Atoms, supply: Selection, atom: number): readonly Candidate[] {
  const x = atoms.centerX[atom];
  const y = atoms.centerY[atom];
  const circleM = atoms.circleM[atom];
  const slackM = circleM + supply.maxRadiusM * (SURELY_OUTSIDE - 1);
  const list: Candidate[] = [];
  for (const member of supply.reaching({ minX: x - slackM, minY: y - slackM, maxX: x + slackM, maxY: y + slackM })) {
    const distanceM = distanceToMember(supply.members[member], x, y);
    if (distanceM - circleM <= supply.members[member].radiusM * SURELY_OUTSIDE) list.push({ member, distanceM });
  }
  return list.sort((a, b) => a.distanceM - b.distanceM || a.member - b.member);
}
