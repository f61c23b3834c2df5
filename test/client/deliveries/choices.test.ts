import { describe, expect, it } from 'vitest';
import type { SourceLayer } from '#contract/deliveries.ts';
import { bundlesOf } from '../../../client/deliveries/bundles.ts';
import { beginReview, faultsOf, importOf, isBlocking, mapField, readAgain } from '../../../client/deliveries/choices.ts';
import { crsOf, crsTitle, isOldDatum, withUnverified } from '../../../client/deliveries/crs-names.ts';
import { layerKinds } from '../layers/layer-kinds.ts';
import { sourceLayer } from './samples.ts';

const { kinds } = layerKinds;
const file = (name: string) => new File(['x'.repeat(10)], name);
const review = (layers: SourceLayer[], format = 'shapefile') => beginReview({ layers, format, fileName: '来件.zip' });
const faultCodes = (layer: SourceLayer, format?: string) => faultsOf(review([layer], format).layers[0]!, format ?? 'shapefile', kinds, null).map((fault) => (fault.code === 'attribute' ? fault.attribute : fault.code));

describe('dropped files', () => {
  it('the parts of a shapefile are one delivery, whatever their case; everything else stands alone', () => {
    const found = bundlesOf(['路.DBF', '路.shp', 'a.kml', '路.shx', '路.prj', '路.shp.xml', '楼.shp', '楼.dbf', 'a.gpkg'].map(file));
    expect(found.map(({ name, files, bytes }) => [name, files.map((each) => each.name), bytes])).toEqual([
      ['路.shp', ['路.DBF', '路.shp', '路.shx', '路.prj', '路.shp.xml'], 50], ['a.kml', ['a.kml'], 10], ['楼.shp', ['楼.shp', '楼.dbf'], 20], ['a.gpkg', ['a.gpkg'], 10],
    ]);
  });
});

