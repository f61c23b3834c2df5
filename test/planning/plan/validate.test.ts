import { beforeAll, describe, expect, it } from 'vitest';
import { createGeosOverlay } from '#planning/geometry/geos-overlay.ts';
import type { Overlay } from '#planning/geometry/overlay.ts';
import type { LonLatArea } from '#planning/geometry/types.ts';
import type { Finding } from '#planning/plan/edit.ts';
import { areaFaults } from '#planning/plan/area-validity.ts';
import { metricCrs, type MetricCrs } from '#planning/geometry/metric-crs.ts';
import { pointCountFindings } from '#planning/plan/shape-findings.ts';
import { validate } from '#planning/plan/validate.ts';
import { box, contextOf, metresFrom, multiAt, polygonAt, rules, unit, unitIdOf, type Points } from './plan-builders.ts';

let overlay: Overlay;
beforeAll(async () => { overlay = await createGeosOverlay(); });

const check = (geometry: LonLatArea, parts: Parameters<typeof contextOf>[0] = {}) => validate(unit(1, geometry), contextOf(parts), rules, overlay);
const codes = (findings: readonly Finding[]) => findings.map(({ code }) => code);
const square = polygonAt(box(0, 0, 200, 200));
const area = (n: number, points: Points, name = `地块${n}`) => ({ id: unitIdOf(n), name, geometry: polygonAt(points) });

