import { describe, expect, it } from 'vitest';
import { circlePart, partOfPolygon, type ConvexPart } from '#planning/geometry/convex-parts.ts';
import { GroundCut, type Ground } from '#planning/geometry/ground-cut.ts';
import type { Shape } from '#planning/geometry/overlay.ts';
import type { MultiPolygonCoords } from '#planning/geometry/types.ts';
import { overlay } from '../../support/geos.ts';
import { seeded } from '../../support/scenes.ts';

const [eastM, northM] = [463_000, 3_846_000];
const cut = new GroundCut();

/** Star-shaped and seldom convex, with a hole now and then. */
function crooked(random: () => number, reachM = 120, x = eastM, y = northM): MultiPolygonCoords {
  const ring = (reach: number): [number, number][] => {
    const corners = 5 + Math.floor(8 * random());
    const points = Array.from({ length: corners }, (_, i): [number, number] => {
      const r = reach * (0.4 + 0.6 * random());
      return [x + r * Math.cos((2 * Math.PI * i) / corners), y + r * Math.sin((2 * Math.PI * i) / corners)];
    });
    return [...points, points[0] as [number, number]];
  };
  return [random() < 0.3 ? [ring(reachM), ring(reachM / 4).reverse()] : [ring(reachM)]];
}

function groundOf(coords: MultiPolygonCoords): Ground {
  const points = coords.flat(2);
  const circleM = Math.max(...points.map(([x, y]) => Math.hypot(x - eastM, y - northM)));
  return { rings: coords.flat().map((ring) => Float64Array.from(ring.flat())), originX: 0, originY: 0, centerX: eastM, centerY: northM, circleM };
}

const partsOf = (shape: Shape): readonly ConvexPart[] => overlay.toRings(shape).map(partOfPolygon).filter((part) => part !== null);
const square = (x: number, y: number, side: number): MultiPolygonCoords => [[[[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]]];

describe('ground inside and outside polygons', () => {
  it('is the area the overlay finds, for one to nine service areas of crooked parks and of points over crooked parcels with holes', () => {
    const random = seeded(5);
    for (let i = 0; i < 180; i++) {
      const polygon = overlay.fromCoords(crooked(seeded(i)));
      const ground = groundOf(crooked(seeded(i)));
      const [shapes, parts]: [Shape[], ConvexPart[]] = [[], []];
      for (let b = 0; b <= i % 9; b++) {
        const [x, y, radiusM] = [eastM + 300 * (random() - 0.5), northM + 300 * (random() - 0.5), 40 + 120 * random()];
        if (random() < 0.5) {
          shapes.push(overlay.buffer(overlay.points({ coords: Float64Array.of(x, y), parts: [[[0, 1]]] }), radiusM, 32));
          parts.push(circlePart(x, y, radiusM, 32));
        } else {
          const buffer = overlay.buffer(overlay.fromCoords(crooked(random, 60, x, y)), radiusM / 3, 32);
          shapes.push(buffer);
          parts.push(...partsOf(buffer));
        }
      }
      const whole = overlay.area(polygon);
      const outside = overlay.area(overlay.difference(polygon, overlay.union(shapes)));
      expect(Math.abs(cut.outsideM2(ground, parts) - outside), `outside, case ${i}`).toBeLessThan(1e-6);
      expect(Math.abs(cut.without(ground, parts).areaM2 - outside), `without, case ${i}`).toBeLessThan(1e-6);
      expect(Math.abs(cut.insideM2(ground, partsOf(shapes[0])) - (whole - overlay.area(overlay.difference(polygon, shapes[0])))), `inside, case ${i}`).toBeLessThan(1e-6);
    }
  }, 60_000);

  it('of what is left of a polygon is that of the polygon without both', () => {
    for (let i = 0; i < 100; i++) {
      const random = seeded(1000 + i);
      const [ground, other] = [groundOf(crooked(random)), overlay.fromCoords(crooked(random, 100, eastM + 60, northM))];
      const parts = [circlePart(eastM - 50, northM + 40, 90, 32), circlePart(eastM, northM - 80, 60, 32)];
      const left = cut.without(ground, partsOf(other));
      expect(Math.abs(cut.outsideM2(left, parts) - cut.outsideM2(ground, [...partsOf(other), ...parts])), `case ${i}`).toBeLessThan(1e-8);
    }
  });

  it('takes edges on each other as they are: neighbours share nothing, a polygon leaves nothing of itself', () => {
    const ground = groundOf(square(eastM, northM, 10));
    const at = (x: number, y: number, side = 10): readonly ConvexPart[] => partsOf(overlay.fromCoords(square(eastM + x, northM + y, side)));
    expect(cut.insideM2(ground, at(10, 0))).toBe(0);
    expect(cut.insideM2(ground, at(0, -10))).toBe(0);
    expect(cut.outsideM2(ground, at(0, 0))).toBe(0);
    expect(cut.insideM2(ground, at(5, 0))).toBe(50);
    expect(cut.outsideM2(ground, [...at(0, 0, 5), ...at(5, 5, 5), ...at(0, 5, 5), ...at(5, 0, 5)])).toBe(0);
    expect(cut.outsideM2(ground, [])).toBe(100);
  });

  it('is right where hundreds of service areas lie over one large piece of ground', () => {
    const random = seeded(3);
    const parts = Array.from({ length: 300 }, () => circlePart(eastM + 4000 * random(), northM + 4000 * random(), 300, 32));
    const shapes = parts.map(({ centerX, centerY }) => overlay.buffer(overlay.points({ coords: Float64Array.of(centerX, centerY), parts: [[[0, 1]]] }), 300, 32));
    const large = square(eastM, northM, 4000);
    const expected = overlay.area(overlay.difference(overlay.fromCoords(large), overlay.union(shapes)));
    expect(Math.abs(cut.outsideM2(groundOf(large), parts) - expected)).toBeLessThan(1e-9 * 16e6);
  });

  it('takes rings of any length, the first question as the second', () => {
    const ring = Float64Array.from({ length: 2 * 501 }, (_, i) => (i % 2 === 0 ? eastM + 100 * Math.cos((Math.PI * (i % 1000)) / 500) : northM + 100 * Math.sin((Math.PI * ((i - 1) % 1000)) / 500)));
    const ground: Ground = { rings: [ring], originX: 0, originY: 0, centerX: eastM, centerY: northM, circleM: 101 };
    const fresh = new GroundCut();
    const first = fresh.outsideM2(ground, [circlePart(eastM + 150, northM, 100, 32)]);
    expect(first).toBeGreaterThan(20_000);
    expect(fresh.outsideM2(ground, [circlePart(eastM + 150, northM, 100, 32)])).toBe(first);
  });

  it('draws the circle the library draws', () => {
    const buffer = overlay.buffer(overlay.points({ coords: Float64Array.of(eastM, northM), parts: [[[0, 1]]] }), 500, 32);
    const { outline, scale } = circlePart(eastM, northM, 500, 32);
    const drawn = (overlay.toRings(buffer)[0]?.[0] ?? new Float64Array()).slice(2);
    expect(drawn.length / 2).toBe(outline.x.length - 1);
    for (let i = 0; i < drawn.length; i += 2) {
      const nearest = Math.min(...Array.from(outline.x, (x, k) => Math.hypot(eastM + scale * x - drawn[i], northM + scale * outline.y[k] - drawn[i + 1])));
      expect(nearest).toBeLessThan(2e-9);
    }
  });
});
