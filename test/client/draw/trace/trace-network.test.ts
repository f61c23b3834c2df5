import { describe, expect, it } from 'vitest';
import { LineSetBuilder, type LineSet, type LineSource } from '../../../../client/draw/snap/line-set.ts';
import type { SnapKind } from '../../../../client/draw/snap/snapping-rules.ts';
import { TraceNetwork } from '../../../../client/draw/trace/trace-network.ts';
import { traceFrom } from '../../../../client/draw/trace/trace-tree.ts';

type Place = readonly [number, number];
const source = (kind: SnapKind, id: string): LineSource => ({ kind, layer: kind, name: id, id, isExact: true });
/** Doubles with more digits than a drawing library keeps. */
const at = (x: number, y: number): Place => [113.600000000001 + x / 1000, 34.7000000000001 + y / 1000];

/**
 *      2 ─── 3 ─── 4      a block of streets with a dead end (5), a loop that is the longer way, and a street that
 *      │           │      meets nothing (6–7)
 *      0 ─── 1 ─── 8 ─ 5
 */
function streets(): LineSet {
  const builder = new LineSetBuilder();
  builder.add(source('road', 'south'), [[at(0, 0), at(1, 0), at(2, 0), at(2.7, 0)]]);
  builder.add(source('road', 'west'), [[at(0, 0), at(0, 3)]]);
  builder.add(source('road', 'north'), [[at(0, 3), at(1, 3.2), at(2, 3)]]);
  builder.add(source('road', 'east'), [[at(2, 3), at(2, 0)]]);
  builder.add(source('road', 'alone'), [[at(5, 5), at(6, 5)]]);
  builder.add(source('parcel', 'short cut'), [[at(0, 0), at(2, 3)]]);
  return builder.build();
}

describe('tracing', () => {
  const network = new TraceNetwork([streets()], new Set(['road']), 0.2);

  it('follows the shorter way from corner to corner, with the doubles of the streets', () => {
    expect(traceFrom(network, at(0, 0))?.to(at(2, 0))?.corners).toEqual([at(1, 0), at(2, 0)]);
    expect(traceFrom(network, at(0, 3))?.to(at(2, 3))?.corners).toEqual([at(1, 3.2), at(2, 3)]);
  });
  it('begins and ends between corners', () => {
    const [lon, lat] = at(0.4, 0);
    const traced = traceFrom(network, [lon, lat])?.to([at(2, 1.5)[0], at(2, 1.5)[1]]);
    expect(traced?.corners).toEqual([at(1, 0), at(2, 0), at(2, 1.5)]);
    const cos = Math.cos(lat * Math.PI / 180);
    expect(traced?.lengthM).toBeCloseTo(111.320 * (1.6 * cos + 1.5), 2);
  });
  it('runs straight between two places of one segment', () => {
    expect(traceFrom(network, at(0.2, 0))?.to(at(0.6, 0))?.corners).toEqual([at(0.6, 0)]);
  });
  it('goes into a dead end and comes out of it', () => {
    expect(traceFrom(network, at(2, 3))?.to(at(2.7, 0))?.corners).toEqual([at(2, 0), at(2.7, 0)]);
    expect(traceFrom(network, at(2.7, 0))?.to(at(1, 0))?.corners).toEqual([at(2, 0), at(1, 0)]);
  });
  it('never changes to lines of another kind', () => {
    expect(traceFrom(network, at(0, 0))?.to(at(2, 3))?.corners).toEqual([at(1, 0), at(2, 0), at(2, 3)]);
  });
  it('says so when no line leads there', () => {
    expect(traceFrom(network, at(0, 0))?.to(at(6, 5))).toBeNull();
    expect(traceFrom(network, at(0.5, 0.5))).toBeNull();
    expect(traceFrom(network, at(0, 0))?.to(at(0.5, 0.5))).toBeNull();
  });
});
