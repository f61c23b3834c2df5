import { describe, expect, it } from 'vitest';
import type { LonLatArea } from '#planning/geometry/types.ts';
import { borderFaults } from '#planning/plan/topology/border-faults.ts';
import { gapsBetween } from '#planning/plan/topology/gaps-between.ts';
import { runTopology, type TopologyOperation } from '#planning/plan/topology/operation.ts';
import { box, multiAt, polygonAt, type Points } from '../plan-builders.ts';
import { after, areaM2, at, corners, edgesInCommon, expectPartition, inCommon, line, metresOf, sceneOf, vertices } from './topology-builders.ts';

const square = (x: number, y: number, side = 64): LonLatArea => polygonAt(box(x, y, side, side));
const share = { share: true, overlap: 'refuse' } as const;
const run = (units: Readonly<Record<string, LonLatArea>>, operation: TopologyOperation) => {
  const scene = sceneOf(units);
  const done = after(scene, runTopology(scene, operation));
  expectPartition(done);
  return done as Record<string, LonLatArea>;
};
const refused = (units: Readonly<Record<string, LonLatArea>>, operation: TopologyOperation) => {
  const result = runTopology(sceneOf(units), operation);
  return result.ok ? 'done' : result.code;
};
const replaced = (geometry: LonLatArea, from: Points[number], to: Points[number]): LonLatArea => {
  const move = (ring: readonly (readonly number[])[]) => ring.map((point) => (Math.hypot(metresOf(point)[0] - from[0], metresOf(point)[1] - from[1]) < 0.01 ? [...at(to[0], to[1])] : [...point]));
  return geometry.type === 'Polygon' ? { type: 'Polygon', coordinates: geometry.coordinates.map(move) } : { type: 'MultiPolygon', coordinates: geometry.coordinates.map((rings) => rings.map(move)) };
};

