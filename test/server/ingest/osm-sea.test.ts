/** Coastlines of OpenStreetMap into sea: drawn cases with answers worked out by hand, read from XML and PBF, and Monaco. */
import type { Polygon } from 'geojson';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { SourceFeature } from '../../../server/ingest/driver.ts';
import { osmPbfDriver, readOsmPbf } from '../../../server/ingest/drivers/osm-pbf.ts';
import { osmXmlDriver } from '../../../server/ingest/drivers/osm-xml.ts';
import type { OsmWay } from '../../../server/ingest/osm/elements.ts';
import { areaOf, draw, isIn, lat, lon, SOUTH, turned, UNIT, WEST, type At, type Drawing } from '../../support/coast-drawing.ts';
import { temporaryFolder } from '../../support/import-files.ts';
import { encodePbf, encodeXml } from '../../support/osm-files.ts';
import { geoJsonRows } from '../../support/geojson-rows.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

interface Told { readonly seas: SourceFeature[]; readonly leftOut: string[]; readonly notices: string[] }

async function read(path: string, kind: string | null = null): Promise<Told & { all: SourceFeature[] }> {
  const told = { leftOut: [] as string[], notices: [] as string[], mended: [] as string[] };
  const driver = path.endsWith('.pbf') ? osmPbfDriver : osmXmlDriver;
  const reading = await driver.open(path, { kind, crs: null, signal: new AbortController().signal, onProgress: () => undefined, onReport: (list, code, place) => told[list].push(`${code} ${place}`) });
  const all: SourceFeature[] = [];
  for await (const feature of geoJsonRows(reading)) all.push(feature);
  return { ...told, all, seas: all.filter((feature) => feature.attrs['type'] === 'sea') };
}

async function seaIn(drawing: Drawing): Promise<Told> {
  const content = draw(drawing);
  const told = await read(folder.write('sea.osm', encodeXml(content)));
  const packed = await read(folder.write('sea.osm.pbf', encodePbf(content)));
  expect(packed.leftOut).toEqual(told.leftOut);
  expect(packed.notices).toEqual(told.notices);
  // Both give the same rings; PBF keeps positions as multiples of 100 nanodegrees.
  const ringsOf = ({ seas }: Told) => seas.map((sea) => (sea.geometry as Polygon).coordinates.map((ring) => ring.map((position) => position.map((value) => value.toFixed(8)))));
  expect(ringsOf(packed)).toEqual(ringsOf(told));
  return told;
}

const wet = (told: Told, x: number, y: number): boolean => told.seas.some((sea) => isIn(sea, WEST + x * UNIT, SOUTH + y * UNIT));

/** Going north with the water on the right: sea in the east. */
const northward: readonly At[] = [[4, -3], [4, 5], [4, 13]];
const at = (x: number): At[] => [[x, -3], [x, 5], [x, 13]];
/** The sea in the east comes in between 3 and 7. */
const bay: Drawing['coast'] = { 3: [[4, 7], [8, 7], [8, 12]], 1: [[8, -2], [8, 3], [4, 3]], 2: [[4, 3], [4, 7]] };
/** Anticlockwise: land inside. */
const block = (x: number, y: number, size: number): At[] => [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]];

