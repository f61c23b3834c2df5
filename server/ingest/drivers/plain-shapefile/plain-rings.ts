/** Which rings of a record are shells, and whose the others are: what GDAL makes of them, or null where that takes more than a look. */

/** Where the numbers of a record with points lie; byte places in the view. */
export interface Layout { readonly parts: number; readonly points: number; readonly firstPart: number; readonly firstPoint: number; /** Of the positions: heights and measures may follow. */ readonly end: number }

export const partEnd = (view: DataView, { parts, points, firstPart }: Layout, part: number): number => (part + 1 < parts ? view.getInt32(firstPart + 4 * part + 4, true) : points);

export const xOf = (view: DataView, first: number, point: number): number => view.getFloat64(first + 16 * point, true);
export const yOf = (view: DataView, first: number, point: number): number => view.getFloat64(first + 16 * point + 8, true);

/** Which way a ring runs, by its lowest corner, the rightmost of several: what a single corner cannot tell is null. Points from … to. */
function isClockwise(view: DataView, first: number, from: number, to: number): boolean | null {
  const last = to - 1;
  let low = from, x = xOf(view, first, from), y = yOf(view, first, from), isTwice = false;
  for (let i = from + 1; i < last; i += 1) {
    const px = xOf(view, first, i), py = yOf(view, first, i);
    if (py < y || (py === y && px > x)) { low = i; x = px; y = py; isTwice = false; } else if (py === y && px === x) isTwice = true;
  }
  const before = low === from ? last - 1 : low - 1;
  const cross = (xOf(view, first, low + 1) - x) * (yOf(view, first, before) - y) - (xOf(view, first, before) - x) * (yOf(view, first, low + 1) - y);
  return isTwice || cross === 0 ? null : cross < 0;
}

/** Which side of an edge counts as on it: a share of what is multiplied. */
const ON_EDGE = 1e-9;

/** Whether a point lies inside a ring; null: on its edge, or so near that it may. Points from … to. */
function isInside(view: DataView, first: number, from: number, to: number, x: number, y: number): boolean | null {
  let isIn = false;
  for (let i = from; i + 1 < to; i += 1) {
    const ax = xOf(view, first, i) - x, ay = yOf(view, first, i) - y, bx = xOf(view, first, i + 1) - x, by = yOf(view, first, i + 1) - y;
    if (Math.min(ay, by) > 0 || Math.max(ay, by) < 0 || Math.max(ax, bx) < 0) continue;
    const left = ax * by, right = bx * ay;
    if (Math.abs(left - right) <= ON_EDGE * (Math.abs(left) + Math.abs(right)) && Math.min(ax, bx) <= 0) return null;
    if (ay > 0 !== by > 0 && (left > right) === by > ay) isIn = !isIn;
  }
  return isIn;
}

export const startOf = (view: DataView, { firstPart }: Layout, part: number): number => view.getInt32(firstPart + 4 * part, true);

type Box = readonly [west: number, south: number, east: number, north: number];
function boxOf(view: DataView, layout: Layout, part: number): Box {
  let west = Infinity, south = Infinity, east = -Infinity, north = -Infinity;
  for (let i = startOf(view, layout, part), end = partEnd(view, layout, part); i < end; i += 1) {
    const x = xOf(view, layout.firstPoint, i), y = yOf(view, layout.firstPoint, i);
    west = Math.min(west, x); south = Math.min(south, y); east = Math.max(east, x); north = Math.max(north, y);
  }
  return [west, south, east, north];
}
const holds = (box: Box, inner: Box): boolean => inner[0] >= box[0] && inner[1] >= box[1] && inner[2] <= box[2] && inner[3] <= box[3];

interface Shell { readonly part: number; readonly box: Box }

/** Whether shells lie so far from each other that none can be in another: even their boxes have nothing in common. */
function areApart(shells: readonly Shell[]): boolean {
  const boxes = shells.map(({ box }) => box).sort((a, b) => a[0] - b[0]);
  for (let i = 0; i < boxes.length; i += 1) {
    const [, south, east, north] = boxes[i]!;
    for (let j = i + 1; j < boxes.length && boxes[j]![0] <= east; j += 1) if (boxes[j]![1] <= north && south <= boxes[j]![3]) return false;
  }
  return true;
}

/** Whether all corners of a hole lie within a shell, and not on its edge. */
function isWithin(view: DataView, layout: Layout, hole: number, shell: number): boolean {
  const { firstPoint } = layout, from = startOf(view, layout, shell), to = partEnd(view, layout, shell);
  for (let i = startOf(view, layout, hole), end = partEnd(view, layout, hole); i < end; i += 1) if (!isInside(view, firstPoint, from, to, xOf(view, firstPoint, i), yOf(view, firstPoint, i))) return false;
  return true;
}

/** Comparisons that a record is worth: this is the server's thread. */
const MOST_WORK = 1_000_000;

/** Puts the shells of holes among the shells' own; false: they have to be found out. A single shell has all the holes its box has room for. */
function giveHoles(view: DataView, layout: Layout, shells: readonly Shell[], holders: (number | null)[]): boolean {
  let work = 0;
  for (let part = 0; part < holders.length; part += 1) {
    if (holders[part] !== null) continue;
    const box = boxOf(view, layout, part), shell = shells.find((one) => holds(one.box, box));
    if (!shell) return false;
    if (shells.length > 1) {
      work += (partEnd(view, layout, part) - startOf(view, layout, part)) * (partEnd(view, layout, shell.part) - startOf(view, layout, shell.part));
      if (work > MOST_WORK || !isWithin(view, layout, part, shell.part)) return false;
    }
    holders[part] = shell.part;
  }
  return true;
}

/** The shell each ring of a record belongs to, itself where it is one; null: they have to be found out. */
export function shellsOf(view: DataView, layout: Layout): readonly number[] | null {
  const holders: (number | null)[] = [], shells: Shell[] = [];
  for (let part = 0; part < layout.parts; part += 1) {
    const isShell = isClockwise(view, layout.firstPoint, startOf(view, layout, part), partEnd(view, layout, part));
    if (isShell === null) return null;
    holders.push(isShell ? part : null);
    if (isShell) shells.push({ part, box: boxOf(view, layout, part) });
  }
  if (shells.length === 0 || (shells.length > 1 && (layout.parts ** 2 > MOST_WORK || !areApart(shells)))) return null;
  return giveHoles(view, layout, shells, holders) ? holders as number[] : null;
}
