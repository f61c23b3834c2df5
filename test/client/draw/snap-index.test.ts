import { describe, expect, it } from 'vitest';
import { SnapIndex } from '../../../client/draw/snap-index.ts';

/** A map of 100 000 pixels a degree, north up. */
const project = (lon: number, lat: number) => ({ x: lon * 100_000, y: -lat * 100_000 });
const px = 1 / 100_000;

describe('snapping', () => {
  const index = new SnapIndex();
  index.add([[113, 34], [113.01, 34]]);
  index.add([[113.005, 34.0002], [113.005, 34.01]]);

  it('takes the nearest point of an edge within reach', () => {
    const snap = index.nearest(113.002, 34 + 5 * px, project, 12);
    expect(snap?.kind).toBe('edge');
    expect(snap?.position[0]).toBeCloseTo(113.002, 9);
    expect(snap?.position[1]).toBe(34);
  });
  it('takes a corner before a nearer edge', () => {
    expect(index.nearest(113 + 9 * px, 34 + 2 * px, project, 12)).toEqual({ position: [113, 34], kind: 'corner' });
  });
  it('finds nothing out of reach, exactly at the limit it does', () => {
    expect(index.nearest(113.002, 34 - 13 * px, project, 12)).toBeUndefined();
    expect(index.nearest(113.002, 34 - 12.5 * px, project, 12.500001)?.kind).toBe('edge');
  });
  it('finds edges over the borders of its cells', () => {
    const long = new SnapIndex();
    long.add([[112.9, 33.9], [113.1, 34.1]]);
    for (let t = 0; t <= 1; t += 0.05) {
      const [lon, lat] = [112.9 + 0.2 * t, 33.9 + 0.2 * t];
      const snap = long.nearest(lon + 3 * px, lat - 3 * px, project, 12);
      expect(snap, `at ${t}`).toBeDefined();
      expect(Math.hypot((snap?.position[0] ?? 0) - lon, (snap?.position[1] ?? 0) - lat)).toBeLessThan(5 * px);
    }
  });
});