describe('coastlines into sea', () => {
  it('a straight coast running beyond the bounds is cut off there; the water is on its right', async () => {
    const told = await seaIn({ coast: { 1: northward }, houses: [[2, 5]] });
    expect(told).toMatchObject({ leftOut: [], notices: [] });
    expect(told.seas).toMatchObject([{ kind: 'water_body', sourceId: 'coastline/1', name: null, attrs: { type: 'sea' }, place: 'way/1' }]);
    expect(areaOf(told.seas[0]!)).toBeCloseTo(60, 6);
    const ring = (told.seas[0]!.geometry as Polygon).coordinates[0]!;
    expect([Math.min(...ring.map(([x]) => x!)), Math.max(...ring.map(([x]) => x!)), Math.min(...ring.map(([, y]) => y!)), Math.max(...ring.map(([, y]) => y!))]).toEqual([lon(4), lon(10), lat(0), lat(10)]);
    expect([wet(told, 7, 5), wet(told, 2, 5)]).toEqual([true, false]);
  });

  it('the ways of a bay, in any order, are one coast', async () => {
    const told = await seaIn({ coast: bay, houses: [[1, 1]] });
    expect(told.leftOut).toEqual([]);
    expect(told.seas).toHaveLength(1);
    expect(areaOf(told.seas[0]!)).toBeCloseTo(20 + 16, 6);
    expect([wet(told, 5, 5), wet(told, 9, 1), wet(told, 5, 2), wet(told, 5, 8)]).toEqual([true, true, false, false]);
  });

  it('two shores of a strait are one sea, two shores of a spit are two', async () => {
    const strait = await seaIn({ coast: { 1: at(2), 2: turned(at(8)) } });
    expect(strait.seas.map(areaOf)).toEqual([expect.closeTo(60, 6)]);
    expect([wet(strait, 1, 5), wet(strait, 5, 5), wet(strait, 9, 5)]).toEqual([false, true, false]);
    const spit = await seaIn({ coast: { 1: turned(at(3)), 2: at(6) } });
    expect(spit.seas.map(areaOf).sort()).toEqual([expect.closeTo(30, 6), expect.closeTo(40, 6)]);
    expect([wet(spit, 1, 5), wet(spit, 5, 5), wet(spit, 9, 5)]).toEqual([true, false, true]);
    expect([...strait.leftOut, ...spit.leftOut]).toEqual([]);
  });

  it('islands are holes, whole or cut by the bounds; a lake on an island is water again', async () => {
    const told = await seaIn({ coast: { 1: at(4), 2: block(6, 2, 2), 3: turned(block(6.5, 2.5, 1)), 4: block(8, 8, 4) } });
    expect(told.leftOut).toEqual([]);
    expect(told.seas.map(areaOf).sort()).toEqual([expect.closeTo(1, 6), expect.closeTo(60 - 4 - 4, 6)]);
    expect([wet(told, 5, 5), wet(told, 6.2, 2.2), wet(told, 7, 3), wet(told, 9, 9)]).toEqual([true, false, true, false]);
  });

  it('islands alone make the whole bounds a sea; no coast makes none', async () => {
    const told = await seaIn({ coast: { 1: block(2, 2, 3), 2: block(7, 7, 1) }, houses: [[3, 3], [4, 4]] });
    expect(told.seas.map(areaOf)).toEqual([expect.closeTo(100 - 9 - 1, 6)]);
    expect(await seaIn({ coast: {}, houses: [[3, 3]] })).toMatchObject({ seas: [], leftOut: [], notices: [] });
  });

  it('a clockwise ring on land is enclosed water', async () => {
    const told = await seaIn({ coast: { 1: turned(block(2, 2, 3)), 2: block(3, 3, 1) }, houses: [[8, 8], [3.5, 3.5]] });
    expect(told).toMatchObject({ leftOut: [] });
    expect(told.seas.map(areaOf)).toEqual([expect.closeTo(9 - 1, 6)]);
  });

  it('an extract cut along a polygon: the sea ends where the coast ends, and says so', async () => {
    const told = await seaIn({ coast: { 1: [[4, 0.5], [4, 5]], 2: [[4, 5], [4, 9]] }, houses: [[2, 5]] });
    expect(told).toMatchObject({ leftOut: [], notices: ['osm_coast_ends way/1', 'osm_coast_ends way/2'] });
    expect(told.seas.map(areaOf)).toEqual([expect.closeTo(6 * 8.5, 6)]);
  });

  it('an extract without the nodes beyond its border: the same', async () => {
    const told = await seaIn({ coast: { 1: [[4, -3], [4, 1], [4, 9], [4, 13]] }, lacks: ([, y]) => y < 0 || y > 10 });
    expect(told).toMatchObject({ leftOut: [], notices: ['osm_coast_ends way/1'] });
    expect(told.seas.map(areaOf)).toEqual([expect.closeTo(6 * 8, 6)]);
  });

  it('a file that states no bounds: as far as single nodes and buildings lie, which do not run on', async () => {
    const told = await seaIn({ coast: bay, houses: [[1, 1], [7.5, 9]], bounds: null });
    expect(told.seas.map(areaOf)).toEqual([expect.closeTo((7.6 - 4) * 4, 6)]);
    const coastOnly = await seaIn({ coast: { 1: block(2, 2, 4), 2: block(7, 7, 1) }, bounds: null });
    expect(coastOnly.seas.map(areaOf)).toEqual([expect.closeTo(6 * 6 - 16 - 1, 6)]);
  });

  it('asked for another layer it makes no sea; the sea can be asked for alone', async () => {
    const path = folder.write('one.osm', encodeXml(draw({ coast: { 1: northward }, houses: [[2, 5]] })));
    expect(await read(path, 'building')).toMatchObject({ seas: [], leftOut: ['osm_no_rule way/1'] });
    expect((await read(path, 'water_body')).all.map(({ attrs }) => attrs)).toEqual([{ type: 'sea' }]);
  });

  it('the bounds of a head are read in both forms; several: the largest', async () => {
    const xml = encodeXml(draw({ coast: { 1: northward }, bounds: null }));
    for (const head of [`<bound box="${lat(0)},${lon(0)},${lat(10)},${lon(10)}" origin="x"/>`, `<bounds minlat="${lat(0)}" minlon="${lon(0)}" maxlat="${lat(10)}" maxlon="${lon(10)}"/><bounds minlat="${lat(2)}" minlon="${lon(2)}" maxlat="${lat(3)}" maxlon="${lon(30)}"/>`]) {
      const told = await read(folder.write('head.osm', xml.replace('<node', `${head}<node`)));
      expect(told.seas.map(areaOf)).toEqual([expect.closeTo(60, 6)]);
    }
    const broken = await read(folder.write('head.osm', xml.replace('<node', '<bounds minlat="x"/><node')));
    expect(broken).toMatchObject({ seas: [], leftOut: ['osm_coast_open way/1'] }); // a line of coast alone has no extent
  });
});

