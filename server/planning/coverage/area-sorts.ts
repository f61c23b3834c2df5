/** The sorts of things an area has inside: homes, places of facilities, ground of atoms, lines of streets. Each says how it is looked for, and where a change concerns it. */
import type { PointLocator } from '../geometry/point-locator.ts';
import { linesInside } from '../geometry/lines-inside.ts';
import type { Ground } from '../geometry/ground-cut.ts';
import { EdgeList, type SignedEdges } from '../geometry/signed-edges.ts';
import { ROUNDING_M, type AreaChange } from './area-change.ts';
import type { AreaMemory, MemberSort } from './area-memory.ts';
import type { AreaView, AtomPart, GroundShare, StreetPart } from './area-view.ts';
import type { Atoms } from './atoms.ts';
import { settled } from './area-reach.ts';
import type { LayerTable } from './dataset.ts';
import { areaOf, boxOf, ringsOfFeature, type Box } from './features.ts';
import type { Homes } from './homes.ts';
import { placeOf, type Member } from './member.ts';
import type { Selection } from './selection.ts';
import { lengthOf, linesOf, type StreetReach } from './street-reach.ts';

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

/** Atoms by the part of their ground inside. */
export class PartSort implements MemberSort<AtomPart> {
  readonly #area: AreaView;
  readonly #locator: PointLocator;
  readonly #atoms: Atoms;
  readonly #memory: AreaMemory;
  constructor(area: AreaView, locator: PointLocator, atoms: Atoms, memory: AreaMemory) {
    [this.#area, this.#locator, this.#atoms, this.#memory] = [area, locator, atoms, memory];
  }
  within(box: Box): readonly number[] { return this.#atoms.within(box); }
  /** By the atom's circle first: away from the outline it is wholly in or wholly out. */
  find(atom: number): AtomPart | null {
    const atoms = this.#atoms;
    const areaM2 = atoms.areaM2[atom];
    if (areaM2 === 0) return null;
    const [x, y] = [atoms.centerX[atom], atoms.centerY[atom]];
    if (!this.#locator.hasEdgeNear(x, y, atoms.circleM[atom] + ROUNDING_M)) return this.#locator.contains(x, y) ? { atom, isCut: false, areaM2 } : null;
    if (atoms.overlapM2[atom] !== 0) return partOf(atom, areaM2, this.#area.commonM2(edgesOfGround(atoms.ground(atom))));
    return partOf(atom, areaM2, groundInside(this.#area, this.#memory, atoms.selection.members[atom]));
  }
  memberOf({ atom }: AtomPart): number { return atom; }
  isTouched(atom: number, change: AreaChange): boolean { return change.touches(...circleOf(this.#atoms.selection.members[atom])); }
  isSame(a: AtomPart, b: AtomPart): boolean { return !a.isCut && !b.isCut; }
}

function partOf(atom: number, areaM2: number, insideM2: number): AtomPart | null {
  const partM2 = settled(insideM2, areaM2);
  return partM2 === 0 ? null : { atom, isCut: partM2 !== areaM2, areaM2: partM2 };
}

/** m² of a polygon's ground inside: rules mean the same polygon in many ways, and it is cut once for an outline. */
function groundInside(area: AreaView, memory: AreaMemory, { table, row }: Member): number {
  const cuts = memory.cutsOf<number>(table);
  let insideM2 = cuts.get(row);
  if (insideM2 === undefined) {
    const edges = new EdgeList();
    edges.polygons(ringsOfFeature(table, row), 1);
    cuts.set(row, insideM2 = area.commonM2(edges.done()));
  }
  return insideM2;
}

function edgesOfGround(ground: Ground): SignedEdges {
  const edges = new EdgeList();
  edges.ground(ground);
  return edges.done();
}

const circles = new WeakMap<LayerTable, Float64Array>();

/** The circle around a feature's box, a little larger: x, y, radius. */
export function circleOf({ table, row }: Member): readonly [x: number, y: number, radiusM: number] {
  let ofTable = circles.get(table);
  if (!ofTable) circles.set(table, ofTable = new Float64Array(3 * table.ids.length));
  const at = 3 * row;
  if (ofTable[at + 2] === 0) {
    const { minX, minY, maxX, maxY } = boxOf(table, row);
    const [x, y] = [(minX + maxX) / 2, (minY + maxY) / 2];
    [ofTable[at], ofTable[at + 1], ofTable[at + 2]] = [x, y, Math.hypot(maxX - x, maxY - y) + ROUNDING_M];
  }
  return [ofTable[at], ofTable[at + 1], ofTable[at + 2]];
}

/** What has an extent and is looked at by the circle around its box. */
abstract class ExtentSort<T> implements MemberSort<T> {
  abstract readonly selection: Selection;
  abstract within(box: Box): readonly number[];
  abstract find(member: number): T | null;
  abstract memberOf(item: T): number;
  abstract isSame(a: T, b: T): boolean;
  isTouched(index: number, change: AreaChange): boolean { return change.touches(...circleOf(this.selection.members[index])); }
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
    const [x, y, radiusM] = circleOf(this.selection.members[street]);
    if (!this.#locator.hasEdgeNear(x, y, radiusM)) return this.#locator.contains(x, y) ? this.#whole(street) : null;
    const { table, row } = this.selection.members[street];
    const cuts = this.#memory.cutsOf<readonly Float64Array[] | 'whole' | 'outside'>(table);
    let cut = cuts.get(row);
    if (cut === undefined) cuts.set(row, cut = this.#cut(street));
    if (cut === 'outside') return null;
    return cut === 'whole' ? this.#whole(street) : { street, lines: cut, lengthM: lengthOf(cut) };
  }
  #whole(street: number): StreetPart { return { street, lines: null, lengthM: this.#reach.whole(street).lengthM }; }
  #cut(street: number): readonly Float64Array[] | 'whole' | 'outside' {
    const whole = linesOf(this.selection, street);
    const lines = linesInside(whole, this.#locator);
    if (!lines) return this.#cutExactly(street);
    if (lines.length === 0) return 'outside';
    return lines.length === whole.length && lines.every((line, i) => line.length === whole[i].length && line.every((ordinate, j) => ordinate === whole[i][j])) ? 'whole' : lines;
  }
  #cutExactly(street: number): readonly Float64Array[] | 'whole' | 'outside' {
    const area = this.#area;
    const shape = this.#reach.shape(street);
    if (area.covers(shape)) return 'whole';
    if (!area.intersects(shape)) return 'outside';
    const cut = area.overlay.intersection(shape, area.shape);
    const lines = area.overlay.toLines(cut);
    area.overlay.release(cut);
    return lines;
  }
  memberOf({ street }: StreetPart): number { return street; }
  isSame(a: StreetPart, b: StreetPart): boolean { return a.lines === null && b.lines === null; }
}

/** Features by the share of their own ground that lies inside; one without ground is inside with its place or not at all. */
export class ShareSort extends ExtentSort<GroundShare> {
  readonly selection: Selection;
  readonly #area: AreaView;
  readonly #locator: PointLocator;
  readonly #memory: AreaMemory;
  constructor(area: AreaView, locator: PointLocator, selection: Selection, memory: AreaMemory) {
    super();
    [this.selection, this.#area, this.#locator, this.#memory] = [selection, area, locator, memory];
  }
  within(box: Box): readonly number[] { return this.selection.reaching(box); }
  find(index: number): GroundShare | null {
    const share = this.#shareOf(index);
    return share > 0 ? { index, share } : null;
  }
  #shareOf(index: number): number {
    const member = this.selection.members[index];
    if (member.table.geometryType !== 'polygon') return this.#locator.contains(...placeOf(member)) ? 1 : 0;
    const [x, y, radiusM] = circleOf(member);
    if (!this.#locator.hasEdgeNear(x, y, radiusM)) return this.#locator.contains(x, y) ? 1 : 0;
    const areaM2 = areaOf(member.table, member.row);
    return areaM2 > 0 ? settled(groundInside(this.#area, this.#memory, member), areaM2) / areaM2 : 0;
  }
  memberOf({ index }: GroundShare): number { return index; }
  isSame(a: GroundShare, b: GroundShare): boolean { return a.share === b.share; }
}
