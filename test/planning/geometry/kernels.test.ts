import { describe, expect, it } from 'vitest';
import { isOnOrInsideRings } from '#planning/geometry/point-in-rings.ts';
import { pointLocator } from '#planning/geometry/point-locator.ts';
import { ringMoments } from '#planning/geometry/ring-moments.ts';
import { distanceToSegment, segmentInDisc, unionLength } from '#planning/geometry/segment.ts';
import { randomScene } from '../../support/random-scene.ts';
import { rectangle, seeded } from '../../support/scenes.ts';

const flat = (...points: number[]): Float64Array => Float64Array.from(points);

describe('ring moments', () => {
  it('are area and centroid of a rectangle, signed by direction, far from the origin too', () => {
    const ring = (x: number, y: number): Float64Array => flat(x, y, x + 4, y, x + 4, y + 2, x, y + 2, x, y);
    expect(ringMoments(ring(0, 0), 0, 5)).toEqual({ area: 8, momentX: 16, momentY: 8 });
    expect(ringMoments(ring(38_463_000, 3_846_000), 0, 5)).toEqual({ area: 8, momentX: 16, momentY: 8 });
    expect(ringMoments(flat(0, 0, 0, 2, 4, 2, 4, 0, 0, 0), 0, 5).area).toBe(-8);
  });
});

describe('point in rings', () => {
  const square = { coords: flat(0, 0, 10, 0, 10, 10, 0, 10, 0, 0, 3, 3, 3, 7, 7, 7, 7, 3, 3, 3), offsets: Uint32Array.of(0, 5, 10) };
  const inside = (x: number, y: number): boolean => isOnOrInsideRings(square.coords, square.offsets, 0, 2, x, y);
  it('takes edges, corners and the edge of a hole, not the hole', () => {
    for (const [x, y] of [[0, 0], [10, 10], [5, 0], [0, 5], [10, 5], [5, 10], [1, 1], [3, 5], [3, 3], [7, 7], [2, 3], [8, 7]]) expect(inside(x, y), `${x} ${y}`).toBe(true);
    for (const [x, y] of [[5, 5], [-1, 0], [11, 10], [-1, 10], [5, -0.001], [10.001, 5], [3.001, 3.001]]) expect(inside(x, y), `${x} ${y}`).toBe(false);
  });
  it('is not fooled by corners at the height of the point', () => {
    const diamond = flat(0, 5, 5, 0, 10, 5, 5, 10, 0, 5);
    const has = (x: number, y: number): boolean => isOnOrInsideRings(diamond, Uint32Array.of(0, 5), 0, 1, x, y);
    expect([has(-1, 5), has(0, 5), has(1, 5), has(10, 5), has(11, 5), has(5, 5), has(2.5, 2.5), has(2.4, 2.5)]).toEqual([false, true, true, true, false, true, true, false]);
  });
});

describe('the point locator', () => {
  it('answers as the plain test does', () => {
    const random = seeded(9);
    for (let seed = 1; seed <= 30; seed++) {
      const { area } = randomScene(seed);
      const rings = area.flat();
      const offsets = Uint32Array.from(rings.reduce((all, ring) => [...all, all[all.length - 1] + ring.length], [0]));
      const coords = Float64Array.from(rings.flat(2));
      const locator = pointLocator(area);
      const places = [...Array.from({ length: 300 }, () => [1600 * random(), 1600 * random()]), ...rings.flat()];
      for (const [x, y] of places) expect(locator.contains(x, y)).toBe(isOnOrInsideRings(coords, offsets, 0, offsets.length - 1, x, y));
    }
    expect(pointLocator([]).contains(0, 0)).toBe(false);
    expect(pointLocator(rectangle(0, 0, 4, 0)).contains(2, 0)).toBe(true);
  });
});

describe('segments', () => {
  it('measure to the nearest point, ends included', () => {
    const segment = flat(0, 0, 10, 0);
    expect([distanceToSegment(segment, 0, 5, 3), distanceToSegment(segment, 0, 13, 4), distanceToSegment(segment, 0, -3, -4)]).toEqual([3, 5, 5]);
    expect(distanceToSegment(flat(2, 2, 2, 2), 0, 5, 6)).toBe(5);
  });
  it('are cut by a disc at the chord', () => {
    expect(segmentInDisc(-100, 3, 100, 3, 0, 0, 5)).toEqual([96, 104]);
    expect(segmentInDisc(0, 3, 100, 3, 0, 0, 5)).toEqual([0, 4]);
    expect(segmentInDisc(0, 6, 100, 6, 0, 0, 5)).toBeNull();
    expect(segmentInDisc(10, 0, 100, 0, 0, 0, 5)).toBeNull();
  });
  it('unite intervals, nested, touching and apart', () => {
    expect(unionLength([[5, 6], [0, 2], [1, 3], [1.5, 1.7], [3, 4]])).toBe(5);
    expect(unionLength([])).toBe(0);
  });
});
