import { beforeAll, describe, expect, it } from 'vitest';
import { createGeosOverlay } from '#planning/geometry/geos-overlay.ts';
import { metricCrs } from '#planning/geometry/metric-crs.ts';
import type { Overlay } from '#planning/geometry/overlay.ts';
import type { LonLatArea, LonLatPolygon } from '#planning/geometry/types.ts';
import { uniteAreas } from '#planning/plan/topology/unite-areas.ts';
import { rules } from '../plan-builders.ts';

const crs = metricCrs(4547)!;
let overlay: Overlay;
beforeAll(async () => { overlay = await createGeosOverlay(); });

/** Metres from a corner of the city, as the doubles that come out of the transformation. */
const block = (x: number, y: number, width: number, height: number): LonLatPolygon => ({
  type: 'Polygon', coordinates: [[[x, y], [x + width, y], [x + width, y + height], [x, y + height], [x, y]].map(([e = 0, n = 0]) => crs.inverse(465_000 + e, 3_845_000 + n))],
});
const unite = (areas: readonly LonLatArea[], closeWidthM: number) => {
  const result = uniteAreas(areas, { closeWidthM }, { crs, overlay, rules });
  if (!result.ok) throw new Error(result.code);
  return result;
};
const cornersOf = (area: LonLatArea) => new Set((area.type === 'Polygon' ? area.coordinates : area.coordinates.flat()).flat().map((place) => place.join()));

describe('blocks made one', () => {
  const [west, east] = [block(0, 0, 100, 80), block(112, 0, 90, 80)];

  it('that touch have one outline of their own doubles', () => {
    const touching = [west, block(100, 0, 50, 80)];
    const { geometry, areaM2, parts, closedM2 } = unite(touching, 0);
    expect(parts).toBe(1);
    expect(areaM2).toBeCloseTo(12_000, 2);
    expect(closedM2).toBeCloseTo(0, 2);
    const own = new Set(touching.flatMap((area) => [...cornersOf(area)]));
    for (const corner of cornersOf(geometry)) expect(own).toContain(corner);
  });
  it('keep a street between them, or close it when it is narrower than told', () => {
    expect(unite([west, east], 0)).toMatchObject({ parts: 2 });
    expect(unite([west, east], 11)).toMatchObject({ parts: 2 });
    const closed = unite([west, east], 13);
    expect(closed.parts).toBe(1);
    expect(closed.areaM2).toBeCloseTo(202 * 80, 1);
    expect(closed.closedM2).toBeCloseTo(12 * 80, 1);
    const own = new Set([...cornersOf(west), ...cornersOf(east)]);
    expect(cornersOf(closed.geometry).size).toBeGreaterThanOrEqual(4);
    for (const corner of cornersOf(closed.geometry)) expect(own).toContain(corner);
  });
  it('close crossing streets between four blocks and leave a yard of one block open', () => {
    const yard: LonLatPolygon = { type: 'Polygon', coordinates: [...block(0, 0, 100, 80).coordinates, ...block(40, 30, 6, 6).coordinates] };
    const four = unite([yard, east, block(0, 90, 100, 80), block(112, 90, 90, 80)], 15);
    expect(four.parts).toBe(1);
    expect(four.areaM2).toBeCloseTo(202 * 170 - 36, 0);
  });
  it('are refused when nothing is left', () => {
    expect(uniteAreas([], { closeWidthM: 0 }, { crs, overlay, rules })).toEqual({ ok: false, code: 'nothing_left' });
  });
});
