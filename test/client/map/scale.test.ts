import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { metresPerPixel, scaleFor } from '../../../client/map/scale.ts';

describe('the scale bar', () => {
  it('knows the size of the world: 512 pixels at zoom 0', () => {
    expect(metresPerPixel(0, 0) * 512).toBeCloseTo(2 * Math.PI * 6_378_137, 3);
    expect(metresPerPixel(60, 5)).toBeCloseTo(metresPerPixel(0, 6), 9);
  });
  it('shows the roundest length that fits, never less than 2/5 of the room', () => {
    fc.assert(fc.property(fc.double({ min: 1e-3, max: 1e5, noNaN: true }), fc.integer({ min: 20, max: 400 }), (metresAPixel, maxPx) => {
      const { metres, widthPx } = scaleFor(metresAPixel, maxPx);
      expect(['1', '2', '5']).toContain(metres.toExponential(6).replace(/\.?0*e.*$/, ''));
      expect(widthPx).toBeLessThanOrEqual(maxPx * (1 + 1e-9));
      expect(widthPx).toBeGreaterThan(maxPx * 0.399);
    }), { seed: 7, numRuns: 500 });
  });
});
