import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExactSum, exactSum } from '#planning/geometry/exact-sum.ts';

const amounts = fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { maxLength: 300 });

describe('sum in any order', () => {
  it('is the same to the bit, also when numbers are taken out again', () => {
    fc.assert(fc.property(amounts, amounts, (kept, passing) => {
      const sum = new ExactSum();
      [...passing, ...kept].forEach((value) => sum.add(value));
      [...passing].reverse().forEach((value) => sum.take(value));
      expect(sum.total).toBe(exactSum([...kept].reverse()));
      expect(sum.total).toBe(exactSum(kept));
    }), { seed: 1, numRuns: 200 });
  });

  it('is the sum', () => {
    expect(exactSum([])).toBe(0);
    expect(exactSum([1234.5678])).toBe(1234.5678);
    expect(exactSum(Array.from({ length: 1000 }, () => 0.1))).toBeCloseTo(100, 10);
    expect(exactSum([1e9, 0.001, 0.002])).toBe(1_000_000_000.003);
  });
});
