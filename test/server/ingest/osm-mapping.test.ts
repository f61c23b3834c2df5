import { describe, expect, it } from 'vitest';
import type { Dimension } from '../../../server/ingest/geometry/flat-geometry.ts';
import { layerRegistry } from '../../../server/ingest/layer-kinds.ts';
import { isArea, mapElement, osmMapping } from '../../../server/ingest/osm/mapping.ts';

const beijing = [116.35, 39.96] as const;
const monaco = [7.42, 43.73] as const;

function mapped(tags: Record<string, string>, dimension: Dimension = 'point', areaM2 = 500, [lon, lat]: readonly [number, number] = beijing): Record<string, Record<string, unknown>> {
  return Object.fromEntries(mapElement({ id: 'n1', tags, lon, lat, areaM2: () => areaM2 }, [dimension]).map((feature) => [feature.kind, feature.attrs]));
}

describe('the OSM mapping', () => {
  it('speaks only of kinds, attributes, values and shapes that the layers know', () => {
    for (const [kind, rule] of Object.entries(osmMapping.kinds)) {
      const definition = layerRegistry.kinds[kind]!;
      expect(definition, kind).toBeDefined();
      for (const [attribute, { cases = [], else: other }] of Object.entries(rule.attributes)) {
        const known = definition.attributes[attribute]!;
        expect(known, `${kind}.${attribute}`).toBeDefined();
        const values = [...cases.map((entry) => entry.value), ...(other === undefined || other === '$id' ? [] : [other])];
        for (const value of values) {
          expect(typeof value === 'string' ? 'text' : typeof value, `${kind}.${attribute}`).toBe(known.type);
          if (known.values) expect(known.values).toContain(value);
        }
      }
      for (const [attribute, known] of Object.entries(definition.attributes)) if (known.required) expect(rule.required, kind).toContain(attribute);
      // Areas become points where a layer takes only points; nothing else changes its shape.
      for (const shape of rule.geometry) expect(definition.geometry.includes(shape) || (shape !== 'point' && definition.geometry.includes('point')), `${kind} ${shape}`).toBe(true);
    }
  });

  it('the sea is of a kind and type that the layers know', () => {
    const { kind, attributes } = osmMapping.coastline;
    for (const [attribute, value] of Object.entries(attributes)) expect(layerRegistry.kinds[kind]!.attributes[attribute]!.values).toContain(value);
    expect(mapped({ natural: 'coastline' }, 'polygon')).toEqual({}); // no way is the sea by itself
  });

  it.each([
    [{ highway: 'motorway' }, { class: 'motorway', foot: false }],
    [{ highway: 'trunk' }, { class: 'expressway', foot: true }],
    [{ highway: 'primary', bridge: 'viaduct', layer: '1' }, { class: 'arterial', foot: true, bridge: true, layer: 1 }],
    [{ highway: 'secondary', tunnel: 'no' }, { class: 'secondary', foot: true, tunnel: false }],
    [{ highway: 'residential' }, { class: 'branch', foot: true }],
    [{ highway: 'service', access: 'private' }, { class: 'alley', foot: false }],
    [{ highway: 'service', access: 'private', foot: 'yes' }, { class: 'alley', foot: true }],
    [{ highway: 'steps' }, { class: 'path', foot: true }],
    [{ highway: 'footway', width: '2.5 m' }, { class: 'path', foot: true, width_m: 2.5 }],
  ])('road %j', (tags, attrs) => { expect(mapped(tags as unknown as Record<string, string>, 'line')).toEqual({ road: attrs }); });

  it('roads not built yet are no roads', () => { expect(mapped({ highway: 'construction' }, 'line')).toEqual({}); });
  it('a trunk road is an arterial outside China', () => { expect(mapped({ highway: 'trunk' }, 'line', 0, monaco)['road']).toMatchObject({ class: 'arterial' }); });

  it.each([
    ['park of 10 ha', { leisure: 'park' }, 100_000, 'G11', true], ['park just under 10 ha', { leisure: 'park' }, 99_999.9, 'G12', true], ['park of 1 ha', { leisure: 'park' }, 10_000, 'G12', true],
    ['small park', { leisure: 'park' }, 400, 'G14', true], ['closed park', { leisure: 'park', access: 'private' }, 20_000, 'G12', false],
    ['zoo', { tourism: 'zoo' }, 50_000, 'G13', false], ['lawn', { landuse: 'grass' }, 20_000, 'XG', false], ['wood', { natural: 'wood' }, 20_000, 'EG', false], ['front garden', { leisure: 'garden' }, 50, 'XG', false],
  ] as const)('green: %s', (_what, tags, areaM2, greenClass, isOpen) => {
    expect(mapped(tags, 'polygon', areaM2)['green_space']).toEqual({ class: greenClass, open_to_public: isOpen, status: 'in_use' });
  });

  it.each([
    ['北京邮电大学幼儿园', 'kindergarten'], ['中关村第三小学', 'primary'], ['北京市第一〇一中学', 'middle'], ['北京大学附中', 'middle'], ['育英学校九年一贯制', 'nine_year'], ['第四高级中学', 'high'],
    ['EMEF Porto Novo', 'primary'], ['École maternelle', 'kindergarten'], ['学校', undefined],
  ])('school %s is %s', (name, type) => { expect(mapped({ amenity: 'school', name })['school']?.['type']).toBe(type); });

  it('the stage stated goes before the name', () => {
    expect(mapped({ amenity: 'school', 'isced:level': '1', name: '实验中学' })['school']).toMatchObject({ type: 'primary' });
    expect(mapped({ amenity: 'school', 'isced:level': '1;2' })['school']).toMatchObject({ type: 'nine_year' });
  });

  it('a school building is a building and a school', () => {
    const both = mapped({ building: 'yes', amenity: 'kindergarten', 'building:levels': '3', height: '12 m', start_date: '1987-05' }, 'polygon');
    expect(both['building']).toEqual({ use: 'school', floors: 3, height_m: 12, build_year: 1987 });
    expect(both['school']).toMatchObject({ type: 'kindergarten' });
    expect(both['land_use']).toMatchObject({ code: '080404' });
  });

  it('a building that says no more keeps no use', () => { expect(mapped({ building: 'yes' }, 'polygon')['building']).toEqual({}); });
  it('a toilet for customers is not public; one open round the clock says so', () => {
    expect(mapped({ amenity: 'toilets', access: 'customers' })).toEqual({});
    expect(mapped({ amenity: 'toilets', opening_hours: '24/7' })).toEqual({ public_toilet: { status: 'in_use', open_24h: true } });
  });
  it('divisions by the levels of the country', () => {
    const tags = { boundary: 'administrative', admin_level: '8', name: '北太平庄街道' };
    expect(mapped(tags, 'polygon')['admin_division']).toEqual({ code: 'osm-n1', level: 'subdistrict' });
    expect(mapped({ ...tags, 'ref:adcode': '110108' }, 'polygon', 0, monaco)['admin_division']).toEqual({ code: '110108', level: 'district' });
    expect(mapped({ ...tags, admin_level: '2' }, 'polygon')).toEqual({});
  });
  it('what is disused is closed', () => { expect(mapped({ amenity: 'fire_station', disused: 'yes' })).toEqual({ fire_station: { status: 'closed' } }); });

  it('closed ways are areas by their keys', () => {
    expect(isArea({ building: 'yes' })).toBe(true);
    expect(isArea({ building: 'no' })).toBe(false);
    expect(isArea({ highway: 'residential' })).toBe(false);
    expect(isArea({ highway: 'pedestrian', area: 'yes' })).toBe(true);
    expect(isArea({ natural: 'coastline' })).toBe(false);
    expect(isArea({ leisure: 'track' })).toBe(false);
    expect(isArea({ leisure: 'park', area: 'no' })).toBe(false);
  });
});
