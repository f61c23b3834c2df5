import type { MultiPolygonCoords } from '#planning/geometry/types.ts';

/** Crooked areas of about 1 km² over the city, between its middle and its edge. */
export function scatteredUnits(city: MultiPolygonCoords, count: number, random: () => number): MultiPolygonCoords[] {
  const ring = city[0]?.[0] ?? [];
  const cx = ring.reduce((sum, [x]) => sum + x, 0) / ring.length;
  const cy = ring.reduce((sum, [, y]) => sum + y, 0) / ring.length;
  return Array.from({ length: count }, () => {
    const [x, y] = ring[Math.floor(random() * ring.length)] as readonly [number, number];
    return crookedSquareKilometre(cx + 0.6 * random() * (x - cx), cy + 0.6 * random() * (y - cy), random);
  });
}

function crookedSquareKilometre(x: number, y: number, random: () => number): MultiPolygonCoords {
  const ring = Array.from({ length: 24 }, (_, i): [number, number] => {
    const reach = 570 * (0.9 + 0.2 * random());
    return [x + reach * Math.cos((Math.PI * i) / 12), y + reach * Math.sin((Math.PI * i) / 12)];
  });
  return [[[...ring, ring[0] as [number, number]]]];
}
