import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { bd09ToGcj02, fromBd09, fromGcj02, gcj02ToBd09, toBd09, toGcj02 } from '#planning/geometry/gcj02.ts';

const metresApart = ([lon1, lat1]: readonly [number, number], [lon2, lat2]: readonly [number, number]): number =>
  Math.hypot((lon2 - lon1) * Math.cos(lat1 * Math.PI / 180), lat2 - lat1) * 111_195;
const zhengzhou = fc.tuple(fc.double({ min: 112.7, max: 114.25, noNaN: true }), fc.double({ min: 34.26, max: 34.97, noNaN: true }));
const china = fc.tuple(fc.double({ min: 74, max: 135, noNaN: true }), fc.double({ min: 4, max: 53, noNaN: true }));

describe('GCJ-02 and BD-09', () => {
  it('meet the check point of standards.md §3.2', () => {
    const gcj = toGcj02(113.625, 34.7466);
    expect(gcj[0]).toBeCloseTo(113.631046, 6);
    expect(gcj[1]).toBeCloseTo(34.745417, 6);
    const bd = gcj02ToBd09(...gcj);
    expect(Math.abs(bd[0] - 113.637447)).toBeLessThan(1.5e-6);
    expect(bd[1]).toBeCloseTo(34.751719, 6);
  });

  it('move Zhengzhou by 540 to 612 m, and by up to 1345 m with the second offset', () => {
    fc.assert(fc.property(zhengzhou, (place) => {
      const first = metresApart(place, toGcj02(...place)), both = metresApart(place, toBd09(...place));
      expect(first).toBeGreaterThan(535);
      expect(first).toBeLessThan(617);
      expect(both).toBeLessThan(1355);
    }), { numRuns: 500, seed: 5 });
  });

  it('are undone to less than a tenth of a millimetre anywhere in China', () => {
    fc.assert(fc.property(china, (place) => {
      expect(metresApart(place, fromGcj02(...toGcj02(...place)))).toBeLessThan(1e-4);
      expect(metresApart(place, fromBd09(...toBd09(...place)))).toBeLessThan(1e-4);
      expect(metresApart(place, bd09ToGcj02(...gcj02ToBd09(...place)))).toBeLessThan(1e-4);
    }), { numRuns: 500, seed: 6 });
  });

  it.each([[7.42, 43.74], [-51.2, -30.05], [139.7, 35.7], [0, 0]])('leave (%d, %d) alone', (lon, lat) => {
    for (const move of [toGcj02, toBd09, fromGcj02, fromBd09]) expect(move(lon, lat)).toEqual([lon, lat]);
  });
});
