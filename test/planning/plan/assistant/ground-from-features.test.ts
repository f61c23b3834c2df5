import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { groundFromFeatures, type NearFeature } from '#planning/plan/assistant/ground-from-features.ts';
import type { LandUseCodes } from '#planning/standards/land-use-codes.ts';

const codes = JSON.parse(readFileSync(new URL('../../../../data/land-use-codes.json', import.meta.url), 'utf8')) as LandUseCodes;
const street = (id: string, properties: NearFeature['properties']): NearFeature => ({ id, properties, geometry: { type: 'LineString', coordinates: [[0, 0], [1, 0]] } });
const plot = (id: string, properties: NearFeature['properties']): NearFeature => ({ id, properties, geometry: { type: 'Polygon', coordinates: [[[0, 0], [1, 0], [1, 1], [0, 0]]] } });

describe('layers in the words of the assistant', () => {
  it('roads by class; what runs below the ground parts nothing', () => {
    const { lines } = groundFromFeatures({ road: [street('1', { class: 'motorway', name: '三环' }), street('2', { class: 'arterial', tunnel: true }), street('3', { class: 'unheard' })], railway: [street('4', { type: 'metro' }), street('5', { type: 'rail' })] }, [], codes);
    expect(lines.map(({ id, kind, name }) => [id, kind, name])).toEqual([['road/1', 'expressway', '三环'], ['railway/5', 'railway', '']]);
  });
  it('the ground of streets is no parcel, whichever classification it is coded in', () => {
    const land = [plot('a', { code: '1207' }), plot('b', { code: '0701' }), plot('c', { code: '1004', classification_version: 'SD3' }), plot('d', { code: '0701', classification_version: 'SD3' }), plot('e', { code: 'S1', classification_version: 'GB50137-2011' }), plot('f', {})];
    expect(groundFromFeatures({ land_use: land }, [], codes).parcels.map(({ id }) => id)).toEqual(['land_use/b', 'land_use/d', 'land_use/f']);
  });
  it('old places keep their layer, divisions their level; rows without a geometry are passed over', () => {
    const found = groundFromFeatures({ urban_village: [plot('v', { name: '北岗村' })], admin_division: [plot('x', { level: 'community', name: '甲社区' }), { id: 'y', properties: null, geometry: null }] }, [], codes);
    expect(found.oldPlaces.map(({ kind, name }) => [kind, name])).toEqual([['urban_village', '北岗村']]);
    expect(found.divisions.map(({ level, name }) => [level, name])).toEqual([['community', '甲社区']]);
  });
});
