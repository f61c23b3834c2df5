/** The area that figures are asked for, indexed for many questions. Lives for one call; `dispose` gives back its shapes and those made through it. */
import { pointLocator } from '../geometry/point-locator.ts';
import { overlayScope } from '../geometry/overlay-scope.ts';
import type { Overlay, PreparedShape, Shape } from '../geometry/overlay.ts';
import type { MultiPolygonCoords } from '../geometry/types.ts';
import { AreaMemory } from './area-memory.ts';
import { settled, type AreaReach } from './area-reach.ts';
import { HomeSort, PartSort, PlaceSort, ShareSort, StreetSort } from './area-sorts.ts';
import { arePeopleWhole, reachedOf } from './area-people.ts';
import type { Box } from './features.ts';
import type { HomeReach } from './home-reach.ts';
import type { Homes } from './homes.ts';
import { ProposedAtoms } from './proposals-atoms.ts';
import { overlapNotes, type Atoms } from './atoms.ts';
import type { Selection } from './selection.ts';
import type { StreetCover, StreetReach } from './street-reach.ts';

/** An atom's part inside the area. `clip` is null when the whole atom is inside. */
export interface AtomPart {
  readonly atom: number;
  readonly clip: Shape | null;
  readonly areaM2: number;
}

/** A street's part inside the area. `lines` is null when the whole street is inside. */
export interface StreetPart {
  readonly street: number;
  readonly lines: readonly Float64Array[] | null;
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
  /** See `AreaMemory.values`. */
  readonly values: AreaMemory['values'];
  /** The area cut down to a shape (a built-up area), as a view of its own that goes with this one. `key` names the shape. */
  cutTo(key: string, shape: () => Shape): AreaView;
  dispose(): void;
}

/**
 * `coords` in metres. Rings that are no rings (under three corners, open, not finite) are dropped; an outline that crosses itself is rebuilt. `memory` keeps
 * what it can for the next outline of the same area; it belongs to the caller.
 */
export function openArea(coords: MultiPolygonCoords, overlay: Overlay, memory?: AreaMemory): AreaView {
  const scope = overlayScope(overlay);
  const own = memory ?? new AreaMemory(overlay);
  const dispose = (): void => {
    scope.releaseAll();
    if (!memory) own.dispose();
  };
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
  let prepared: PreparedShape | null = null;
  let people: number | null = null;
  let sortOfHomes: HomeSort | null = null;
  const homeSort = (homes: Homes): HomeSort => sortOfHomes ??= new HomeSort(locator, homes);
  const preparedShape = (): PreparedShape => prepared ??= overlay.prepare(shape);
  const area: AreaView = {
    shape, overlay, notes, dispose, box: locator.box, areaM2: overlay.area(shape), contains: locator.contains,
    covers: (other) => overlay.covers(preparedShape(), other),
    intersects: (other) => overlay.intersects(preparedShape(), other),
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
      const sort = new ShareSort(area, locator, selection);
      return 'base' in selection ? selection.reaching(locator.box).flatMap((index) => sort.find(index) ?? []) : memory.members(selection.members, locator.box, sort);
    },
    parts: (atoms) => {
      if (!(atoms instanceof ProposedAtoms)) return memory.members(atoms, locator.box, new PartSort(area, locator, atoms, memory.shapes, memory));
      let proposed = proposedParts.get(atoms);
      if (!proposed) {
        const sort = new PartSort(area, locator, atoms, overlay, memory);
        proposedParts.set(atoms, proposed = atoms.proposedWithin(locator.box).flatMap((atom) => sort.find(atom) ?? []));
      }
      return proposed.length === 0 ? area.parts(atoms.base) : [...area.parts(atoms.base), ...proposed];
    },
    total: (atoms) => {
      const parts = area.parts(atoms);
      let total = totals.get(parts);
      if (!total) totals.set(parts, total = { areaM2: groundOf(parts), notes: overlapNotes(atoms, parts) });
      return total;
    },
    coveredM2: (reach, part) => (part.clip === null ? reach.coveredM2(part.atom) : clippedM2(reach, part, overlay)),
    coveredTotalM2: (reach) => {
      let total = 0;
      for (const m2 of area.coversM2(reach, area.parts(reach.atoms))) total += m2;
      return total;
    },
    // Only a reach with proposals in its supply changes under the hand.
    coversM2: (reach, parts) => memory.values(reach, parts, atomOf, 'base' in reach.supply ? ({ atom }) => reach.revision(atom) : null, (part) => area.coveredM2(reach, part)),
    values: memory.values.bind(memory),
    streets: (reach) => memory.members(reach.streets, locator.box, new StreetSort(area, locator, reach, memory)),
    streetCovers: (reach, parts) => memory.values(reach, parts, streetOf, 'base' in reach.supply ? ({ street }) => reach.revision(street) : null, ({ street, lines }) => (lines === null ? reach.whole(street) : reach.lines(lines, street))),
    cutTo: (key, cutter) => {
      let cut = cuts.get(key);
      if (!cut) {
        const common = overlay.toCoords(overlay.intersection(shape, cutter()));
        cuts.set(key, cut = view(overlay.fromCoords(common), common, overlay, notes, memory.cut(key), dispose));
      }
      return cut;
    },
  };
  return area;
}

const atomOf = ({ atom }: AtomPart): number => atom;
const streetOf = ({ street }: StreetPart): number => street;

/** Totals of lists of parts that stay the same from one preview to the next. */
const totals = new WeakMap<readonly AtomPart[], PartsTotal>();

function groundOf(parts: readonly AtomPart[]): number {
  let totalM2 = 0;
  for (const { areaM2 } of parts) totalM2 += areaM2;
  return totalM2;
}

function clippedM2(reach: AreaReach, { atom, clip, areaM2 }: AtomPart, overlay: Overlay): number {
  const state = reach.state(atom);
  if (state === 'bare' || clip === null) return state === 'bare' ? 0 : reach.coveredM2(atom);
  return state === 'covered' ? areaM2 : settled(areaM2 - reach.missingM2(atom, clip, overlay), areaM2);
}
