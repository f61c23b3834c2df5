import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { FeatureCollection, Point } from 'geojson';
import { toGcj02 } from '#planning/geometry/gcj02.ts';
import { metricCrs } from '#planning/geometry/metric-crs.ts';
import { generateCity } from '../../../../server/ingest/demo-city/generate-city.ts';
import { flatten, type FlatGeometry } from '../../../../server/ingest/geometry/flat-geometry.ts';
import { toDegrees } from '../../../../server/ingest/source-crs.ts';
import { checkPosition, mustWait, referenceKindsFor, referenceOf, unshift, type PositionReference } from '../../../../server/ingest/where/sentinel.ts';
import { ratesTable, sentinelRates, totalOf, type KindFeature } from '../../../support/sentinel-rates.ts';

const shared = join(import.meta.dirname, '../../../../../shared/data');
let features: readonly KindFeature[];
const ofKind = (kind: string): FlatGeometry[] => features.filter((feature) => feature.kind === kind).map(({ flat }) => flat);
const referenceFor = (kind: string): PositionReference => {
  const kinds = new Set(referenceKindsFor(kind));
  return referenceOf(features.filter((feature) => kinds.has(feature.kind) && feature.kind !== kind).map((feature) => ({ ...feature, editionId: 7 })))!;
};
const moved = (list: readonly FlatGeometry[], move: (lon: number, lat: number) => readonly [number, number]): FlatGeometry[] =>
  list.map((flat) => ({ ...flat, coords: flat.coords.flatMap((lon, i) => (i % 2 === 0 ? [...move(lon, flat.coords[i + 1]!)] : [])) }));

beforeAll(() => {
  features = [...generateCity('demo', 4711)].map(({ kind, geometry }) => ({ kind, flat: flatten(geometry).parts[0]! }));
});

describe('the datum sentinel over a city it has not been tuned on', () => {
  it('knows clean layers and copies in GCJ-02, BD-09, turned round and in a wrong zone, and accuses no clean one', () => {
    const kinds = ['commerce_poi', 'land_use', 'road', 'building'];
    const { rates } = sentinelRates(features, { kinds, sizes: [0, 40], samples: 2, seed: 11, hasPredecessor: false });
    console.info(ratesTable(rates));
    expect(rates.flatMap(({ faults }) => faults)).toEqual([]);
    expect(totalOf(rates.filter(({ size }) => size === 0))).toMatchObject({ wrong: 0, unchecked: 0, right: kinds.length * 5 });
    expect(totalOf(rates.filter(({ size }) => size === 40)).judged).toBeGreaterThan(0.7);
  });

  it('is never wrong about twenty features with an edition in use, and mostly sure', () => {
    const { rates } = sentinelRates(features, { kinds: ['building', 'commerce_poi'], sizes: [20], samples: 4, seed: 3, hasPredecessor: true });
    expect(rates.flatMap(({ faults }) => faults)).toEqual([]);
    expect(totalOf(rates).right).toBeGreaterThan(30);
  });
});

