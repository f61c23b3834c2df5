import { createHash } from 'node:crypto';
import type { Position } from 'geojson';
import { beforeAll, describe, expect, it } from 'vitest';
import { metricCrs } from '#planning/geometry/metric-crs.ts';
import { buildCity, type City } from '../../../server/ingest/demo-city/build-city.ts';
import { factsOf, featuresOf, generateCity } from '../../../server/ingest/demo-city/generate-city.ts';
import type { SourceFeature } from '../../../server/ingest/driver.ts';
import { layerRegistry } from '../../../server/ingest/layer-kinds.ts';

const contentHash = (features: Iterable<SourceFeature>): string => {
  const hash = createHash('sha256');
  for (const feature of features) hash.update(JSON.stringify(feature)).update('\n');
  return hash.digest('hex');
};

let city: City;
let features: readonly SourceFeature[];
const ofKind = (kind: string): readonly SourceFeature[] => features.filter((feature) => feature.kind === kind);

/** Rings of an area, lines of a line, one list a point. */
function pointLists({ geometry }: SourceFeature): readonly (readonly Position[])[] {
  switch (geometry.type) {
    case 'Point': return [[geometry.coordinates]];
    case 'LineString': return [geometry.coordinates];
    case 'Polygon': return geometry.coordinates;
    case 'MultiPolygon': return geometry.coordinates.flat();
    default: throw new Error(`unexpected ${geometry.type}`);
  }
}

beforeAll(() => {
  city = buildCity('demo');
  features = [...featuresOf(city)];
});

describe('the fictional demo city', () => {
  it('is the same to the last digit whenever it is made, and another one from another seed', () => {
    expect(contentHash(generateCity('demo'))).toBe(contentHash(features));
    expect(contentHash(generateCity('demo', 77))).not.toBe(contentHash(features));
  });

  it('has the size it says', () => {
    const facts = factsOf(city);
    expect(facts.areaKm2).toBeGreaterThan(28);
    expect(facts.areaKm2).toBeLessThan(33);
    expect(facts.buildings).toBeGreaterThan(17_000);
    expect(facts.buildings).toBeLessThan(23_000);
    expect(facts.people).toBeGreaterThan(330_000);
    expect(facts.people).toBeLessThan(460_000);
    expect(ofKind('building').reduce((sum, { attrs }) => sum + (attrs['people'] as number), 0)).toBe(facts.people);
  });

  it.each([['admin_division', 40, 80], ['land_use', 1500, 3500], ['green_space', 250, 700], ['road', 1800, 4000], ['old_community', 100, 400], ['school', 90, 220], ['bus_stop', 250, 600],
    ['public_toilet', 120, 320], ['commerce_poi', 900, 2500], ['urban_village', 5, 9], ['area_upgrade', 3, 3], ['idle_land', 40, 160], ['historic_district', 1, 1], ['railway', 1, 3], ['square', 4, 20]] as const)(
    'has a plausible number of %s', (kind, low, high) => {
      expect(ofKind(kind).length).toBeGreaterThanOrEqual(low);
      expect(ofKind(kind).length).toBeLessThanOrEqual(high);
    });

  /** What an inspection, a survey or a planner brings. */
  const brought = ['drinking_water_point', 'green_cover', 'greenway', 'illegal_structure', 'pipe_network', 'produce_market', 'residential_community', 'road_edge', 'sponge_area', 'unit_boundary', 'waterlogging_point'];
  it('has every layer of the registry but those that somebody has to bring, and nothing else', () => {
    expect([...new Set(features.map(({ kind }) => kind)), ...brought].sort()).toEqual(Object.keys(layerRegistry.kinds).sort());
  });

  it('has facilities of every type that a city without metro has, not all of them in use', () => {
    for (const [kind, { group, attributes }] of Object.entries(layerRegistry.kinds)) {
      if (group !== 'facility' || brought.includes(kind)) continue;
      const absent = ['metro', 'other'];
      const types = new Set(ofKind(kind).map(({ attrs }) => attrs['type']));
      for (const value of attributes['type']?.values ?? []) if (!absent.includes(value)) expect(types, `${kind} ${value}`).toContain(value);
    }
    const states = new Set(features.filter(({ kind }) => layerRegistry.kinds[kind]!.group === 'facility').map(({ attrs }) => attrs['status']));
    for (const state of ['in_use', 'closed', 'planned', 'construction']) expect(states).toContain(state);
  });

  it('gives every attribute as its layer declares it, required ones always', () => {
    const faults: string[] = [];
    for (const { kind, attrs, place } of features) {
      const declared = layerRegistry.kinds[kind]!.attributes;
      for (const [name, value] of Object.entries(attrs)) {
        const attribute = declared[name];
        if (!attribute || typeof value !== (attribute.type === 'text' ? 'string' : attribute.type) || (attribute.values && !attribute.values.includes(value as string))) faults.push(`${place} ${name}=${value}`);
      }
      for (const [name, attribute] of Object.entries(declared)) if (attribute.required && !attrs[name]) faults.push(`${place} lacks ${name}`);
    }
    expect(faults).toEqual([]);
  });

  it('closes every ring, and lies in the plain round its centre', () => {
    const faults: string[] = [];
    for (const feature of features) {
      for (const list of pointLists(feature)) {
        if (feature.geometry.type.endsWith('Polygon') && list[0]!.join() !== list[list.length - 1]!.join()) faults.push(`${feature.place} is open`);
        if ((list as [number, number][]).some(([lon, lat]) => Math.abs(lon - 113.9) > 0.05 || Math.abs(lat - 33.4) > 0.05)) faults.push(`${feature.place} lies elsewhere`);
      }
    }
    expect(faults).toEqual([]);
  });
});