describe('the boundary by itself', () => {
  it('of a plain square has nothing to find', () => {
    expect(check(square)).toEqual([]);
  });

  it('of a bow-tie crosses in the middle', () => {
    const findings = check(polygonAt([[0, 0], [200, 200], [200, 0], [0, 200]]));
    expect(codes(findings)).toEqual(['self_intersection']);
    expect(findings[0]?.params).toEqual({ kind: 'crossing' });
    expect(metresFrom(findings[0]?.place ?? null, 100, 100)).toBeLessThan(1e-6);
  });

  // What OGC Simple Features calls invalid, and what only looks so. In metres, where touching is exact.
  const closed = (points: Points) => [...points, points[0] as Points[number]];
  const parts = (...polygons: readonly (readonly Points[])[]) => polygons.map((rings) => rings.map(closed));
  const cases: readonly [string, ReturnType<typeof parts>, string | null][] = [
    ['a vertex on another edge', parts([[[0, 0], [200, 0], [200, 200], [100, 0], [0, 200]]]), 'self_touch'],
    ['a ring through one vertex twice', parts([[[0, 0], [100, 100], [200, 0], [200, 200], [100, 100], [0, 200]]]), 'self_touch'],
    ['an edge that runs back on itself', parts([[[0, 0], [200, 0], [200, 200], [100, 200], [100, 300], [100, 200], [0, 200]]]), 'overlap'],
    ['a point given twice', parts([[[0, 0], [200, 0], [200, 0], [200, 200]]]), null],
    ['a hole', parts([box(0, 0, 200, 200), box(50, 50, 50, 50)]), null],
    ['a hole that touches the shell in a point', parts([box(0, 0, 200, 200), [[0, 0], [50, 100], [100, 50]]]), null],
    ['a hole that touches the shell in two points', parts([box(0, 0, 200, 200), [[0, 0], [50, 100], [200, 200], [100, 50]]]), 'split'],
    ['holes in a ring of touching points', parts([box(0, 0, 200, 200), [[50, 50], [150, 50], [100, 60]], [[50, 50], [60, 100], [50, 150]], [[50, 150], [100, 140], [150, 50]]]), 'split'],
    ['a hole across the shell', parts([box(0, 0, 200, 200), box(150, 50, 100, 50)]), 'crossing'],
    ['a hole outside', parts([box(0, 0, 200, 200), box(300, 50, 50, 50)]), 'hole_outside'],
    ['a hole in a hole', parts([box(0, 0, 200, 200), box(20, 20, 150, 150), box(60, 60, 50, 50)]), 'nested'],
    ['two parts', parts([box(0, 0, 100, 100)], [box(200, 0, 100, 100)]), null],
    ['two parts that touch at a corner', parts([box(0, 0, 100, 100)], [box(100, 100, 100, 100)]), null],
    ['two parts that cross in corners only', parts([[[0, 0], [100, 0], [100, 100], [0, 100]]], [[[100, 0], [200, 50], [100, 100], [50, 50]]]), 'crossing'],
    ['two parts with a common edge', parts([box(0, 0, 100, 100)], [box(100, 0, 100, 100)]), 'overlap'],
    ['two parts that overlap', parts([box(0, 0, 100, 100)], [box(50, 50, 100, 100)]), 'crossing'],
    ['a part in a part', parts([box(0, 0, 300, 300)], [box(50, 50, 100, 100)]), 'nested'],
    ['a part in a part, touching all round', parts([box(0, 0, 200, 200)], [[[100, 0], [200, 100], [100, 200], [0, 100]]]), 'nested'],
    ['a part in the hole of a part', parts([box(0, 0, 300, 300), box(50, 50, 200, 200)], [box(100, 100, 100, 100)]), null],
  ];
  it.each(cases)('knows %s', (_, area, kind) => {
    const faults = areaFaults(area, 20);
    expect([...new Set(faults.map((fault) => fault.kind))]).toEqual(kind === null ? [] : [kind]);
    expect(new Set(faults.map((fault) => `${fault.kind} ${String(fault.place)}`)).size).toBe(faults.length);
  });

  it('names at most so many places', () => {
    const zigzag: Points = [...Array.from({ length: 60 }, (_, i) => [i * 10, i % 2 === 0 ? 0 : 200] as const), ...Array.from({ length: 60 }, (_, i) => [600 - i * 10, i % 2 === 0 ? 210 : -10] as const)];
    const findings = check(polygonAt(zigzag));
    expect(findings).toHaveLength(rules.maxFindingsPerCode);
    expect(new Set(findings.map(({ id }) => id)).size).toBe(findings.length);
  });

  it('of too few points or none is said to be so', () => {
    expect(codes(check({ type: 'Polygon', coordinates: [[[113.6, 34.75], [113.61, 34.75], [113.6, 34.75]]] }))).toEqual(['too_few_points']);
    expect(codes(check({ type: 'Polygon', coordinates: [[]] }))).toEqual(['too_few_points']);
    expect(codes(check({ type: 'MultiPolygon', coordinates: [] }))).toEqual(['too_few_points']);
    // Different degrees, one point in metres.
    const speck = [[-51, 0], [-51, -1e-15], [-51, -2e-15], [-51, 0]];
    expect(pointCountFindings({ type: 'Polygon', coordinates: [speck] }, metricCrs(32722) as MetricCrs)).toMatchObject([{ code: 'too_few_points', params: { points: 1 } }]);
  });

  it('outside the range of degrees is said to be so, and nothing else', () => {
    const findings = check({ type: 'Polygon', coordinates: [[[463373, 3846931], [463473, 3846931], [463473, 3847031], [463373, 3846931]]] });
    expect(codes(findings)).toEqual(['coordinates_out_of_range']);
    expect(findings[0]?.params).toMatchObject({ position: 1, lon: '463373' });
    expect(codes(check({ type: 'Polygon', coordinates: [[[113.6, 34.75], [113.7, 134.75], [113.7, 34.8], [113.6, 34.75]]] }))).toEqual(['coordinates_out_of_range']);
    expect(codes(check({ type: 'Polygon', coordinates: [[[113.6, 34.75], [Infinity, 34.75], [113.7, NaN], [113.6, 34.75]]] }))).toEqual(['coordinates_out_of_range']);
  });

  it('with a spike warns at its tip', () => {
    const findings = check(polygonAt([[0, 0], [200, 0], [200, 100], [500, 101], [200, 102], [200, 200], [0, 200]]));
    expect(findings.map(({ code, severity }) => [code, severity])).toEqual([['spike', 'warning']]);
    expect(metresFrom(findings[0]?.place ?? null, 500, 101)).toBeLessThan(1e-6);
    expect(findings[0]?.params['angleDeg']).toBeCloseTo((2 * Math.atan(1 / 300) * 180) / Math.PI, 9);
  });

  it('is measured: too small, too narrow', () => {
    const tiny = check(polygonAt(box(0, 0, 10, 10)));
    expect(tiny.find(({ code }) => code === 'too_small')?.params['areaM2']).toBeCloseTo(100, 6);
    const strip = check(polygonAt(box(0, 0, 600, 2)));
    expect(codes(strip)).toEqual(['sliver']);
    expect(strip[0]?.params['meanWidthM']).toBeCloseTo(2400 / 1204, 6);
    expect(codes(check(polygonAt(box(0, 0, 14.2, 14.2))))).toEqual([]);
    expect(codes(check(polygonAt(box(0, 0, 14.1, 14.1))))).toEqual(['too_small']);
    expect(codes(check(multiAt([box(0, 0, 200, 200)], [box(300, 0, 300, 1)])))).toEqual(['sliver']);
  });
});

