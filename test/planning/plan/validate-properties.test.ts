import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createGeosOverlay } from '#planning/geometry/geos-overlay.ts';
import { lonLatToMetric } from '#planning/geometry/lonlat-to-metric.ts';
import type { Overlay } from '#planning/geometry/overlay.ts';
import { areaFaults } from '#planning/plan/area-validity.ts';
import { orientation } from '#planning/plan/orientation.ts';
import { quickCheck } from '#planning/plan/quick-check.ts';
import { areaOf, interiorPoint } from '#planning/plan/ring-measures.ts';
import { sideOfRing } from '#planning/plan/area-validity.ts';
import { validate } from '#planning/plan/validate.ts';
import { box, contextOf, crs, multiAt, polygonAt, rules, starRing, unit, wildRing, type Points } from './plan-builders.ts';

let overlay: Overlay;
beforeAll(async () => { overlay = await createGeosOverlay(); });

const settings = { seed: 20260102, numRuns: 400 };
const somewhere = fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 400 }));
const distinctCorners = (points: Points) => new Set(points.map(String)).size >= 3;

describe('validate', () => {
  it('finds the same overlap from either side', () => {
    fc.assert(fc.property(starRing(somewhere, [60, 200]), starRing(somewhere, [60, 200]), (p, q) => {
      const [a, b] = [unit(1, polygonAt(p)), unit(2, polygonAt(q))];
      const fromA = validate(a, contextOf({ units: [b] }), rules, overlay).filter(({ code }) => code === 'overlap');
      const fromB = validate(b, contextOf({ units: [a] }), rules, overlay).filter(({ code }) => code === 'overlap');
      expect(fromA.map(({ id, place, params }) => [id, place, params['areaM2']])).toEqual(fromB.map(({ id, place, params }) => [id, place, params['areaM2']]));
    }), settings);
  });

  it('says the same twice', () => {
    fc.assert(fc.property(starRing(somewhere, [5, 200]), wildRing.filter(distinctCorners), (p, q) => {
      const context = contextOf({ units: [unit(2, polygonAt(box(100, 100, 150, 150)))], bounds: [113.6, 34.75, 113.7, 34.8] });
      for (const points of [p, q]) {
        const once = validate(unit(1, polygonAt(points)), context, rules, overlay);
        expect(validate(unit(1, polygonAt(points)), context, rules, overlay)).toEqual(once);
        expect(new Set(once.map(({ id }) => id)).size).toBe(once.length);
      }
    }), settings);
  });

  it('is total: any coordinates give findings or none', () => {
    const anyNumber = fc.oneof(fc.double(), fc.double({ min: -180, max: 180 }), fc.constantFrom(0, -0, 113.6, 34.75));
    const anyRing = fc.array(fc.tuple(anyNumber, anyNumber).map((pair) => [...pair]), { maxLength: 6 });
    fc.assert(fc.property(fc.array(fc.array(anyRing, { maxLength: 3 }), { maxLength: 3 }), (coordinates) => {
      expect(Array.isArray(validate(unit(1, { type: 'MultiPolygon', coordinates }), contextOf({ units: [unit(2, polygonAt(box(0, 0, 50, 50)))] }), rules, overlay))).toBe(true);
    }), { seed: 20260103, numRuns: 1500 });
  });
});

describe('areaFaults', () => {
  // GEOS decides validity by another program: an oracle for ours.
  const isValidByGeos = (points: Points, hole?: Points): boolean => {
    const shape = overlay.fromCoords(lonLatToMetric(hole ? polygonAt(points, hole) : polygonAt(points), crs));
    try {
      return overlay.isValid(shape);
    } finally {
      overlay.release(shape);
    }
  };
  const flat = (points: Points) => [...points, points[0] as readonly [number, number]];

  it('agrees with GEOS on rings on a grid, where everything touches', () => {
    fc.assert(fc.property(wildRing.filter(distinctCorners), (points) => {
      const shape = overlay.fromCoords([[flat(points)]]);
      const isValid = overlay.isValid(shape);
      overlay.release(shape);
      expect(areaFaults([[flat(points)]], 20).length === 0).toBe(isValid);
    }), { ...settings, numRuns: 3000 });
  });

  it('agrees with GEOS on polygons with a hole and on two parts', () => {
    fc.assert(fc.property(wildRing.filter(distinctCorners), wildRing.filter(distinctCorners), fc.boolean(), (p, q, isHole) => {
      const area = isHole ? [[flat([[0, 0], [300, 0], [300, 300], [0, 300]]), flat(p), flat(q)]] : [[flat(p)], [flat(q)]];
      const shape = overlay.fromCoords(area);
      const isValid = overlay.isValid(shape);
      overlay.release(shape);
      expect(areaFaults(area, 20).length === 0).toBe(isValid);
    }), { ...settings, numRuns: 6000 });
  });

  it('agrees with GEOS after projection, where nothing is quite straight', () => {
    fc.assert(fc.property(wildRing.filter(distinctCorners), (points) => {
      expect(areaFaults(lonLatToMetric(polygonAt(points), crs), 20).length === 0).toBe(isValidByGeos(points));
    }), { ...settings, numRuns: 1500 });
  });

  it('finds no fault with rings that cannot have one', () => {
    fc.assert(fc.property(starRing(somewhere, [1, 200]), (points) => {
      expect(areaFaults(lonLatToMetric(multiAt([points]), crs), 20)).toEqual([]);
    }), settings);
  });
});