describe('a position check', () => {
  it('says what it was held against, how far off the layer is and how well it fits', () => {
    const check = checkPosition({ kind: 'commerce_poi', crs: 'EPSG:4326', sample: moved(ofKind('commerce_poi'), toGcj02) }, referenceFor('commerce_poi'));
    expect(check).toMatchObject({ verdict: 'shifted', shift: 'gcj02', crs: 'EPSG:4326', datumNote: null });
    expect(check.against).toContainEqual({ kind: 'building', editionId: 7 });
    expect(check.offsetM).toBeGreaterThan(530);
    expect(check.offsetM).toBeLessThan(620);
    expect(check.fitShifted!).toBeGreaterThan(check.fitAsGiven! + 0.3);
    expect(mustWait(check)).toBe(true);
    expect(checkPosition({ kind: 'commerce_poi', crs: 'EPSG:4326', sample: moved(ofKind('commerce_poi'), toGcj02) }, referenceFor('commerce_poi'))).toEqual(check);
  });

  it('undoes what it found, to the millimetre', () => {
    const cm111 = metricCrs(4546)!, cm114 = metricCrs(4547)!;
    const place = [113.71, 34.75] as const;
    const back = (undone: readonly number[] | null) => { expect(undone![0]).toBeCloseTo(place[0], 8); expect(undone![1]).toBeCloseTo(place[1], 8); };
    back(unshift('zone', 'EPSG:4546', 'EPSG:4547')!(...cm111.inverse(...cm114.forward(...place))));
    back(unshift('gcj02', 'EPSG:4326')!(...toGcj02(...place)));
    back(unshift('swapped', 'EPSG:4326')!(place[1], place[0]));
    const [x, y] = cm114.forward(...place);
    back(unshift('swapped', 'EPSG:4547')!(...cm114.inverse(y, x)));
    expect(unshift('zone', 'EPSG:4546')).toBeNull();
  });

  it('has nothing to say without a reference, of a handful of features, and of a kind nothing is known of', () => {
    const shops = ofKind('commerce_poi');
    expect(checkPosition({ kind: 'commerce_poi', crs: 'EPSG:4326', sample: shops }, null)).toMatchObject({ verdict: 'unchecked', fitAsGiven: null });
    expect(checkPosition({ kind: 'commerce_poi', crs: 'EPSG:4326', sample: [] }, referenceFor('commerce_poi')).verdict).toBe('unchecked');
    expect(checkPosition({ kind: 'commerce_poi', crs: 'EPSG:4326', sample: shops.slice(0, 5) }, referenceFor('commerce_poi')).verdict).toBe('unchecked');
    expect(checkPosition({ kind: 'no_such_kind', crs: 'EPSG:4326', sample: shops }, referenceFor('commerce_poi')).verdict).toBe('unchecked');
  });

  it('sees a layer of another city lie elsewhere, and one moved by nothing known is not called shifted', () => {
    const reference = referenceFor('commerce_poi');
    const shops = ofKind('commerce_poi').slice(0, 300);
    expect(checkPosition({ kind: 'commerce_poi', crs: 'EPSG:4326', sample: moved(shops, (lon, lat) => [lon + 2.3, lat - 4]) }, reference)).toMatchObject({ verdict: 'elsewhere', shift: 'none' });
    expect(checkPosition({ kind: 'commerce_poi', crs: 'EPSG:4326', sample: moved(shops, (lon, lat) => [lon - 0.004, lat + 0.003]) }, reference)).toMatchObject({ verdict: 'unchecked', shift: 'none' });
  });

  it('a datum nobody verified has to wait for a person though it fits', () => {
    const check = checkPosition({ kind: 'commerce_poi', crs: 'unverified:EPSG:2383', sample: ofKind('commerce_poi') }, referenceFor('commerce_poi'));
    expect(check).toMatchObject({ verdict: 'fits', datumNote: 'xian80_not_verified' });
    expect(mustWait(check)).toBe(true);
  });
});

describe.skipIf(!existsSync(shared))('the Zhengzhou metro (../shared)', () => {
  it('comes from GCJ-02 to its WGS 84 place within half a metre', () => {
    const stations = JSON.parse(readFileSync(join(shared, 'zhengzhou-metro/zhengzhou_metro_stations.geojson'), 'utf8')) as FeatureCollection<Point>;
    const read = toDegrees('GCJ-02')!;
    expect(stations.features).toHaveLength(235);
    for (const { geometry } of stations.features) {
      const [lon, lat] = geometry.coordinates as [number, number];
      const truth = read(lon, lat);
      const again = toGcj02(...truth);
      const offM = Math.hypot((again[0] - lon) * Math.cos(lat * Math.PI / 180), again[1] - lat) * 111_195;
      expect(offM).toBeLessThan(0.001);
      // The published offset over Zhengzhou (standards.md §3.2).
      const movedM = Math.hypot((truth[0] - lon) * Math.cos(lat * Math.PI / 180), truth[1] - lat) * 111_195;
      expect(movedM).toBeGreaterThan(535);
      expect(movedM).toBeLessThan(617);
    }
  });
});
