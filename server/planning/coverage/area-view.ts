/** The area that figures are asked for, indexed for many questions. Lives for one call; `dispose` gives back its shapes and those made through it. */
import { OutlineArea } from '../geometry/common-area.ts';
import { exactSum } from '../geometry/exact-sum.ts';
import { pointLocator } from '../geometry/point-locator.ts';
import type { SignedEdges } from '../geometry/signed-edges.ts';
import { overlayScope } from '../geometry/overlay-scope.ts';
import type { Overlay, PreparedShape, Shape } from '../geometry/overlay.ts';
import type { MultiPolygonCoords } from '../geometry/types.ts';
import { AreaMemory } from './area-memory.ts';
import { settled, type AreaReach } from './area-reach.ts';
import { HomeSort, PartSort, PlaceSort, ShareSort, StreetSort } from './area-sorts.ts';
import { arePeopleWhole, reachedOf } from './area-people.ts';
import type { BorderReach } from './border-reach.ts';
import { besidePart, BorderSort, type BorderPart } from './border-sort.ts';
import type { Box } from './features.ts';
import type { HomeReach } from './home-reach.ts';
import type { Homes } from './homes.ts';
import { ProposedAtoms } from './proposals-atoms.ts';
import { overlapNotes, OVERLAPS_NOTE, TOLD_OVERLAP_M2, type Atoms } from './atoms.ts';
import type { Member } from './member.ts';
import type { Selection } from './selection.ts';
import { coveredOf, type StreetCover, type StreetReach } from './street-reach.ts';

/** An atom's part inside the area: all of the atom, or what the outline cuts out of it. */
export interface AtomPart {
  readonly atom: number;
  readonly isCut: boolean;
  readonly areaM2: number;
}

/** A street's part inside the area. `lines` is null when the whole street is inside. */
export interface StreetPart {
  readonly street: number;
  readonly lines: readonly Float64Array[] | null;
  readonly lengthM: number;
}

/** The share of its own ground that a feature has inside the area, above 0 up to 1. */
export interface GroundShare {
  readonly index: number;
  readonly share: number;
}

/** Parts of atoms taken together. */
export interface PartsTotal {
  readonly areaM2: number;
  /** See `overlapNotes`. */
  readonly notes: readonly string[];
}

export interface AreaView {
  readonly shape: Shape;
  /** Shapes made through this live as long as the view. */
  readonly overlay: Overlay;
  readonly box: Box;
  readonly areaM2: number;
  /** `area_mended` when the outline crossed itself and was rebuilt. */
  readonly notes: readonly string[];
  /** Boundary included. */
  contains(x: number, y: number): boolean;
  covers(shape: Shape): boolean;
  intersects(shape: Shape): boolean;
  /** m² of ground inside. */
  commonM2(ground: SignedEdges): number;
  /** Homes inside; ascending. */
  homes(homes: Homes): readonly number[];
  /** People of the homes inside. */
  people(homes: Homes): number;
  /** People of the homes inside that have a facility; of all with null. */
  peopleReached(homes: Homes, reach: HomeReach | null): number;
  /** People of the homes inside, those of each home as often as `counts` says, which does not change any more. */
  peopleTimes(homes: Homes, counts: Uint8Array): number;
  /** Members whose place is inside; ascending, or in the selection's own order where it has proposals. */
  places(selection: Selection): readonly number[];
  /** Members with ground inside (points: whose place is), in the same order. */
  shares(selection: Selection): readonly GroundShare[];
  /** Parts of atoms inside, with an area; ascending. */
  parts(atoms: Atoms): readonly AtomPart[];
  total(atoms: Atoms): PartsTotal;
  /** Ground of a part. It lives as long as the view, or the atoms. */
  shapeOf(atoms: Atoms, part: AtomPart): Shape;
  /** An amount of each part added up, the same to the bit in any order. `key` stands for the amounts of whole atoms, which do not change any more. */
  partsTotal(atoms: Atoms, key: object, amountOf: (part: AtomPart) => number): number;
  /** m² of a part within reach. */
  coveredM2(reach: AreaReach, part: AtomPart): number;
  /** The same of all its parts together. */
  coveredTotalM2(reach: AreaReach): number;
  /** The same of each of its parts. */
  coversM2(reach: AreaReach, parts: readonly AtomPart[]): readonly number[];
  /** Parts of streets inside; ascending. */
  streets(reach: StreetReach): readonly StreetPart[];
  /** Covers of those parts, in their order. */
  streetCovers(reach: StreetReach, parts: readonly StreetPart[]): readonly StreetCover[];
  /** Metres of those parts together, and those of them in reach. */
  streetTotals(reach: StreetReach): { readonly lengthM: number; readonly coveredM: number };
  /** An amount of each part of a street added up, as `partsTotal`. */
  streetsTotal(reach: StreetReach, key: object, amountOf: (part: StreetPart) => number): number;
  /** Shared borders inside, by polygon; ascending. */
  borders(reach: BorderReach): readonly BorderPart[];
  /** Metres of them together. */
  borderM(reach: BorderReach): number;
  /** What the part of a shared border inside runs along. */
  besideBorder(reach: BorderReach, part: BorderPart): readonly Member[];
  /** Amounts by member, NaN where unknown, of members whose place is inside: added up in any order, and how many are unknown. They do not change any more. */
  placesTotal(selection: Selection, amounts: Float64Array): { readonly total: number; readonly unknown: number };
  /** See `AreaMemory.values`. */
  readonly values: AreaMemory['values'];
  /** The area cut down to a shape (a built-up area), as a view of its own that goes with this one. `key` names the shape. */
  cutTo(key: string, shape: Shape, prepared: PreparedShape): AreaView;
  dispose(): void;
}

