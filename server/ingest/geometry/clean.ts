import { ringArea, type FlatGeometry } from './flat-geometry.ts';

export interface Cleaned {
  readonly flat: FlatGeometry;
  readonly closedRings: number;
  readonly duplicatePoints: number;
  /** Rings, lines or parts that enclose or measure nothing and were left away. */
  readonly collapsed: number;
}

/** Without points repeated in a row; polygon rings closed; rings with no area and lines with no length left away, with the holes of a collapsed shell. */
export function clean(source: FlatGeometry): Cleaned {
  const coords: number[] = [];
  const ringEnds: number[] = [];
  const partEnds: number[] = [];
  let closedRings = 0, duplicatePoints = 0, collapsed = 0;
  let ring = 0, point = 0;
  for (const partEnd of source.partEnds) {
    const ringsBefore = ringEnds.length;
    let shellGone = false;
    for (let first = true; ring < partEnd; ring += 1, first = false) {
      const end = source.ringEnds[ring]!;
      const from = coords.length;
      for (; point < end; point += 1) {
        const x = source.coords[2 * point]!, y = source.coords[2 * point + 1]!;
        if (coords.length > from && coords[coords.length - 2] === x && coords[coords.length - 1] === y) duplicatePoints += 1;
        else coords.push(x, y);
      }
      if (source.dimension === 'polygon' && closeRing(coords, from)) closedRings += 1;
      if (shellGone || isCollapsed(source.dimension, coords, from)) {
        coords.length = from;
        collapsed += 1;
        if (first) shellGone = true;
      } else ringEnds.push(coords.length / 2);
    }
    if (ringEnds.length > ringsBefore) partEnds.push(ringEnds.length);
  }
  return { flat: { dimension: source.dimension, coords, ringEnds, partEnds }, closedRings, duplicatePoints, collapsed };
}

function closeRing(coords: number[], from: number): boolean {
  const last = coords.length - 2;
  if (last <= from || (coords[from] === coords[last] && coords[from + 1] === coords[last + 1])) return false;
  coords.push(coords[from]!, coords[from + 1]!);
  return true;
}

function isCollapsed(dimension: FlatGeometry['dimension'], coords: readonly number[], from: number): boolean {
  const points = (coords.length - from) / 2;
  if (dimension === 'point') return points < 1;
  if (dimension === 'line') return points < 2;
  if (points < 4) return true;
  // A ring that only goes forth and back. One that crosses itself may sum to nothing too; it has more than two directions and stays for GEOS.
  return ringArea(coords, from / 2, coords.length / 2) === 0 && isStraight(coords, from);
}

function isStraight(coords: readonly number[], from: number): boolean {
  const x0 = coords[from]!, y0 = coords[from + 1]!;
  let dx = 0, dy = 0;
  for (let i = from + 2; i < coords.length; i += 2) {
    const ex = coords[i]! - x0, ey = coords[i + 1]! - y0;
    if (dx === 0 && dy === 0) { dx = ex; dy = ey; } else if (dx * ey - dy * ex !== 0) return false;
  }
  return true;
}
