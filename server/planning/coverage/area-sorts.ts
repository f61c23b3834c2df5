/** The sorts of things an area has inside: homes, places of facilities, ground of atoms, lines of streets. Each says how it is looked for, and where a change concerns it. */
import type { PointLocator } from '../geometry/point-locator.ts';
import type { Overlay } from '../geometry/overlay.ts';
import { ROUNDING_M, type AreaChange } from './area-change.ts';
import type { AreaMemory, MemberSort } from './area-memory.ts';
import type { AreaView, AtomPart, GroundShare, StreetPart } from './area-view.ts';
import type { Atoms } from './atoms.ts';
import { areaOf, boxOf, type Box } from './features.ts';
import type { Homes } from './homes.ts';
import { memberShape, placeOf, type Selection } from './selection.ts';
import type { StreetReach } from './street-reach.ts';

/** What stands at a point is its own item: its number. */
abstract class PointSort implements MemberSort<number> {
  readonly #locator: PointLocator;
  constructor(locator: PointLocator) { this.#locator = locator; }
  abstract within(box: Box): readonly number[];
  abstract placeOf(member: number): readonly [x: number, y: number];
  find(member: number): number | null {
    const [x, y] = this.placeOf(member);
    return this.#locator.contains(x, y) ? member : null;
  }
  memberOf(item: number): number { return item; }
  isTouched(member: number, change: AreaChange): boolean {
    const [x, y] = this.placeOf(member);
    return change.touches(x, y, 0);
  }
  isSame(): boolean { return true; }
  forget(): void {}
}

export class HomeSort extends PointSort {
  readonly #homes: Homes;
  constructor(locator: PointLocator, homes: Homes) {
    super(locator);
    this.#homes = homes;
  }
  within(box: Box): readonly number[] { return this.#homes.within(box); }
  placeOf(home: number): readonly [number, number] { return [this.#homes.x[home], this.#homes.y[home]]; }
}

/** Features by the place they stand in, which lies in their extent. */
export class PlaceSort extends PointSort {
  readonly #selection: Selection;
  constructor(locator: PointLocator, selection: Selection) {
    super(locator);
    this.#selection = selection;
  }
  within(box: Box): readonly number[] { return this.#selection.reaching(box); }
  placeOf(index: number): readonly [number, number] { return placeOf(this.#selection.members[index]); }
}

/** Atoms by the part of their ground inside. Clips are made through `clips`. */
export class PartSort implements MemberSort<AtomPart> {
  readonly #area: AreaView;
  readonly #locator: PointLocator;
  readonly #atoms: Atoms;
  readonly #clips: Overlay;
  readonly #memory: AreaMemory;
  constructor(area: AreaView, locator: PointLocator, atoms: Atoms, clips: Overlay, memory: AreaMemory) {
    [this.#area, this.#locator, this.#atoms, this.#clips, this.#memory] = [area, locator, atoms, clips, memory];
  }
  within(box: Box): readonly number[] { return this.#atoms.within(box); }
  /** By the atom's circle first: away from the outline it is wholly in or wholly out. */
  find(atom: number): AtomPart | null {
    const atoms = this.#atoms;
    if (atoms.areaM2[atom] === 0) return null;
    const [x, y] = [atoms.centerX[atom], atoms.centerY[atom]];
    if (!this.#locator.hasEdgeNear(x, y, atoms.circleM[atom] + ROUNDING_M)) return this.#locator.contains(x, y) ? { atom, clip: null, areaM2: atoms.areaM2[atom] } : null;
    if (atoms.overlapM2[atom] !== 0 || this.#clips !== this.#memory.shapes) return this.#cut(atom);
    // Rules mean the same polygon in many ways; it is cut once for an outline.
    const cuts = this.#memory.cutsOf<Omit<AtomPart, 'atom'>>(atoms.selection.members[atom]);
    const { row } = atoms.selection.members[atom];
    let cut = cuts.get(row);
    if (cut === undefined) cuts.set(row, cut = this.#cut(atom));
    else if (cut?.clip != null) this.#memory.share(cut.clip);
    return cut && { atom, clip: cut.clip, areaM2: cut.areaM2 };
  }
  #cut(atom: number): AtomPart | null {
    const areaM2 = this.#atoms.areaM2[atom];
    const shape = this.#atoms.shape(atom);
    if (this.#area.covers(shape)) return { atom, clip: null, areaM2 };
    if (!this.#area.intersects(shape)) return null;
    const clip = this.#clips.intersection(shape, this.#area.shape);
    const clipM2 = this.#clips.area(clip);
    if (clipM2 > 0) return { atom, clip, areaM2: clipM2 };
    this.#clips.release(clip);
    return null;
  }
  memberOf({ atom }: AtomPart): number { return atom; }
  isTouched(atom: number, change: AreaChange): boolean { return change.touches(this.#atoms.centerX[atom], this.#atoms.centerY[atom], this.#atoms.circleM[atom]); }
  isSame(a: AtomPart, b: AtomPart): boolean { return a.clip === null && b.clip === null; }
  forget({ clip }: AtomPart): void { this.#memory.release(clip); }
}

/** What has an extent and is looked at by the circle around its box. */
abstract class ExtentSort<T> implements MemberSort<T> {
  abstract readonly selection: Selection;
  abstract within(box: Box): readonly number[];
  abstract find(member: number): T | null;
  abstract memberOf(item: T): number;
  abstract isSame(a: T, b: T): boolean;
  isTouched(index: number, change: AreaChange): boolean { return change.touches(...this.circleOf(index)); }
  circleOf(index: number): readonly [x: number, y: number, radiusM: number] {
    const { table, row } = this.selection.members[index];
    const { minX, minY, maxX, maxY } = boxOf(table, row);
    const [x, y] = [(minX + maxX) / 2, (minY + maxY) / 2];
    return [x, y, Math.hypot(maxX - x, maxY - y) + ROUNDING_M];
  }
  forget(): void {}
}

export class StreetSort extends ExtentSort<StreetPart> {
  readonly selection: Selection;
  readonly #area: AreaView;
  readonly #locator: PointLocator;
  readonly #reach: StreetReach;
  readonly #memory: AreaMemory;
  constructor(area: AreaView, locator: PointLocator, reach: StreetReach, memory: AreaMemory) {
    super();
    [this.selection, this.#area, this.#locator, this.#reach, this.#memory] = [reach.streets, area, locator, reach, memory];
  }
  within(box: Box): readonly number[] { return this.#reach.within(box); }
  find(street: number): StreetPart | null {
    const [x, y, radiusM] = this.circleOf(street);
    if (!this.#locator.hasEdgeNear(x, y, radiusM)) return this.#locator.contains(x, y) ? { street, lines: null } : null;
    const { row } = this.selection.members[street];
    const cuts = this.#memory.cutsOf<Pick<StreetPart, 'lines'>>(this.selection.members[street]);
    let cut = cuts.get(row);
    if (cut === undefined) cuts.set(row, cut = this.#cut(street));
    return cut && { street, lines: cut.lines };
  }
  #cut(street: number): Pick<StreetPart, 'lines'> | null {
    const area = this.#area;
    const shape = this.#reach.shape(street);
    if (area.covers(shape)) return { lines: null };
    if (!area.intersects(shape)) return null;
    const cut = area.overlay.intersection(shape, area.shape);
    const lines = area.overlay.toLines(cut);
    area.overlay.release(cut);
    return { lines };
  }
  memberOf({ street }: StreetPart): number { return street; }
  isSame(a: StreetPart, b: StreetPart): boolean { return a.lines === null && b.lines === null; }
}

/** Features by the share of their own ground that lies inside; one without ground is inside with its place or not at all. */
export class ShareSort extends ExtentSort<GroundShare> {
  readonly selection: Selection;
  readonly #area: AreaView;
  readonly #locator: PointLocator;
  constructor(area: AreaView, locator: PointLocator, selection: Selection) {
    super();
    [this.selection, this.#area, this.#locator] = [selection, area, locator];
  }
  within(box: Box): readonly number[] { return this.selection.reaching(box); }
  find(index: number): GroundShare | null {
    const share = this.#shareOf(index);
    return share > 0 ? { index, share } : null;
  }
  #shareOf(index: number): number {
    const member = this.selection.members[index];
    if (member.table.geometryType !== 'polygon') return this.#locator.contains(...placeOf(member)) ? 1 : 0;
    const [x, y, radiusM] = this.circleOf(index);
    if (!this.#locator.hasEdgeNear(x, y, radiusM)) return this.#locator.contains(x, y) ? 1 : 0;
    const { overlay, shape: whole } = this.#area;
    const shape = memberShape(overlay, member);
    if (this.#area.covers(shape)) return 1;
    return this.#area.intersects(shape) ? overlay.area(overlay.intersection(shape, whole)) / areaOf(member.table, member.row) : 0;
  }
  memberOf({ index }: GroundShare): number { return index; }
  isSame(a: GroundShare, b: GroundShare): boolean { return a.share === b.share; }
}
