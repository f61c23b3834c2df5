import { overlayScope, type OverlayScope } from '../geometry/overlay-scope.ts';
import type { Overlay, Shape } from '../geometry/overlay.ts';
import { areaWithout, buildAreaReach, settled, SURELY_INSIDE, SURELY_OUTSIDE, type AreaReach, type AtomState, type BufferOf, type Candidate } from './area-reach.ts';
import type { Atoms } from './atoms.ts';
import { boxOf } from './features.ts';
import { ProposedAtoms } from './proposals-atoms.ts';
import type { ProposedSelection } from './proposals-selection.ts';
import { distanceToMember, widened, type Member } from './selection.ts';

/** What is known of an atom that proposals reach. */
interface Touched { readonly candidates: readonly Candidate[]; readonly state: AtomState; readonly coveredM2: number }

/**
 * Cover of the demand with proposals counted. Only atoms that a proposal reached before or reaches now are looked at, and of those only the gap that what
 * exists leaves open is cut with the proposals.
 */
export class ProposedAreaReach implements AreaReach {
  atoms: Atoms;
  readonly supply: ProposedSelection;
  readonly #base: AreaReach;
  readonly #overlay: Overlay;
  readonly #bufferOf: BufferOf;
  #members: readonly Member[] = [];
  readonly #reached = new Map<Member, ReadonlyMap<number, number>>();
  readonly #touched = new Map<number, Touched>();
  readonly #gaps = new Map<number, Shape>();
  readonly #revisions = new Map<number, number>();
  #revision = 0;
  /** Atoms that are proposals themselves. */
  #proposed: AreaReach | null = null;
  readonly #ownShapes: OverlayScope;

  constructor(base: AreaReach, atoms: Atoms, supply: ProposedSelection, overlay: Overlay, bufferOf: BufferOf) {
    this.#base = base;
    this.atoms = atoms;
    this.supply = supply;
    this.#overlay = overlay;
    this.#bufferOf = bufferOf;
    this.#ownShapes = overlayScope(overlay);
  }

