import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Position } from '#planning/geometry/types.ts';
import { followedShares } from '#planning/plan/followed-shares.ts';
import type { FollowedLine } from '#planning/plan/unit-context.ts';

const square: readonly Position[] = [[0, 0], [128, 0], [128, 128], [0, 128], [0, 0]];
const within = { road: 16, parcel: 4, division: 4 };
const line = (kind: FollowedLine['kind'], ...points: Position[]): FollowedLine => ({ kind, points });
const shares = (...lines: FollowedLine[]) => followedShares([[square]], lines, within, 20).along;

describe('what a boundary follows', () => {
  it('is measured in shares of its length', () => {
    expect(followedShares([[square]], [], within, 20)).toEqual({ lengthM: 512, along: { road: 0, parcel: 0, division: 0, none: 1 } });
    // A road 8 m below the southern edge, beyond both of its ends.
    expect(shares(line('road', [-64, -8], [192, -8]))).toEqual({ road: 0.25, parcel: 0, division: 0, none: 0.75 });
    // Half of the eastern edge: the end of the border reaches 4 m further.
    expect(shares(line('parcel', [128, 0], [128, 60])).parcel).toBeCloseTo(64 / 512, 12);
  });
  it('is not what crosses it, nor what lies too far off', () => {
    expect(shares(line('road', [64, -64], [64, 64]))).toMatchObject({ road: 0 });
    expect(shares(line('road', [0, -17], [128, -17]), line('parcel', [0, -5], [128, -5]))).toMatchObject({ road: 0, parcel: 0, none: 1 });
  });
  it('counts a stretch once, for the road first', () => {
    expect(shares(line('parcel', [0, 0], [128, 0], [128, 128]), line('road', [0, 0], [128, 0]), line('division', [0, 0], [128, 0]))).toEqual({ road: 0.25, parcel: 0.25, division: 0, none: 0.5 });
  });
  it('agrees with a count of many places along the boundary', () => {
    const place = fc.tuple(fc.integer({ min: -40, max: 170 }), fc.integer({ min: -40, max: 170 }));
    const lines = fc.array(fc.record({ kind: fc.constantFrom('road' as const, 'parcel' as const, 'division' as const), a: place, b: place }).filter(({ a, b }) => a[0] !== b[0] || a[1] !== b[1]), { maxLength: 12 });
    fc.assert(fc.property(lines, (list) => {
      const found = shares(...list.map(({ kind, a, b }) => line(kind, a, b)));
      const count = { road: 0, division: 0, parcel: 0, none: 0 };
      const steps = 2048;
      for (let i = 0; i < 4; i++) for (let s = 0; s < steps; s++) {
        const [p, q] = [square[i] as Position, square[i + 1] as Position];
        const at: Position = [p[0] + (q[0] - p[0]) * (s + 0.5) / steps, p[1] + (q[1] - p[1]) * (s + 0.5) / steps];
        const kind = (['road', 'division', 'parcel'] as const).find((each) => list.some((one) => one.kind === each && isAlong(one, [p, q], at, within[each])));
        count[kind ?? 'none'] += 1 / (4 * steps);
      }
      for (const kind of ['road', 'division', 'parcel', 'none'] as const) expect(Math.abs(found[kind] - count[kind])).toBeLessThan(0.005);
    }), { seed: 20261122, numRuns: 60 });
  });
});

function isAlong({ a, b }: { a: Position; b: Position }, [p, q]: readonly [Position, Position], at: Position, limit: number): boolean {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const cosine = Math.abs(dx * (q[0] - p[0]) + dy * (q[1] - p[1])) / (Math.hypot(dx, dy) * 128);
  const t = Math.max(0, Math.min(1, ((at[0] - a[0]) * dx + (at[1] - a[1]) * dy) / (dx * dx + dy * dy)));
  return cosine >= Math.cos(Math.PI / 9) && Math.hypot(a[0] + t * dx - at[0], a[1] + t * dy - at[1]) <= limit;
}
