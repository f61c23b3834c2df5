import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LonLatArea } from '#planning/geometry/types.ts';
import { cleanRing, explode, movedCorner, recombine, withoutCorner, type Position } from '../../../client/draw/rings.ts';

const square = (x: number, y: number, side: number): Position[] => [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]];

describe('checking an area out and in again', () => {
  it('keeps holes and parts in their places', () => {
    const area: LonLatArea = { type: 'MultiPolygon', coordinates: [[square(0, 0, 10), square(2, 2, 1), square(5, 5, 1)], [square(20, 0, 5)]] };
    const rings = explode(area);
    expect(rings.map(({ part, ring }) => [part, ring])).toEqual([[0, 0], [0, 1], [0, 2], [1, 0]]);
    expect(recombine([...rings].reverse())).toEqual(area);
  });
  it('gives a single polygon back as one', () => {
    expect(recombine(explode({ type: 'Polygon', coordinates: [square(0, 0, 1)] }))).toEqual({ type: 'Polygon', coordinates: [square(0, 0, 1)] });
  });
  it('is null until there are three corners, and drops a hole whose part is gone', () => {
    expect(recombine([{ part: 0, ring: 0, coordinates: [[0, 0], [1, 0], [0, 0]] }])).toBeNull();
    expect(recombine([{ part: 0, ring: 1, coordinates: square(0, 0, 1) }])).toBeNull();
  });
  it('rounds to nine decimals, closes, and loses repeated corners', () => {
    expect(cleanRing([[113.1234567891, 34], [113.1234567892, 34], [113.2, 34], [113.2, 34.1]])).toEqual([[113.123456789, 34], [113.2, 34], [113.2, 34.1], [113.123456789, 34]]);
    const coordinate = fc.tuple(fc.double({ min: -180, max: 180, noNaN: true }), fc.double({ min: -85, max: 85, noNaN: true }));
    fc.assert(fc.property(fc.array(coordinate, { minLength: 1, maxLength: 30 }), (ring) => {
      const clean = cleanRing(ring);
      expect(clean.at(-1)).toEqual(clean[0]);
      expect(cleanRing(clean)).toEqual(clean);
      for (const [x, y] of clean) for (const value of [x, y]) expect((String(value).split('.')[1] ?? '').replace(/e.*/, '').length).toBeLessThanOrEqual(9);
    }), { seed: 20261122 });
  });
  it('takes a corner out, but never the third', () => {
    expect(withoutCorner(square(0, 0, 1), 1)).toEqual([[0, 0], [1, 1], [0, 1], [0, 0]]);
    expect(withoutCorner(square(0, 0, 1), 4)).toEqual([[1, 0], [1, 1], [0, 1], [1, 0]]);
    expect(withoutCorner([[0, 0], [1, 0], [1, 1], [0, 0]], 0)).toBeNull();
  });
  it('sees which corner moved', () => {
    const moved = square(0, 0, 1);
    moved[2] = [3, 3];
    expect(movedCorner(square(0, 0, 1), moved)).toBe(2);
    expect(movedCorner(square(0, 0, 1), square(0, 0, 1))).toBeNull();
    expect(movedCorner(undefined, moved)).toBeNull();
  });
});
