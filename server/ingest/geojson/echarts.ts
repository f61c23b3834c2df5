import type { Geometry, Position } from 'geojson';

/** Steps a degree in the packed maps of ECharts. */
const STEPS = 1024;

const unzigzag = (code: number): number => { const value = code - 64; return (value >> 1) ^ -(value & 1); };

function ring(text: string, [startX, startY]: readonly number[]): Position[] {
  const positions: Position[] = [];
  let x = startX ?? NaN, y = startY ?? NaN;
  for (let i = 0; i + 1 < text.length; i += 2) {
    x += unzigzag(text.charCodeAt(i));
    y += unzigzag(text.charCodeAt(i + 1));
    positions.push([x / STEPS, y / STEPS]);
  }
  return positions;
}

/** Rings as texts beside rings of starts, however deep. */
function unpack(coordinates: unknown, offsets: unknown): unknown {
  if (typeof coordinates === 'string') return ring(coordinates, Array.isArray(offsets) ? (offsets as number[]) : []);
  return Array.isArray(coordinates) ? coordinates.map((part, i) => unpack(part, Array.isArray(offsets) ? offsets[i] : undefined)) : coordinates;
}

/** A geometry of an ECharts map file (“UTF8Encoding”: rings packed into texts) as plain GeoJSON; any other as it is. */
export function plainGeometry(geometry: Geometry): Geometry {
  const { encodeOffsets, ...rest } = geometry as Geometry & { encodeOffsets?: unknown };
  return encodeOffsets === undefined || !('coordinates' in rest) ? geometry : ({ ...rest, coordinates: unpack(rest.coordinates, encodeOffsets) } as Geometry);
}
