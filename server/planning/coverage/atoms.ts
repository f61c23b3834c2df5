/**
 * Demand cut into atoms: the selected polygons made disjoint, so that ground covered by two polygons is counted once and sums over atoms are areas
 * of the union (coverage.md, ground rule 4).
 */
import type { Ground } from '../geometry/ground-cut.ts';
import type { Overlay, Shape } from '../geometry/overlay.ts';
import type { LayerTable } from './dataset.ts';
import { areaOf, boxOf, featureCount, type Box } from './features.ts';
import { groundCut, groundOfRow, partsOfRow, type Circle } from './ground.ts';
import { Overlaps } from './overlaps.ts';
import { boxSearch } from './box-search.ts';
import { memberShape, type Member } from './member.ts';
import { extentsOf, type Selection } from './selection.ts';

/** Less ground than this left of a polygon that others cover is their rounding. m² */
const NOTHING_LEFT_M2 = 1e-7;

/** An overlap a reader should hear of. Parcels drawn edge to edge overlap by square decimetres once their corners are rounded. m² */
export const TOLD_OVERLAP_M2 = 1;
export const OVERLAPS_NOTE = 'overlaps_counted_once';

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
  /** Its maker keeps it. */
  shape(atom: number): Shape;
  /** The same as coordinates. */
  ground(atom: number): Ground;
  /** The polygon as it was drawn, before overlaps were taken away. Its maker keeps it. */
  drawn(atom: number): Shape;
  /** Atoms whose extent meets the box; ascending. */
  within(box: Box): readonly number[];
  /** Atoms whose circle's extent meets the box; ascending. */
  circlesWithin(box: Box): readonly number[];
}

/** Shapes are made when first asked for: most atoms are never cut. */
export function buildAtoms(selection: Selection, overlay: Overlay, overlaps: Overlaps = new Overlaps()): Atoms {
  const { members } = selection;
  const count = members.length;
  const areaM2 = Float64Array.from(members, (member) => areaOf(member.table, member.row));
  const [overlapM2, centerX, centerY, circleM] = [new Float64Array(count), new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  /** What is left of atoms that others overlap, and which. */
  const left = new Map<number, { readonly ground: Ground; readonly over: readonly number[] }>();
  const atomsOfTables = atomsByRow(members);
  const overlapping = (atom: number): readonly number[] => {
    const { table, row } = members[atom];
    const over: number[] = [];
    for (const [other, atoms] of atomsOfTables) {
      for (const each of other === table ? overlaps.below(table, row) : overlaps.with(other, table, row)) if (atoms[each] >= 0) over.push(atoms[each]);
      if (other === table) break;
    }
    return over;
  };
  for (let atom = 0; atom < count; atom++) {
    const member = members[atom];
    const circle = circleAround(member.table.coords, pointsOf(selection, atom), boxOf(member.table, member.row));
    [centerX[atom], centerY[atom], circleM[atom]] = [circle.centerX, circle.centerY, circle.circleM];
    if (areaM2[atom] === 0) continue;
    const over = overlapping(atom);
    if (over.length === 0) continue;
    const ground = groundWithout(member, circle, over.map((other) => members[other]));
    left.set(atom, { ground, over });
    overlapM2[atom] = areaM2[atom] - ground.areaM2;
    areaM2[atom] = ground.areaM2;
  }
  const [drawn, cut] = [new Map<number, Shape>(), new Map<number, Shape>()];
  const drawnShape = (atom: number): Shape => keptShape(drawn, atom, () => memberShape(overlay, members[atom]));
  const within = extentsOf(selection);
  let circlesWithin: ((box: Box) => readonly number[]) | null = null;
  return {
    selection, count, areaM2, overlapM2, centerX, centerY, circleM, within, drawn: drawnShape,
    circlesWithin: (box) => (circlesWithin ??= boxSearch(count, (atom) => circleBox(centerX[atom], centerY[atom], circleM[atom])))(box),
    shape: (atom) => {
      const less = left.get(atom);
      return less ? keptShape(cut, atom, () => shapeWithout(overlay, drawnShape(atom), less.over.map(drawnShape))) : drawnShape(atom);
    },
    ground: (atom) => left.get(atom)?.ground ?? groundOfRow(members[atom].table, members[atom].row, { centerX: centerX[atom], centerY: centerY[atom], circleM: circleM[atom] }),
  };
}

/** Of each table, in the order of the members: the atom of each row, or -1. */
function atomsByRow(members: readonly Member[]): Map<LayerTable, Int32Array> {
  const tables = new Map<LayerTable, Int32Array>();
  for (let atom = 0; atom < members.length; atom++) {
    const { table, row } = members[atom];
    let atoms = tables.get(table);
    if (!atoms) {
      if (table.geometryType !== 'polygon') continue;
      tables.set(table, atoms = new Int32Array(featureCount(table)).fill(-1));
    }
    atoms[row] = atom;
  }
  return tables;
}

function keptShape(shapes: Map<number, Shape>, atom: number, make: () => Shape): Shape {
  let shape = shapes.get(atom);
  if (shape === undefined) shapes.set(atom, shape = make());
  return shape;
}

/** `overlaps_counted_once` when any of the atoms shared ground worth telling. */
export function overlapNotes(atoms: Atoms, counted: readonly { readonly atom: number }[]): readonly string[] {
  return counted.some(({ atom }) => atoms.overlapM2[atom] > TOLD_OVERLAP_M2) ? [OVERLAPS_NOTE] : [];
}

/** What others leave of a polygon. Nothing at all where only rounding is left. */
export function groundWithout({ table, row }: Member, circle: Circle, others: readonly Member[]): Ground & { readonly areaM2: number } {
  const left = groundCut.without(groundOfRow(table, row, circle), others.flatMap((other) => partsOfRow(other.table, other.row)));
  return left.areaM2 < NOTHING_LEFT_M2 ? { ...left, rings: [], areaM2: 0 } : { ...left, rings: together(left.rings) };
}

/** The rings in one buffer: they are kept, and a buffer of its own would take each as much room again. */
function together(rings: Ground['rings']): Ground['rings'] {
  const all = new Float64Array(rings.reduce((length, ring) => length + ring.length, 0));
  let at = 0;
  return rings.map((ring) => {
    all.set(ring, at);
    at += ring.length;
    return all.subarray(at - ring.length, at);
  });
}

/**
 * What is left of a shape. The others go in as they were drawn and all at once: an edge that an earlier overlay has cut no longer lies exactly on the edge it
 * came from, and the library may lose square millimetres between the two.
 */
export function shapeWithout(overlay: Overlay, shape: Shape, others: readonly Shape[]): Shape {
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

export function circleAround(coords: Float64Array, [first, end]: readonly [number, number], box: Box): Circle {
  const centerX = (box.minX + box.maxX) / 2;
  const centerY = (box.minY + box.maxY) / 2;
  let squared = 0;
  for (let p = first; p < end; p++) {
    const [dx, dy] = [coords[2 * p] - centerX, coords[2 * p + 1] - centerY];
    squared = Math.max(squared, dx * dx + dy * dy);
  }
  return { centerX, centerY, circleM: Math.sqrt(squared) };
}

function circleBox(x: number, y: number, radiusM: number): Box {
  return { minX: x - radiusM, minY: y - radiusM, maxX: x + radiusM, maxY: y + radiusM };
}