describe('a shared vertex moves for all who have it', () => {
  const three = { a: square(0, 0), b: square(64, 0), c: polygonAt(box(0, 64, 128, 64)) };

  it('two neighbours follow a corner, and what did not move is the same to the bit', () => {
    const { a, b } = run({ a: square(0, 0), b: square(64, 0) }, { kind: 'move', unitId: 'a', geometry: replaced(square(0, 0), [64, 64], [72, 56]), options: share });
    expect(corners(a!)).toEqual(['0 0', '0 64', '64 0', '72 56']);
    expect(corners(b!)).toEqual(['128 0', '128 64', '64 0', '72 56']);
    expect(edgesInCommon(a!, b!)).toHaveLength(1);
    expect(vertices(b!).filter((vertex) => vertices(three.b).includes(vertex))).toHaveLength(3);
  });

  it('where three meet in a point, all three follow; the third has its vertex in the middle of an edge of none', () => {
    const { a, b, c } = run(three, { kind: 'move', unitId: 'a', geometry: replaced(three.a, [64, 64], [72, 80]), options: share });
    for (const unit of [a!, b!, c!]) expect(corners(unit)).toContain('72 80');
    expect(areaM2(a!) + areaM2(b!) + areaM2(c!)).toBeCloseTo(4 * 64 * 64, 3);
    expect(inCommon(a!, b!)).toHaveLength(2);
  });

  it('a vertex put into a common edge is put into both', () => {
    const pushed = polygonAt([[0, 0], [64, 0], [48, 32], [64, 64], [0, 64]]);
    const { a, b } = run({ a: square(0, 0), b: square(64, 0) }, { kind: 'move', unitId: 'a', geometry: pushed, options: share });
    expect(edgesInCommon(a!, b!)).toHaveLength(2);
    expect(areaM2(a!) + areaM2(b!)).toBeCloseTo(2 * 64 * 64, 3);
  });

  it('a vertex taken out of a common border is taken out of both', () => {
    const a = polygonAt([[0, 0], [64, 0], [48, 32], [64, 64], [0, 64]]);
    const b = polygonAt([[64, 0], [128, 0], [128, 64], [64, 64], [48, 32]]);
    const done = run({ a, b }, { kind: 'move', unitId: 'a', geometry: square(0, 0), options: share });
    expect(corners(done['b']!)).toEqual(corners(square(64, 0)));
  });

  it('a junction of two neighbours on my edge goes along in proportion', () => {
    const units = { a: polygonAt(box(0, 0, 64, 128)), b: square(64, 0), c: square(64, 64) };
    const { a, b, c } = run(units, { kind: 'move', unitId: 'a', geometry: polygonAt([[0, 0], [64, 0], [80, 128], [0, 128]]), options: share });
    expect(corners(b!)).toContain('72 64');
    expect(corners(c!)).toContain('72 64');
    expect(edgesInCommon(a!, b!)).toHaveLength(1);
    expect(edgesInCommon(a!, c!)).toHaveLength(1);
  });

  it('neighbours stay when they are to be left; then overlap is refused with its place or cut away', () => {
    const [units, geometry] = [{ a: square(0, 0), b: square(64, 0) }, replaced(square(0, 0), [64, 64], [96, 64])];
    const result = runTopology(sceneOf(units), { kind: 'move', unitId: 'a', geometry, options: { share: false, overlap: 'refuse' } });
    expect(result).toMatchObject({ ok: false, code: 'overlap' });
    const [x, y] = metresOf((result as { place: readonly number[] }).place);
    expect(x > 64 && x < 96 && y > 0 && y < 64).toBe(true);
    const done = run(units, { kind: 'move', unitId: 'a', geometry, options: { share: false, overlap: 'cut' } });
    expect(vertices(done['b']!)).toEqual(expect.arrayContaining(vertices(units.b)));
    expect(areaM2(done['b']!)).toBeCloseTo(64 * 64, 2);
    expect(areaM2(done['a']!)).toBeCloseTo(64 * 64, 2);
  });

  it('a hole filled by another unit follows, and so does one of several parts', () => {
    const ring = polygonAt(box(0, 0, 128, 128), box(32, 32, 64, 64));
    const units = { ring, core: square(32, 32), parts: multiAt([box(256, 0, 64, 64)], [box(128, 0, 64, 128)]) };
    const done = run(units, { kind: 'move', unitId: 'core', geometry: replaced(units.core, [96, 96], [104, 104]), options: share });
    expect(corners(done['ring']!)).toContain('104 104');
    const moved = run(units, { kind: 'move', unitId: 'ring', geometry: replaced(ring, [128, 128], [136, 128]), options: share });
    expect(corners(moved['parts']!)).toContain('136 128');
  });

  it('refuses a boundary that crosses itself', () => {
    expect(refused({ a: square(0, 0) }, { kind: 'move', unitId: 'a', geometry: polygonAt([[0, 0], [64, 64], [64, 0], [0, 64]]), options: share })).toBe('not_valid');
  });
});

describe('a new unit is cut to its neighbours', () => {
  it('takes their border, the same vertices on both sides', () => {
    const units = { a: square(0, 0), n: polygonAt(box(32, 16, 64, 32)) };
    const { a, n } = run(units, { kind: 'cut', unitId: 'n' });
    expect(areaM2(n!)).toBeCloseTo(32 * 32, 2);
    expect(corners(a!)).toEqual(expect.arrayContaining(['64 16', '64 48']));
    expect(edgesInCommon(a!, n!)).toHaveLength(1);
    expect(vertices(a!).filter((vertex) => !vertices(units.a).includes(vertex)).every((vertex) => vertex.split(',').every((degree) => (degree.split('.')[1] ?? '').length <= 9))).toBe(true);
  });
  it('with a hole where a neighbour lies inside, in two parts where one lies across; nothing left where covered', () => {
    expect(areaM2(run({ core: square(32, 32), n: polygonAt(box(0, 0, 128, 128)) }, { kind: 'cut', unitId: 'n' })['n']!)).toBeCloseTo(128 * 128 - 64 * 64, 2);
    const across = run({ bar: polygonAt(box(32, -32, 32, 128)), n: polygonAt(box(0, 0, 128, 64)) }, { kind: 'cut', unitId: 'n' });
    expect(across['n']!.type).toBe('MultiPolygon');
    expect(refused({ a: square(0, 0), n: polygonAt(box(16, 16, 16, 16)) }, { kind: 'cut', unitId: 'n' })).toBe('nothing_left');
    expect(refused({ a: square(0, 0), n: square(200, 0) }, { kind: 'cut', unitId: 'n' })).toBe('nothing_to_do');
    expect(refused({ a: square(0, 0) }, { kind: 'cut', unitId: 'n' })).toBe('unit_absent');
  });
});

