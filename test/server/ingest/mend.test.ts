import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { flatArea, flatten, type FlatGeometry } from '../../../server/ingest/geometry/flat-geometry.ts';
import { loadGeos, type Geos } from '../../../server/ingest/geometry/geos.ts';
import { mend } from '../../../server/ingest/geometry/mend.ts';
import { isSurelySimpleArea } from '../../../server/ingest/geometry/surely-simple.ts';
import { fromWkb, toWkb } from '../../../server/ingest/geometry/wkb.ts';

let geos: Geos;
beforeAll(async () => { geos = await loadGeos(); });

const polygon = (...rings: number[][][]): FlatGeometry => flatten({ type: 'Polygon', coordinates: rings }).parts[0]!;
const box = (x: number, y: number, size: number): number[][] => [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]];

describe('mending', () => {
  it.each([
    ['a square', polygon(box(0, 0, 10)), 100, []],
    ['a square with a hole', polygon(box(0, 0, 10), box(2, 2, 3)), 91, []],
    ['an open ring', polygon(box(0, 0, 10).slice(0, 4)), 100, ['ring_closed']],
    ['a spike', polygon([[0, 0], [10, 0], [20, 0], [10, 0], [10, 10], [0, 10], [0, 0]]), 100, ['polygon_repaired']],
    ['a hole that only goes forth and back', polygon(box(0, 0, 10), [[2, 2], [5, 5], [2, 2]]), 100, ['part_dropped']],
    ['a ring that touches itself in a point, seen as a hole', polygon([[0, 0], [10, 0], [10, 10], [0, 10], [0, 5], [4, 6], [4, 4], [0, 5], [0, 0]]), 96, ['polygon_repaired']],
    ['two parts that share an edge', flatten({ type: 'MultiPolygon', coordinates: [[box(0, 0, 10)], [box(10, 0, 10)]] }).parts[0]!, 200, ['polygon_repaired']],
  ])('%s', (_what, source, areaM2, codes) => {
    const { flat, leftOut, mended } = mend(source, ['polygon'], geos);
    expect(leftOut).toBeNull();
    expect(flatArea(flat!)).toBeCloseTo(areaM2, 9);
    expect(geos.isValid(flat!)).toBe(true);
    expect(mended.map((entry) => entry.code)).toEqual(codes);
  });

  it.each([
    ['a bow-tie', polygon([[0, 0], [10, 10], [10, 0], [0, 10], [0, 0]]), 'self_intersection'],
    ['a loop drawn twice', polygon([...box(0, 0, 10), ...box(0, 0, 10).slice(1)]), 'self_intersection'],
    ['parts that overlap', flatten({ type: 'MultiPolygon', coordinates: [[box(0, 0, 10)], [box(5, 0, 10)]] }).parts[0]!, 'self_intersection'],
    ['a hole outside its shell', polygon(box(0, 0, 10), box(20, 20, 5)), 'self_intersection'],
    ['a line back and forth', polygon([[0, 0], [10, 0], [5, 0], [0, 0]]), 'geometry_collapsed'],
    ['one point four times', polygon([[1, 1], [1, 1], [1, 1], [1, 1]]), 'geometry_collapsed'],
  ])('%s is left out: any repair would be a guess', (_what, source, code) => {
    expect(mend(source, ['polygon'], geos)).toMatchObject({ flat: null, leftOut: { code } });
  });

  it('a layer of lines takes no area, a layer of points no line', () => {
    expect(mend(polygon(box(0, 0, 10)), ['line'], geos).leftOut?.code).toBe('geometry_mismatch');
    expect(mend(flatten({ type: 'LineString', coordinates: [[0, 0], [1, 1]] }).parts[0]!, ['point'], geos).leftOut?.code).toBe('geometry_mismatch');
    expect(mend(flatten({ type: 'LineString', coordinates: [[1, 1], [1, 1]] }).parts[0]!, ['line'], geos).leftOut?.code).toBe('geometry_collapsed');
  });

  it('random rings: either left out or valid with the area as drawn, and mending again changes nothing', () => {
    const ring = fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 })), { minLength: 3, maxLength: 9 });
    fc.assert(fc.property(ring, (points) => {
      const source = polygon([...points.map(([x, y]) => [x + 500_000, y + 3_800_000])]);
      const { flat } = mend(source, ['polygon'], geos);
      if (!flat) return;
      expect(geos.isValid(flat)).toBe(true);
      expect(Math.abs(flatArea(flat) / flatArea(source) - 1)).toBeLessThan(0.0102);
      const again = mend(flat, ['polygon'], geos);
      expect(again.mended).toEqual([]);
      expect(again.flat).toEqual(flat);
    }), { seed: 5, numRuns: 500 });
  });
});

