import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classBreaks, classOf, mostClasses, niceStep } from '../../../client/dashboard/class-breaks.ts';
import { rampOf, ramps } from '../../../client/dashboard/choropleth.ts';

const seed = 20261122;
const values = fc.array(fc.double({ min: 0, max: 1000, noNaN: true }).map((v) => Number(v.toFixed(6))), { minLength: 1, maxLength: 60 });

describe('classes of a choropleth', () => {
  it('have round limits', () => {
    expect(classBreaks([0.56, 0.61, 0.78, 0.999], null)?.breaks).toEqual([0.5, 0.6, 0.7, 0.8, 0.9, 1]);
    expect(niceStep(0.03)).toBe(0.05);
    expect(niceStep(0.2)).toBe(0.2);
  });
  it('take the threshold as a limit, so that no class mixes met and missed', () => {
    expect(classBreaks([0.56, 0.61, 0.78, 0.999], 0.85)?.breaks).toContain(0.85);
    fc.assert(fc.property(values, fc.double({ min: 0, max: 1000, noNaN: true }), (list, threshold) => {
      const classes = classBreaks(list, threshold);
      if (!classes) return;
      const met = new Map<number, boolean>();
      for (const value of list) {
        const known = met.get(classOf(value, classes));
        if (known !== undefined) expect(value >= threshold).toBe(known);
        if (threshold > Math.min(...list) && threshold < Math.max(...list)) met.set(classOf(value, classes), value >= threshold);
      }
    }), { seed });
  });
  it('hold every value, rise, and are at most five', () => {
    fc.assert(fc.property(values, (list) => {
      const classes = classBreaks(list, null)!;
      const { breaks } = classes;
      if (Math.min(...list) < Math.max(...list)) expect(breaks.every((each, i) => i === 0 || each > (breaks[i - 1] as number))).toBe(true);
      expect(breaks.length - 1).toBeLessThanOrEqual(mostClasses);
      for (const value of list) {
        const index = classOf(value, classes);
        expect(value).toBeGreaterThanOrEqual(breaks[index] as number);
        expect(value).toBeLessThanOrEqual(breaks[index + 1] as number);
      }
    }), { seed });
  });
  it('are one when all are equal, and none without values', () => {
    expect(classBreaks([1, 1, 1], 0.8)).toEqual({ breaks: [1, 1] });
    expect(classBreaks([], 0.8)).toBeNull();
    expect(classBreaks([NaN], null)).toBeNull();
  });
});

/** Relative luminance of sRGB (WCAG 2). */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

describe('the colours', () => {
  it('run one way in lightness, so that they are told apart without hue', () => {
    const light = ramps.light.map(luminance);
    const dark = ramps.dark.map(luminance);
    expect(light).toEqual([...light].sort((a, b) => b - a));
    expect(dark).toEqual([...dark].sort((a, b) => a - b));
    for (const list of [light, dark]) for (let i = 1; i < list.length; i++) expect(Math.abs((list[i] as number) - (list[i - 1] as number))).toBeGreaterThan(0.04);
  });
  it('spread over the ramp however many classes there are', () => {
    expect(rampOf(2, 'light')).toEqual([ramps.light[0], ramps.light[4]]);
    expect(rampOf(1, 'light')).toEqual([ramps.light[2]]);
    for (let n = 1; n <= mostClasses; n++) expect(new Set(rampOf(n, 'dark')).size).toBe(n);
  });
});