describe('coastlines that do not say where the water is', () => {
  it.each([
    ['an end in the middle of the bounds', { 1: [[4, -3], [4, 5]] }, ['osm_coast_open way/1']],
    ['a way missing in the middle', { 1: [[4, -3], [4, 4]], 2: [[4, 6], [4, 13]] }, ['osm_coast_open way/1', 'osm_coast_open way/2']],
    ['a way turned round in the middle', { 1: [[4, -3], [4, 4]], 2: [[4, 6], [4, 4]], 3: [[4, 6], [4, 13]] }, ['osm_coast_open way/1', 'osm_coast_open way/2', 'osm_coast_open way/3']],
    ['an island that lacks a side', { 1: [[3, 3], [7, 3], [7, 7]] }, ['osm_coast_open way/1']],
    ['a loose end out at sea', { 1: at(4), 2: [[7, 4], [7, 6]] }, ['osm_coast_open way/1, way/2']],
    ['a coast that comes in and ends where the sea would close', { 1: at(4), 2: [[7, -2], [7, 5]] }, ['osm_coast_open way/1, way/2', 'osm_coast_open way/2']],
    ['islands and lakes that contradict each other', { 1: block(2, 2, 2), 2: turned(block(6, 6, 3)) }, ['osm_coast_contradiction way/2, way/1']],
    ['coast outside the bounds only', { 1: at(12), 2: block(-4, -4, 2) }, ['osm_coast_outside way/2, way/1']],
  ] as readonly (readonly [string, Drawing['coast'], string[]])[])('%s: no sea, and its ways are named', async (_what, coast, leftOut) => {
    expect(await seaIn({ coast })).toMatchObject({ seas: [], leftOut, notices: [] });
  });

  it('two coasts side by side that contradict each other: no sea between them, the other side stays', async () => {
    const told = await seaIn({ coast: { 1: at(3), 2: at(6) } });
    expect(told.leftOut).toEqual(['osm_coast_contradiction way/1, way/2']);
    expect([wet(told, 1, 5), wet(told, 4.5, 5), wet(told, 8, 5)]).toEqual([false, false, true]);
  });

  it('a broken coast takes nothing from the sea on the other side of the land', async () => {
    const told = await seaIn({ coast: { 1: [[3, 12], [3, 5]], 2: at(6) } });
    expect(told.leftOut).toEqual(['osm_coast_open way/1']);
    expect(told.seas.map(areaOf)).toEqual([expect.closeTo(40, 6)]);
  });

  it('an islet drawn the wrong way round is kept out of the sea and named; an island on land is named', async () => {
    const islet = await seaIn({ coast: { 1: at(4), 2: turned(block(6, 6, 1)) } });
    expect(islet.leftOut).toEqual(['osm_coast_contradiction way/2']);
    expect(islet.seas.map(areaOf)).toEqual([expect.closeTo(59, 6)]);
    const island = await seaIn({ coast: { 1: at(4), 2: block(1, 6, 1) } });
    expect(island.leftOut).toEqual(['osm_coast_island way/2']);
    expect(island.seas.map(areaOf)).toEqual([expect.closeTo(60, 6)]);
  });

  it('a coast the wrong way round, or a river island tagged as coast, would flood the town: refused; a boathouse is no town', async () => {
    const town: At[] = Array.from({ length: 150 }, (_, i) => [0.5 + (i % 15) * 0.2, 1 + Math.floor(i / 15) * 0.4]);
    expect(await seaIn({ coast: { 1: turned(at(4)) }, houses: town })).toMatchObject({ seas: [], leftOut: ['osm_coast_on_land way/1'] });
    expect(await seaIn({ coast: { 1: block(6, 6, 2) }, houses: town })).toMatchObject({ seas: [], leftOut: ['osm_coast_on_land way/1'] });
    expect((await seaIn({ coast: { 1: at(4) }, houses: [...town, [4.1, 5]] })).seas.map(areaOf)).toEqual([expect.closeTo(60, 6)]);
  });
});

