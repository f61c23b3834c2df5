/** What is made of deliveries: encodings, columns of tables, kinds, mappings, classifications, layers. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import iconv from 'iconv-lite';
import { afterAll, describe, expect, it } from 'vitest';
import writeWorkbook from 'write-excel-file/node';
import { GdalSession, runGdal } from '../../../server/gdal/run-gdal.ts';
import { decodeBytes } from '../../../server/ingest/encoding/decode.ts';
import { detectEncoding } from '../../../server/ingest/encoding/detect.ts';
import { encodingNamed } from '../../../server/ingest/encoding/labels.ts';
import type { ReadOptions, SourceFeature } from '../../../server/ingest/driver.ts';
import { inspectFile, openSource } from '../../../server/ingest/inspect-file.ts';
import type { InspectFileOptions } from '../../../server/ingest/inspect-options.ts';
import { proposeClassification } from '../../../server/ingest/proposal/propose-classification.ts';
import { proposeKind } from '../../../server/ingest/proposal/propose-kind.ts';
import { ReportBuilder } from '../../../server/ingest/report.ts';
import { coordinateColumns, coordinateOf } from '../../../server/ingest/table/coordinates.ts';
import { geoJsonRows } from '../../support/geojson-rows.ts';

const folder = mkdtempSync(join(tmpdir(), 'renewmap-read-'));
const gdal = new GdalSession();
afterAll(async () => { await gdal.close(); rmSync(folder, { recursive: true }); });

type Content = string | Uint8Array;
let files = 0;
const file = (fileName: string, content: Content) => { const path = join(folder, `upload${(files += 1)}`); writeFileSync(path, content); return { path, fileName }; };
const look = async (name: string, content: Content, options: Partial<InspectFileOptions> = {}) => (await inspectFile([file(name, content)], { signal: AbortSignal.timeout(60_000), gdal, ...options })).layers;

async function read(name: string, content: Content, options: Partial<ReadOptions>): Promise<{ crs: string; features: SourceFeature[]; report: ReturnType<ReportBuilder['finish']> }> {
  const report = new ReportBuilder();
  const reading = await openSource([file(name, content)], { kind: null, crs: null, signal: AbortSignal.timeout(60_000), onProgress: () => undefined, onReport: (list, code, place) => report.note(list, code, place), ...options });
  try {
    const features: SourceFeature[] = [];
    for await (const feature of geoJsonRows(reading)) features.push(feature);
    return { crs: reading.crs, features, report: report.finish() };
  } finally { await reading.close?.(); }
}

describe('encodings', () => {
  const chinese = ['金水区公园绿地', '郑州市中原区建设路小学', '二七广场', '管城回族区'], traditional = ['國語', '臺北市中正區公園', '學校'], japanese = ['東京都のこうえん', 'しょうがっこう'];
  it.each([['gb18030', chinese], ['big5', traditional], ['shift_jis', japanese], ['euc-jp', japanese], ['utf-8', chinese], ['windows-1252', ['Café Zürich', 'Straße am Fluß']]])('%s is told by its bytes', (encoding, texts) => {
    const bytes = texts.map((text) => iconv.encode(text, encoding));
    expect(detectEncoding(bytes).encoding).toBe(encoding);
    expect(bytes.map((each) => decodeBytes(each, encoding).text)).toEqual(texts);
  });
  it('text without any byte above 127 says nothing', () => { expect(detectEncoding([Buffer.from('abc')]).certainty).toBe('ascii'); });
  it.each([['GBK', 'gb18030'], ['936', 'gb18030'], ['CP936', 'gb18030'], ['ANSI 936', 'gb18030'], ['UTF-8', 'utf-8'], ['65001', 'utf-8'], ['ISO-8859-1', 'windows-1252'], ['Big5', 'big5'], ['<html>', null], ['', null]])('the name %s', (label, name) => { expect(encodingNamed(label)).toBe(name); });
  it('a half character at every cut', () => {
    const bytes = iconv.encode('中原公园', 'gb18030');
    expect([8, 7, 6, 5].map((length) => decodeBytes(bytes.subarray(0, length), 'gb18030'))).toEqual([{ text: '中原公园', fault: null }, { text: '中原公', fault: 'cut' }, { text: '中原公', fault: null }, { text: '中原', fault: 'cut' }]);
    expect(decodeBytes(Buffer.from('中原').subarray(0, 5), 'utf-8')).toEqual({ text: '中', fault: 'cut' });
  });
});

describe('tables of points', () => {
  it.each([['113.625', 113.625], [' 465,661.65 ', 465661.65], ['１１３．６', 113.6], ['113°37′30″E', 113.625], ['34度44分47.76秒', 34.7466], ['', null], ['无', null], ['abc', NaN]])('%s', (text, value) => {
    const found = coordinateOf(text);
    if (value === null || Number.isNaN(value)) expect(found).toEqual(value); else expect(found).toBeCloseTo(value, 9);
  });
  it.each([
    [['名称', '经度', '纬度'], [{}], { x: '经度', y: '纬度' }], [['name', 'LNG', 'LAT'], [{}], { x: 'LNG', y: 'LAT' }],
    // Surveyors' X is the northing.
    [['点名', 'X坐标', 'Y坐标'], [{ X坐标: 3846545.194, Y坐标: 465661.65 }], { x: 'Y坐标', y: 'X坐标' }],
    [['点名', 'X坐标', 'Y坐标'], [{ X坐标: 465661.65, Y坐标: 3846545.194 }], { x: 'X坐标', y: 'Y坐标' }],
    [['column 1', 'column 2', 'column 3'], [{ 'column 1': '中原区', 'column 2': '113.61', 'column 3': '34.75' }], { x: 'column 2', y: 'column 3' }],
    [['name', 'floors', 'people'], [{ floors: 6, people: 120 }], null],
  ])('the columns of %j', (header, rows, columns) => { expect(coordinateColumns(header, rows, null)).toEqual(columns); });
  it('a person’s word over the names', () => { expect(coordinateColumns(['lon', 'lat', 'a', 'b'], [], { a: '#x', b: '#y' })).toEqual({ x: 'a', y: 'b' }); });

  const stops = '站名,经度,纬度,途经线路\r\n二七广场,113.66,34.75,"2路,6路"\r\n紫荆山,,,9路\r\n金水路,东边,34.76,\r\n';
  it.each([['gb18030', iconv.encode(stops, 'gb18030')], ['utf-8', Buffer.from(`\ufeff${stops}`)], ['utf-16le', iconv.encode(stops, 'utf-16le')], ['utf-16be', iconv.encode(stops, 'utf-16be')]])('CSV in %s', async (encoding, bytes) => {
    const [layer] = await look('公交站.csv', bytes);
    expect(layer).toMatchObject({ kind: 'bus_stop', featureCount: 3, geometry: ['point'], encoding: { name: encoding }, mapping: { 站名: '#name', 经度: '#x', 纬度: '#y', 途经线路: 'routes' } });
    expect(layer!.findings.map(({ code, examples }) => [code, examples])).toEqual([['no_geometry', ['line 3']], ['coordinates_invalid', ['line 4: 经度=东边']]]);
    const { features, report } = await read('公交站.csv', bytes, { kind: 'bus_stop', crs: 'EPSG:4326' });
    expect(features).toEqual([{ kind: 'bus_stop', sourceId: null, name: '二七广场', attrs: { routes: '2路,6路' }, geometry: { type: 'Point', coordinates: [113.66, 34.75] }, place: 'line 2' }]);
    expect(report.leftOut.map(({ code, examples }) => [code, examples])).toEqual([['coordinates_invalid', ['line 4: 经度=东边']], ['no_geometry', ['line 3']]]);
  });
  it('a table does not say its CRS', async () => { await expect(read('a.csv', stops, { kind: 'bus_stop' })).rejects.toMatchObject({ code: 'crs_unknown', message: expect.stringContaining('GCJ-02') }); });
  it('a table without coordinates names its columns', async () => { await expect(read('a.csv', 'name,floors\na,6\n', { kind: 'bus_stop', crs: 'EPSG:4326' })).rejects.toMatchObject({ code: 'layer_mismatch', message: expect.stringContaining('name, floors') }); });
  it('columns stated in the mapping', async () => {
    const { features } = await read('a.csv', 'n;e;f\na;465661.65;3846545.2\n', { kind: 'bus_stop', crs: 'EPSG:4547', mapping: { n: '#name', e: '#x', f: '#y' } });
    expect(features[0]).toMatchObject({ name: 'a', geometry: { coordinates: [465661.65, 3846545.2] } });
  });
  const outline = 'POLYGON ((113.6 34.7, 113.61 34.7, 113.61 34.71, 113.6 34.7))';
  const ring = [[113.6, 34.7], [113.61, 34.7], [113.61, 34.71], [113.6, 34.7]];
  it.each([
    ['wkt', outline], ['the_geom', outline], ['GEOMETRY', `SRID=4490;${outline}`], ['边界范围', outline.toLowerCase()], ['geom', 'POLYGON Z ((113.6 34.7 88, 113.61 34.7 88, 113.61 34.71 88, 113.6 34.7 88))'],
    ['geom', '0103000020E61000000100000004000000666666666666 5C409A99999999594140D7A3703D0A675C409A99999999594140D7A3703D0A675C407B14AE47E15A4140666666666666 5C409A99999999594140'.replace(/ /g, '')],
    ['geometry', JSON.stringify({ type: 'Polygon', coordinates: [ring] })],
  ])('a column «%s» with whole geometries: %s', async (column, cell) => {
    const quoted = `"${cell.replace(/"/g, '""')}"`;
    const csv = `名称,${column},lon,lat\n东园,${quoted},113.605,34.703\n西园,,113.6,34.7\n北园,"POLYGON ((113.6",113.6,34.7\n${[1, 2, 3, 4, 5, 6, 7, 8, 9].map((i) => `园${i},${quoted},113.6,34.7`).join('\n')}\n`;
    const [layer] = await look('公园.csv', csv);
    expect(layer).toMatchObject({ kind: 'green_space', geometry: ['polygon'], featureCount: 12, mapping: { 名称: '#name', [column]: '#wkt', lon: '', lat: '' } });
    expect(layer!.findings.map(({ code, examples }) => [code, examples])).toEqual([['no_geometry', ['line 3']], ['coordinates_invalid', [`line 4: ${column}=POLYGON ((113.6`]]]);
    const states = /SRID=4490/.test(cell) ? 'EPSG:4490' : /^01/.test(cell) ? 'EPSG:4326' : null;
    expect(layer!.crs.stated).toBe(states);
    const { crs, features } = await read('公园.csv', csv, { kind: 'green_space', crs: states === null ? 'EPSG:4490' : null });
    expect(crs).toBe(states ?? 'EPSG:4490');
    expect(features[0]).toMatchObject({ name: '东园', geometry: { type: 'Polygon', coordinates: [ring] } });
  });
  it('of several kinds of geometry each row keeps its own; a person’s two columns count for more', async () => {
    const csv = 'n;wkt;x;y\na;MULTILINESTRING((1 2,3 4),(5 6,7 8));1;2\nb;POINT EMPTY;1;2\nc;GEOMETRYCOLLECTION(POINT(1 2),LINESTRING(1 2,3 4));1;2\n';
    const { features, report } = await read('a.csv', csv, { kind: 'road', crs: 'EPSG:4547' });
    expect(features.map(({ geometry }) => geometry.type)).toEqual(['MultiLineString', 'GeometryCollection']);
    expect(report.leftOut.map(({ code }) => code)).toEqual(['no_geometry']);
    const points = await read('a.csv', csv, { kind: 'bus_stop', crs: 'EPSG:4547', mapping: { x: '#x', y: '#y' } });
    expect(points.features.map(({ geometry }) => geometry.type)).toEqual(['Point', 'Point', 'Point']);
  });
  it('a workbook: a title above the names, two sheets', async () => {
    const path = join(folder, 'book.xlsx');
    const text = (value: string) => ({ value, type: String }), number = (value: number) => ({ value, type: Number });
    await writeWorkbook([
      { sheet: '公厕', data: [[text('郑州市公共厕所一览表')], [text('名称'), text('经度'), text('纬度'), text('类别')], [text('一号'), number(113.61), number(34.71), text('II')], [text('二号'), number(113.62), number(34.72), text('I')]] },
      { sheet: '说明', data: [[text('没有表格')]] },
    ]).toFile(path);
    const { layers } = await inspectFile([{ path, fileName: '设施.xlsx' }], { signal: AbortSignal.timeout(60_000) });
    expect(layers).toMatchObject([{ name: '公厕', kind: 'public_toilet', featureCount: 2, mapping: { 名称: '#name', 经度: '#x', 纬度: '#y', 类别: 'class' } }]);
    const reading = await openSource([{ path, fileName: '设施.xlsx' }], { kind: 'public_toilet', crs: 'EPSG:4326', signal: AbortSignal.timeout(60_000), onProgress: () => undefined, onReport: () => undefined });
    const names: (string | null)[] = [];
    for await (const { name, place } of geoJsonRows(reading)) names.push(name, place);
    await reading.close?.();
    expect(names).toEqual(['一号', 'row 3', '二号', 'row 4']);
  });
});

describe('kinds, fields and classifications', () => {
  it.each([
    ['地类图斑', '', ['DLBM', 'DLMC'], ['polygon'], 'land_use'], ['layer0', '', ['YDYHFLDM', 'YDYHFLMC'], ['polygon'], 'land_use'], ['DLTB', '', [], ['polygon'], 'land_use'], ['x', '', ['XZQDM', 'XZQMC'], ['polygon'], 'admin_division'],
    ['老旧小区', '', [], ['polygon'], 'old_community'], ['住宅小区', '', [], ['polygon'], 'residential_community'], ['data', '金水区公厕.csv', [], ['point'], 'public_toilet'], ['roads', '', [], ['line'], 'road'], ['foo', 'bar', ['a'], ['polygon'], null],
    ['公园', '', [], ['line'], null],
    // Names of real files and layers.
    ['zhengzhou_metro_stations', 'zhengzhou_metro_stations.shp', ['id', 'name', 'pinyin', 'lines'], ['point'], 'rail_station'], ['zz_metro_gbk_nocpg', 'zz_metro_gbk_nocpg.shp', ['id', 'name', 'pinyin', 'lines'], ['point'], 'rail_station'],
    ['zhengzhou_metro_lines', '', ['name', 'color', 'stations'], ['line'], 'railway'], ['stations', 'geopackage.gpkg', ['name', 'marker-col', 'line'], ['point'], 'rail_station'], ['train_stations', '', ['objectid', 'station'], ['point'], 'rail_station'],
    ['410100', '410100.json', ['name', 'cp', 'childNum'], ['polygon'], 'admin_division'], ['410000.decoded', '410000.decoded.geojson', ['name', 'cp', 'childNum'], ['polygon'], 'admin_division'], ['410104', '410104.json', [], ['polygon'], 'admin_division'],
    ['410104', '410104.json', ['DLBM'], ['polygon'], 'land_use'], ['410104', '410104.json', [], ['line'], null], ['counties', '', ['COUNTY', 'area'], ['polygon'], 'admin_division'], ['poa_points_of_interest', '', ['id', 'lat', 'lon'], ['point'], 'commerce_poi'],
    ['zero-len-line', '', ['TYPEPIPE', 'Operator', 'Status'], ['line'], 'pipe_network'],
    ['gis_osm_roads_free_1', '', ['osm_id', 'fclass'], ['line'], 'road'], ['gis_osm_railways_free_1', '', ['osm_id', 'fclass'], ['line'], 'railway'], ['gis_osm_buildings_a_free_1', '', ['osm_id'], ['polygon'], 'building'], ['gis_osm_pois_free_1', '', ['osm_id'], ['point'], 'commerce_poi'],
    // Words for the railway under the ground, with every way of parting them.
    ['地铁', '', [], ['point'], 'rail_station'], ['地铁', '', [], ['line'], 'railway'], ['轨道交通站点', '', [], ['point'], 'rail_station'], ['郑州轨道交通线路', '', [], ['line'], 'railway'], ['Subway', '', [], ['point'], 'rail_station'], ['Metro-Stations 2025', '', [], ['point'], 'rail_station'],
    ['Railway Station', '', [], ['point'], 'rail_station'], ['x', '郑州地铁.shp', [], ['point'], 'rail_station'],
    // What only looks like it.
    ['bus station', '', [], ['point'], 'bus_stop'], ['fire-stations', '', [], ['point'], 'fire_station'], ['公交车站', '', [], ['point'], 'bus_stop'], ['gas_stations', '', [], ['point'], null], ['汽车站', '', [], ['point'], null], ['地铁出入口', '', [], ['point'], null],
    ['metropolitan area', '', [], ['polygon'], null], ['substations', '', [], ['point'], null],
  ] as const)('%s %s %j %j is %s', (layer, name, fields, geometry, kind) => { expect(proposeKind(layer, name, fields, geometry)).toBe(kind); });
  it.each([
    ['DLBM', ['0702'], 'SD3'], ['YDYHFLDM', ['0702'], 'YDYH2023'], ['code', ['R2', 'G1', 'B1'], 'GB50137-2011'], ['code', ['0701', '05H1'], 'SD3'], ['code', ['070102', '080403'], 'YDYH2023'], ['code', ['0701', '1401'], null],
  ])('codes of %s %j are %s', (field, codes, version) => { expect(proposeClassification(field, codes).version).toBe(version); });
  it('a code that means two things is asked about', () => { expect(proposeClassification('code', ['0701', '0702', '05']).findings).toMatchObject([{ code: 'classification_unsure', count: 2 }]); });

  const plot = (properties: Record<string, unknown>, id?: string) => ({ type: 'Feature', id, properties, geometry: { type: 'Polygon', coordinates: [[[113.6, 34.7], [113.601, 34.7], [113.601, 34.701], [113.6, 34.7]]] } });
  const plots = (...features: unknown[]) => JSON.stringify({ type: 'FeatureCollection', features });
  it('codes of the survey keep their classification, a person’s word over it', async () => {
    const content = plots(plot({ DLBM: '0702', DLMC: '农村宅基地', BSM: '17' }));
    expect((await read('dltb.geojson', content, { kind: 'land_use' })).features[0]).toMatchObject({ sourceId: '17', attrs: { code: '0702', classification_version: 'SD3' } });
    expect((await read('dltb.geojson', content, { kind: 'land_use', classification: 'YDYH2023' })).features[0]).toMatchObject({ attrs: { classification_version: 'YDYH2023' } });
  });
  it('a mapping sends fields elsewhere, and leaves them on purpose without a word', async () => {
    const { features, report } = await read('a.geojson', plots(plot({ DLBM: '01', mine: '0701', rest: 'x', other: 1 })), { kind: 'land_use', mapping: { DLBM: '', mine: 'code', rest: '' } });
    expect(features[0]!.attrs).toEqual({ code: '0701' });
    expect(report.notices).toMatchObject([{ code: 'attribute_unknown', examples: ['other'] }]);
  });
  it('a repeated row with its id is left out; equal rows and equal ids are told of', async () => {
    const { features, report } = await read('a.geojson', plots(plot({ code: '1' }, 'a'), plot({ code: '1' }, 'a'), plot({ code: '1' }, 'b'), plot({ code: '2' }, 'a')), { kind: 'land_use' });
    expect(features.map(({ sourceId }) => sourceId)).toEqual(['a', 'b', 'a']);
    expect(report.leftOut).toMatchObject([{ code: 'duplicate_row', count: 1, examples: ['feature 2 (line 1) = feature 1 (line 1)'] }]);
    expect(report.notices.map(({ code }) => code).sort()).toEqual(['duplicate_id', 'duplicate_kept']);
  });
  it('what was remembered, and what is stated, over what is proposed', async () => {
    const remembered = { kind: 'land_use', mapping: { lx: 'code' }, crs: 'EPSG:4490', encoding: null };
    const [layer] = await look('a.geojson', plots(plot({ lx: '0701', mc: 'x' })), { remembered: async ({ fields }) => (fields.includes('lx') ? remembered : null), mapping: { mc: '' } });
    expect(layer).toMatchObject({ kind: 'land_use', isRemembered: true, mapping: { lx: 'code', mc: '' } });
  });
});

describe('layers and formats', () => {
  const park = '{"type":"Feature","properties":{"name":"a"},"geometry":{"type":"Point","coordinates":[113.6,34.7]}}';
  const collection = `{"type":"FeatureCollection","features":[${park}]}`;
  it('an archive of several files: each is a layer; which one must be said', async () => {
    const archive = zipSync({ '数据/公园.geojson': strToU8(collection), '数据/公厕.csv': strToU8('名称,经度,纬度\na,113.6,34.7\n'), '数据/说明.txt': strToU8('…'), '__MACOSX/._x': strToU8('') });
    expect((await look('a.zip', archive)).map(({ name, featureCount }) => [name, featureCount])).toEqual([['公园', 1], ['公厕', 1]]);
    await expect(read('a.zip', archive, { kind: 'bus_stop' })).rejects.toMatchObject({ code: 'layer_mismatch', message: expect.stringContaining('公园, 公厕') });
    await expect(read('a.zip', archive, { kind: 'bus_stop', layer: '学校' })).rejects.toMatchObject({ code: 'layer_mismatch', message: expect.stringContaining('学校') });
    expect((await read('a.zip', archive, { kind: 'bus_stop', layer: '公厕', crs: 'EPSG:4326' })).features.length).toBe(1);
  });
  it('features one a line', async () => {
    expect(await look('a.geojson', `${park}\n${park}\n`)).toMatchObject([{ name: 'a', featureCount: 2 }]);
    expect((await read('a.ndjson', `\u001e${park}\n\u001e{"type":"Feature","geometry":null}\n`, { kind: 'bus_stop' })).report.leftOut).toMatchObject([{ code: 'no_geometry', examples: ['line 2'] }]);
  });
  it('TopoJSON: every object is a layer', async () => {
    const topology = JSON.stringify({ type: 'Topology', objects: { a: { type: 'LineString', arcs: [0], properties: { name: 'x' } }, b: { type: 'GeometryCollection', geometries: [{ type: 'Point', coordinates: [1, 2] }, { type: 'Point', coordinates: [3, 4] }] } }, arcs: [[[113, 34], [114, 35]]] });
    expect((await look('a.json', topology)).map(({ name, featureCount, geometry }) => [name, featureCount, geometry])).toEqual([['a', 1, ['line']], ['b', 2, ['point']]]);
    expect((await read('a.topojson', topology, { kind: 'road', layer: 'a' })).features).toMatchObject([{ name: 'x', geometry: { type: 'LineString', coordinates: [[113, 34], [114, 35]] } }]);
  });
  it('GeoPackage of two layers, FlatGeobuf and DXF made here are read back as they stand', async () => {
    const source = join(folder, 'in.geojsonl');
    const ring = [[465000.125, 3846000], [465100, 3846000], [465100, 3846100], [465000.125, 3846000]];
    writeFileSync(source, `{"type":"Feature","properties":{"name":"中原"},"geometry":{"type":"LineString","coordinates":${JSON.stringify(ring)}}}\n`);
    const out = (name: string) => join(folder, name);
    for (const [format, name, layers] of [['GPKG', 'a.gpkg', ['绿地', 'b']], ['FlatGeobuf', 'a.fgb', ['a']], ['DXF', 'a.dxf', ['a']]] as const) {
      await runGdal({ kind: 'write', inputs: layers.map((layer) => ({ path: source, layer })), format, path: out(name), ...(format === 'DXF' ? {} : { crs: 'EPSG:4547' }) }, { session: gdal });
    }
    const open = async (name: string, options: Partial<ReadOptions>) => {
      const reading = await openSource([{ path: out(name), fileName: name }], { kind: 'road', crs: null, signal: AbortSignal.timeout(60_000), onProgress: () => undefined, onReport: () => undefined, ...options });
      const features: SourceFeature[] = [];
      for await (const feature of geoJsonRows(reading)) features.push(feature);
      await reading.close?.();
      return { crs: reading.crs, geometry: features[0]!.geometry };
    };
    await expect(open('a.gpkg', {})).rejects.toMatchObject({ code: 'layer_mismatch', message: expect.stringContaining('绿地, b') });
    expect(await open('a.gpkg', { layer: '绿地' })).toEqual({ crs: 'EPSG:4547', geometry: { type: 'LineString', coordinates: ring } });
    expect(await open('a.fgb', {})).toEqual({ crs: 'EPSG:4547', geometry: { type: 'LineString', coordinates: ring } });
    await expect(open('a.dxf', {})).rejects.toMatchObject({ code: 'crs_unknown' });
    // A closed line is an area to a kind of areas.
    expect(await open('a.dxf', { kind: 'green_space', crs: 'EPSG:4547' })).toMatchObject({ geometry: { type: 'Polygon' } });
  });
  it('a file geodatabase in an archive', async () => {
    const source = join(folder, 'gdb.geojsonl');
    writeFileSync(source, '{"type":"Feature","properties":{"XZQMC":"中原区","XZQDM":"410102"},"geometry":{"type":"Polygon","coordinates":[[[465000,3846000],[465100,3846000],[465100,3846100],[465000,3846000]]]}}\n');
    const made = await runGdal({ kind: 'write', inputs: [{ path: source, layer: 'XZQ' }, { path: source, layer: 'DLTB' }], format: 'OpenFileGDB', path: join(folder, '成果.gdb'), crs: 'EPSG:4547' }, { session: gdal });
    const archive = zipSync(Object.fromEntries(made.files.map((path) => [`交付/成果.gdb/${path.split('/').pop()}`, new Uint8Array(readFileSync(path))])));
    const layers = await look('成果.zip', archive);
    expect(layers.map(({ name, kind, featureCount, crs }) => [name, kind, featureCount, crs.candidates[0]!.crs])).toEqual([['XZQ', 'admin_division', 1, 'EPSG:4547'], ['DLTB', 'land_use', 1, 'EPSG:4547']]);
    expect(layers[0]!.mapping).toMatchObject({ XZQMC: '#name', XZQDM: 'code' });
  });
});