/**
 * `coords` in metres. Rings that are no rings (under three corners, open, not finite) are dropped; an outline that crosses itself is rebuilt. `memory` keeps
 * what it can for the next outline of the same area; it belongs to the caller.
 */
export function openArea(coords: MultiPolygonCoords, overlay: Overlay, memory?: AreaMemory): AreaView {
  const scope = overlayScope(overlay);
  const own = memory ?? new AreaMemory(true);
  const dispose = (): void => scope.releaseAll();
  const usable = coords.map((polygon) => polygon.filter(isRing)).filter((polygon) => polygon.length > 0);
  const dropped = usable.length !== coords.length || usable.some((polygon, i) => polygon.length !== coords[i].length);
  const drawn = scope.fromCoords(usable);
  if (scope.isValid(drawn)) return view(drawn, usable, scope, dropped ? ['area_mended'] : [], own, dispose);
  const mended = scope.toCoords(scope.makeValid(drawn));
  return view(scope.fromCoords(mended), mended, scope, ['area_mended'], own, dispose);
}

function isRing(ring: MultiPolygonCoords[number][number]): boolean {
  const first = ring[0];
  const last = ring[ring.length - 1];
  return ring.length >= 4 && first[0] === last[0] && first[1] === last[1] && ring.every(([x, y]) => Number.isFinite(x) && Number.isFinite(y));
}

