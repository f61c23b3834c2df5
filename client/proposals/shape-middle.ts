import type { ProposalGeometry } from '#contract/proposals.ts';

type Position = readonly [lon: number, lat: number];

/** Where the sign of a shape stands: the point, the middle of a polygon's extent, half way along a line. */
export function middleOfShape(geometry: ProposalGeometry): Position {
  if (geometry.type === 'Point') return geometry.coordinates;
  if (geometry.type === 'LineString') return halfWay(geometry.coordinates);
  const [lons, lats] = [0, 1].map((axis) => geometry.coordinates.flat().map((place) => place[axis] as number)) as [number[], number[]];
  return [(Math.min(...lons) + Math.max(...lons)) / 2, (Math.min(...lats) + Math.max(...lats)) / 2];
}

/** Half way along a line. */
export function halfWay(line: readonly Position[]): [lon: number, lat: number] {
  const lengths = line.slice(1).map(([lon, lat], i) => Math.hypot((lon - (line[i]?.[0] ?? lon)) * Math.cos((lat * Math.PI) / 180), lat - (line[i]?.[1] ?? lat)));
  let left = lengths.reduce((sum, length) => sum + length, 0) / 2;
  for (const [i, length] of lengths.entries()) {
    const [from, to] = [line[i] as Position, line[i + 1] as Position];
    if (left <= length && length > 0) return [from[0] + (left / length) * (to[0] - from[0]), from[1] + (left / length) * (to[1] - from[1])];
    left -= length;
  }
  const [lon, lat] = line[0] ?? [0, 0];
  return [lon, lat];
}
