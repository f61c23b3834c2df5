import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountText, changeText, exactText, peopleText, quotientText, thresholdText, unitText, valueText } from '../../../client/figures/format.ts';

const seed = 20261122;

describe('numbers as people read them', () => {
  it('shows a rate in per cent with one decimal, the others in their units', () => {
    expect(valueText(0.8342, 'rate', 'zh')).toEqual({ value: '83.4', unit: '%' });
    expect(valueText(4.256, 'per_km2', 'zh')).toEqual({ value: '4.26', unit: '座/km²' });
    expect(valueText(9.5, 'm2_per_person', 'en')).toEqual({ value: '9.50', unit: 'm² per person' });
    expect(valueText(3, 'count', 'zh')).toEqual({ value: '3', unit: '个' });
  });
  it('never rounds a figure across its threshold', () => {
    const threshold = { comparator: '>=', value: 0.8 } as const;
    expect(valueText(0.79996, 'rate', 'zh', threshold).value).toBe('79.996');
    expect(valueText(0.8, 'rate', 'zh', threshold).value).toBe('80.0');
    expect(valueText(0.8001, 'rate', 'zh', threshold).value).toBe('80.01');
    fc.assert(fc.property(fc.double({ min: 0.799, max: 0.801, noNaN: true }), (value) => {
      const shown = Number(valueText(value, 'rate', 'en', threshold).value) / 100;
      // Closer than six decimals of a per cent nobody can be shown the difference.
      if (Math.abs(value - 0.8) > 1e-8) expect(Math.sign(shown - 0.8)).toBe(Math.sign(value - 0.8));
    }), { seed });
  });
  it('writes thresholds without the noise of binary fractions', () => {
    expect(thresholdText({ comparator: '>=', value: 0.57 }, 'rate', 'zh')).toBe('≥ 57 %');
    expect(thresholdText({ comparator: '<', value: 7 }, 'per_km2', 'zh')).toBe('< 7 座/km²');
    expect(thresholdText({ comparator: '>=', value: 3 }, 'count', 'en')).toBe('≥ 3');
  });
  it('says a change in percentage points, and nothing when it would be shown as zero', () => {
    expect(changeText(0.5, 0.521, 'rate', 'zh')).toEqual({ direction: 'up', text: '2.1 百分点' });
    expect(changeText(0.5, 0.4, 'rate', 'en')).toEqual({ direction: 'down', text: '10 pp' });
    expect(changeText(0.5, 0.50001, 'rate', 'zh')).toBeNull();
    expect(changeText(null, 0.5, 'rate', 'zh')).toBeNull();
    expect(changeText(2, 3, 'count', 'zh')).toEqual({ direction: 'up', text: '1' });
  });
  it('takes the unit that suits the size', () => {
    expect(amountText(157_000, 'm²', 'zh')).toBe('15.70 公顷');
    expect(amountText(1.08, 'km²', 'zh')).toBe('1.08 平方公里');
    expect(amountText(1540, 'm', 'zh')).toBe('1.54 km');
    expect(peopleText(17_345, 'zh')).toBe('1.73 万人');
    expect(peopleText(812.4, 'zh')).toBe('812 人');
  });
  it('puts the numbers into the formula, and keeps all digits beside it', () => {
    const figure = { numerator: 130_979.377194, denominator: 401_980.908296, numeratorUnit: 'm²', denominatorUnit: 'm²', value: 0.325834820737, unit: 'rate', threshold: null } as const;
    expect(quotientText(figure, 'zh')).toBe('13.10 公顷 ÷ 40.20 公顷 = 32.6 %');
    expect(exactText(figure.value, 'zh')).toBe('0.325834820737');
    expect(quotientText({ ...figure, denominator: null }, 'zh')).toBeNull();
  });
  it('names what is counted in words, and leaves metres as they are', () => {
    expect(['count', 'people', 'm²'].map((unit) => unitText(unit, 'zh'))).toEqual(['个', '人', 'm²']);
    expect(['count', 'people', 'm²'].map((unit) => unitText(unit, 'en'))).toEqual(['', 'people', 'm²']);
  });
});