/** `overlay` is the scope of the call: what is made here lives until `dispose`. */
function view(shape: Shape, coords: MultiPolygonCoords, overlay: Overlay, notes: readonly string[], memory: AreaMemory, dispose: () => void): AreaView {
  const locator = pointLocator(coords);
  memory.outline(coords);
  const cuts = new Map<string, AreaView>();
  const proposedParts = new Map<ProposedAtoms, readonly AtomPart[]>();
  const clips = new Map<Atoms, Map<number, Shape>>();
  let outline: OutlineArea | null = null;
  let prepared: PreparedShape | null = null;
  let people: number | null = null;
  let sortOfHomes: HomeSort | null = null;
  const homeSort = (homes: Homes): HomeSort => sortOfHomes ??= new HomeSort(locator, homes);
  const cutView = (common: MultiPolygonCoords, key: string): AreaView => view(overlay.fromCoords(common), common, overlay, notes, memory.cut(key), dispose);
  const preparedShape = (): PreparedShape => prepared ??= overlay.prepare(shape);
  const area: AreaView = {
    shape, overlay, notes, dispose, box: locator.box, areaM2: overlay.area(shape), contains: locator.contains,
    covers: (other) => overlay.covers(preparedShape(), other),
    intersects: (other) => overlay.intersects(preparedShape(), other),
    commonM2: (ground) => (outline ??= new OutlineArea(coords)).commonM2(ground),
    homes: (homes) => memory.members(homes, locator.box, homeSort(homes)),
    people: (homes) => people ??= area.peopleReached(homes, null),
    peopleReached: (homes, reach) => {
      const counts = reachedOf(homes, reach);
      if (counts) return area.peopleTimes(homes, counts);
      let total = 0;
      for (const home of area.homes(homes)) if (!reach || reach.nearest[home] >= 0) total += homes.people[home];
      return total;
    },
    peopleTimes: (homes, counts) => {
      if (arePeopleWhole(homes)) return memory.wholeTotal(homes, locator.box, homeSort(homes), counts, (home) => homes.people[home] * counts[home]);
      let total = 0;
      for (const home of area.homes(homes)) total += homes.people[home] * counts[home];
      return total;
    },
    // Lists are kept by the sort and the selection: each under an object of its own.
    places: (selection) => {
      const sort = new PlaceSort(locator, selection);
      // A selection with proposals in it changes under the hand, and its order is not that of its numbers.
      return 'base' in selection ? selection.reaching(locator.box).filter((index) => sort.find(index) !== null) : memory.members(selection.reaching, locator.box, sort);
    },
    shares: (selection) => {
      const sort = new ShareSort(area, locator, selection, memory);
      return 'base' in selection ? selection.reaching(locator.box).flatMap((index) => sort.find(index) ?? []) : memory.members(selection.members, locator.box, sort);
    },
    parts: (atoms) => {
      if (!(atoms instanceof ProposedAtoms)) return memory.members(atoms, locator.box, new PartSort(area, locator, atoms, memory));
      let proposed = proposedParts.get(atoms);
      if (!proposed) {
        const sort = new PartSort(area, locator, atoms, memory);
        proposedParts.set(atoms, proposed = atoms.proposedWithin(locator.box).flatMap((atom) => sort.find(atom) ?? []));
      }
      return proposed.length === 0 ? area.parts(atoms.base) : [...area.parts(atoms.base), ...proposed];
    },
    total: (atoms) => {
      return { areaM2: atoms instanceof ProposedAtoms ? exactSum(area.parts(atoms).map(groundOf)) : area.partsTotal(atoms, atoms.areaM2, groundOf), notes: overlapNotesOf(atoms, area) };
    },
    shapeOf: (atoms, { atom, isCut }) => {
      if (!isCut) return atoms.shape(atom);
      let ofAtoms = clips.get(atoms);
      if (!ofAtoms) clips.set(atoms, ofAtoms = new Map());
      let clip = ofAtoms.get(atom);
      if (clip === undefined) ofAtoms.set(atom, clip = overlay.intersection(atoms.shape(atom), shape));
      return clip;
    },
    partsTotal: (atoms, key, amountOf) => memory.sum(key, atoms, locator.box, new PartSort(area, locator, atoms, memory), { amountOf, isPassing: isCut }),
    coveredM2: (reach, part) => {
      const wholeM2 = reach.coveredM2(part.atom);
      if (!part.isCut || wholeM2 === 0) return wholeM2;
      if (wholeM2 === reach.atoms.areaM2[part.atom]) return part.areaM2;
      return settled(part.areaM2 - area.commonM2(isFollowing(reach) ? reach.open(part.atom) : memory.open(reach, part.atom)), part.areaM2);
    },
    coveredTotalM2: (reach) => (isFollowing(reach) ? exactSum(area.coversM2(reach, area.parts(reach.atoms))) : area.partsTotal(reach.atoms, reach, (part) => area.coveredM2(reach, part))),
    // Only a reach with proposals in its supply changes under the hand.
    coversM2: (reach, parts) => memory.values(reach, parts, atomOf, isFollowing(reach) ? ({ atom }) => reach.revision(atom) : null, (part) => area.coveredM2(reach, part)),
    values: memory.values.bind(memory),
    streets: (reach) => memory.members(reach.streets, locator.box, new StreetSort(area, locator, reach, memory)),
    streetCovers: (reach, parts) => memory.values(reach, parts, streetOf, 'base' in reach.supply ? ({ street }) => reach.revision(street) : null, (part) => coverOf(reach, part)),
    streetTotals: (reach) => {
      if ('base' in reach.supply || 'base' in reach.streets) {
        const covers = area.streetCovers(reach, area.streets(reach));
        return { lengthM: exactSum(covers.map(({ lengthM }) => lengthM)), coveredM: exactSum(covers.map(({ coveredM }) => coveredM)) };
      }
      const sort = new StreetSort(area, locator, reach, memory);
      // The selection stands for the list of streets, its members for their lengths.
      const lengthM = memory.sum(reach.streets.members, reach.streets, locator.box, sort, { amountOf: metresOf, isPassing: isStreetCut });
      const coveredM = reach.supply.members.length === 0 ? 0 : memory.sum(reach, reach.streets, locator.box, sort, { amountOf: ({ street, lines }) => (lines === null ? reach.whole(street).coveredM : coveredOf(reach, street, lines)), isPassing: isStreetCut });
      return { lengthM, coveredM };
    },
    streetsTotal: (reach, key, amountOf) => ('base' in reach.streets ? exactSum(area.streets(reach).map(amountOf)) : memory.sum(key, reach.streets, locator.box, new StreetSort(area, locator, reach, memory), { amountOf, isPassing: isStreetCut })),
    borders: (reach) => {
      const sort = new BorderSort(locator, reach);
      return reach.isFollowing ? sort.within(locator.box).flatMap((index) => sort.find(index) ?? []) : memory.members(reach, locator.box, sort);
    },
    borderM: (reach) => (reach.isFollowing ? exactSum(area.borders(reach).map(sharedOf))
      : memory.sum(reach.sharing, reach, locator.box, new BorderSort(locator, reach), { amountOf: sharedOf, isPassing: isBorderCut })),
    besideBorder: (reach, part) => besidePart(reach, part, locator),
    placesTotal: (selection, amounts) => {
      const unknown = unknownOf(amounts);
      if ('base' in selection) {
        const places = area.places(selection);
        return { total: exactSum(places.map((index) => known(amounts[index]))), unknown: exactSum(places.map((index) => (Number.isNaN(amounts[index]) ? 1 : 0))) };
      }
      const sort = new PlaceSort(locator, selection);
      const total = memory.sum(amounts, selection.reaching, locator.box, sort, { amountOf: (index) => known(amounts[index]), isPassing: never });
      return { total, unknown: unknown === null ? 0 : memory.sum(unknown, selection.reaching, locator.box, sort, { amountOf: (index) => unknown[index], isPassing: never }) };
    },
    cutTo: (key, cutter, preparedCutter) => {
      let cut = cuts.get(key);
      if (!cut) cuts.set(key, cut = overlay.covers(preparedCutter, shape) ? area : cutView(overlay.toCoords(overlay.intersection(shape, cutter)), key));
      return cut;
    },
  };
  return area;
}

