import { describe, expect, it } from 'vitest';
import { metricCrs } from '#planning/geometry/metric-crs.ts';
import type { OwnPath } from '../../../../client/draw/snap/guides.ts';
import { LineSetBuilder, type LineSource } from '../../../../client/draw/snap/line-set.ts';
import { planeAt } from '../../../../client/draw/snap/plane.ts';
import { snapAt, type Position, type Snap } from '../../../../client/draw/snap/snap-engine.ts';
import { snappingRules as rules } from '../../../../client/draw/snap/shipped-rules.ts';
import { SnapIndex } from '../../../../client/draw/snap/snap-index.ts';
import { snapKinds, type SnapKind } from '../../../../client/draw/snap/snapping-rules.ts';

const crs = metricCrs(4547)!;
/** About a metre a pixel, north up: 100 000 pixels a degree. */
const project = (lon: number, lat: number) => ({ x: lon * 100_000, y: -lat * 100_000 });
const px = 1 / 100_000;
const source = (kind: SnapKind, name: string): LineSource => ({ kind, layer: kind, name, id: name, isExact: true });

function indexOf(lines: readonly (readonly [LineSource, readonly Position[]])[]): SnapIndex {
  const builder = new LineSetBuilder();
  for (const [from, line] of lines) builder.add(from, [line]);
  const index = new SnapIndex();
  index.setLayers(builder.build());
  return index;
}
interface Options { readonly own?: OwnPath; readonly kinds?: ReadonlySet<SnapKind>; readonly tolerancePx?: number }
function ask(index: SnapIndex, [lon, lat]: Position, { own, kinds = new Set(snapKinds), tolerancePx = 12 }: Options = {}): Snap | null {
  return snapAt({ plane: planeAt(lon, lat, project), tolerancePx, kinds, own: own ?? null, crs }, index.near, rules);
}
const road = source('road', '建设路');
const parcel = source('parcel', '一号地');
/** More decimals than the drawing library takes. */
const corner: Position = [113.0020000000001, 34.0000500000008];

describe('snapping', () => {
  const index = indexOf([[road, [[113, 34], [113.01, 34]]], [parcel, [[113.002, 34.003], corner, [113.004, 34.00005]]]]);

  it('gives the corner of a source as it is, to the bit, before a nearer line', () => {
    expect(ask(index, [corner[0] + 5 * px, corner[1] - 4 * px])).toMatchObject({ position: corner, how: 'vertex', source: { name: '一号地' } });
  });
  it('takes the nearest point of a line where no corner is near, and says whose it is', () => {
    const snap = ask(index, [113.006, 34 + 5 * px]);
    expect(snap).toMatchObject({ how: 'edge', source: { kind: 'road', name: '建设路' } });
    expect(snap?.position[0]).toBeCloseTo(113.006, 9);
    expect(snap?.position[1]).toBe(34);
  });
  it('finds nothing beyond the tolerance and finds it at the tolerance', () => {
    expect(ask(index, [113.006, 34 - 13 * px])).toBeNull();
    expect(ask(index, [113.006, 34 - 12.4 * px], { tolerancePx: 12.5 })).not.toBeNull();
  });
  it('passes over kinds that are switched off', () => {
    expect(ask(index, corner, { kinds: new Set<SnapKind>(['road']) })).toMatchObject({ how: 'edge', source: { kind: 'road' } });
    expect(ask(index, corner, { kinds: new Set<SnapKind>(['water']) })).toBeNull();
  });
  it('prefers the more binding of two corners that are about as near', () => {
    const both = indexOf([[road, [[113, 34], [113.1, 34]]], [parcel, [[113 + 2 * px, 34], [113, 34.1]]]]);
    expect(ask(both, [113 + 0.5 * px, 34])?.source?.kind).toBe('parcel');
    expect(ask(both, [113 - 1 * px, 34])?.source?.kind).toBe('road');
  });
  it('finds the crossing of two lines', () => {
    const crossed = indexOf([[road, [[113, 34], [113.01, 34]]], [source('water', '金水河'), [[113.005, 33.99], [113.005, 34.01]]]]);
    expect(ask(crossed, [113.005 + 4 * px, 34 + 6 * px])).toMatchObject({ position: [113.005, 34], how: 'intersection', source: { kind: 'water' }, other: { kind: 'road' } });
  });
  it('finds a long line anywhere along it', () => {
    const long = indexOf([[road, [[112.9, 33.9], [113.1, 34.1]]]]);
    for (let t = 0.01; t < 1; t += 0.07) expect(ask(long, [112.9 + 0.2 * t + 3 * px, 33.9 + 0.2 * t - 3 * px])?.how, `at ${t}`).toBe('edge');
  });
});

