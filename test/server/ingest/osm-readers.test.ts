import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { SourceFeature } from '../../../server/ingest/driver.ts';
import { osmPbfDriver } from '../../../server/ingest/drivers/osm-pbf.ts';
import { osmXmlDriver } from '../../../server/ingest/drivers/osm-xml.ts';
import { joinRings } from '../../../server/ingest/osm/rings.ts';
import { ProtobufReader } from '../../../server/ingest/osm/protobuf.ts';
import { XmlTokenizer, type XmlTag } from '../../../server/ingest/osm/xml-tokens.ts';
import { encodePbf, encodeXml, type OsmContent } from '../../support/osm-files.ts';
import { temporaryFolder } from '../../support/import-files.ts';
import { geoJsonRows } from '../../support/geojson-rows.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

async function read(path: string): Promise<{ features: SourceFeature[]; leftOut: string[] }> {
  const leftOut: string[] = [];
  const driver = path.endsWith('.pbf') ? osmPbfDriver : osmXmlDriver;
  const reading = await driver.open(path, {
    kind: null, crs: null, signal: new AbortController().signal, onProgress: () => undefined,
    onReport: (list, code, place) => { if (list === 'leftOut') leftOut.push(`${code} ${place}`); },
  });
  const features: SourceFeature[] = [];
  for await (const feature of geoJsonRows(reading)) features.push(feature);
  return { features, leftOut };
}

/** Degrees on the format's grid of 100 nanodegrees. */
const degrees = (from: number, to: number): fc.Arbitrary<number> => fc.integer({ min: from * 1e7, max: to * 1e7 }).map((value) => value / 1e7);
const words = fc.constantFrom('人民路', 'a & b', '<x>', '"quoted"', "it's", 'line\nbreak', '😀', 'é');
const content: fc.Arbitrary<OsmContent> = fc.record({
  nodes: fc.uniqueArray(fc.record({ id: fc.integer({ min: -(2 ** 40), max: 2 ** 40 }), lon: degrees(-180, 180), lat: degrees(-90, 90), name: words }), { selector: (node) => node.id, minLength: 2, maxLength: 30 }),
}).map(({ nodes }) => ({
  nodes: nodes.map(({ name, ...node }) => ({ ...node, tags: { highway: 'bus_stop', name } })),
  ways: [{ id: 2 ** 35 + 7, refs: nodes.map((node) => node.id), tags: { highway: 'primary', name: nodes[0]!.name } }],
  relations: [],
}));

describe('OSM readers', () => {
  it('XML and PBF, dense or plain, packed or raw, give the same features', async () => {
    await fc.assert(fc.asyncProperty(content, async (made) => {
      const expected = made.nodes.map((node) => ({ sourceId: `node/${node.id}`, name: node.tags!['name']!.trim(), geometry: { type: 'Point', coordinates: [node.lon, node.lat] } }));
      for (const file of [['a.osm', encodeXml(made)], ['a.osm.pbf', encodePbf(made)], ['b.osm.pbf', encodePbf(made, { dense: false, packed: false })]] as const) {
        const { features } = await read(folder.write(file[0], file[1]));
        const stops = features.filter((feature) => feature.kind === 'bus_stop');
        expect(stops.map(({ sourceId, name }) => ({ sourceId, name }))).toEqual(expected.map(({ sourceId, name }) => ({ sourceId, name })));
        stops.forEach((stop, i) => {
          const [lon, lat] = (stop.geometry as unknown as { coordinates: [number, number] }).coordinates;
          expect(lon).toBeCloseTo(expected[i]!.geometry.coordinates[0]!, 9);
          expect(lat).toBeCloseTo(expected[i]!.geometry.coordinates[1]!, 9);
        });
        const road = features.find((feature) => feature.kind === 'road');
        expect(road?.sourceId).toBe(`way/${2 ** 35 + 7}`);
        expect((road?.geometry as { coordinates: unknown[] }).coordinates).toHaveLength(made.nodes.length);
      }
    }), { seed: 7, numRuns: 40 });
  });

  it('reads varints of every length with their sign', () => {
    fc.assert(fc.property(fc.bigInt({ min: -(2n ** 53n) + 1n, max: 2n ** 53n - 1n }), (value) => {
      const bytes: number[] = [];
      for (let rest = BigInt.asUintN(64, value); ; rest >>= 7n) { if (rest <= 0x7fn) { bytes.push(Number(rest)); break; } bytes.push(Number(rest & 0x7fn) | 0x80); }
      expect(new ProtobufReader(Uint8Array.from(bytes)).varint()).toBe(Number(value));
    }), { seed: 11 });
    fc.assert(fc.property(fc.bigInt({ min: -(2n ** 51n), max: 2n ** 51n }), (value) => {
      const bytes: number[] = [];
      for (let rest = value < 0n ? -2n * value - 1n : 2n * value; ; rest >>= 7n) { if (rest <= 0x7fn) { bytes.push(Number(rest)); break; } bytes.push(Number(rest & 0x7fn) | 0x80); }
      expect(new ProtobufReader(Uint8Array.from(bytes)).signed()).toBe(Number(value));
    }), { seed: 12 });
  });

  it('cuts XML into the same tags wherever the chunks end', () => {
    const document = `<?xml version="1.0"?><!-- <no> --><osm v='1'>\n<node id="1" a="x > y &#20154;&amp;"/><![CDATA[ <no> ]]>\n<tag k='a"b'></tag></osm>`;
    const tagsOf = (chunks: readonly string[]): XmlTag[] => { const tags: XmlTag[] = []; const tokens = new XmlTokenizer((tag) => tags.push(tag)); chunks.forEach((chunk) => tokens.feed(chunk)); expect(tokens.midTag).toBe(false); return tags; };
    const whole = tagsOf([document]);
    expect(whole.map((tag) => `${tag.closes && !tag.opens ? '/' : ''}${tag.name}@${tag.line}`)).toEqual(['osm@1', 'node@2', 'tag@3', '/tag@3', '/osm@3']);
    expect(whole[1]!.attributes).toEqual({ id: '1', a: 'x > y 人&' });
    for (let cut = 1; cut < document.length; cut += 1) expect(tagsOf([document.slice(0, cut), document.slice(cut)])).toEqual(whole);
    expect(tagsOf([...document])).toEqual(whole);
  });
});

