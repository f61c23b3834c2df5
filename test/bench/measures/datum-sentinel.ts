import { generateCity } from '../../../server/ingest/demo-city/generate-city.ts';
import { flatten } from '../../../server/ingest/geometry/flat-geometry.ts';
import { sentinelRates, totalOf, type KindFeature } from '../../support/sentinel-rates.ts';
import { quantiles, type Measure } from '../measure.ts';

/** Every layer of the fictional city with enough features, clean and in GCJ-02, BD-09, turned and in a wrong zone, held against the other layers only. */
const kinds = ['commerce_poi', 'school', 'health_facility', 'community_service', 'waste_station', 'bus_stop', 'gate', 'building', 'land_use', 'idle_land', 'old_community', 'green_space', 'road', 'wall', 'admin_division'];

/** Recognition of shifted layers and the time of a check. */
export const measure: Measure = {
  name: 'datum-sentinel',
  run({ quick, size }) {
    const features: KindFeature[] = [];
    for (const { kind, geometry } of generateCity(size, 4711)) { const [flat] = flatten(geometry).parts; if (flat) features.push({ kind, flat }); }
    const sizes = [0, 20, 50, 100, 200];
    const { rates, times } = sentinelRates(features, { kinds, sizes, samples: quick ? 2 : 12, seed: 21, hasPredecessor: false });
    const total = totalOf(rates), clean = totalOf(rates.filter(({ spoil }) => spoil === 'clean'));
    const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
    const more: Record<string, string> = {};
    for (const count of sizes) {
      const of = totalOf(rates.filter((rate) => rate.size === count && rate.spoil !== 'swapped' && rate.spoil !== 'zone'));
      more[count === 0 ? 'whole layers (clean, GCJ-02, BD-09)' : `${count} features (clean, GCJ-02, BD-09)`] = `${percent(of.recognised)} of those judged right, ${percent(of.judged)} judged`;
    }
    const far = totalOf(rates.filter(({ spoil }) => spoil === 'swapped' || spoil === 'zone'));
    more['turned or in a wrong zone, all sizes'] = `${percent(far.recognised)} right, ${percent(far.judged)} judged`;
    for (const fault of rates.flatMap(({ faults }) => faults).slice(0, 5)) more[`wrong: ${fault}`] = '';
    return Promise.resolve({
      ...quantiles(times), unit: 'ms a check', n: times.length, more,
      targets: [{ what: 'recognised of those judged, %', is: 100 * total.recognised, atLeast: 99 }, { what: 'clean layers accused', is: clean.wrong, below: 1 }],
    });
  },
};