describe('a neighbour drawn over', () => {
  const three = { a: square(0, 0), b: square(0, 64), c: square(0, -64) };
  /** Out over the far side of c, which keeps two corners. */
  const over = line([0, 0], [10, -100], [50, -100], [64, 0]);
  it('does not turn inside out to follow: it stays, and the overlap is refused where it is', () => {
    const result = runTopology(sceneOf(three), { kind: 'reshape', unitId: 'a', line: over, options: share });
    expect(result).toMatchObject({ ok: false, code: 'overlap' });
    const [x, y] = metresOf((result as { place: readonly number[] }).place);
    expect(x > 0 && x < 64 && y > -64 && y < 0).toBe(true);
  });
  it('or is cut out of what was drawn', () => {
    const { a, c } = run(three, { kind: 'reshape', unitId: 'a', line: over, options: { share: true, overlap: 'cut' } });
    expect(areaM2(c!)).toBeCloseTo(64 * 64, 0);
    expect(a!.type).toBe('MultiPolygon');
  });
});

describe('gaps and slivers', () => {
  const apart = { a: square(0, 0), b: polygonAt(box(64.5, 0, 64, 64)) };
  it('are found with place, width and the units along them', () => {
    const [gap, ...more] = gapsBetween(sceneOf(apart), 1);
    expect(more).toEqual([]);
    expect(gap).toMatchObject({ unitIds: ['a', 'b'] });
    expect(gap!.areaM2).toBeCloseTo(32, 0);
    const [x, y] = metresOf(gap!.place!);
    expect(x > 64 && x < 64.5 && y > 0 && y < 64).toBe(true);
  });
  it('not wider ones, not the notch between two that touch, not a common border', () => {
    expect(gapsBetween(sceneOf({ a: square(0, 0), b: square(66, 0) }), 1)).toEqual([]);
    expect(gapsBetween(sceneOf({ a: square(0, 0), b: polygonAt(box(64, 0, 64, 128)) }), 1)).toEqual([]);
    expect(gapsBetween(sceneOf({ a: square(0, 0), b: square(64, 64) }), 1)).toEqual([]);
  });
  it('not the corner from which two borders part, however sharp', () => {
    // b begins on the corner of a and leans away from it: by 20°, 10°, 3° and half a degree, 1.05 m off at its end.
    for (const off of [23.3, 11.3, 3.35, 1.05]) {
      const parted = { a: square(0, 0), b: polygonAt([[64, 0], [128, 0], [128 + off, 64], [64 + off, 64]]) };
      expect(gapsBetween(sceneOf(parted), 1), `${off}`).toEqual([]);
    }
    // 10° with a corner every half metre: the border parts there, it was not drawn inexactly.
    const dense = Array.from({ length: 65 }, (_, i): [number, number] => [64 + 0.1763 * (64 - i), 64 - i]);
    expect(gapsBetween(sceneOf({ a: square(0, 0), b: polygonAt([[128, 0], [128, 64], ...dense]) }), 1)).toEqual([]);
    // One that ends within the width is a gap, and is closed.
    const wedge = { a: square(0, 0), b: polygonAt([[64, 0], [128, 0], [128, 64], [64.8, 64]]) };
    expect(gapsBetween(sceneOf(wedge), 1)).toMatchObject([{ unitIds: ['a', 'b'] }]);
    const { a, b } = run(wedge, { kind: 'align', unitId: 'b', widthM: 1 });
    expect(gapsBetween(sceneOf({ a: a!, b: b! }), 1)).toEqual([]);
  });
  it('are listed for a scheme: overlaps first, the largest of each first, the smaller unit the one to give way; aligned one after the other nothing is left', () => {
    const apart = { a: polygonAt(box(0, 0, 128, 64)), b: polygonAt(box(127.5, 0, 64, 64)), c: polygonAt(box(0, 64.25, 64, 64)), d: polygonAt(box(0, -64.5, 64, 64)), e: polygonAt(box(300, 0, 64, 64)) };
    const faults = borderFaults(sceneOf(apart), 1);
    expect(faults.map(({ kind, unitIds }) => [kind, ...unitIds])).toEqual([['overlap', 'b', 'a'], ['gap', 'd', 'a'], ['gap', 'c', 'a']]);
    expect(faults[0]!.areaM2).toBeCloseTo(32, 1);
    let now: Record<string, LonLatArea> = apart;
    for (const [giving] of faults.map(({ unitIds }) => unitIds)) now = after(sceneOf(now), runTopology(sceneOf(now), { kind: 'align', unitId: giving!, widthM: 1 }));
    expect(borderFaults(sceneOf(now), 1)).toEqual([]);
    expect(areaM2(now['a']!)).toBeCloseTo(areaM2(apart.a), 2);
    expect(now['e']).toBe(apart.e);
  });
  it('are closed by moving my border onto theirs; narrow overlaps, too', () => {
    for (const shift of [64.5, 63.5]) {
      const { a, b } = run({ a: square(0, 0), b: polygonAt(box(shift, 0, 64, 64)) }, { kind: 'align', unitId: 'b', widthM: 1 });
      expect(vertices(a!)).toEqual(vertices(square(0, 0)));
      expect(edgesInCommon(a!, b!)).toHaveLength(1);
      expect(areaM2(b!)).toBeCloseTo(64 * (shift + 64 - 64), 1);
    }
  });
  it('of a neighbour with a bent border, too', () => {
    const bent = polygonAt([[0, 0], [64, 0], [64.3, 20], [63.8, 40], [64, 64], [0, 64]]);
    const units = { a: bent, b: polygonAt(box(64.6, 0, 64, 64)) };
    const { a, b } = run(units, { kind: 'align', unitId: 'b', widthM: 1 });
    expect(edgesInCommon(a!, b!)).toHaveLength(3);
    expect(gapsBetween(sceneOf({ a: a!, b: b! }), 1)).toEqual([]);
  });
});