describe('units', () => {
  const square = (lon: number): { type: 'Polygon'; coordinates: Position[][] } => ({ type: 'Polygon', coordinates: [[[lon, 34], [lon + 0.001, 34], [lon + 0.001, 34.001], [lon, 34.001], [lon, 34]]] });
  it('are snapped to except the one that is drawn, and follow a change', () => {
    const index = new SnapIndex();
    index.units.set([{ id: 'a', name: '甲', geometry: square(113) }, { id: 'b', name: '乙', geometry: square(113.01) }], 'b');
    expect(ask(index, [113.001 + 2 * px, 34])).toMatchObject({ position: [113.001, 34], how: 'vertex', source: { kind: 'unit', name: '甲', id: 'a' } });
    expect(ask(index, [113.01, 34])).toBeNull();
    index.units.set([{ id: 'a', name: '甲', geometry: square(113.02) }], 'b');
    expect(ask(index, [113.001, 34])).toBeNull();
    expect(ask(index, [113.02, 34])?.how).toBe('vertex');
  });
});

describe('the boundary under the hand', () => {
  const empty = indexOf([]);
  /** 100 m to the east, then somewhere to the north: corners in metres around a place, as degrees. */
  const at = (x: number, y: number): Position => crs.inverse(465_000 + x, 3_845_000 + y);
  const own: OwnPath = { corners: [at(0, 0), at(200, 60)], isRing: false, moving: null };
  const angleAt = (a: Position, b: Position, c: Position): number => {
    const [p, q, r] = [a, b, c].map((place) => crs.forward(...place)) as [[number, number], [number, number], [number, number]];
    const turn = Math.abs(Math.atan2(p[1] - q[1], p[0] - q[0]) - Math.atan2(r[1] - q[1], r[0] - q[0])) * 180 / Math.PI;
    return Math.min(turn, 360 - turn);
  };

  it('snaps to its first corner once there are edges between', () => {
    const three: OwnPath = { ...own, corners: [...own.corners, at(180, 200)] };
    expect(ask(empty, [own.corners[0]![0] + 3 * px, own.corners[0]![1]], { own: three })).toMatchObject({ position: own.corners[0], how: 'vertex', source: { kind: 'own' } });
    expect(ask(empty, own.corners[1]!, { own, kinds: new Set(['own']) })?.how).not.toBe('vertex');
  });
  it('turns at a right angle, right in metres', () => {
    const [lon, lat] = at(200 - 0.3 * 120 + 3, 60 + 120);
    const snap = ask(empty, [lon, lat], { own });
    expect(snap).toMatchObject({ how: 'right_angle', source: null, from: own.corners[1] });
    expect(angleAt(own.corners[0]!, own.corners[1]!, snap!.position)).toBeCloseTo(90, 3);
  });
  it('goes on in the direction of the edge before', () => {
    const snap = ask(empty, at(400, 122), { own });
    expect(snap).toMatchObject({ how: 'parallel', source: null });
    expect(angleAt(own.corners[0]!, own.corners[1]!, snap!.position)).toBeCloseTo(180, 3);
  });
  it('completes a rectangle where both right angles meet', () => {
    const corners = [at(0, 0), at(200, 0), at(200, 100)];
    const snap = ask(empty, at(3, 96), { own: { corners, isRing: false, moving: null } });
    expect(snap?.how).toBe('right_angle');
    const [x, y] = crs.forward(...snap!.position);
    expect(x).toBeCloseTo(465_000, 3);
    expect(y).toBeCloseTo(3_845_100, 3);
  });
  it('runs parallel to a road beside it, and meets a road before it at a right angle', () => {
    const [east, north] = [0.9648, 0.2631];
    /** Metres along a street's direction and across it, from the corner set first. */
    const by = (along: number, across: number): Position => at(200 + along * east - across * north, 60 + along * north + across * east);
    const street = indexOf([[road, [by(-200, 30), by(400, 30)]]]);
    const alone: OwnPath = { corners: [by(0, 0)], isRing: false, moving: null };
    const beside = ask(street, by(100, 2), { own: alone });
    expect(beside).toMatchObject({ how: 'parallel', source: { name: '建设路' }, other: null });
    const foot = ask(street, by(3, 25), { own: alone });
    expect(foot).toMatchObject({ how: 'right_angle', source: { name: '建设路' }, other: { name: '建设路' } });
    expect(angleAt(by(0, 0), foot!.position, by(400, 30))).toBeCloseTo(90, 3);
  });
  it('leaves a dragged corner free of its own two edges', () => {
    const ring: OwnPath = { corners: [at(0, 0), at(200, 0), at(200, 200), at(0, 200)], isRing: true, moving: 2 };
    expect(ask(empty, at(200, 150), { own: ring, kinds: new Set(['own']) })?.how).not.toBe('edge');
    expect(ask(empty, at(100, 2), { own: ring })).not.toBeNull();
  });
});