const atomOf = ({ atom }: AtomPart): number => atom;
const streetOf = ({ street }: StreetPart): number => street;

const isCut = (part: AtomPart): boolean => part.isCut;
const groundOf = ({ areaM2 }: AtomPart): number => areaM2;
const isStreetCut = ({ lines }: StreetPart): boolean => lines !== null;
const sharedOf = ({ sharedM }: BorderPart): number => sharedM;
const isBorderCut = ({ isCut: isPartCut }: BorderPart): boolean => isPartCut;
const metresOf = ({ lengthM }: StreetPart): number => lengthM;
const never = (): boolean => false;
const known = (amount: number): number => (Number.isNaN(amount) ? 0 : amount);

/** Only a reach with proposals in its supply, or in its demand, changes under the hand. */
function isFollowing(reach: AreaReach): boolean {
  return 'base' in reach.supply || reach.atoms instanceof ProposedAtoms;
}

const coverOf = (reach: StreetReach, { street, lines }: StreetPart): StreetCover => (lines === null ? reach.whole(street) : reach.lines(lines, street));

const unknowns = new WeakMap<Float64Array, Uint8Array | null>();

/** 1 where an amount is not known; null where all are. */
function unknownOf(amounts: Float64Array): Uint8Array | null {
  let unknown = unknowns.get(amounts);
  if (unknown === undefined) unknowns.set(amounts, unknown = amounts.some(Number.isNaN) ? Uint8Array.from(amounts, (amount) => (Number.isNaN(amount) ? 1 : 0)) : null);
  return unknown;
}

const overlapping = new WeakMap<Atoms, Uint8Array | null>();
const NO_NOTES: readonly string[] = [];
const OVERLAP_NOTES: readonly string[] = [OVERLAPS_NOTE];

/** Counted as parts come and go; most demands have no parcels that overlap, and nothing need be counted. */
function overlapNotesOf(atoms: Atoms, area: AreaView): readonly string[] {
  if (atoms instanceof ProposedAtoms) return overlapNotes(atoms, area.parts(atoms));
  let told = overlapping.get(atoms);
  if (told === undefined) overlapping.set(atoms, told = atoms.overlapM2.some((m2) => m2 > TOLD_OVERLAP_M2) ? Uint8Array.from(atoms.overlapM2, (m2) => (m2 > TOLD_OVERLAP_M2 ? 1 : 0)) : null);
  const ofAtoms = told;
  return ofAtoms !== null && area.partsTotal(atoms, ofAtoms, ({ atom }) => ofAtoms[atom]) > 0 ? OVERLAP_NOTES : NO_NOTES;
}