describe('split by a line', () => {
  it('makes two with one border, and gives the neighbour its ends', () => {
    const units = { a: square(0, 0), n: square(64, 0) };
    const done = run(units, { kind: 'split', unitId: 'a', line: line([-8, 16], [72, 16]), newIds: ['new'] });
    expect(areaM2(done['a']!)).toBeCloseTo(64 * 48, 2);
    expect(areaM2(done['new']!)).toBeCloseTo(64 * 16, 2);
    expect(edgesInCommon(done['a']!, done['new']!)).toHaveLength(1);
    expect(corners(done['n']!)).toContain('64 16');
    expect(edgesInCommon(done['n']!, done['a']!)).toHaveLength(1);
  });
  it('keeps holes and other parts with the larger piece; a line through a hole makes two', () => {
    const withHole = polygonAt(box(0, 0, 128, 128), box(32, 32, 64, 64));
    const through = run({ a: withHole }, { kind: 'split', unitId: 'a', line: line([-1, 64], [129, 64]), newIds: ['x', 'y'] });
    expect(Object.keys(through)).toEqual(['a', 'x']);
    expect(areaM2(through['a']!)).toBeCloseTo((128 * 128 - 64 * 64) / 2, 2);
    const parts = run({ a: multiAt([box(0, 0, 64, 64)], [box(128, 0, 64, 64)]) }, { kind: 'split', unitId: 'a', line: line([16, -1], [16, 65]), newIds: ['x'] });
    expect(areaM2(parts['a']!)).toBeCloseTo(64 * 48 + 64 * 64, 2);
  });
  it('ends on the boundary count as ends on it; a line that stops inside cuts nothing', () => {
    expect(Object.keys(run({ a: square(0, 0) }, { kind: 'split', unitId: 'a', line: line([0.02, 32], [32, 40], [64, 32]), newIds: ['x'] }))).toHaveLength(2);
    const result = runTopology(sceneOf({ a: square(0, 0) }), { kind: 'split', unitId: 'a', line: line([-8, 32], [32, 32]), newIds: ['x'] });
    expect(result).toMatchObject({ ok: false, code: 'line_misses' });
    expect(metresOf((result as { place: readonly number[] }).place)[0]).toBeCloseTo(32, 3);
    expect(refused({ a: square(0, 0) }, { kind: 'split', unitId: 'a', line: line([-8, 8], [72, 8], [72, 16], [-8, 16]), newIds: ['x'] })).toBe('too_many_parts');
  });
});

