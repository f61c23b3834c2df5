import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { metricCrs } from '#planning/geometry/metric-crs.ts';
import { toBd09, toGcj02 } from '#planning/geometry/gcj02.ts';
import { toDegrees } from '../../../../server/ingest/source-crs.ts';
import { crsCandidates, type CrsClues } from '../../../../server/ingest/where/candidates.ts';
import { readPrj } from '../../../../server/ingest/where/prj.ts';
import { candidateReasons } from '../../../../server/ingest/where/reasons.ts';
import { sourceProjection } from '../../../../server/ingest/where/source-projections.ts';
import words from '../../../../client/data/locale.ts';

const shared = join(import.meta.dirname, '../../../../../shared/data');

interface Esri { name: string; geographic?: string; datum?: string; spheroid?: string; meridian?: number; easting?: number; scale?: number; projection?: string }
const CGCS = { geographic: 'GCS_China_Geodetic_Coordinate_System_2000', datum: 'D_China_2000', spheroid: '"CGCS2000",6378137.0,298.257222101' };
const XIAN = { geographic: 'GCS_Xian_1980', datum: 'D_Xian_1980', spheroid: '"Xian_1980",6378140.0,298.257' };
const BEIJING = { geographic: 'GCS_Beijing_1954', datum: 'D_Beijing_1954', spheroid: '"Krasovsky_1940",6378245.0,298.3' };
const WGS = { geographic: 'GCS_WGS_1984', datum: 'D_WGS_1984', spheroid: '"WGS_1984",6378137.0,298.257223563' };
const geographic = ({ geographic, datum, spheroid }: Pick<Required<Esri>, 'geographic' | 'datum' | 'spheroid'>): string =>
  `GEOGCS["${geographic}",DATUM["${datum}",SPHEROID[${spheroid}]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]`;
const zone = (datum: typeof CGCS, name: string, meridian: number, easting: number, scale = 1, projection = 'Gauss_Kruger'): string =>
  `PROJCS["${name}",${geographic(datum)},PROJECTION["${projection}"],PARAMETER["False_Easting",${easting}.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",${meridian}.0],PARAMETER["Scale_Factor",${scale}],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]`;
const wkt2 = 'PROJCRS["CGCS2000 / 3-degree Gauss-Kruger zone 38",BASEGEOGCRS["China Geodetic Coordinate System 2000",DATUM["China 2000",ELLIPSOID["CGCS2000",6378137,298.257222101,LENGTHUNIT["metre",1]]],PRIMEM["Greenwich",0,ANGLEUNIT["degree",0.0174532925199433]],ID["EPSG",4490]],CONVERSION["3-degree Gauss-Kruger zone 38",METHOD["Transverse Mercator",ID["EPSG",9807]],PARAMETER["Latitude of natural origin",0,ANGLEUNIT["degree",0.0174532925199433],ID["EPSG",8801]],PARAMETER["Longitude of natural origin",114,ANGLEUNIT["degree",0.0174532925199433],ID["EPSG",8802]],PARAMETER["Scale factor at natural origin",1,SCALEUNIT["unity",1],ID["EPSG",8805]],PARAMETER["False easting",38500000,LENGTHUNIT["metre",1],ID["EPSG",8806]],PARAMETER["False northing",0,LENGTHUNIT["metre",1],ID["EPSG",8807]]],CS[Cartesian,2],AXIS["northing (X)",north,ORDER[1],LENGTHUNIT["metre",1]],AXIS["easting (Y)",east,ORDER[2],LENGTHUNIT["metre",1]],ID["EPSG",4526]]';
const webMercator = `PROJCS["WGS_1984_Web_Mercator_Auxiliary_Sphere",${geographic(WGS)},PROJECTION["Mercator_Auxiliary_Sphere"],PARAMETER["False_Easting",0.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",0.0],PARAMETER["Standard_Parallel_1",0.0],PARAMETER["Auxiliary_Sphere_Type",0.0],UNIT["Meter",1.0]]`;

