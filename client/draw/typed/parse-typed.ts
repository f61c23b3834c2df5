import { readNumber, readPlace, type Place, type PlaceFault, type PlaceReference } from './read-place.ts';

export type TypedFault = PlaceFault | 'no_corner_before' | 'not_understood' | 'radius_too_small';
export type Typed = { readonly ok: true; readonly position: Place; readonly reading: 'relative' | 'bearing' | 'degrees' | 'metres'; /** By an arc of this radius, metres; below 0 it bulges to the right. Absent: straight. */ readonly arcRadiusM?: number } | { readonly ok: false; readonly fault: TypedFault };

const fine = (value: number): number => Number(value.toFixed(9)) + 0;

function moved(from: Place | null, dx: number, dy: number, reading: 'relative' | 'bearing', { crs }: PlaceReference): Typed {
  if (!from) return { ok: false, fault: 'no_corner_before' };
  const [x, y] = crs.forward(...from);
  const [lon, lat] = crs.inverse(x + dx, y + dy);
  return { ok: true, position: [fine(lon), fine(lat)], reading };
}

/** `R radius` before a corner: by an arc to it, that bulges to the left of the way, below 0 to the right. */
export function parseTyped(text: string, from: Place | null, reference: PlaceReference): Typed {
  const arc = /^\s*[rR半径]+\s*[:：=]?\s*([+\-−－]?\d+(?:\.\d+)?)[\s,，;；]+(.+)$/.exec(text);
  if (!arc) return parseCorner(text, from, reference);
  const radiusM = Number((arc[1] as string).replace(/[−－]/, '-'));
  if (radiusM === 0) return { ok: false, fault: 'radius_too_small' };
  if (!from) return { ok: false, fault: 'no_corner_before' };
  const typed = parseCorner(arc[2] as string, from, reference);
  return typed.ok ? { ...typed, arcRadiusM: radiusM } : typed;
}

/**
 * A typed corner: `@dx,dy` metres east and north of the corner before, `length<bearing` metres and degrees clockwise from north,
 * or two coordinates, metres of the city's CRS or degrees, in either order.
 */
function parseCorner(text: string, from: Place | null, reference: PlaceReference): Typed {
  const plain = text.trim().replace(/[，；;]/g, ',').replace(/＠/g, '@').replace(/[＜∠]/g, '<');
  const bearing = /^@?\s*([\d.]+)\s*<\s*(.+)$/.exec(plain);
  if (bearing) {
    const [length, degrees] = [readNumber(bearing[1] as string), readNumber(bearing[2] as string)];
    if (length === null || degrees === null) return { ok: false, fault: 'not_numbers' };
    const angle = degrees * Math.PI / 180;
    return moved(from, length * Math.sin(angle), length * Math.cos(angle), 'bearing', reference);
  }
  const isRelative = plain.startsWith('@');
  const tokens = (isRelative ? plain.slice(1) : plain).split(/\s*,\s*|\s+/).filter((token) => token !== '');
  if (tokens.length !== 2) return { ok: false, fault: 'not_understood' };
  const [a, b] = tokens.map(readNumber);
  if (a === null || b === null || a === undefined || b === undefined) return { ok: false, fault: 'not_numbers' };
  if (isRelative) return moved(from, a, b, 'relative', reference);
  const place = readPlace(a, b, reference);
  return place.ok ? { ok: true, position: place.position, reading: place.reading } : place;
}