describe('its divisions', () => {
  const levels = ['district', 'subdistrict', 'community'] as const;
  const edgesOf = (list: readonly SourceFeature[]): Map<string, number> => {
    const edges = new Map<string, number>();
    for (const feature of list) for (const ring of pointLists(feature)) for (let i = 0; i + 1 < ring.length; i++) edges.set(`${ring[i]!.join()}>${ring[i + 1]!.join()}`, (edges.get(`${ring[i]!.join()}>${ring[i + 1]!.join()}`) ?? 0) + 1);
    return edges;
  };
  const reversed = (edge: string): string => edge.split('>').reverse().join('>');
  const areaM2 = (list: readonly SourceFeature[]): number => {
    const crs = metricCrs(4547)!;
    let twice = 0;
    for (const feature of list) {
      for (const ring of pointLists(feature)) {
        const metres = ring.map(([lon, lat]) => crs.forward(lon!, lat!));
        const [ox, oy] = metres[0]!;
        for (let i = 0; i + 1 < metres.length; i++) twice += (metres[i]![0] - ox) * (metres[i + 1]![1] - oy) - (metres[i + 1]![0] - ox) * (metres[i]![1] - oy);
      }
    }
    return twice / 2;
  };
  const level = (name: string): readonly SourceFeature[] => ofKind('admin_division').filter(({ attrs }) => attrs['level'] === name);

  it.each(levels)('of level %s cover the city without gap or overlap', (name) => {
    const limit = edgesOf(level('city'));
    const edges = edgesOf(level(name));
    // Every border is walked once each way by the two that share it, or once by one of them along the city's limit: a partition, corner for corner.
    expect([...edges].filter(([edge, times]) => times !== 1 || edges.has(reversed(edge)) === limit.has(edge))).toEqual([]);
    expect([...limit.keys()].filter((edge) => !edges.has(edge))).toEqual([]);
    expect(Math.abs(areaM2(level(name)) / areaM2(level('city')) - 1)).toBeLessThan(1e-9);
  });

  it('hang together from the city down, each code and name once', () => {
    const all = ofKind('admin_division');
    const codes = new Set(all.map(({ attrs }) => attrs['code']));
    expect(codes.size).toBe(all.length);
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
    for (const { attrs } of all) if (attrs['level'] !== 'city') expect(codes).toContain(attrs['parent']);
    expect(level('district').length).toBe(3);
    expect(level('subdistrict').length).toBeGreaterThanOrEqual(6);
    expect(level('community').length).toBeGreaterThanOrEqual(30);
  });
});

describe('its streets', () => {
  it('meet in shared nodes: nearly all of them can be reached from one another', () => {
    const root = new Map<string, string>();
    const find = (key: string): string => {
      let top = key;
      while (root.get(top) !== top) top = root.get(top)!;
      root.set(key, top);
      return top;
    };
    const lengths: { key: string; length: number }[] = [];
    for (const feature of ofKind('road')) {
      const keys = pointLists(feature)[0]!.map((p) => p.join());
      for (const key of keys) if (!root.has(key)) root.set(key, key);
      for (let i = 1; i < keys.length; i++) root.set(find(keys[i]!), find(keys[0]!));
      lengths.push({ key: keys[0]!, length: keys.length });
    }
    const parts = new Map<string, number>();
    for (const { key, length } of lengths) parts.set(find(key), (parts.get(find(key)) ?? 0) + length);
    const total = [...parts.values()].reduce((a, b) => a + b, 0);
    expect(Math.max(...parts.values()) / total).toBeGreaterThan(0.97);
  });

  it('have bridges, dead ends, every class and names', () => {
    const roads = ofKind('road');
    for (const cls of ['expressway', 'arterial', 'secondary', 'branch', 'alley', 'path']) expect(roads.some(({ attrs }) => attrs['class'] === cls), cls).toBe(true);
    expect(roads.filter(({ attrs }) => attrs['bridge']).length).toBeGreaterThan(10);
    expect(roads.filter(({ attrs }) => attrs['dead_end']).length).toBeGreaterThan(20);
    const main = roads.filter(({ attrs }) => attrs['is_main_street']);
    expect(main.filter(({ name }) => name).length / main.length).toBeGreaterThan(0.9);
  });
});

describe('the large city of the bench', () => {
  it('has about 300 000 buildings, 60 000 parcels and 150 000 network nodes on about 750 km²', () => {
    const large = buildCity('city');
    const facts = factsOf(large);
    const near = (value: number, wanted: number, share: number): void => {
      expect(value).toBeGreaterThan(wanted * (1 - share));
      expect(value).toBeLessThan(wanted * (1 + share));
    };
    near(facts.areaKm2, 750, 0.05);
    near(facts.buildings, 300_000, 0.1);
    near(large.parcels.length, 60_000, 0.15);
    near(facts.networkNodes, 150_000, 0.15);
    near(facts.people, 6_000_000, 0.2);
    expect(large.skeleton.waterRings.every(({ name }) => large.grounds.some(({ water }) => water?.name === name))).toBe(true);
    expect(large.drawnUnits.every(({ areas }) => areas.length === 1)).toBe(true);
  }, 240_000);
});