describe('a .prj', () => {
  it.each([
    ['3 degrees without prefix', zone(CGCS, 'CGCS2000_3_Degree_GK_CM_114E', 114, 500_000), 4547, 'cgcs2000'],
    ['3 degrees with prefix', zone(CGCS, 'CGCS2000_3_Degree_GK_Zone_38', 114, 38_500_000), 4526, 'cgcs2000'],
    ['the first and the last zone', zone(CGCS, 'CGCS2000_3_Degree_GK_CM_135E', 135, 500_000), 4554, 'cgcs2000'],
    ['6 degrees without prefix', zone(CGCS, 'CGCS2000_GK_CM_111E', 111, 500_000), 4508, 'cgcs2000'],
    ['6 degrees with prefix', zone(CGCS, 'CGCS2000_GK_Zone_19', 111, 19_500_000), 4497, 'cgcs2000'],
    ['Xian 1980', zone(XIAN, 'Xian_1980_3_Degree_GK_CM_114E', 114, 500_000), 2383, 'xian80'],
    ['Xian 1980 with prefix', zone(XIAN, 'Xian_1980_3_Degree_GK_Zone_38', 114, 38_500_000), 2362, 'xian80'],
    ['Beijing 1954', zone(BEIJING, 'Beijing_1954_3_Degree_GK_CM_114E', 114, 500_000), 2435, 'beijing54'],
    ['Beijing 1954 with prefix', zone(BEIJING, 'Beijing_1954_3_Degree_GK_Zone_38', 114, 38_500_000), 2414, 'beijing54'],
    ['a name that says one datum over the parameters of another', zone(XIAN, 'CGCS2000_3_Degree_GK_CM_114E', 114, 500_000), 2383, 'xian80'],
    ['UTM', zone(WGS, 'WGS_1984_UTM_Zone_49N', 111, 500_000, 0.9996, 'Transverse_Mercator'), 32649, 'wgs84'],
    ['a zone drawn over WGS 84 by hand', zone(WGS, 'Zhengzhou', 114, 500_000, 1, 'Transverse_Mercator'), 4547, 'wgs84'],
    ['Web Mercator', webMercator, 3857, 'wgs84'], ['WKT 2', wkt2, 4526, 'cgcs2000'],
    ['degrees', geographic(CGCS), 4490, 'cgcs2000'], ['degrees of WGS 84 with a byte order mark', `\uFEFF${geographic(WGS)}`, 4326, 'wgs84'],
    ['degrees of Xian 1980', geographic(XIAN), 4610, 'xian80'], ['degrees of Beijing 1954', geographic(BEIJING), 4214, 'beijing54'],
  ])('of %s', (_, text, epsg, datum) => {
    expect(readPrj(text)).toMatchObject({ epsg, datum, fault: null });
  });

  it.each([
    ['', 'empty'], [null, 'empty'], ['<!DOCTYPE html><html><head>', 'not_wkt'], ['PROJCS["brok', 'not_wkt'], ['hello world', 'not_wkt'],
    [geographic({ geographic: 'GCS_NAD', datum: 'D_North_American_1983', spheroid: '"GRS_1980",6378137.0,298.257222101' }), 'datum_unknown'],
    [zone(CGCS, 'local', 113, 500_000), 'zone_unknown'], [zone(CGCS, 'local', 114, 300_000), 'zone_unknown'],
  ])('that is no help says why: %j', (text, fault) => {
    expect(readPrj(text)).toMatchObject({ epsg: null, fault });
  });

  it.skipIf(!existsSync(shared))('of the shared files is read or refused, a web page too', () => {
    const read = (path: string) => readPrj(readFileSync(join(shared, path), 'utf8'));
    expect(read('shapefile-gbk-zhengzhou-metro/zz_lines_gbk_gk114.prj').epsg).toBe(4547);
    expect(read('shapefile-gbk-zhengzhou-metro/zz_metro_gbk_nocpg.prj').epsg).toBe(4326);
    expect(read('shapefile-dirty/shapefile-js/htmlprj.prj').fault).toBe('not_wkt');
    expect(read('shapefile-dirty/mapshaper/518_519_shp_reading/max_callstack_error.prj').fault).toBe('datum_unknown');
  });
});

const place: readonly [number, number] = [113.625, 34.7466];