  /** `atoms` as they are now; `atomsChanged`: proposals among them did. @returns atoms (of those that exist) whose cover may have changed */
  update(atoms: Atoms, atomsChanged: boolean): ReadonlySet<number> {
    this.atoms = atoms;
    const from = this.supply.base.members.length;
    const members = this.supply.members.slice(from);
    const isShifted = members.length !== this.#members.length || members.some(({ id }, i) => id !== this.#members[i].id);
    const isSame = !isShifted && members.every((member, i) => member === this.#members[i]);
    if (atomsChanged || !isSame) this.#forgetProposed();
    if (isSame) return NO_ATOMS;
    this.#revision += 1;
    const affected = new Set<number>();
    for (const member of this.#members) {
      if (!isShifted && members.includes(member)) continue;
      for (const atom of this.#reached.get(member)?.keys() ?? []) affected.add(atom);
      if (!members.includes(member)) this.#reached.delete(member);
    }
    for (const member of members) {
      const isNew = !this.#reached.has(member);
      if (isNew) this.#reached.set(member, this.#reach(member));
      if (isNew || isShifted) for (const atom of this.#reached.get(member)?.keys() ?? []) affected.add(atom);
    }
    this.#members = members;
    for (const atom of affected) this.#settle(atom);
    return affected;
  }

  state(atom: number): AtomState {
    return atom < this.#existing ? this.#touched.get(atom)?.state ?? this.#base.state(atom) : this.#ofProposed().state(atom);
  }
  coveredM2(atom: number): number {
    return atom < this.#existing ? this.#touched.get(atom)?.coveredM2 ?? this.#base.coveredM2(atom) : this.#ofProposed().coveredM2(atom);
  }
  candidates(atom: number): readonly Candidate[] {
    return atom < this.#existing ? this.#touched.get(atom)?.candidates ?? this.#base.candidates(atom) : this.#ofProposed().candidates(atom);
  }
  served(atom: number): Shape {
    return this.#touched.has(atom) || atom >= this.#existing ? this.#ofProposed().served(atom) : this.#base.served(atom);
  }
  revision(atom: number): number { return atom < this.#existing ? this.#revisions.get(atom) ?? 0 : -1; }

  missingM2(atom: number, part: Shape, overlay: Overlay): number {
    if (atom >= this.#existing) return this.#ofProposed().missingM2(atom, part, overlay);
    if (!this.#touched.has(atom)) return this.#base.missingM2(atom, part, overlay);
    const isBare = this.#base.state(atom) === 'bare';
    const gap = isBare ? part : overlay.difference(part, this.#base.served(atom));
    return areaWithout(gap, this.#buffersNear(atom), overlay, !isBare);
  }

  get #existing(): number { return this.atoms instanceof ProposedAtoms ? this.atoms.base.count : this.atoms.count; }
  #ofProposed(): AreaReach { return this.#proposed ??= buildAreaReach(this.atoms, this.supply, this.#ownShapes, this.#bufferOf); }
  #forgetProposed(): void {
    this.#proposed = null;
    this.#ownShapes.releaseAll();
  }

  /** Atoms a proposal's service area may touch, with its distance from the centre of the atom's circle. */
  #reach(member: Member): ReadonlyMap<number, number> {
    const reached = new Map<number, number>();
    const { centerX, centerY, circleM } = this.atoms;
    for (const atom of this.#base.atoms.circlesWithin(widened(boxOf(member.table, member.row), member.radiusM * SURELY_OUTSIDE))) {
      const distanceM = distanceToMember(member, centerX[atom], centerY[atom]);
      if (distanceM - circleM[atom] <= member.radiusM * SURELY_OUTSIDE) reached.set(atom, distanceM);
    }
    return reached;
  }

  #settle(atom: number): void {
    this.#revisions.set(atom, this.#revision);
    const from = this.supply.base.members.length;
    const near = this.#members.flatMap((member, i): Candidate[] => {
      const distanceM = this.#reached.get(member)?.get(atom);
      return distanceM === undefined ? [] : [{ member: from + i, distanceM }];
    });
    if (near.length === 0) {
      this.#touched.delete(atom);
      return;
    }
    const candidates = [...this.#base.candidates(atom), ...near].sort((a, b) => a.distanceM - b.distanceM || this.supply.rank(a.member) - this.supply.rank(b.member));
    const [areaM2, circleM] = [this.atoms.areaM2[atom], this.atoms.circleM[atom]];
    const isCovered = this.#base.state(atom) === 'covered' || near.some(({ member, distanceM }) => distanceM + circleM <= this.supply.members[member].radiusM * SURELY_INSIDE);
    if (isCovered) this.#touched.set(atom, { candidates, state: 'covered', coveredM2: areaM2 });
    else this.#touched.set(atom, { candidates, state: 'partial', coveredM2: settled(areaM2 - this.#missingOfGap(atom, near), areaM2) });
  }

  #missingOfGap(atom: number, near: readonly Candidate[]): number {
    return areaWithout(this.#gapOf(atom), near.map(({ member }) => this.#bufferOf(this.supply.members[member])), this.#overlay, false);
  }

  #buffersNear(atom: number): readonly Shape[] {
    return this.#members.filter((member) => this.#reached.get(member)?.has(atom)).map(this.#bufferOf);
  }

  /** What facilities that exist leave open of an atom; kept as long as the city. */
  #gapOf(atom: number): Shape {
    if (this.#base.state(atom) === 'bare') return this.atoms.shape(atom);
    let gap = this.#gaps.get(atom);
    if (gap === undefined) this.#gaps.set(atom, gap = this.#overlay.difference(this.atoms.shape(atom), this.#base.served(atom)));
    return gap;
  }
}

const NO_ATOMS: ReadonlySet<number> = new Set();
