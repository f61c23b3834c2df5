import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatView, parseView } from '../../../client/app/map-view.ts';
import { formatSelection, parseSelection, type Selection } from '../../../client/app/selection.ts';

describe('the view in the address', () => {
  it('comes back as it was, to a metre', () => {
    const view = fc.record({
      lon: fc.double({ min: -180, max: 180, noNaN: true }), lat: fc.double({ min: -85, max: 85, noNaN: true }), zoom: fc.double({ min: 0, max: 22, noNaN: true }),
      bearing: fc.integer({ min: -180, max: 180 }), pitch: fc.integer({ min: 0, max: 70 }),
    });
    fc.assert(fc.property(view, (given) => {
      const back = parseView(formatView(given));
      expect(back).not.toBeNull();
      expect(Math.abs((back?.lon ?? 0) - given.lon)).toBeLessThanOrEqual(5.1e-6);
      expect(Math.abs((back?.lat ?? 0) - given.lat)).toBeLessThanOrEqual(5.1e-6);
      expect(back).toMatchObject({ bearing: given.bearing + 0, pitch: given.pitch });
    }), { seed: 11 });
  });
  it('is short when the map is flat and north is up', () => expect(formatView({ lon: 113.6, lat: 34.75, zoom: 12, bearing: 0, pitch: 0 })).toBe('113.60000,34.75000,12.00'));
  it.each([null, '', 'x', '1,2', '1,2,3,4', '200,0,5', '0,86,5', '0,0,-1', '0,0,5,0,90', ',,', '1,2,NaN', '1,2,3,4,5,6', '1, ,3'])('is none in %j', (text) => expect(parseView(text)).toBeNull());
});

describe('the selection in the address', () => {
  const selections: Selection[] = [{ type: 'unit', id: '0b6f6a3e-4c1e-4d5f-9a55-0f6f2f0f0b1e' }, { type: 'feature', id: 4512 }, { type: 'division', code: '410102' }, { type: 'division', code: '东城:街道' }];
  it.each(selections)('comes back as it was: $type', (selection) => expect(parseSelection(formatSelection(selection))).toEqual(selection));
  it.each([null, undefined, '', 'unit', 'unit:', 'unit:7', 'feature:0', 'feature:1e9', 'feature:-3', 'division:a b', 'division:', 'road:4', ':5'])('is none in %j', (text) => expect(parseSelection(text)).toBeNull());
});