describe('WKB', () => {
  const numbers = fc.double({ noNaN: true, noDefaultInfinity: true });
  const position = fc.tuple(numbers, numbers);
  const geometry = fc.oneof(
    fc.array(position, { minLength: 1, maxLength: 4 }).map((coordinates) => ({ type: 'MultiPoint' as const, coordinates })),
    fc.array(fc.array(position, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 3 }).map((coordinates) => ({ type: 'MultiLineString' as const, coordinates })),
    fc.array(fc.array(fc.array(position, { minLength: 4, maxLength: 6 }), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }).map((coordinates) => ({ type: 'MultiPolygon' as const, coordinates })),
  );
  it('comes back as it was written, with an SRID or without', () => {
    fc.assert(fc.property(geometry, fc.constantFrom(null, 4547), (made, srid) => {
      const [flat] = flatten(made).parts;
      expect(fromWkb(toWkb(flat!, srid))).toEqual([flat]);
    }), { seed: 9 });
  });
});

describe('areas that are surely simple', () => {
  it.each([
    ['a house with a wing', polygon([[0, 0], [10, 0], [10, 4], [4, 4], [4, 10], [0, 10], [0, 0]]), true],
    ['points in the middle of straight edges', polygon([[0, 0], [5, 0], [10, 0], [10, 10], [5, 10], [0, 10], [0, 0]]), true],
    ['a bow-tie', polygon([[0, 0], [10, 10], [10, 0], [0, 10], [0, 0]]), false],
    ['a spike', polygon([[0, 0], [10, 0], [20, 0], [10, 0], [10, 10], [0, 10], [0, 0]]), false],
    ['a ring that touches itself', polygon([[0, 0], [10, 0], [10, 10], [5, 0], [0, 10], [0, 0]]), false],
    ['an open ring', polygon(box(0, 0, 10).slice(0, 4)), false],
    ['a point twice', polygon([[0, 0], [10, 0], [10, 0], [10, 10], [0, 0]]), false],
    ['a hole', polygon(box(0, 0, 10), box(2, 2, 3)), false],
    ['there and back', polygon([[0, 0], [10, 0], [0, 0], [0, 0]]), false],
  ])('%s', (_what, flat, expected) => { expect(isSurelySimpleArea(flat)).toBe(expected); });

  it('are valid to GEOS, whatever the ring, far from the origin too', () => {
    const place = fc.integer({ min: 0, max: 6 });
    let simple = 0;
    fc.assert(fc.property(fc.array(fc.tuple(place, place), { minLength: 3, maxLength: 9 }), fc.constantFrom(1, 0.1, 1e-9), fc.constantFrom(0, 463_373.915), (points, unit, origin) => {
      const ring = points.map(([x, y]) => [origin + x * unit, origin * 8 + y * unit]);
      const flat = polygon([...ring, ring[0]!]);
      if (!isSurelySimpleArea(flat)) return;
      simple += 1;
      expect(geos.isValid(flat)).toBe(true);
    }), { numRuns: 3000, seed: 7 });
    expect(simple).toBeGreaterThan(50);
  });
});