describe('a review', () => {
  it('takes layers a kind was found for; of several nobody knows, and empty or unreadable ones, none', () => {
    const layers = [sourceLayer({ name: 'a' }), sourceLayer({ name: 'b', kind: null }), sourceLayer({ name: 'c', featureCount: 0 }), sourceLayer({ name: 'd', findings: [{ code: 'layer_unreadable', count: 1, examples: [] }] })];
    expect(review(layers).layers.map(({ choice }) => choice.isTaken)).toEqual([true, false, false, false]);
    expect(review([sourceLayer({ kind: null })]).layers[0]?.choice.isTaken).toBe(true);
  });
  it('names what is missing: kind, CRS, columns of a table, the classification the codes leave open, required attributes', () => {
    expect(faultCodes(sourceLayer({}))).toEqual([]);
    expect(faultCodes(sourceLayer({ kind: null, crs: { stated: null, text: null, candidates: [] } }))).toEqual(['kind', 'crs']);
    expect(faultCodes(sourceLayer({ kind: 'bus_stop', geometry: [], mapping: { X: '#x', Y: '' } }))).toEqual(['columns']);
    expect(faultCodes(sourceLayer({ findings: [{ code: 'classification_unsure', count: 1, examples: ['0702'] }] }))).toEqual(['classification']);
    const unmapped = sourceLayer({ kind: 'road', mapping: { NAME: '#name' } });
    expect(faultCodes(unmapped)).toEqual(['class']);
    expect(faultsOf(review([unmapped]).layers[0]!, 'shapefile', kinds, null).some(isBlocking)).toBe(false);
    expect(faultCodes(sourceLayer({ kind: null, crs: { stated: null, text: null, candidates: [] } }), 'osm_pbf')).toEqual([]);
  });
  it('says when the chosen CRS is a guess, or puts the layer outside the city', () => {
    const candidates = [{ crs: 'EPSG:3857', datum: 'wgs84' as const, from: 'numbers' as const, confidence: 'possible' as const, why: 'mercator', bounds: [113.5, 34.7, 113.6, 34.8] as [number, number, number, number] }];
    const [reviewed] = review([sourceLayer({ crs: { stated: null, text: null, candidates } })]).layers;
    const doubts = (city: [number, number, number, number]) => faultsOf(reviewed!, 'shapefile', kinds, city).map((fault) => [fault.code, isBlocking(fault)]);
    expect(doubts([113.4, 34.6, 113.9, 34.9])).toEqual([['guess', false]]);
    expect(doubts([120, 30, 121, 31])).toEqual([['place', false]]);
  });
  it('an old datum is taken only when it is accepted as not verified', () => {
    const layer = sourceLayer({ crs: { stated: null, text: null, candidates: [{ crs: 'EPSG:2382', datum: 'xian80', from: 'declared', confidence: 'certain', why: 'prj_names_it', bounds: null }] } });
    expect(faultCodes(layer)).toEqual(['datum']);
    const [first] = review([layer]).layers;
    expect(faultsOf({ layer, choice: { ...first!.choice, crs: withUnverified('EPSG:2382', true) } }, 'shapefile', kinds, null)).toEqual([]);
  });
  it('the classification that is proposed is the one sent, for land use only', () => {
    const proposed = sourceLayer({ findings: [{ code: 'classification_proposed', count: 2, examples: ['0701, 08H1 → SD3'] }] });
    expect(importOf(review([proposed])).layers[0]?.classification).toBe('SD3');
    expect(importOf(review([sourceLayer({ ...proposed, kind: 'building' })])).layers[0]?.classification).toBeNull();
  });
  it('is sent with what was chosen, layers left out are not', () => {
    const begun = review([sourceLayer({ name: 'a' }), sourceLayer({ name: 'b', kind: null })]);
    expect(importOf({ ...begun, sourceDate: '2025-06-30' })).toEqual({
      layers: [{ layer: 'a', kind: 'land_use', crs: 'EPSG:4547', encoding: 'gb18030', mapping: { DLBM: 'code', NAME: '#name' }, classification: null }], source: '来件.zip', sourceDate: '2025-06-30', acceptance: 'ask',
    });
  });
  it('a target has one field', () => expect(mapField({ A: 'code', B: '', C: '#name' }, 'B', 'code')).toEqual({ A: '', B: 'code', C: '#name' }));
  it('leaving a field out takes nothing from the others', () => expect(mapField({ A: 'code', B: '' }, 'A', '')).toEqual({ A: '', B: '' }));
  it('read again with another encoding it has the new field names, and keeps the chosen CRS', () => {
    const [before] = review([sourceLayer({})]).layers;
    const again = readAgain({ ...before!, choice: { ...before!.choice, crs: 'GCJ-02' } }, sourceLayer({ encoding: { name: 'big5', from: 'user' }, mapping: { 名稱: '#name' } }), { encoding: 'big5' });
    expect(again.choice).toMatchObject({ crs: 'GCJ-02', encoding: 'big5', mapping: { 名稱: '#name' }, isTaken: true });
  });
});

describe('coordinate systems in words', () => {
  it.each([
    ['EPSG:4547', 'CGCS2000 三度带 114°E'], ['EPSG:4526', 'CGCS2000 三度带 第 38 带（带号前缀）'], ['EPSG:4508', 'CGCS2000 六度带 111°E'], ['EPSG:2383', '西安80 三度带 114°E'], ['EPSG:2437', '北京54 三度带 120°E'],
    ['EPSG:32649', 'WGS 84 UTM 49N'], ['swap:EPSG:4326', 'WGS 84 经纬度，坐标轴对调'], ['unverified:EPSG:2383', '西安80 三度带 114°E，基准未验证'], ['EPSG:27700', ''],
  ])('%s: %s', (crs, words) => expect(crsTitle(crs, 'zh')).toBe(words));
  it.each([['4547', 'EPSG:4547'], [' epsg: 4547 ', 'EPSG:4547'], ['gcj02', 'GCJ-02'], ['bd-09', 'BD-09'], ['郑州54', null], ['12', null]])('%j typed is %j', (typed, crs) => expect(crsOf(typed)).toBe(crs));
  it('knows which datums cannot be converted exactly', () => expect(['EPSG:2383', 'unverified:EPSG:2437', 'EPSG:4610', 'EPSG:4547', 'GCJ-02', 'EPSG:4326'].map(isOldDatum)).toEqual([true, true, true, false, false, false]));
});
