import type { Geometry } from 'geojson';
import type { RenewalUnit } from '#planning/plan/edit.ts';
import type { MapOwner } from '../map/map-owner.ts';
import { SnapIndex } from './snap-index.ts';

/** Below this the roads in view are too many and too thin on screen to aim at. */
const roadsFromZoom = 13;

function addGeometry(index: SnapIndex, geometry: Geometry): void {
  switch (geometry.type) {
    case 'LineString': index.add(geometry.coordinates); break;
    case 'MultiLineString': case 'Polygon': geometry.coordinates.forEach((line) => index.add(line)); break;
    case 'MultiPolygon': geometry.coordinates.forEach((rings) => rings.forEach((line) => index.add(line))); break;
    default: break;
  }
}

/** Boundaries of the other units, and centre lines of the roads in view. */
export function snapIndexOf(owner: MapOwner, units: Iterable<RenewalUnit>, exceptId: string | null): SnapIndex {
  const index = new SnapIndex();
  for (const unit of units) if (unit.id !== exceptId) addGeometry(index, unit.geometry as unknown as Geometry);
  const { map } = owner;
  if (map.getZoom() >= roadsFromZoom && map.getSource('road')) {
    for (const feature of map.querySourceFeatures('road', { sourceLayer: 'road' })) addGeometry(index, feature.geometry);
  }
  return index;
}
