/**
 * Demand cut into atoms: the selected polygons made disjoint, so that ground covered by two polygons is counted once and sums over atoms are areas
 * of the union (coverage.md, ground rule 4).
 */
import type { Overlay, Shape } from '../geometry/overlay.ts';
import { areaOf, boxOf, type Box } from './features.ts';
import { boxSearch, memberShape, type Selection } from './selection.ts';

/** Smaller common ground than this is the rounding of a shared edge, not an overlap. m² */
export const NO_OVERLAP_M2 = 1e-9;

/** An overlap a reader should hear of. Parcels drawn edge to edge overlap by square decimetres once their corners are rounded. m² */
const TOLD_OVERLAP_M2 = 1;

export interface Atoms {
  readonly selection: Selection;
  readonly count: number;
  /** m² after overlaps were taken away. */
  readonly areaM2: Float64Array;
  /** Centre and radius of a circle around each atom. */
  readonly centerX: Float64Array;
  readonly centerY: Float64Array;
  readonly circleM: Float64Array;
  /** m² of each polygon that earlier ones cover too. */
  readonly overlapM2: Float64Array;
  shape(atom: number): Shape;
  /** The polygon as it was drawn, before overlaps were taken away. Its maker keeps it. */
  drawn(atom: number): Shape;
  /** Atoms whose extent meets the box; ascending. */
  within(box: Box): readonly number[];
  /** Atoms whose circle's extent meets the box; ascending. */
  circlesWithin(box: Box): readonly number[];
}

export function buildAtoms(selection: Selection, overlay: Overlay): Atoms {
  const count = selection.members.length;
  const shapes: Shape[] = selection.members.map((member) => memberShape(overlay, member));
  const boxes = selection.members.map((member) => boxOf(member.table, member.row));
  const within = boxSearch(boxes);
  const areaM2 = Float64Array.from(selection.members, (member) => areaOf(member.table, member.row));
  const overlapM2 = new Float64Array(count);
  const suspects = new Uint8Array(count);
  for (const atom of overlay.coverageSuspects(shapes)) suspects[atom] = 1;
  const anySuspect = suspects.includes(1);
  const drawn = [...shapes];
  for (let atom = 0; anySuspect && atom < count; atom++) {
    // Of a polygon inside another only one may be flagged, so one suspect of the two is enough to look.
    const over = within(boxes[atom]).filter((earlier) => earlier < atom && (suspects[atom] === 1 || suspects[earlier] === 1) && overlaps(overlay, drawn[atom], drawn[earlier]));
    if (over.length === 0) continue;
    shapes[atom] = without(overlay, drawn[atom], over.map((earlier) => drawn[earlier]));
    const leftM2 = overlay.area(shapes[atom]);
    overlapM2[atom] = areaM2[atom] - leftM2;
    areaM2[atom] = leftM2;
  }
  const circles = selection.members.map((member, atom) => circleAround(member.table.coords, pointsOf(selection, atom), boxes[atom]));
  let circlesWithin: ((box: Box) => readonly number[]) | null = null;
  return {
    selection, count, areaM2, overlapM2, within,
    circlesWithin: (box) => (circlesWithin ??= boxSearch(circles.map(({ x, y, radiusM }) => ({ minX: x - radiusM, minY: y - radiusM, maxX: x + radiusM, maxY: y + radiusM }))))(box),
    centerX: Float64Array.from(circles, (circle) => circle.x),
    centerY: Float64Array.from(circles, (circle) => circle.y),
    circleM: Float64Array.from(circles, (circle) => circle.radiusM),
    shape: (atom) => shapes[atom],
    drawn: (atom) => drawn[atom],
  };
}

/** `overlaps_counted_once` when any of the atoms shared ground worth telling. */
export function overlapNotes(atoms: Atoms, counted: readonly { readonly atom: number }[]): readonly string[] {
  return counted.some(({ atom }) => atoms.overlapM2[atom] > TOLD_OVERLAP_M2) ? ['overlaps_counted_once'] : [];
}

function overlaps(overlay: Overlay, a: Shape, b: Shape): boolean {
  const common = overlay.intersection(a, b);
  const areaM2 = overlay.area(common);
  overlay.release(common);
  return areaM2 > NO_OVERLAP_M2;
}

/**
 * What is left of a shape. The others go in as they were drawn and all at once: an edge that an earlier overlay has cut no longer lies exactly on the edge it
 * came from, and the library may lose square millimetres between the two.
 */
function without(overlay: Overlay, shape: Shape, others: readonly Shape[]): Shape {
  const united = overlay.union(others);
  const left = overlay.difference(shape, united);
  overlay.release(united);
  return left;
}

export function pointsOf(selection: Selection, atom: number): readonly [first: number, end: number] {
  const { table, row } = selection.members[atom];
  const firstRing = table.partOffsets[table.featureOffsets[row]];
  const endRing = table.partOffsets[table.featureOffsets[row + 1]];
  return [table.ringOffsets[firstRing], table.ringOffsets[endRing]];
}

export function circleAround(coords: Float64Array, [first, end]: readonly [number, number], box: Box): { x: number; y: number; radiusM: number } {
  const x = (box.minX + box.maxX) / 2;
  const y = (box.minY + box.maxY) / 2;
  let radiusM = 0;
  for (let p = first; p < end; p++) radiusM = Math.max(radiusM, Math.hypot(coords[2 * p] - x, coords[2 * p + 1] - y));
  return { x, y, radiusM };
}