describe('the way to degrees', () => {
  it.each(['EPSG:4547', 'EPSG:4526', 'EPSG:4508', 'EPSG:4497', 'EPSG:3857', 'EPSG:32649', 'unverified:EPSG:2383', 'unverified:EPSG:2362', 'unverified:EPSG:2435', 'unverified:EPSG:21419', 'unverified:EPSG:2333'])('leads back from %s', (crs) => {
    const projection = sourceProjection(Number(/\d+$/.exec(crs)![0]))!;
    const [lon, lat] = toDegrees(crs)!(...projection.forward(...place));
    expect(lon).toBeCloseTo(place[0], 8);
    expect(lat).toBeCloseTo(place[1], 8);
    const [x, y] = projection.forward(...place);
    expect(toDegrees(`swap:${crs}`)!(y, x)).toEqual([lon, lat]);
  });

  it('meets the example of standards.md §3.1 and keeps the million of the zone exact', () => {
    const [x, y] = sourceProjection(4547)!.forward(...place);
    expect(x).toBeCloseTo(465_661.65, 2);
    expect(y).toBeCloseTo(3_846_545.194, 2);
    expect(sourceProjection(4526)!.forward(...place)[0] - x).toBeCloseTo(38_000_000, 6);
  });

  it('refuses Xian 1980 and Beijing 1954 with the reason, until somebody accepts them as not verified', () => {
    for (const crs of ['EPSG:2383', 'EPSG:4610', 'EPSG:4214', 'swap:EPSG:2435']) expect(() => toDegrees(crs)).toThrow(new RegExp(`unverified:${crs}`));
    expect(() => toDegrees('EPSG:27700')).toThrow(/not one this app can place/);
    expect(toDegrees('unverified:EPSG:4610')).toBeNull();
  });

  it('undoes the offset coordinates by name', () => {
    const near = ([lon, lat]: readonly number[]) => { expect(lon).toBeCloseTo(place[0], 9); expect(lat).toBeCloseTo(place[1], 9); };
    near(toDegrees('GCJ-02')!(...toGcj02(...place)));
    near(toDegrees('bd09ll')!(...toBd09(...place)));
    const [lon, lat] = toGcj02(...place);
    near(toDegrees('swap:GCJ-02')!(lat, lon));
  });
});

const city = { srid: 4547, bounds: [113.4, 34.6, 113.9, 34.9] as [number, number, number, number] };
const around = Array.from({ length: 40 }, (_, i) => [113.6 + (i % 8) * 0.01, 34.7 + Math.floor(i / 8) * 0.01] as const);
const inCrs = (code: number) => around.map(([lon, lat]) => sourceProjection(code)!.forward(lon, lat));
const clues = (over: Partial<CrsClues>): CrsClues => ({ stated: null, prjText: null, formatCrs: null, sample: [], city: null, ...over });
const prj4547 = zone(CGCS, 'CGCS2000_3_Degree_GK_CM_114E', 114, 500_000), prj4526 = zone(CGCS, 'CGCS2000_3_Degree_GK_Zone_38', 114, 38_500_000);

