import { readdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { collection, freshCity, importInto, square, stored, temporaryFolder } from '../../support/import-files.ts';
import { encodePbf } from '../../support/osm-files.ts';

const folder = temporaryFolder();
let db: TestDatabase;
beforeAll(async () => { db = await createTestDatabase(); });
afterAll(async () => { await db.close(); folder.remove(); });

/** Imports a file that must be refused; gives the problem after checking that nothing was stored. */
async function refused(name: string, content: string | Uint8Array, kind: string | null = 'green_space'): Promise<{ code: string; place: string; message: string }> {
  const city = await freshCity(db);
  const path = folder.write(name, content);
  const outcome = await importInto(db, folder.path, city, path, { kind }).then(() => null, (error: unknown) => error as { code: string; place: string; message: string });
  expect(outcome, 'the file was taken').not.toBeNull();
  expect(await stored(db, city)).toEqual({ editions: 0, features: 0, srid: null });
  return outcome!;
}

const park = { class: 'G14' };
const bowTie = { type: 'Polygon', coordinates: [[[113.6, 34.7], [113.601, 34.701], [113.601, 34.7], [113.6, 34.701], [113.6, 34.7]]] };

describe('files that must be refused, with the place that is wrong', () => {
  it.each([
    ['an empty file', 'a.geojson', '', 'file_unreadable', 'byte 0'],
    ['a broken bracket', 'b.geojson', '{"type":"FeatureCollection",\n"features":[\n{"type":"Feature",\n "geometry": {"type":"Point","coordinates":[1,,2]}}]}', 'file_unreadable', 'line 4, column 47'],
    ['a comma too many', 'c.geojson', '{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null},]}', 'file_unreadable', 'line 1, column 76'],
    ['broken text after the list', 'd.geojson', '{"type":"FeatureCollection","features":[\n{"type":"Feature","geometry":null}\n],\n"name": nul}', 'file_unreadable', 'line 4, column 9'],
    ['broken text before the list', 'e.geojson', '{"type":"FeatureCollection",\n name:1,"features":[]}', 'file_unreadable', 'line 2, column 2'],
    ['a file cut off', 'f.geojson', '{"type":"FeatureCollection","features":[{"type":"Fea', 'file_truncated', 'byte 52, line 1, column 53'],
    ['features one a line, the second broken', 'g.geojson', '{"type":"Feature"}\n{"type":"Feature",}', 'file_unreadable', 'line 2'],
    ['no list of features', 'h.geojson', '{"type":"FeatureCollection"}', 'file_unreadable', 'features'],
    ['an empty collection', 'i.geojson', '{"type":"FeatureCollection","features":[]}', 'nothing_usable', 'features'],
    ['TopoJSON without arcs', 'j.json', '{"type":"Topology","objects":{}}', 'file_unreadable', 'type'],
    ['an unknown type', 'k.json', '{"type":"Parcel"}', 'file_unreadable', 'type'],
    ['a list', 'l.geojson', '[1,2]', 'file_unreadable', 'line 1, column 1'],
    ['a CRS nobody knows', 'm.geojson', collection([{ geometry: square(113.6, 34.7), properties: park }], { crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::2326' } } }), 'crs_unknown', 'urn:ogc:def:crs:EPSG::2326'],
    ['a CRS without a name', 'n.geojson', collection([{ geometry: square(113.6, 34.7), properties: park }], { crs: { type: 'link' } }), 'crs_unknown', 'crs'],
    ['words', 'o.txt', 'hello, this is not a map', 'format_unknown', 'byte 0'],
  ])('%s', async (_what, name, content, code, place) => {
    expect(await refused(name, content)).toMatchObject({ code, place });
  });

  it('coordinates in metres without a CRS, with the CRS they look like', async () => {
    const problem = await refused('metres.geojson', collection([
      { geometry: square(113.6, 34.7), properties: park },
      { geometry: { type: 'Polygon', coordinates: [[[465661, 3846545], [465761, 3846545], [465761, 3846645], [465661, 3846545]]] }, properties: park },
    ]));
    expect(problem).toMatchObject({ code: 'crs_unknown', place: 'feature 2 (line 1)' });
    expect(problem.message).toContain('EPSG:4547');
  });

  it('a latitude beyond the pole', async () => {
    expect(await refused('pole.geojson', collection([{ geometry: { type: 'Point', coordinates: [34.7, 113.6] } }]), 'bus_stop')).toMatchObject({ code: 'crs_unknown', place: 'feature 1 (line 1)' });
  });

  it('the wrong kind of geometry', async () => {
    expect(await refused('points.geojson', collection([{ geometry: { type: 'Point', coordinates: [113.6, 34.7] }, properties: park }]))).toMatchObject({ code: 'nothing_usable', place: 'feature 1 (line 1): point' });
  });

  it('a polygon that bites itself: no repair keeps what was meant', async () => {
    const problem = await refused('bow-tie.geojson', collection([{ geometry: bowTie, properties: park }]));
    expect(problem.code).toBe('nothing_usable');
    expect(problem.place).toMatch(/^feature 1 \(line 1\): its boundary crosses itself/);
  });

  it.each([
    ['a text for a number', [[['x', 1], [2, 2], [3, 1], ['x', 1]]]], ['null', null], ['a flat list', [1, 2, 3]], ['an object', {}], ['rings that are no lists', [5]],
    ['null positions', [[null, null, null, null]]],
  ])('coordinates that are %s', async (_what, coordinates) => {
    expect((await refused('coordinates.geojson', collection([{ geometry: { type: 'Polygon', coordinates }, properties: park }]))).code).toBe('nothing_usable');
  });

  it('a number that JSON reads as infinite', async () => {
    const text = collection([{ geometry: { type: 'Point', coordinates: [113.6, 34.7] } }]).replace('34.7', '1e400');
    expect(await refused('infinite.geojson', text, 'bus_stop')).toMatchObject({ code: 'nothing_usable', place: expect.stringContaining('Infinity') });
  });

  it('a required attribute that is missing or not in the list', async () => {
    expect((await refused('no-class.geojson', collection([{ geometry: square(113.6, 34.7) }]))).message).toContain('attribute_missing (1): feature 1 (line 1): class');
    expect((await refused('class.geojson', collection([{ geometry: square(113.6, 34.7), properties: { class: 'G99' } }]))).message).toContain('attribute_invalid (1): feature 1 (line 1): class=G99');
  });

  it('GeoJSON without a layer kind', async () => {
    expect(await refused('kind.geojson', collection([{ geometry: square(113.6, 34.7), properties: park }]), null)).toMatchObject({ code: 'layer_mismatch', place: 'kind' });
  });

  it('100 MB of nothing: zeros by the first byte, white space at the end', async () => {
    const size = 100 * 1024 * 1024;
    expect(await refused('zeros.geojson', Buffer.alloc(size))).toMatchObject({ code: 'file_unreadable', place: 'line 1, column 1' });
    expect(await refused('zeros.osm', Buffer.alloc(size), null)).toMatchObject({ code: 'file_unreadable', place: 'line 1' });
    expect(await refused('zeros.osm.pbf', Buffer.alloc(size), null)).toMatchObject({ code: 'file_unreadable', place: 'byte 0' });
    expect(await refused('zeros.shp', Buffer.alloc(size), null)).toMatchObject({ code: 'file_unreadable', place: 'byte 0' });
    expect(await refused('spaces.geojson', Buffer.alloc(size, 32))).toMatchObject({ code: 'file_unreadable', place: 'byte 0' });
  });

  it('brackets without end', async () => {
    const deep = await refused('deep.geojson', `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":${'['.repeat(200_000)}${']'.repeat(200_000)}}}]}`);
    expect(deep.code).toBe('nothing_usable');
  });
});

const osmHead = '<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6">\n';
const bus = '<node id="1" lat="34.7" lon="113.6"><tag k="highway" v="bus_stop"/></node>\n';

describe('OSM files that must be refused', () => {
  it.each([
    ['cut off after an element', `${osmHead}${bus}`, 'file_truncated', /^byte \d+, line 4$/],
    ['cut off inside a tag', `${osmHead}${bus}<node id="2" la`, 'file_truncated', /^byte \d+, line 4$/],
    ['another document', '<?xml version="1.0"?>\n<svg></svg>', 'file_unreadable', /^line 2$/],
    ['a tag that is none', `${osmHead}<node id="2" lat=1></osm>`, 'file_unreadable', /^line 3$/],
    ['a number that is none', `${osmHead}<node id="2" lat="north" lon="1"/></osm>`, 'file_unreadable', /^line 3$/],
    ['a missing attribute', `${osmHead}<node lat="1" lon="1"/></osm>`, 'file_unreadable', /^line 3$/],
    ['entities of its own', `<?xml version="1.0"?>\n<!DOCTYPE osm [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n<osm></osm>`, 'file_unreadable', /^line 2$/],
    ['an unknown entity', `${osmHead}<node id="2" lat="1" lon="1"><tag k="name" v="&evil;"/></node></osm>`, 'file_unreadable', /^line 3$/],
    ['nothing in it', `${osmHead}</osm>`, 'nothing_usable', /whole file/],
    ['nodes beyond the pole', `${osmHead}<node id="1" lat="134.7" lon="113.6"><tag k="highway" v="bus_stop"/></node></osm>`, 'crs_unknown', /^node\/1$/],
  ])('XML %s', async (_what, content, code, place) => {
    const problem = await refused('file.osm', content, null);
    expect(problem.code).toBe(code);
    expect(problem.place).toMatch(place);
  });

  it('gzip cut in half', async () => {
    const whole = gzipSync(`${osmHead}${Array.from({ length: 2000 }, (_, i) => `<node id="${i}" lat="34.${i}" lon="113.6"/>\n`).join('')}</osm>`);
    const half = whole.subarray(0, whole.length >> 1);
    expect(await refused('half.osm.gz', half, null)).toMatchObject({ code: 'file_truncated', place: `byte ${half.length}` });
  });

  it('gzip of another thing, and a gzip bomb', async () => {
    expect((await refused('junk.osm.gz', Buffer.concat([gzipSync('<osm>').subarray(0, 12), Buffer.alloc(400, 7)]), null)).code).toBe('file_unreadable');
    expect((await refused('bomb.osm.gz', gzipSync(`<osm>${' '.repeat(40_000_000)}</osm>`), null)).code).toBe('file_too_large');
  });

  it('PBF cut anywhere: a clear problem, never a crash', async () => {
    const whole = encodePbf({ nodes: [{ id: 1, lon: 113.6, lat: 34.7, tags: { highway: 'bus_stop' } }], ways: [], relations: [] });
    for (let length = 1; length < whole.length; length += 1) {
      const problem = await refused('cut.osm.pbf', whole.subarray(0, length), null);
      expect(['file_truncated', 'nothing_usable'], `cut at byte ${length}`).toContain(problem.code);
      if (problem.code === 'file_truncated') expect(problem.place).toBe(`byte ${length}`);
    }
  });

  it('PBF with any byte changed: taken or refused, never a crash', async () => {
    const whole = encodePbf({ nodes: [{ id: 1, lon: 113.6, lat: 34.7, tags: { highway: 'bus_stop' } }], ways: [{ id: 2, refs: [1, 1], tags: { highway: 'path' } }], relations: [] });
    const path = join(folder.path, 'changed.osm.pbf');
    const city = await freshCity(db);
    for (let at = 0; at < whole.length; at += 1) {
      const changed = Buffer.from(whole);
      changed[at] = changed[at]! ^ 0x55;
      writeFileSync(path, changed);
      const problem = await importInto(db, folder.path, city, path).then(() => null, (error: unknown) => error as { name: string; code?: string; place?: string });
      if (problem) expect(problem.code, `byte ${at}: ${String(problem)}`).toMatch(/^(?:file_unreadable|file_truncated|format_unknown|nothing_usable|crs_unknown|layer_mismatch)$/);
    }
  });
});

const linted = join(import.meta.dirname, '../../../../shared/data/geojson-invalid/geojsonhint');

describe.skipIf(!existsSync(linted))('files a linter refuses (needs ../shared/data/geojson-invalid)', () => {
  it('are taken or refused with a problem, never with another error', async () => {
    const seen = new Map<string, number>();
    for (const name of readdirSync(linted, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.geojson'))) {
      const city = await freshCity(db);
      const path = folder.write('linted.geojson', readFileSync(join(linted, name)));
      const problem = await importInto(db, folder.path, city, path, { kind: 'school' }).then(() => null, (error: unknown) => error as { code?: string });
      if (problem) expect(problem.code, `${name}: ${String(problem)}`).toMatch(/^(?:file_unreadable|file_truncated|format_unknown|nothing_usable|crs_unknown|layer_mismatch)$/);
      seen.set(problem?.code ?? 'taken', (seen.get(problem?.code ?? 'taken') ?? 0) + 1);
    }
    expect(seen.get('taken')).toBeGreaterThan(5);
    expect(seen.get('file_unreadable')).toBeGreaterThan(5);
  });
});
