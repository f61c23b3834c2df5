import { describe, expect, it } from 'vitest';
import { chooseHit, toHit, type Candidate } from '../../../client/map/pick.ts';

const candidate = (id: number | string, type: string, metadata: object, properties: Record<string, unknown> = {}): Candidate =>
  ({ id, properties, layer: { id: `${id}`, type, metadata } }) as unknown as Candidate;
const house = candidate(1, 'fill-extrusion', { kind: 'building' });
const toilet = candidate(2, 'symbol', { kind: 'public_toilet' });
const village = candidate(3, 'fill', { kind: 'urban_village' }, { name: '柳湾村' });
const parcel = candidate(4, 'fill', { kind: 'land_use' });
const sea = candidate('sea', 'fill', { kind: 'water_body' });
const schoolGround = candidate(6, 'fill', { kind: 'school' });
const unit = candidate('u-1', 'fill', { overlay: 'units' });

describe('what a click means', () => {
  it('is the sign over everything else', () => expect(chooseHit([house, unit, toilet, village], null)).toBe(toilet));
  it('is the unit over the ground it covers', () => expect(chooseHit([house, village, unit, parcel], null)).toBe(unit));
  it('passes through the unit already selected', () => expect(chooseHit([unit, house, parcel], { overlay: 'units', id: 'u-1' })).toBe(house));
  it('stays with the selected unit when nothing lies beneath', () => expect(chooseHit([unit], { overlay: 'units', id: 'u-1' })).toBe(unit));
  it('does not pass through another unit', () => expect(chooseHit([unit, house], { overlay: 'units', id: 'u-2' })).toBe(unit));
  it('is the old place rather than a house in it', () => expect(chooseHit([house, village], null)).toBe(village));
  it('is the house rather than the parcel under it', () => expect(chooseHit([parcel, house], null)).toBe(house));
  it('is the land use rather than the sea under it', () => expect(chooseHit([parcel, sea], null)).toBe(parcel));
  it('keeps the drawing order among equals', () => expect(chooseHit([schoolGround, house], null)).toBe(schoolGround));
  it('is nothing on empty land', () => expect(chooseHit([], null)).toBeNull());
  it('is told with kind, name and place', () => {
    expect(toHit(village, { lng: 113.5, lat: 34.5 }, { x: 7, y: 8 })).toEqual({ target: 'base', kind: 'urban_village', id: 3, name: '柳湾村', properties: { name: '柳湾村' }, lngLat: [113.5, 34.5], point: [7, 8] });
    expect(toHit(unit, { lng: 0, lat: 0 }, { x: 0, y: 0 })).toMatchObject({ target: 'units', kind: 'units', id: 'u-1', name: null });
  });
});