describe('the unit among others', () => {
  it('may share an edge and a corner, not ground', () => {
    const neighbours = [area(2, box(200, 0, 100, 200)), area(3, box(200, 200, 50, 50))];
    expect(check(square, { units: neighbours })).toEqual([]);
    const findings = check(square, { units: [...neighbours, area(4, box(150, 100, 200, 50), '二七路单元')] });
    expect(codes(findings)).toEqual(['overlap']);
    expect(findings[0]?.params).toMatchObject({ otherUnit: '二七路单元', otherUnitId: unitIdOf(4) });
    expect(findings[0]?.params['areaM2']).toBeCloseTo(2500, 6);
    expect(metresFrom(findings[0]?.place ?? null, 175, 125)).toBeLessThan(25);
  });

  it('tolerates two tellings of one boundary up to the stated width', () => {
    const shifted = (by: number) => codes(check(square, { units: [area(2, box(200 - by, 0, 100, 200))] }));
    expect(shifted(rules.touchWidthM * 0.9)).toEqual([]);
    expect(shifted(rules.touchWidthM * 1.1)).toEqual(['overlap']);
  });

  it('does not overlap itself, nor a unit that lies in its hole', () => {
    expect(check(square, { units: [area(1, box(0, 0, 200, 200), '单元1')] })).toEqual([]);
    expect(check(polygonAt(box(0, 0, 300, 300), box(100, 100, 100, 100)), { units: [area(2, box(100, 100, 100, 100))] })).toEqual([]);
    expect(codes(check(polygonAt(box(0, 0, 300, 300), box(100, 100, 100, 100)), { units: [area(2, box(100, 100, 110, 100))] }))).toEqual(['overlap']);
  });

  it('sees a unit wholly inside it and one wholly around it', () => {
    expect(check(square, { units: [area(2, box(50, 50, 50, 50))] })[0]?.params['areaM2']).toBeCloseTo(2500, 6);
    expect(check(square, { units: [area(2, box(-50, -50, 400, 400))] })[0]?.params['areaM2']).toBeCloseTo(40000, 5);
  });

  it('is warned of a strip to its neighbour narrower than any lane, the same from either side', () => {
    const [left, right] = [unit(1, polygonAt(box(0, 0, 200, 200))), unit(2, polygonAt(box(200.5, 0, 200, 200)))];
    const [finding, ...more] = validate(left, contextOf({ units: [right] }), rules, overlay);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ code: 'gap', severity: 'warning', params: { otherUnit: '单元2', maxGapWidthM: 1 } });
    expect(metresFrom(finding?.place ?? null, 200.25, 100)).toBeLessThan(2);
    expect(validate(right, contextOf({ units: [left] }), rules, overlay)[0]?.id).toBe(finding?.id);
    expect(validate(left, contextOf({ units: [unit(2, polygonAt(box(203, 0, 200, 200)))] }), rules, overlay)).toEqual([]);
  });

  it('needs a name of its own', () => {
    const named = (name: string) => codes(validate(unit(1, square, name), contextOf({ units: [area(2, box(900, 0, 50, 50), '甲')] }), rules, overlay));
    expect([named(''), named(' \u3000'), named('甲'), named('乙')]).toEqual([['name_missing'], ['name_missing'], ['name_taken'], []]);
  });
});