describe('merge', () => {
  const merge = (unitIds: string[], multiPart = false, closeWidthM = 1): TopologyOperation => ({ kind: 'merge', unitIds, keepId: unitIds[0]!, options: { multiPart, closeWidthM } });
  it('makes one unit of neighbours, and what was split is the same area again', () => {
    const split = run({ a: square(0, 0) }, { kind: 'split', unitId: 'a', line: line([16, -8], [24, 72]), newIds: ['b'] });
    const { a } = run(split, merge(['a', 'b']));
    expect(areaM2(a!)).toBeCloseTo(64 * 64, 2);
    expect(a!.type).toBe('Polygon');
  });
  it('closes a narrow gap, refuses a wide one unless parts are wanted', () => {
    const narrow = run({ a: square(0, 0), b: polygonAt(box(64.5, 0, 64, 64)) }, merge(['a', 'b']));
    expect(Object.keys(narrow)).toEqual(['a']);
    expect(areaM2(narrow['a']!)).toBeCloseTo(64 * 128.5, 1);
    expect((narrow['a']!.coordinates as unknown[]).length).toBe(1);
    const wide = { a: square(0, 0), b: square(80, 0) };
    expect(refused(wide, merge(['a', 'b']))).toBe('apart');
    expect(run(wide, merge(['a', 'b'], true))['a']!.type).toBe('MultiPolygon');
  });
  it('a ring and its core become one without a hole; three in a row in any order', () => {
    expect(run({ ring: polygonAt(box(0, 0, 128, 128), box(32, 32, 64, 64)), core: square(32, 32) }, merge(['ring', 'core']))['ring']!.coordinates).toHaveLength(1);
    expect(Object.keys(run({ a: square(0, 0), c: square(128, 0), b: square(64, 0) }, merge(['a', 'c', 'b'])))).toEqual(['a']);
    expect(refused({ a: square(0, 0) }, merge(['a', 'b']))).toBe('unit_absent');
  });
});

describe('cut a hole', () => {
  it('takes the ground away or makes a unit of it with the same vertices', () => {
    const ring = line([16, 16], [48, 16], [48, 48], [16, 48]);
    expect(areaM2(run({ a: square(0, 0) }, { kind: 'hole', unitId: 'a', ring, newId: null })['a']!)).toBeCloseTo(64 * 64 - 32 * 32, 3);
    const { a, core } = run({ a: square(0, 0) }, { kind: 'hole', unitId: 'a', ring, newId: 'core' });
    expect(edgesInCommon(a!, core!)).toHaveLength(4);
    expect(inCommon(a!, core!)).toEqual(ring.map(String).sort());
  });
  it('not outside, not over the edge, not across', () => {
    for (const ring of [box(80, 0, 16, 16), box(48, 16, 32, 32), box(16, -8, 16, 80)]) expect(refused({ a: square(0, 0) }, { kind: 'hole', unitId: 'a', ring: line(...ring), newId: null })).toBe('hole_outside');
    expect(refused({ a: square(0, 0) }, { kind: 'hole', unitId: 'a', ring: line([16, 16], [48, 48], [48, 16], [16, 48]), newId: null })).toBe('not_valid');
  });
});

describe('reshape by a stroke', () => {
  const reshape = (...points: Points): TopologyOperation => ({ kind: 'reshape', unitId: 'a', line: line(...points), options: share });
  it('outwards and inwards, with ends that stand over', () => {
    expect(areaM2(run({ a: square(0, 0) }, reshape([60, 16], [96, 16], [96, 48], [60, 48]))['a']!)).toBeCloseTo(64 * 64 + 32 * 32, 2);
    expect(areaM2(run({ a: square(0, 0) }, reshape([72, 16], [32, 16], [32, 48], [72, 48]))['a']!)).toBeCloseTo(64 * 64 - 32 * 32, 2);
  });
  it('the neighbour along the part replaced follows', () => {
    const { a, b } = run({ a: square(0, 0), b: square(64, 0) }, reshape([60, 16], [96, 16], [96, 48], [60, 48]));
    expect(areaM2(b!)).toBeCloseTo(64 * 64 - 32 * 32, 2);
    expect(edgesInCommon(a!, b!)).toHaveLength(5);
  });
  it('a hole can be reshaped; a stroke that does not come back is refused', () => {
    const withHole = polygonAt(box(0, 0, 128, 128), box(32, 32, 64, 64));
    expect(areaM2(run({ a: withHole }, reshape([90, 48], [112, 48], [112, 80], [90, 80]))['a']!)).toBeCloseTo(128 * 128 - 64 * 64 - 16 * 32, 2);
    expect(refused({ a: square(0, 0) }, reshape([32, 32], [80, 32]))).toBe('line_misses');
  });
});