describe('areas of relations', () => {
  it('rings come together however the way is cut, turned and shuffled', () => {
    fc.assert(fc.property(fc.integer({ min: 4, max: 40 }), fc.array(fc.integer({ min: 1, max: 38 }), { maxLength: 6 }), fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }), fc.integer(), (size, cuts, turns, order) => {
      const ring = [...Array(size).keys(), 0];
      const at = [...new Set([0, ...cuts.filter((cut) => cut < size), size])].sort((a, b) => a - b);
      const ways = at.slice(1).map((end, i) => ring.slice(at[i], end + 1)).map((way, i) => (turns[i % 8] ? [...way].reverse() : way));
      const shuffled = ways.map((way, i) => ({ way, key: Math.sin(order + i) })).sort((a, b) => a.key - b.key).map(({ way }) => way);
      const { rings, open } = joinRings(shuffled);
      expect(open).toEqual([]);
      expect(rings).toHaveLength(1);
      const edges = (nodes: readonly number[]): string[] => nodes.slice(1).map((node, i) => [Math.min(node, nodes[i]!), Math.max(node, nodes[i]!)].join('-')).sort();
      expect(edges(rings[0]!)).toEqual(edges(ring));
    }), { seed: 3 });
  });

  it('a ring that lacks a way stays open', () => {
    expect(joinRings([[1, 2, 3], [3, 4]]).open).toEqual([[1, 2, 3, 4]]);
  });

  const nodes = ([[0, 0], [0.01, 0], [0.01, 0.01], [0, 0.01], [0.002, 0.002], [0.004, 0.002], [0.004, 0.004], [0.002, 0.004]] as const).map(([x, y], i) => ({ id: i + 1, lon: 113.6 + x, lat: 34.7 + y }));
  const members = [{ type: 'way', id: 1, role: 'outer' }, { type: 'way', id: 2, role: 'outer' }, { type: 'way', id: 3, role: 'inner' }] as const;

  it('an old multipolygon takes the tags of its outer ways, which are then no areas of their own', async () => {
    const tags = { natural: 'water', name: '湖' };
    const { features } = await read(folder.write('old.osm', encodeXml({
      nodes, relations: [{ id: 9, members: [{ type: 'way', id: 1, role: 'outer' }, { type: 'way', id: 3, role: 'inner' }], tags: { type: 'multipolygon' } }],
      ways: [{ id: 1, refs: [1, 2, 3, 4, 1], tags }, { id: 3, refs: [5, 6, 7, 8, 5] }],
    })));
    expect(features.map((feature) => feature.sourceId)).toEqual(['relation/9']);
    expect((features[0]!.geometry as { coordinates: unknown[][] }).coordinates.map((polygon) => polygon.length)).toEqual([2]);
  });

  it('outer ways are joined, holes placed; a member the extract lacks leaves the relation out', async () => {
    const whole: OsmContent = {
      nodes, relations: [{ id: 9, members, tags: { type: 'multipolygon', landuse: 'residential' } }],
      ways: [{ id: 1, refs: [1, 2, 3] }, { id: 2, refs: [1, 4, 3] }, { id: 3, refs: [5, 6, 7, 8, 5] }],
    };
    const { features } = await read(folder.write('new.osm.pbf', encodePbf(whole)));
    expect(features).toHaveLength(1);
    expect(features[0]).toMatchObject({ kind: 'land_use', attrs: { code: '0701' } });
    expect((features[0]!.geometry as { coordinates: unknown[][][] }).coordinates[0]!.map((ring) => ring.length)).toEqual([5, 5]);
    const lacking = await read(folder.write('lacking.osm.pbf', encodePbf({ ...whole, ways: whole.ways.slice(1) })));
    expect(lacking).toEqual({ features: [], leftOut: ['osm_members_missing relation/9'] });
    const broken = await read(folder.write('open.osm.pbf', encodePbf({ ...whole, ways: [{ id: 1, refs: [1, 2] }, ...whole.ways.slice(1)] })));
    expect(broken.leftOut).toEqual(['osm_ring_open relation/9']);
  });
});
