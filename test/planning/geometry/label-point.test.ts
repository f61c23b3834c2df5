import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labelPoint } from '#planning/geometry/label-point.ts';

/** Even-odd by a ray; good for points that do not lie on an edge. */
function isInside([x, y]: readonly [number, number], rings: readonly (readonly (readonly number[])[])[]): boolean {
  let inside = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [xi = 0, yi = 0] = ring[i] as number[];
      const [xj = 0, yj = 0] = ring[j] as number[];
      if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
    }
  }
  return inside;
}

describe('where a name goes', () => {
  it('is in the middle of a rectangle', () => expect(labelPoint({ type: 'Polygon', coordinates: [[[0, 0], [4, 0], [4, 2], [0, 2], [0, 0]]] })).toEqual([2, 1]));
  it('is in the arm of a U, not between its arms', () => {
    const u = [[[0, 0], [9, 0], [9, 10], [6, 10], [6, 1], [2, 1], [2, 10], [0, 10], [0, 0]]];
    expect(labelPoint({ type: 'Polygon', coordinates: u })).toEqual([7.5, 5]);
  });
  it('is beside a hole', () => {
    const ring = [[[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]], [[2, 2], [2, 8], [9, 8], [9, 2], [2, 2]]];
    expect(labelPoint({ type: 'Polygon', coordinates: ring })).toEqual([1, 5]);
  });
  it('is in the largest part', () => {
    const parts = [[[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]], [[[10, 0], [14, 0], [14, 4], [10, 4], [10, 0]]]];
    expect(labelPoint({ type: 'MultiPolygon', coordinates: parts })).toEqual([12, 2]);
  });
  it('is nowhere without an area', () => {
    expect(labelPoint({ type: 'Point', coordinates: [1, 2] })).toBeNull();
    expect(labelPoint({ type: 'Polygon', coordinates: [] })).toBeNull();
  });
  it('is inside any star-shaped polygon', () => {
    const star = fc.array(fc.double({ min: 1, max: 9, noNaN: true }), { minLength: 3, maxLength: 24 }).map((radii) => radii.map((r, i) => [r * Math.cos((2 * Math.PI * i) / radii.length), r * Math.sin((2 * Math.PI * i) / radii.length)]));
    fc.assert(fc.property(star, (points) => {
      const rings = [[...points, points[0] as number[]]];
      const point = labelPoint({ type: 'Polygon', coordinates: rings });
      expect(point && isInside(point, rings)).toBe(true);
    }), { seed: 5, numRuns: 300 });
  });
});
