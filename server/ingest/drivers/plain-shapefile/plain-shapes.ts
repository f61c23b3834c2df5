import type { FlatGeometry, Flattened } from '../../geometry/flat-geometry.ts';
import { partEnd, shellsOf, startOf, xOf, yOf, type Layout } from './plain-rings.ts';

/** Types of the ESRI Shapefile Technical Description (July 1998) that are read here; those with heights have ten more. Measures alone (21 …) are left to GDAL. */
const NOTHING = 0, POINT = 1, LINE = 3, AREA = 5, POINTS = 8, WITH_HEIGHT = 10;
const PLAIN: ReadonlySet<number> = new Set([POINT, LINE, AREA, POINTS]);
const flatType = (type: number): number => (type > WITH_HEIGHT ? type - WITH_HEIGHT : type);
const hasHeight = (type: number): boolean => type > WITH_HEIGHT;

/** Where the counts of a record stand behind its type and its box. */
const COUNTS = 36, RANGE_BYTES = 16;
/** A ring is a triangle at least, its first point again at its end. */
const LEAST_RING = 4;

export const isPlainType = (type: number): boolean => type !== WITH_HEIGHT && PLAIN.has(flatType(type));

function layoutOf(view: DataView, at: number, type: number): Layout {
  const isMany = flatType(type) === POINTS;
  const parts = isMany ? 0 : view.getInt32(at + COUNTS, true), points = view.getInt32(at + COUNTS + (isMany ? 0 : 4), true);
  const firstPart = at + COUNTS + (isMany ? 4 : 8), firstPoint = firstPart + 4 * parts;
  return { parts, points, firstPart, firstPoint, end: firstPoint + 16 * points };
}

const areFinite = (view: DataView, from: number, count: number): boolean => {
  for (let i = 0; i < count; i += 1) if (!Number.isFinite(view.getFloat64(from + 8 * i, true))) return false;
  return true;
};

/** Whether a record holds together and says by itself what it is: its bytes from `at` on, after its head. `type`: of the whole file. */
export function isPlainShape(view: DataView, at: number, length: number, type: number): boolean {
  const own = length < 4 ? -1 : view.getInt32(at, true);
  if (own === NOTHING) return length === 4;
  if (own !== type) return false;
  if (flatType(type) === POINT) return length >= (hasHeight(type) ? 28 : 20) && areFinite(view, at + 4, 2);
  if (length < COUNTS + 8) return false;
  const layout = layoutOf(view, at, type), { parts, points, firstPoint } = layout, rest = at + length - layout.end, row = RANGE_BYTES + 8 * points;
  if (parts < 0 || points < 1 || parts > length || points > length || (hasHeight(type) ? rest !== row && rest !== 2 * row : rest !== 0)) return false;
  if (!arePartsPlain(view, layout, flatType(type)) || !areFinite(view, firstPoint, 2 * points)) return false;
  return flatType(type) !== AREA || (areClosed(view, layout, hasHeight(type)) && (parts === 1 || shellsOf(view, layout) !== null));
}

/** Whether every ring ends where it begins, at the same height. */
function areClosed(view: DataView, layout: Layout, isHigh: boolean): boolean {
  const { parts, points, firstPoint } = layout, heights = firstPoint + 16 * points + RANGE_BYTES;
  for (let part = 0; part < parts; part += 1) {
    const from = startOf(view, layout, part), last = partEnd(view, layout, part) - 1;
    if (xOf(view, firstPoint, from) !== xOf(view, firstPoint, last) || yOf(view, firstPoint, from) !== yOf(view, firstPoint, last)) return false;
    if (isHigh && view.getFloat64(heights + 8 * from, true) !== view.getFloat64(heights + 8 * last, true)) return false;
  }
  return true;
}

function arePartsPlain(view: DataView, layout: Layout, type: number): boolean {
  const { parts, firstPart } = layout;
  if (type === POINTS) return true;
  if (parts < 1 || view.getInt32(firstPart, true) !== 0) return false;
  const least = type === AREA ? LEAST_RING : 2;
  for (let part = 0; part < parts; part += 1) if (partEnd(view, layout, part) - startOf(view, layout, part) < least) return false;
  return true;
}

/** Puts points from … to of a record behind those of the geometry, as one ring. */
function putRing({ coords, ringEnds }: FlatGeometry, view: DataView, first: number, from: number, to: number): void {
  let at = ringEnds.length === 0 ? 0 : 2 * ringEnds[ringEnds.length - 1]!;
  for (let byte = first + 16 * from; byte < first + 16 * to; byte += 8, at += 1) coords[at] = view.getFloat64(byte, true);
  ringEnds.push(at / 2);
}

function putPart(flat: FlatGeometry, view: DataView, layout: Layout, part: number): void {
  putRing(flat, view, layout.firstPoint, startOf(view, layout, part), partEnd(view, layout, part));
}

/** An area: each shell, and behind it its holes, wherever they stand in the file. */
function putArea(flat: FlatGeometry, view: DataView, layout: Layout): void {
  if (layout.parts === 1) { putParts(flat, view, layout); return; }
  const shells = shellsOf(view, layout)!;
  for (let shell = 0; shell < layout.parts; shell += 1) {
    if (shells[shell] !== shell) continue;
    putPart(flat, view, layout, shell);
    for (let part = 0; part < layout.parts; part += 1) if (part !== shell && shells[part] === shell) putPart(flat, view, layout, part);
    flat.partEnds.push(flat.ringEnds.length);
  }
}

function putParts(flat: FlatGeometry, view: DataView, layout: Layout): void {
  for (let part = 0; part < layout.parts; part += 1) {
    putPart(flat, view, layout, part);
    flat.partEnds.push(flat.ringEnds.length);
  }
}

const DIMENSIONS = { [POINT]: 'point', [POINTS]: 'point', [LINE]: 'line', [AREA]: 'polygon' } as const;

/** The geometry of a plain record as GDAL would give it, which leaves heights away; null: it has none. */
export function plainShape(view: DataView, at: number): Flattened | null {
  const own = view.getInt32(at, true), type = flatType(own);
  if (own === NOTHING) return null;
  const layout = type === POINT ? { parts: 0, points: 1, firstPart: at + 4, firstPoint: at + 4, end: at + 20 } : layoutOf(view, at, own);
  // As long as it will be: an array that grows by itself keeps room for half as much again.
  const flat: FlatGeometry = { dimension: DIMENSIONS[type as keyof typeof DIMENSIONS], coords: new Array<number>(2 * layout.points), ringEnds: [], partEnds: [] };
  if (type === LINE) putParts(flat, view, layout);
  else if (type === AREA) putArea(flat, view, layout);
  else for (let i = 0; i < layout.points; i += 1) { putRing(flat, view, layout.firstPoint, i, i + 1); flat.partEnds.push(i + 1); }
  return { parts: [flat], hadHeight: false, fault: null };
}

/** Bytes of a plain record that tell its geometry, heights left away: from … to. Empty where it has none. */
export function plainShapeBytes(view: DataView, at: number): readonly [from: number, to: number] {
  const own = view.getInt32(at, true);
  if (own === NOTHING) return [at, at];
  if (flatType(own) === POINT) return [at + 4, at + 20];
  return [at + COUNTS, layoutOf(view, at, own).end];
}
