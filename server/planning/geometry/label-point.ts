type Ring = readonly (readonly number[])[];

const ringArea = (ring: Ring) => ring.reduce((sum, [x = 0, y = 0], i) => { const [u = 0, v = 0] = ring[(i + 1) % ring.length] as number[]; return sum + x * v - u * y; }, 0) / 2;

/**
 * Where a level line through the middle of a polygon's largest part runs longest inside it: a place for its name that is never outside.
 * GeoJSON in degrees or metres; null when there is no area.
 */
export function labelPoint(geometry: { readonly type: string; readonly coordinates?: unknown }): [number, number] | null {
  const polygons = (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.type === 'MultiPolygon' ? geometry.coordinates : []) as readonly (readonly Ring[])[];
  const largest = [...polygons].filter((rings) => (rings[0]?.length ?? 0) > 3).sort((a, b) => Math.abs(ringArea(b[0] as Ring)) - Math.abs(ringArea(a[0] as Ring)))[0];
  if (!largest) return null;
  const ys = (largest[0] as Ring).map((position) => position[1] as number);
  const y = (Math.min(...ys) + Math.max(...ys)) / 2;
  const crossings = largest.flatMap((ring) => ring.flatMap(([x1 = 0, y1 = 0], i) => {
    const [x2 = 0, y2 = 0] = ring[(i + 1) % ring.length] as number[];
    return (y1 > y) === (y2 > y) ? [] : [x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)];
  })).sort((a, b) => a - b);
  let best: readonly [number, number] = [crossings[0] ?? 0, crossings[1] ?? 0];
  for (let i = 0; i + 1 < crossings.length; i += 2) {
    const span = [crossings[i], crossings[i + 1]] as [number, number];
    if (span[1] - span[0] > best[1] - best[0]) best = span;
  }
  return crossings.length < 2 ? null : [(best[0] + best[1]) / 2, y];
}
