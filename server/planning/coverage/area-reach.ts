/**
 * How far the service areas of a supply cover each demand atom. Distance first: an atom is wholly in or wholly out of reach by its circle alone; only
 * what the edge of a service area may cut is overlaid exactly. Worked out atom by atom when first asked, then kept.
 */
import type { ConvexPart } from '../geometry/convex-parts.ts';
import type { Overlay, Shape } from '../geometry/overlay.ts';
import { EdgeList, type SignedEdges } from '../geometry/signed-edges.ts';
import { areaWithout, edgesWithout, gapOf, serviceAreaOf, type ServiceArea } from './area-gap.ts';
import type { Atoms } from './atoms.ts';
import { CoveredGround } from './covered-ground.ts';
import { groundCut, servicePartsOf } from './ground.ts';
import { isProposalId } from './proposal.ts';
import { distanceToMember, type Member } from './member.ts';
import type { Selection } from './selection.ts';

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
  /** What no service area covers of an atom covered in part, by its edges. Not kept. */
  open(atom: number): SignedEdges;
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
/** The same to cut ground with. */
export type PartsOf = (member: Member) => readonly ConvexPart[];

const UNKNOWN = 0;
const NONE: readonly ServiceArea[] = [];
const STATES: readonly AtomState[] = ['covered', 'bare', 'partial'];

export function buildAreaReach(atoms: Atoms, supply: Selection, overlay: Overlay, bufferOf: BufferOf, partsOf: PartsOf = (member) => servicePartsOf(member, () => bufferOf(member), overlay)): AreaReach {
  const known = new Uint8Array(atoms.count);
  const coveredM2 = new CoveredGround(atoms.areaM2);
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

  // Atoms come in the order of the layer, in which neighbours mostly follow each other: what covers one often covers the next.
  let lastCover: Member | null = null;
  const isCoveredBy = (atom: number, member: Member, distanceM: number): boolean => distanceM + atoms.circleM[atom] <= member.radiusM * SURELY_INSIDE;

  const classify = (atom: number): number => {
    if (lastCover && isCoveredBy(atom, lastCover, distanceToMember(lastCover, atoms.centerX[atom], atoms.centerY[atom]))) {
      coveredM2.set(atom, atoms.areaM2[atom]);
      return 1;
    }
    const near = candidates(atom);
    for (const { member, distanceM } of near) {
      if (!isCoveredBy(atom, supply.members[member], distanceM)) continue;
      lastCover = supply.members[member];
      coveredM2.set(atom, atoms.areaM2[atom]);
      return 1;
    }
    if (near.length === 0) return 2;
    coveredM2.set(atom, settled(atoms.areaM2[atom] - missingIn(near, atom), atoms.areaM2[atom]));
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

  const isProposed = ({ member }: Candidate): boolean => isProposalId(supply.members[member].id);
  const proposedOf = (near: readonly Candidate[]): readonly ServiceArea[] => (!near.some(isProposed) ? NONE : near.map(({ member }) => supply.members[member]).filter(({ id }) => isProposalId(id)).sort((a, b) => a.id - b.id).map((member) => serviceAreaOf(bufferOf(member), overlay)));
  const partsOfMembers: (readonly ConvexPart[] | undefined)[] = [];
  const partsNear = (near: readonly Candidate[]): readonly ConvexPart[] => {
    const parts: ConvexPart[] = [];
    for (const { member } of near) for (const part of partsOfMembers[member] ??= partsOf(supply.members[member])) parts.push(part);
    return parts;
  };

  const missingIn = (near: readonly Candidate[], atom: number): number => {
    const proposed = proposedOf(near);
    if (proposed.length === 0) return groundCut.outsideM2(atoms.ground(atom), partsNear(near));
    const whole = atoms.shape(atom);
    const gap = gapLeft(near, whole, overlay);
    const leftM2 = areaWithout(gapOf(gap, overlay), proposed, overlay);
    if (gap !== whole) overlay.release(gap);
    return leftM2;
  };

  const open = (atom: number): SignedEdges => {
    const near = candidates(atom);
    const [only] = near;
    if (near.length === 1 && !isProposalId(supply.members[only.member].id)) {
      const edges = new EdgeList();
      edges.ground(groundCut.without(atoms.ground(atom), partsNear(near)));
      return edges.done();
    }
    // What several leave is cut again and again under the hand: the library gives it in few pieces.
    const whole = atoms.shape(atom);
    const gap = gapLeft(near, whole, overlay);
    const edges = edgesWithout(gapOf(gap, overlay), proposedOf(near), overlay);
    if (gap !== whole) overlay.release(gap);
    return edges;
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
    open, revision: () => 0,
    coveredM2: (atom) => { settle(atom); return coveredM2.at(atom); },
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
