/** The area that figures are asked for, indexed for many questions. Lives for one call; `dispose` gives back its shapes and those made through it. */
import { pointLocator, type PointLocator } from '../geometry/point-locator.ts';
import { overlayScope } from '../geometry/overlay-scope.ts';
import type { Overlay, PreparedShape, Shape } from '../geometry/overlay.ts';
import type { MultiPolygonCoords } from '../geometry/types.ts';
import { AreaMemory } from './area-memory.ts';
import { settled, type AreaReach } from './area-reach.ts';
import type { Atoms } from './atoms.ts';
import { boxOf, type Box } from './features.ts';
import type { Homes } from './homes.ts';
import { ProposedAtoms } from './proposals-atoms.ts';
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
  /** Parts of atoms inside, with an area; ascending. */
  parts(atoms: Atoms): readonly AtomPart[];
  /** m² of a part within reach. */
  coveredM2(reach: AreaReach, part: AtomPart): number;
  /** Parts of streets inside; ascending. */
  streets(reach: StreetReach): readonly StreetPart[];
  streetCover(reach: StreetReach, part: StreetPart): StreetCover;
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
  const preparedShape = (): PreparedShape => prepared ??= overlay.prepare(shape);
  const area: AreaView = {
    shape, overlay, notes, dispose, box: locator.box, areaM2: overlay.area(shape), contains: locator.contains,
    covers: (other) => overlay.covers(preparedShape(), other),
    intersects: (other) => overlay.intersects(preparedShape(), other),
    homes: (homes) => memory.members(homes, locator.box, (box) => homes.within(box), (home) => (locator.contains(homes.x[home], homes.y[home]) ? home : null), itself, nothing),
    people: (homes) => {
      if (people !== null) return people;
      people = 0;
      for (const home of area.homes(homes)) people += homes.people[home];
      return people;
    },
    parts: (atoms) => {
      if (!(atoms instanceof ProposedAtoms)) {
        return memory.members(atoms, locator.box, (box) => atoms.within(box), (atom) => partOf(area, locator, atoms, atom, memory.shapes), atomOf, (part) => memory.forget(part, part.clip));
      }
      let proposed = proposedParts.get(atoms);
      if (!proposed) proposedParts.set(atoms, proposed = atoms.proposedWithin(locator.box).flatMap((atom) => partOf(area, locator, atoms, atom, overlay) ?? []));
      return proposed.length === 0 ? area.parts(atoms.base) : [...area.parts(atoms.base), ...proposed];
    },
    coveredM2: (reach, part) => {
      if (part.clip === null) return reach.coveredM2(part.atom);
      const revision = reach.revision(part.atom);
      return revision < 0 ? clippedM2(reach, part, overlay) : memory.cover(reach, part, revision, () => clippedM2(reach, part, overlay));
    },
    streets: (reach) => memory.members(reach.streets, locator.box, (box) => reach.within(box), (street) => streetPartOf(area, locator, reach, street), streetOf, (part) => memory.forget(part, null)),
    streetCover: (reach, part) => {
      const { lines } = part;
      return lines === null ? reach.whole(part.street) : memory.cover(reach, part, reach.revision(part.street), () => reach.lines(lines, part.street));
    },
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

const itself = (home: number): number => home;
const atomOf = ({ atom }: AtomPart): number => atom;
const streetOf = ({ street }: StreetPart): number => street;
const nothing = (): void => {};

/** By the atom's circle first: away from the outline it is wholly in or wholly out. Clips are made through `clips`. */
function partOf(area: AreaView, locator: PointLocator, atoms: Atoms, atom: number, clips: Overlay): AtomPart | null {
  if (atoms.areaM2[atom] === 0) return null;
  const [x, y] = [atoms.centerX[atom], atoms.centerY[atom]];
  if (!locator.hasEdgeNear(x, y, atoms.circleM[atom] + ROUNDING_M)) return locator.contains(x, y) ? { atom, clip: null, areaM2: atoms.areaM2[atom] } : null;
  const shape = atoms.shape(atom);
  if (area.covers(shape)) return { atom, clip: null, areaM2: atoms.areaM2[atom] };
  if (!area.intersects(shape)) return null;
  const clip = clips.intersection(shape, area.shape);
  const areaM2 = clips.area(clip);
  if (areaM2 > 0) return { atom, clip, areaM2 };
  clips.release(clip);
  return null;
}

/** Farther from an edge than a circle by this much, rounding cannot matter. m */
const ROUNDING_M = 0.001;

function streetPartOf(area: AreaView, locator: PointLocator, reach: StreetReach, street: number): StreetPart | null {
  const { table, row } = reach.streets.members[street];
  const box = boxOf(table, row);
  const [x, y] = [(box.minX + box.maxX) / 2, (box.minY + box.maxY) / 2];
  if (!locator.hasEdgeNear(x, y, Math.hypot(box.maxX - x, box.maxY - y) + ROUNDING_M)) return locator.contains(x, y) ? { street, lines: null } : null;
  const shape = reach.shape(street);
  if (area.covers(shape)) return { street, lines: null };
  if (!area.intersects(shape)) return null;
  const cut = area.overlay.intersection(shape, area.shape);
  const lines = area.overlay.toLines(cut);
  area.overlay.release(cut);
  return { street, lines };
}

function clippedM2(reach: AreaReach, { atom, clip, areaM2 }: AtomPart, overlay: Overlay): number {
  const state = reach.state(atom);
  if (state === 'bare' || clip === null) return state === 'bare' ? 0 : reach.coveredM2(atom);
  return state === 'covered' ? areaM2 : settled(areaM2 - reach.missingM2(atom, clip, overlay), areaM2);
}
