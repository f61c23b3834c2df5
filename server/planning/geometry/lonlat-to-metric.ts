import type { MetricCrs } from './metric-crs.ts';
import type { LonLatArea, MultiPolygonCoords, Position, Ring } from './types.ts';

/** An area in degrees as closed rings in metres. Positions may carry a third ordinate, which is dropped. */
export function lonLatToMetric(area: LonLatArea, crs: MetricCrs): MultiPolygonCoords {
  const polygons = area.type === 'Polygon' ? [area.coordinates] : area.coordinates;
  return polygons.map((rings) => rings.map((ring) => closed(ring.map(([lon = NaN, lat = NaN]): Position => crs.forward(lon, lat)))));
}

function closed(ring: readonly Position[]): Ring {
  const first = ring[0];
  const last = ring[ring.length - 1];
  if (!first || !last || (first[0] === last[0] && first[1] === last[1])) return ring;
  return [...ring, first];
}
