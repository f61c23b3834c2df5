import { expect, it } from 'vitest';
import { convexRing } from '#planning/geometry/convex-clip.ts';
import { areaInConvexes } from '#planning/geometry/convex-cover.ts';
import type { MultiPolygonCoords } from '#planning/geometry/types.ts';
import { overlay } from '../../support/geos.ts';
import { seeded } from '../../support/scenes.ts';

/** Star-shaped and seldom convex, with a hole now and then. */
function crooked(random: () => number): MultiPolygonCoords {
  const ring = (reach: number): [number, number][] => {
    const corners = 5 + Math.floor(8 * random());
    const points = Array.from({ length: corners }, (_, i): [number, number] => {
      const r = reach * (0.4 + 0.6 * random());
      return [463_000 + r * Math.cos((2 * Math.PI * i) / corners), 3_846_000 + r * Math.sin((2 * Math.PI * i) / corners)];
    });
    return [...points, points[0] as [number, number]];
  };
  return [random() < 0.3 ? [ring(120), ring(30).reverse()] : [ring(120)]];
}

it('is the area the overlay finds, for one, two and three discs over crooked polygons with holes', () => {
  const random = seeded(5);
  for (let i = 0; i < 400; i += 1) {
    const coords = crooked(random);
    const polygon = overlay.fromCoords(coords);
    const discs = Array.from({ length: 1 + (i % 3) }, () => overlay.buffer(overlay.fromCoords([[[...square(463_000 + 300 * (random() - 0.5), 3_846_000 + 300 * (random() - 0.5))]]]), 40 + 160 * random(), 32));
    const convexes = discs.map((disc) => convexRing(overlay.toCoords(disc)) as Float64Array);
    const expected = overlay.area(overlay.intersection(polygon, overlay.union(discs)));
    const rings = overlay.toCoords(polygon).map((rings) => rings.map((ring) => Float64Array.from(ring.flat())));
    expect(Math.abs(areaInConvexes(rings, convexes) - expected), `case ${i}`).toBeLessThan(1e-6);
  }
});

function square(x: number, y: number): [number, number][] {
  return [[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]];
}
