import { overlayScope, type OverlayScope } from '../geometry/overlay-scope.ts';
import type { Overlay, Shape } from '../geometry/overlay.ts';
import type { SignedEdges } from '../geometry/signed-edges.ts';
import { areaWithout, edgesWithout, gapOf, type Gap, type ServiceArea } from './area-gap.ts';
import { buildAreaReach, settled, SURELY_INSIDE, type AreaReach, type AtomState, type Candidate } from './area-reach.ts';
import type { Atoms } from './atoms.ts';
import type { AtomDistances, ReachedAtoms } from './proposals-atom-distances.ts';
import { ProposedAtoms } from './proposals-atoms.ts';
import type { ProposedSelection } from './proposals-selection.ts';
import type { Member } from './member.ts';

const [UNTOUCHED, COVERED, PARTIAL] = [0, 1, 2];

/**
 * Cover of the demand with proposals counted. Only atoms that a proposal reached before or reaches now are looked at, and of those only the gap that what
 * exists leaves open is cut with the proposals, when it is asked about.
 */
export class ProposedAreaReach implements AreaReach {
  atoms: Atoms;
  readonly supply: ProposedSelection;
  readonly #base: AreaReach;
  readonly #overlay: Overlay;
  readonly #serviceAreaOf: (member: Member) => ServiceArea;
  readonly #distances: AtomDistances;
  #members: readonly Member[] = [];
  readonly #reached = new Map<Member, ReachedAtoms>();
  /** By atom that exists: what proposals make of it. */
  readonly #state: Uint8Array;
  readonly #coveredM2: Float64Array;
  readonly #revisions: Uint32Array;
  /** Number of the update that last looked at an atom, and the proposals near it, as places in `#members`, of those it did. */
  readonly #looked: Uint32Array;
  readonly #gaps = new Map<number, Gap>();
  #updates = 0;
  /** Atoms that are proposals themselves. */
  #proposed: AreaReach | null = null;
  readonly #ownShapes: OverlayScope;

  constructor(base: AreaReach, atoms: Atoms, supply: ProposedSelection, overlay: Overlay, serviceAreaOf: (member: Member) => ServiceArea, distances: AtomDistances) {
    const { count } = base.atoms;
    this.#base = base;
    this.atoms = atoms;
    this.supply = supply;
    this.#overlay = overlay;
    this.#serviceAreaOf = serviceAreaOf;
    this.#distances = distances;
    this.#ownShapes = overlayScope(overlay);
    this.#state = new Uint8Array(count);
    this.#coveredM2 = new Float64Array(count);
    this.#revisions = new Uint32Array(count);
    this.#looked = new Uint32Array(count);
  }