describe('the unit in its city', () => {
  const division = (n: number, level: string, points: Points) => ({ ...area(n, points), level });

  it('outside is an error, over the edge a warning up to the stated share', () => {
    const city = (x: number) => [division(9, 'city', box(x, -1000, 5000, 5000))];
    expect(check(square, { divisions: city(-1000) })).toEqual([]);
    expect(check(square, { divisions: city(1) })).toMatchObject([{ code: 'outside_city', severity: 'warning' }]);
    expect(check(square, { divisions: city(50) })).toMatchObject([{ code: 'outside_city', severity: 'error' }]);
    expect(check(square, { divisions: city(50) })[0]?.params['share']).toBeCloseTo(0.25, 6);
    expect(check(square, { divisions: city(9000) })[0]?.params['share']).toBe(1);
  });

  it('knows the city by its districts, and by the box of its layers where there are none', () => {
    const districts = [division(8, 'district', box(-100, -100, 200, 500)), division(9, 'county', box(100, -100, 500, 500))];
    expect(check(square, { divisions: districts })).toEqual([]);
    expect(check(square, { divisions: districts.slice(0, 1) })[0]?.params['share']).toBeCloseTo(0.5, 6);
    expect(check(square, { bounds: [113.59, 34.7, 113.7, 34.8] })).toEqual([]);
    expect(check(square, { bounds: [113.601, 34.7, 113.7, 34.8] })).toMatchObject([{ severity: 'warning', params: { basis: 'bounds' } }]);
    expect(check(square, { bounds: [113.7, 34.7, 113.8, 34.8] })).toMatchObject([{ severity: 'error', params: { basis: 'bounds', share: 1 } }]);
  });

  it('across subdistricts is worth a notice', () => {
    const divisions = [division(8, 'subdistrict', box(-100, -100, 150, 500)), division(9, 'subdistrict', box(50, -100, 500, 500)), division(7, 'community', box(50, -100, 50, 500))];
    expect(check(square, { divisions })).toMatchObject([{ code: 'crosses_subdistrict', severity: 'notice', params: { subdistricts: 2, names: '地块9、地块8' } }]);
    expect(check(polygonAt(box(60, 0, 100, 100)), { divisions })).toEqual([]);
  });

  it('of about 1 km² with three old communities can be a demonstration area', () => {
    const communities = [area(21, box(0, 0, 100, 100), '甲院'), area(22, box(200, 0, 100, 100), '乙院'), area(23, box(-50, 400, 100, 100), '丙院'), area(24, box(-51, 600, 100, 100), '丁院')];
    const findings = (side: number, count = 4) => check(polygonAt(box(0, 0, side, 1000)), { oldCommunities: communities.slice(0, count) });
    expect(findings(1000)).toMatchObject([{ code: 'demonstration_area', severity: 'notice', params: { oldCommunities: 3, names: '甲院、乙院、丙院' } }]);
    expect(findings(1000)[0]?.params['areaM2']).toBeCloseTo(1e6, 2);
    expect(findings(1000, 2)).toEqual([]);
    expect([findings(799), findings(1201)]).toEqual([[], []]);
  });
});