const monaco = join(import.meta.dirname, '../../../../shared/data/osm-monaco/monaco-latest.osm.pbf');

describe.skipIf(!existsSync(monaco))('Monaco (needs ../shared/data/osm-monaco)', () => {
  it('has its harbours and the sea to the south-east, and nothing that stands on land lies in them', async () => {
    const told = await read(monaco);
    expect(told.leftOut.filter((text) => text.includes('coast'))).toEqual([]);
    // Cut along the border of the country: both ends of the coast lie inside the box of the head.
    expect(told.notices.filter((text) => text.includes('coast'))).toEqual(['osm_coast_ends way/772081595', 'osm_coast_ends way/169298076']);
    expect(told.seas).toHaveLength(1);
    const [sea] = told.seas as [SourceFeature];
    const inSea = (x: number, y: number): boolean => isIn(sea, x, y);
    const [portHercule, fontvieille, open, casino, palace, larvotto] = [[7.4245, 43.7345], [7.4216, 43.7291], [7.44, 43.735], [7.4281, 43.7391], [7.4203, 43.7314], [7.4335, 43.7467]] as const;
    expect([portHercule, fontvieille, open].map(([x, y]) => inSea(x, y))).toEqual([true, true, true]);
    expect([casino, palace, larvotto].map(([x, y]) => inSea(x, y))).toEqual([false, false, false]);
    const store = await readOsmPbf(monaco, new AbortController().signal, () => undefined);
    const places = (way: OsmWay): [number, number][] => way.refs.map((ref) => store.position(ref)).filter((place) => place !== null);
    const middle = (way: OsmWay): [number, number] => { const ring = places(way); return [0, 1].map((axis) => ring.reduce((sum, place) => sum + place[axis]!, 0) / ring.length) as [number, number]; };
    // The one coast that is a ring: an island off the Larvotto.
    expect((sea.geometry as Polygon).coordinates).toHaveLength(2);
    expect(inSea(...middle(store.ways.find((way) => way.id === 224205566)!))).toBe(false);
    const piers = store.ways.filter((way) => way.tags?.['man_made'] === 'pier').map((way): SourceFeature => ({ geometry: { type: 'Polygon', coordinates: [places(way)] } }) as unknown as SourceFeature);
    const onPier = (x: number, y: number): boolean => piers.some((pier) => isIn(pier, x, y));
    const buildings = store.ways.filter((way) => way.tags?.['building'] !== undefined);
    expect(buildings.length).toBeGreaterThan(1100);
    expect(buildings.filter((way) => inSea(...middle(way)) && !onPier(...middle(way))).map((way) => way.id)).toEqual([]);
    // One stands on a pier.
    expect(buildings.filter((way) => inSea(...middle(way))).map((way) => way.id)).toEqual([128840988]);
    const streets = store.ways.filter((way) => /^(?:motorway|trunk|primary|secondary|tertiary|residential|unclassified|living_street|pedestrian|service)(?:_link)?$/.test(way.tags?.['highway'] ?? '') && !way.tags!['tunnel'] && !way.tags!['bridge']);
    const corners = streets.flatMap((way) => places(way).map((place) => ({ way, place })));
    expect(corners.length).toBeGreaterThan(3000);
    // Off the piers only a slipway leads into the water.
    expect(corners.filter(({ place: [x, y] }) => inSea(x, y) && !onPier(x, y)).map(({ way }) => way.id)).toEqual([450454878]);
  });
});