  /** `atoms` as they are now; `atomsChanged`: proposals among them did. @returns atoms (of those that exist) that were looked at again */
  update(atoms: Atoms, atomsChanged: boolean): readonly number[] {
    this.atoms = atoms;
    const members = this.supply.members.slice(this.supply.base.members.length);
    const isSame = members.length === this.#members.length && members.every((member, i) => member === this.#members[i]);
    if (atomsChanged || !isSame) this.#forgetProposed();
    if (isSame) return [];
    this.#updates += 1;
    const affected: number[] = [];
    for (const member of this.#members) {
      if (members.includes(member)) continue;
      this.#look(this.#reached.get(member) as ReachedAtoms, affected);
      this.#reached.delete(member);
    }
    for (const member of members) {
      if (this.#reached.has(member)) continue;
      const reached = this.#distances.of(member, this.#base.atoms);
      this.#reached.set(member, reached);
      this.#look(reached, affected);
    }
    this.#members = members;
    this.#settle(affected);
    return affected;
  }

  state(atom: number): AtomState {
    if (atom >= this.#existing) return this.#ofProposed().state(atom);
    return this.#state[atom] === UNTOUCHED ? this.#base.state(atom) : this.#state[atom] === COVERED ? 'covered' : 'partial';
  }
  coveredM2(atom: number): number {
    if (atom >= this.#existing) return this.#ofProposed().coveredM2(atom);
    if (this.#state[atom] === UNTOUCHED) return this.#base.coveredM2(atom);
    // Cut when somebody asks: a proposal crosses many parcels on its way, and an open unit has few of them.
    if (Number.isNaN(this.#coveredM2[atom])) this.#coveredM2[atom] = settled(this.atoms.areaM2[atom] - this.#missingOf(atom), this.atoms.areaM2[atom]);
    return this.#coveredM2[atom];
  }
  candidates(atom: number): readonly Candidate[] {
    if (atom >= this.#existing) return this.#ofProposed().candidates(atom);
    const near = this.#near(atom);
    return near.length === 0 ? this.#base.candidates(atom)
      : [...this.#base.candidates(atom), ...near].sort((a, b) => a.distanceM - b.distanceM || this.supply.rank(a.member) - this.supply.rank(b.member));
  }
  served(atom: number): Shape {
    return atom < this.#existing && this.#state[atom] === UNTOUCHED ? this.#base.served(atom) : this.#ofProposed().served(atom);
  }
  revision(atom: number): number { return atom < this.#existing ? this.#revisions[atom] : -1; }

  gap(atom: number, part: Shape, overlay: Overlay): Shape {
    return atom < this.#existing ? this.#base.gap(atom, part, overlay) : this.#ofProposed().gap(atom, part, overlay);
  }
  open(atom: number): SignedEdges {
    if (atom >= this.#existing) return this.#ofProposed().open(atom);
    if (this.#state[atom] === UNTOUCHED) return this.#base.open(atom);
    return edgesWithout(this.#gapOf(atom), this.#near(atom).map(({ member }) => this.#serviceAreaOf(this.supply.members[member])), this.#overlay);
  }

  get #existing(): number { return this.#state.length; }
  #ofProposed(): AreaReach {
    return this.#proposed ??= buildAreaReach(this.atoms instanceof ProposedAtoms ? this.atoms : this.#base.atoms, this.supply, this.#ownShapes, (member) => this.#serviceAreaOf(member).shape);
  }
  #forgetProposed(): void {
    this.#proposed = null;
    this.#ownShapes.releaseAll();
  }

  #look({ atoms }: ReachedAtoms, affected: number[]): void {
    for (const atom of atoms) {
      if (this.#looked[atom] === this.#updates) continue;
      this.#looked[atom] = this.#updates;
      affected.push(atom);
    }
  }

  /** Wholly covered by one proposal is wholly covered; of the others the gap is cut. */
  #settle(affected: readonly number[]): void {
    const { areaM2, circleM } = this.atoms;
    for (const atom of affected) {
      this.#state[atom] = UNTOUCHED;
      this.#revisions[atom] = this.#updates;
    }
    for (const member of this.#members) {
      const { atoms, distancesM } = this.#reached.get(member) as ReachedAtoms;
      const surelyM = member.radiusM * SURELY_INSIDE;
      for (let i = 0; i < atoms.length; i++) {
        const atom = atoms[i];
        if (this.#looked[atom] !== this.#updates) continue;
        if (distancesM[i] + circleM[atom] <= surelyM || this.#base.state(atom) === 'covered') this.#state[atom] = COVERED;
        else if (this.#state[atom] === UNTOUCHED) this.#state[atom] = PARTIAL;
      }
    }
    for (const atom of affected) {
      if (this.#state[atom] === COVERED) this.#coveredM2[atom] = areaM2[atom];
      else if (this.#state[atom] === PARTIAL) this.#coveredM2[atom] = NaN;
    }
  }

  #missingOf(atom: number): number {
    return areaWithout(this.#gapOf(atom), this.#near(atom).map(({ member }) => this.#serviceAreaOf(this.supply.members[member])), this.#overlay);
  }

  /** Proposals near an atom, by id. */
  #near(atom: number): readonly Candidate[] {
    const near: Candidate[] = [];
    const from = this.supply.base.members.length;
    for (let i = 0; i < this.#members.length; i++) {
      const { atoms, distancesM } = this.#reached.get(this.#members[i]) as ReachedAtoms;
      const at = placeOf(atoms, atom);
      if (at >= 0) near.push({ member: from + i, distanceM: distancesM[at] });
    }
    return near;
  }

  /** What facilities that exist leave open of an atom; kept as long as the city. */
  #gapOf(atom: number): Gap {
    let gap = this.#gaps.get(atom);
    if (!gap) {
      const isBare = this.#base.state(atom) === 'bare';
      this.#gaps.set(atom, gap = gapOf(isBare ? this.atoms.shape(atom) : this.#base.gap(atom, this.atoms.shape(atom), this.#overlay), this.#overlay));
    }
    return gap;
  }
}

/** Place of a number in an ascending list, or -1. */
function placeOf(sorted: readonly number[], wanted: number): number {
  let [low, high] = [0, sorted.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] === wanted) return middle;
    if (sorted[middle] < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
