/**
 * Demand cut into atoms: the selected polygons made disjoint, so that ground covered by two polygons is counted once and sums over atoms are areas
 * of the union (coverage.md, ground rule 4).
 */
import type { RingsOfPolygons } from '../geometry/convex-cover.ts';
import type { Overlay, Shape } from '../geometry/overlay.ts';
import { ringsOf } from './area-gap.ts';
import type { LayerTable } from './dataset.ts';
import { areaOf, boxOf, featureCount, shapeOf, type Box } from './features.ts';
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
  /** The same as coordinates; kept. */
  rings(atom: number): RingsOfPolygons;
  /** The polygon as it was drawn, before overlaps were taken away. Its maker keeps it. */
  drawn(atom: number): Shape;
  /** Atoms whose extent meets the box; ascending. */
  within(box: Box): readonly number[];
  /** Atoms whose circle's extent meets the box; ascending. */
  circlesWithin(box: Box): readonly number[];
}

/** What is known of the polygons of a table: demands of different rules are made of the same parcels. */
interface TableOverlaps {
  /** Whether two rows share ground. */
  readonly pairs: Map<number, boolean>;
  /** Rows whose edges do not fit their neighbours'. In any selection of the table no others can overlap. */
  suspects: Uint8Array | null;
}
export type KnownOverlaps = Map<LayerTable, TableOverlaps>;

/** From this share of a table's rows on, its suspects are sought once for the whole table. */
const MANY = 1 / 4;

/** Rows of a table are fewer. */
const MOST_ROWS = 2 ** 26;

export function buildAtoms(selection: Selection, overlay: Overlay, known: KnownOverlaps = new Map()): Atoms {
  const count = selection.members.length;
  const shapes: Shape[] = selection.members.map((member) => memberShape(overlay, member));
  const boxes = selection.members.map((member) => boxOf(member.table, member.row));
  const within = boxSearch(boxes);
  const areaM2 = Float64Array.from(selection.members, (member) => areaOf(member.table, member.row));
  const overlapM2 = new Float64Array(count);
  const suspects = suspectsOf(selection, shapes, overlay, known);
  const anySuspect = suspects.includes(1);
  const drawn = [...shapes];
  const areOverlapping = (atom: number, earlier: number): boolean => {
    const [a, b] = [selection.members[atom], selection.members[earlier]];
    if (a.table !== b.table) return overlaps(overlay, drawn[atom], drawn[earlier]);
    const { pairs } = knownOf(known, a.table);
    const key = Math.min(a.row, b.row) * MOST_ROWS + Math.max(a.row, b.row);
    let found = pairs.get(key);
    if (found === undefined) pairs.set(key, found = overlaps(overlay, drawn[atom], drawn[earlier]));
    return found;
  };
  for (let atom = 0; anySuspect && atom < count; atom++) {
    // Of a polygon inside another only one may be flagged, so one suspect of the two is enough to look.
    const over = within(boxes[atom]).filter((earlier) => earlier < atom && (suspects[atom] === 1 || suspects[earlier] === 1) && areOverlapping(atom, earlier));
    if (over.length === 0) continue;
    shapes[atom] = without(overlay, drawn[atom], over.map((earlier) => drawn[earlier]));
    const leftM2 = overlay.area(shapes[atom]);
    overlapM2[atom] = areaM2[atom] - leftM2;
    areaM2[atom] = leftM2;
  }
  const rings: RingsOfPolygons[] = [];
  const circles = selection.members.map((member, atom) => circleAround(member.table.coords, pointsOf(selection, atom), boxes[atom]));
  let circlesWithin: ((box: Box) => readonly number[]) | null = null;
  return {
    selection, count, areaM2, overlapM2, within,
    circlesWithin: (box) => (circlesWithin ??= boxSearch(circles.map(({ x, y, radiusM }) => ({ minX: x - radiusM, minY: y - radiusM, maxX: x + radiusM, maxY: y + radiusM }))))(box),
    centerX: Float64Array.from(circles, (circle) => circle.x),
    centerY: Float64Array.from(circles, (circle) => circle.y),
    circleM: Float64Array.from(circles, (circle) => circle.radiusM),
    shape: (atom) => shapes[atom],
    rings: (atom) => rings[atom] ??= ringsOf(shapes[atom], overlay),
    drawn: (atom) => drawn[atom],
  };
}

function knownOf(known: KnownOverlaps, table: LayerTable): TableOverlaps {
  let ofTable = known.get(table);
  if (!ofTable) known.set(table, ofTable = { pairs: new Map(), suspects: null });
  return ofTable;
}

function suspectsOf({ members }: Selection, shapes: readonly Shape[], overlay: Overlay, known: KnownOverlaps): Uint8Array {
  const suspects = new Uint8Array(members.length);
  const table = members[0]?.table;
  if (table === undefined || members.length < MANY * featureCount(table) || members.some((member) => member.table !== table)) {
    for (const atom of overlay.coverageSuspects(shapes)) suspects[atom] = 1;
    return suspects;
  }
  const ofTable = knownOf(known, table);
  if (!ofTable.suspects) {
    const rows = Array.from({ length: featureCount(table) }, (_, row) => shapeOf(overlay, table, row));
    ofTable.suspects = new Uint8Array(rows.length);
    for (const row of overlay.coverageSuspects(rows)) ofTable.suspects[row] = 1;
    rows.forEach((shape) => overlay.release(shape));
  }
  for (let atom = 0; atom < members.length; atom++) suspects[atom] = ofTable.suspects[members[atom].row];
  return suspects;
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
