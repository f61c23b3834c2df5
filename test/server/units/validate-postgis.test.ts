import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGeosOverlay } from '#planning/geometry/geos-overlay.ts';
import { lonLatToMetric } from '#planning/geometry/lonlat-to-metric.ts';
import type { Overlay } from '#planning/geometry/overlay.ts';
import type { LonLatArea, MultiPolygonCoords, Position } from '#planning/geometry/types.ts';
import { areaFaults } from '#planning/plan/area-validity.ts';
import { pointCountFindings } from '#planning/plan/shape-findings.ts';
import { validate } from '#planning/plan/validate.ts';
import { contextOf, crs, polygonAt, rules, starRing, unit, wildRing, type Points } from '../../planning/plan/plan-builders.ts';
import { createTestDatabase, databaseKinds, type TestDatabase } from '../../support/database.ts';

const settings = { seed: 20260104, numRuns: 250 };
const somewhere = fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 400 }));
const isRing = (points: Points) => new Set(points.map(String)).size >= 3;
const closed = (points: Points) => [...points, points[0] as Points[number]];
const geoJson = (area: MultiPolygonCoords) => JSON.stringify({ type: 'MultiPolygon', coordinates: area });

describe.each(databaseKinds())('validate beside PostGIS on the %s database', (kind) => {
  let db: TestDatabase;
  let overlay: Overlay;
  beforeAll(async () => { [db, overlay] = [await createTestDatabase(kind), await createGeosOverlay()]; });
  afterAll(() => db.close());

  async function validity(area: MultiPolygonCoords): Promise<{ valid: boolean; x: number | null; y: number | null }> {
    const { rows } = await db.pool.query<{ valid: boolean; x: number | null; y: number | null }>('select (d).valid, st_x((d).location) as x, st_y((d).location) as y from (select st_isvaliddetail(st_geomfromgeojson($1)) as d) q', [geoJson(area)]);
    return rows[0] as { valid: boolean; x: number | null; y: number | null };
  }

  /** PostGIS names one place: it must be one of ours, to the millimetre. Where edges run along each other, or several rings meet, it may name any point of them. */
  async function compare(area: MultiPolygonCoords): Promise<void> {
    const theirs = await validity(area);
    const ours = areaFaults(area, 100);
    expect(ours.length === 0).toBe(theirs.valid);
    if (area.flat().length > 1 || !ours.every(({ kind: fault }) => fault === 'crossing' || fault === 'self_touch')) return;
    const distances = ours.map(({ place }) => Math.hypot(place[0] - (theirs.x ?? NaN), place[1] - (theirs.y ?? NaN)));
    if (!theirs.valid) expect(Math.min(...distances)).toBeLessThan(1e-3);
  }

  it('calls the same rings valid, crossing in the same places', async () => {
    await fc.assert(fc.asyncProperty(wildRing.filter(isRing), (points) => compare([[closed(points)]])), settings);
  });

  it('calls the same polygons with holes and parts valid', async () => {
    await fc.assert(fc.asyncProperty(wildRing.filter(isRing), wildRing.filter(isRing), fc.boolean(), (p, q, isHole) =>
      compare(isHole ? [[closed([[0, 0], [300, 0], [300, 300], [0, 300]]), closed(p), closed(q)]] : [[closed(p)], [closed(q)]])), settings);
  });

  it('calls the same drawn units valid, in degrees projected', async () => {
    const corner = fc.tuple(fc.double({ min: 0, max: 500, noNaN: true }), fc.double({ min: 0, max: 500, noNaN: true }));
    await fc.assert(fc.asyncProperty(fc.array(corner, { minLength: 3, maxLength: 7 }).filter((points) => pointCountFindings(polygonAt(points), crs).length === 0), (points) => compare(lonLatToMetric(polygonAt(points), crs))), settings);
  });

  it('measures the same overlaps', async () => {
    await fc.assert(fc.asyncProperty(starRing(somewhere, [40, 200]), starRing(somewhere, [40, 200]), async (p, q) => {
      const [a, b]: readonly LonLatArea[] = [polygonAt(p), polygonAt(q)];
      const found = validate(unit(1, a as LonLatArea), contextOf({ units: [unit(2, b as LonLatArea)] }), rules, overlay).find(({ code }) => code === 'overlap');
      const { rows } = await db.pool.query<{ area: number; inside: boolean }>(
        'select st_area(i) as area, st_intersects(i, st_setsrid(st_point($3, $4), st_srid(i))) as inside from (select st_intersection(st_geomfromgeojson($1), st_geomfromgeojson($2)) as i) q',
        [geoJson(lonLatToMetric(a as LonLatArea, crs)), geoJson(lonLatToMetric(b as LonLatArea, crs)), ...(found?.place ? (crs.forward(...found.place) as Position) : [0, 0])]);
      const area = rows[0]?.area ?? NaN;
      if (!found) expect(area).toBeLessThan(1);
      else {
        expect(Math.abs((found.params['areaM2'] as number) - area)).toBeLessThan(1e-6 * Math.max(1, area));
        expect(rows[0]?.inside).toBe(true);
      }
    }), settings);
  });
});