describe('simplify', () => {
  const wave: Points = Array.from({ length: 17 }, (_, i) => [64 + (i % 4 === 2 ? 0.2 : 0), 4 * i] as const);
  const units = { a: polygonAt([[0, 0], ...wave, [0, 64]]), b: polygonAt([...wave, [128, 64], [128, 0]].map(([x, y]) => [x!, y!] as const)) };
  it('thins a common border alike on both sides', () => {
    const { a, b } = run(units, { kind: 'simplify', unitIds: ['a'], toleranceM: 0.5 });
    expect(vertices(a!)).toHaveLength(4);
    expect(vertices(b!)).toHaveLength(4);
    expect(edgesInCommon(a!, b!)).toHaveLength(1);
  });
  it('keeps within the tolerance, and the points where three meet', () => {
    expect(vertices(run(units, { kind: 'simplify', unitIds: ['a'], toleranceM: 0.1 })['a']!).length).toBeGreaterThan(8);
    const three = { a: polygonAt([[0, 0], [32, 0.1], [64, 0], [64, 64], [0, 64]]), b: polygonAt([[0, 0], [32, 0.1], [32, -64], [0, -64]]), c: polygonAt([[32, 0.1], [64, 0], [64, -64], [32, -64]]) };
    expect(refused(three, { kind: 'simplify', unitIds: ['a', 'b', 'c'], toleranceM: 0.5 })).toBe('nothing_to_do');
  });
  it('never makes an overlap: a neighbour in a bay is not run over', () => {
    const bay = { a: polygonAt([[0, 0], [64, 0], [64, 24], [60, 32], [64, 40], [64, 64], [0, 64], [0.5, 32]]), n: polygonAt([[61, 32], [70, 27], [70, 37]]) };
    const done = run(bay, { kind: 'simplify', unitIds: ['a'], toleranceM: 8 });
    expect(corners(done['a']!)).toContain('60 32');
    expect(corners(done['a']!)).not.toContain('0.5 32');
    expect(corners(run({ a: bay.a }, { kind: 'simplify', unitIds: ['a'], toleranceM: 8 })['a']!)).not.toContain('60 32');
  });
});

describe('buffer', () => {
  it('widens, narrows, is cut to neighbours or refused', () => {
    const widened = run({ a: square(0, 0) }, { kind: 'buffer', unitId: 'a', metres: 8, overlap: 'refuse' });
    expect(areaM2(widened['a']!)).toBeCloseTo(64 * 64 + 4 * 64 * 8 + 16 * 64 * Math.sin(Math.PI / 16), 1);
    expect(areaM2(run({ a: square(0, 0) }, { kind: 'buffer', unitId: 'a', metres: -8, overlap: 'refuse' })['a']!)).toBeCloseTo(48 * 48, 2);
    expect(refused({ a: square(0, 0) }, { kind: 'buffer', unitId: 'a', metres: -40, overlap: 'refuse' })).toBe('nothing_left');
    expect(refused({ a: square(0, 0), b: square(64, 0) }, { kind: 'buffer', unitId: 'a', metres: 8, overlap: 'refuse' })).toBe('overlap');
    const cut = run({ a: square(0, 0), b: square(64, 0) }, { kind: 'buffer', unitId: 'a', metres: 8, overlap: 'cut' });
    expect(areaM2(cut['b']!)).toBeCloseTo(64 * 64, 2);
    expect(edgesInCommon(cut['a']!, cut['b']!)).toHaveLength(3);
  });
});
