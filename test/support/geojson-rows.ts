import type { Geometry } from 'geojson';
import type { Reading, SourceFeature, SourceShape } from '../../server/ingest/driver.ts';
import { toGeometry } from '../../server/ingest/geometry/to-lonlat.ts';

const asItIs = { inverse: (x: number, y: number): [number, number] => [x, y] };

function geoJsonOf(shape: SourceShape): Geometry {
  if (!('parts' in shape)) return shape;
  const members = shape.parts.map((flat) => toGeometry(flat, asItIs));
  return members.length === 1 ? members[0]! : { type: 'GeometryCollection', geometries: members };
}

/** The rows of a reading with their geometry as GeoJSON, in the source's own numbers, whichever way the driver gives it. */
export async function* geoJsonRows(reading: Pick<Reading, 'features'>): AsyncGenerator<SourceFeature> {
  for await (const feature of reading.features) yield { ...feature, geometry: geoJsonOf(feature.geometry) };
}
