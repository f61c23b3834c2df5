/**
 * Demand cut into atoms: the selected polygons made disjoint, so that ground covered by two polygons is counted once and sums over atoms are areas
 * of the union (coverage.md, ground rule 4).
 */
import type { Overlay, Shape } from '../geometry/overlay.ts';
import { areaOf, boxOf, type Box } from './features.ts';
import { boxSearch, memberShape, type Selection } from './selection.ts';

/** Smaller common ground than this is the rounding of a shared edge, not an overlap. m² */
const NO_OVERLAP_M2 = 1e-9;

export interface Atoms {
  readonly selection: Selection;
  readonly count: number;
  /** m² after overlaps were taken away. */
  readonly areaM2: Float64Array;
  /** Centre and radius of a circle around each atom. */
  readonly centerX: Float64Array;
  readonly centerY: Float64Array;
  readonly circleM: Float64Array;
  /** 1: an earlier polygon covers part of this one. */
  readonly overlapped: Uint8Array;
  shape(atom: number): Shape;
  /** Atoms whose extent meets the box; ascending. */
  within(box: Box): readonly number[];
}

export function buildAtoms(selection: Selection, overlay: Overlay): Atoms {
  const count = selection.members.length;
  const shapes: Shape[] = selection.members.map((member) => memberShape(overlay, member));
  const boxes = selection.members.map((member) => boxOf(member.table, member.row));
  const within = boxSearch(boxes);
  const areaM2 = Float64Array.from(selection.members, (member) => areaOf(member.table, member.row));
  const overlapped = new Uint8Array(count);
  const suspects = new Uint8Array(count);
  for (const atom of overlay.coverageSuspects(shapes)) suspects[atom] = 1;
  const anySuspect = suspects.includes(1);
  for (let atom = 0; anySuspect && atom < count; atom++) {
    for (const earlier of within(boxes[atom])) {
      if (earlier >= atom) break;
      // Of a polygon inside another only one may be flagged, so one suspect of the two is enough to look.
      if ((suspects[atom] === 1 || suspects[earlier] === 1) && subtract(overlay, shapes, atom, earlier)) overlapped[atom] = 1;
    }
    if (overlapped[atom] === 1) areaM2[atom] = overlay.area(shapes[atom]);
  }
  const circles = selection.members.map((member, atom) => circleAround(member.table.coords, pointsOf(selection, atom), boxes[atom]));
  return {
    selection, count, areaM2, overlapped, within,
    centerX: Float64Array.from(circles, (circle) => circle.x),
    centerY: Float64Array.from(circles, (circle) => circle.y),
    circleM: Float64Array.from(circles, (circle) => circle.radiusM),
    shape: (atom) => shapes[atom],
  };
}

function subtract(overlay: Overlay, shapes: Shape[], atom: number, earlier: number): boolean {
  const common = overlay.intersection(shapes[atom], shapes[earlier]);
  const overlaps = overlay.area(common) > NO_OVERLAP_M2;
  overlay.release(common);
  if (!overlaps) return false;
  const left = overlay.difference(shapes[atom], shapes[earlier]);
  overlay.release(shapes[atom]);
  shapes[atom] = left;
  return true;
}

function pointsOf(selection: Selection, atom: number): readonly [first: number, end: number] {
  const { table, row } = selection.members[atom];
  const firstRing = table.partOffsets[table.featureOffsets[row]];
  const endRing = table.partOffsets[table.featureOffsets[row + 1]];
  return [table.ringOffsets[firstRing], table.ringOffsets[endRing]];
}

function circleAround(coords: Float64Array, [first, end]: readonly [number, number], box: Box): { x: number; y: number; radiusM: number } {
  const x = (box.minX + box.maxX) / 2;
  const y = (box.minY + box.maxY) / 2;
  let radiusM = 0;
  for (let p = first; p < end; p++) radiusM = Math.max(radiusM, Math.hypot(coords[2 * p] - x, coords[2 * p + 1] - y));
  return { x, y, radiusM };
}
