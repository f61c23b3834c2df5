/** The area that figures are asked for, indexed for many questions. Lives for one call; `dispose` gives back its shapes and those made through it. */
import { pointLocator } from '../geometry/point-locator.ts';
import { overlayScope } from '../geometry/overlay-scope.ts';
import type { Overlay, PreparedShape, Shape } from '../geometry/overlay.ts';
import type { MultiPolygonCoords } from '../geometry/types.ts';
import type { Atoms } from './atoms.ts';
import type { Box } from './features.ts';
import type { Homes } from './homes.ts';

/** An atom's part inside the area. `clip` is null when the whole atom is inside. */
export interface AtomPart {
  readonly atom: number;
  readonly clip: Shape | null;
  readonly areaM2: number;
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
  /** Parts of atoms inside, with an area; ascending. */
  parts(atoms: Atoms): readonly AtomPart[];
  /** The area cut down to a shape (a built-up area), as a view of its own that goes with this one. `key` names the shape. */
  cutTo(key: string, shape: () => Shape): AreaView;
  dispose(): void;
}

/** `coords` in metres. Rings that are no rings (under three corners, open, not finite) are dropped; an outline that crosses itself is rebuilt. */
export function openArea(coords: MultiPolygonCoords, overlay: Overlay): AreaView {
  const scope = overlayScope(overlay);
  const usable = coords.map((polygon) => polygon.filter(isRing)).filter((polygon) => polygon.length > 0);
  const dropped = usable.length !== coords.length || usable.some((polygon, i) => polygon.length !== coords[i].length);
  const drawn = scope.fromCoords(usable);
  if (scope.isValid(drawn)) return view(drawn, usable, scope, dropped ? ['area_mended'] : [], scope.releaseAll);
  const mended = scope.toCoords(scope.makeValid(drawn));
  return view(scope.fromCoords(mended), mended, scope, ['area_mended'], scope.releaseAll);
}

function isRing(ring: MultiPolygonCoords[number][number]): boolean {
  const first = ring[0];
  const last = ring[ring.length - 1];
  return ring.length >= 4 && first[0] === last[0] && first[1] === last[1] && ring.every(([x, y]) => Number.isFinite(x) && Number.isFinite(y));
}

/** `overlay` is the scope of the call: what is made here lives until `dispose`. */
function view(shape: Shape, coords: MultiPolygonCoords, overlay: Overlay, notes: readonly string[], dispose: () => void): AreaView {
  const locator = pointLocator(coords);
  const atomParts = new Map<Atoms, readonly AtomPart[]>();
  const cuts = new Map<string, AreaView>();
  let prepared: PreparedShape | null = null;
  let homesInside: readonly number[] | null = null;
  const preparedShape = (): PreparedShape => prepared ??= overlay.prepare(shape);
  const area: AreaView = {
    shape, overlay, notes, dispose, box: locator.box, areaM2: overlay.area(shape), contains: locator.contains,
    covers: (other) => overlay.covers(preparedShape(), other),
    intersects: (other) => overlay.intersects(preparedShape(), other),
    homes: (homes) => homesInside ??= homes.within(locator.box).filter((home) => locator.contains(homes.x[home], homes.y[home])),
    parts: (atoms) => {
      let parts = atomParts.get(atoms);
      if (!parts) atomParts.set(atoms, parts = partsOf(area, atoms));
      return parts;
    },
    cutTo: (key, cutter) => {
      let cut = cuts.get(key);
      if (!cut) {
        const common = overlay.toCoords(overlay.intersection(shape, cutter()));
        cuts.set(key, cut = view(overlay.fromCoords(common), common, overlay, notes, dispose));
      }
      return cut;
    },
  };
  return area;
}

function partsOf(area: AreaView, atoms: Atoms): readonly AtomPart[] {
  const parts: AtomPart[] = [];
  for (const atom of atoms.within(area.box)) {
    if (atoms.areaM2[atom] === 0) continue;
    const shape = atoms.shape(atom);
    if (area.covers(shape)) {
      parts.push({ atom, clip: null, areaM2: atoms.areaM2[atom] });
    } else if (area.intersects(shape)) {
      const clip = area.overlay.intersection(shape, area.shape);
      const areaM2 = area.overlay.area(clip);
      if (areaM2 > 0) parts.push({ atom, clip, areaM2 });
    }
  }
  return parts;
}
