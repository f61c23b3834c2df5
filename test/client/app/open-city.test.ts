import { describe, expect, it } from 'vitest';
import type { City } from '#contract/layers.ts';
import { cityToOpen } from '../../../client/app/open-city.ts';

const city = (id: string, layers: number): City => ({ id, name: id, nameEn: '', srid: null, isFictional: false, bounds: null, units: 0, layers });

describe('the city to open', () => {
  const cities = [city('empty', 0), city('demo', 30), city('poa', 12)];
  it('is the last one', () => expect(cityToOpen(cities, 'poa')).toBe('poa'));
  it('is the first with layers when the last is gone', () => expect(cityToOpen(cities, 'gone')).toBe('demo'));
  it('is an empty one rather than none', () => expect(cityToOpen([city('empty', 0)], null)).toBe('empty'));
  it('is none without cities', () => expect(cityToOpen([], 'poa')).toBeNull());
});