describe('candidates for a CRS', () => {
  it('a .prj that agrees with its numbers is certain', () => {
    expect(crsCandidates(clues({ prjText: prj4547, sample: inCrs(4547), city }))[0]).toMatchObject({ crs: 'EPSG:4547', from: 'declared', confidence: 'certain', why: 'prj_names_it', datum: 'cgcs2000' });
  });

  it('a prefix in the numbers beats a .prj without one, and the other way round', () => {
    const prefixed = crsCandidates(clues({ prjText: prj4547, sample: inCrs(4526) }));
    expect(prefixed[0]).toMatchObject({ crs: 'EPSG:4526', why: 'same_zone_with_prefix', confidence: 'certain' });
    expect(prefixed.find(({ crs }) => crs === 'EPSG:4547')).toMatchObject({ confidence: 'possible', why: 'prj_contradicts_numbers' });
    expect(crsCandidates(clues({ prjText: prj4526, sample: inCrs(4547) }))[0]).toMatchObject({ crs: 'EPSG:4547', why: 'same_zone_without_prefix', confidence: 'likely' });
  });

  it.each([[4526, 'EPSG:4526', 'zone_prefix'], [4497, 'EPSG:4497', 'zone_prefix_6'], [3857, 'EPSG:3857', 'mercator'], [4326, 'EPSG:4326', 'degrees']] as const)('the numbers of EPSG:%i speak for themselves', (code, crs, why) => {
    expect(crsCandidates(clues({ sample: inCrs(code) }))[0]).toMatchObject({ crs, why, from: 'numbers' });
  });

  it('a zone without prefix is any zone, until the city says which', () => {
    const alone = crsCandidates(clues({ sample: inCrs(4547) }));
    expect(alone.length).toBeGreaterThan(20);
    expect(alone.every(({ confidence }) => confidence === 'possible')).toBe(true);
    const [best] = crsCandidates(clues({ sample: inCrs(4547), city }));
    expect(best).toMatchObject({ crs: 'EPSG:4547', from: 'city', why: 'fits_city', confidence: 'likely' });
    expect(best!.bounds![0]).toBeCloseTo(113.6, 2);
  });

  it('a wrong zone in the .prj is seen by the city', () => {
    const list = crsCandidates(clues({ prjText: zone(CGCS, 'CGCS2000_3_Degree_GK_CM_111E', 111, 500_000), sample: inCrs(4547), city }));
    expect(list[0]).toMatchObject({ crs: 'EPSG:4547', from: 'city', confidence: 'likely' });
    expect(list.find(({ crs }) => crs === 'EPSG:4546')).toMatchObject({ why: 'outside_city', confidence: 'possible' });
  });

  it('turned axes are found in degrees and in metres', () => {
    expect(crsCandidates(clues({ formatCrs: 'EPSG:4326', sample: around.map(([x, y]) => [y, x] as const) }))[0]).toMatchObject({ crs: 'swap:EPSG:4326', why: 'degrees_swapped' });
    expect(crsCandidates(clues({ sample: inCrs(4547).map(([x, y]) => [y, x] as const), city }))[0]).toMatchObject({ crs: 'swap:EPSG:4547', why: 'fits_city' });
    expect(crsCandidates(clues({ sample: inCrs(4526).map(([x, y]) => [y, x] as const) }))[0]).toMatchObject({ crs: 'swap:EPSG:4526', why: 'axes_swapped' });
    expect(crsCandidates(clues({ sample: around.map(([x, y]) => [y + 9, x - 26] as const) }))[0]).toMatchObject({ crs: 'swap:EPSG:4326' });
  });

  it('degrees in China may be the offset ones, elsewhere not', () => {
    expect(crsCandidates(clues({ formatCrs: 'EPSG:4326', sample: around })).map(({ crs }) => crs)).toEqual(['EPSG:4326', 'EPSG:4490', 'GCJ-02', 'BD-09']);
    expect(crsCandidates(clues({ formatCrs: 'EPSG:4326', sample: [[7.42, 43.74]] })).map(({ crs }) => crs)).toEqual(['EPSG:4326']);
  });

  it('the datum a .prj names stays with the zone the numbers name', () => {
    expect(crsCandidates(clues({ prjText: zone(XIAN, 'Xian_1980_3_Degree_GK_CM_114E', 114, 500_000), sample: inCrs(4526) }))[0]).toMatchObject({ crs: 'EPSG:2362', datum: 'xian80' });
  });

  it('nothing known and nonsense give no candidate that makes no place', () => {
    expect(crsCandidates(clues({}))).toEqual([]);
    expect(crsCandidates(clues({ sample: [[1e9, 1e9], [2e9, NaN]] }))).toEqual([]);
    expect(crsCandidates(clues({ prjText: prj4547 }))).toMatchObject([{ crs: 'EPSG:4547', bounds: null }]);
  });

  it('every reason has its words in both languages', () => {
    for (const code of candidateReasons) for (const tree of [words.zh, words.en]) expect((tree as { where: { why: Record<string, string> } }).where.why[code], code).toBeTruthy();
    expect(metricCrs(4508)).toBeNull();
  });
});
