import type { Shift } from '#contract/deliveries.ts';
import { fromBd09, fromGcj02 } from '#planning/geometry/gcj02.ts';
import { fromDegrees, parseSourceCrs, toDegrees } from '../source-crs.ts';

/** Degrees as read → degrees with a shift undone; null where that place is none on Earth. */
export type Unshift = (lon: number, lat: number) => [lon: number, lat: number] | null;

const place = (lon: number, lat: number): [number, number] | null => (Math.abs(lon) <= 180 && Math.abs(lat) <= 90 ? [lon, lat] : null);

/**
 * Undoes a shift on degrees that are in the database already. `readIn`: the CRS the layer was read in; `meant`: with shift `zone`, the CRS its numbers
 * are in (PositionCheck.crs). Null where the two do not go together, e.g. a zone of a layer read in degrees.
 */
export function unshift(shift: Shift, readIn: string, meant?: string): Unshift | null {
  switch (shift) {
    case 'none': return place;
    case 'gcj02': return fromGcj02;
    case 'bd09': return fromBd09;
    case 'swapped': {
      const source = parseSourceCrs(readIn);
      if (!source) return null;
      if (typeof source.base === 'string' || source.base.type === 'degrees') return (lon, lat) => place(lat, lon);
      return between(readIn, source.isSwapped ? readIn.replace(/swap:/i, '') : `swap:${readIn}`);
    }
    case 'zone': return meant === undefined ? null : between(readIn, meant);
  }
}

/** Back to the numbers of the one CRS, and to degrees again by the other. */
function between(readIn: string, meant: string): Unshift | null {
  const back = fromDegrees(readIn), source = parseSourceCrs(meant);
  if (!back || !source) return null;
  const again = toDegrees(/^unverified:/i.test(meant) ? meant : `unverified:${meant}`);
  return (lon, lat) => {
    const [x, y] = back(lon, lat);
    return again ? place(...again(x, y)) : place(x, y);
  };
}