describe('orientation', () => {
  const coordinate = fc.integer({ min: -1_000_000, max: 1_000_000 });
  it('is right where doubles are not: points in a line of thirds', () => {
    const a = [463373.1, 3846931.7] as const;
    const b = [a[0] + 3 * 2 ** -20, a[1] + 3 * 2 ** -18] as const;
    expect(orientation(a, b, [a[0] + 2 ** -20, a[1] + 2 ** -18])).toBe(0);
    expect(orientation(a, b, [a[0] + 2 ** -20, a[1] + 2 ** -18 + 2 ** -30])).toBe(1);
    expect(orientation([0.5, 0.5], [12, 12], [24, 24])).toBe(0);
    expect(orientation([0.5 + 2 ** -53, 0.5], [12, 12], [24, 24])).toBe(-1);
  });
  it('agrees with integers and changes sign when turned round', () => {
    fc.assert(fc.property(coordinate, coordinate, coordinate, coordinate, coordinate, coordinate, (ax, ay, bx, by, cx, cy) => {
      const exact = Math.sign(Number(BigInt(ax - cx) * BigInt(by - cy) - BigInt(ay - cy) * BigInt(bx - cx)));
      const scaled = (x: number, y: number) => [x / 1024, y / 1024] as const;
      expect(orientation(scaled(ax, ay), scaled(bx, by), scaled(cx, cy)) + 0).toBe(exact + 0);
      expect(orientation(scaled(bx, by), scaled(ax, ay), scaled(cx, cy)) + 0).toBe(-exact + 0);
    }), settings);
  });
});

describe('quickCheck', () => {
  it('finds what a moved vertex does to a sound ring, as the full check does', () => {
    fc.assert(fc.property(starRing(somewhere, [50, 200]), fc.nat(), somewhere, (points, pick, to) => {
      const at = pick % points.length;
      const moved = points.map((point, i) => (i === at ? ([to[0] + 0.25, to[1] + 0.5] as const) : point));
      const quick = quickCheck(moved, at, 0);
      const full = areaFaults([[[...moved, moved[0] as readonly [number, number]]]], 20);
      expect(quick?.code === 'self_intersection').toBe(full.length > 0);
    }), { ...settings, numRuns: 2000 });
  });

  it('tells spikes and rings too short, and lets a good corner be', () => {
    expect(quickCheck([[0, 0], [1, 0]], 1, 5)).toEqual({ code: 'too_few_points', place: [0, 0] });
    expect(quickCheck([[0, 0], [10, 0], [10, 10], [300, 10.5], [10, 11], [0, 11]], 3, 5)).toEqual({ code: 'spike', place: [300, 10.5] });
    expect(quickCheck([...box(0, 0, 10, 10), [0, 0]], 4, 5)).toBeNull();
    expect(quickCheck([[0, 0], [10, 10], [10, 0], [0, 10]], 0, 5)).toEqual({ code: 'self_intersection', place: [5, 5] });
  });
});

describe('interiorPoint', () => {
  it('lies inside, also of rings bent around their centre', () => {
    fc.assert(fc.property(starRing(fc.constant([0, 0] as const), [5, 200]), (points) => {
      const ring = [...points, points[0] as readonly [number, number]];
      const place = interiorPoint([ring]);
      expect(areaOf([[ring]])).toBeGreaterThan(0);
      expect(place && sideOfRing(place, ring)).toBe('inside');
    }), settings);
  });
});
