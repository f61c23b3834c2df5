import { createCoverageEngine } from '#planning/coverage/engine.ts';
import { createGeosOverlay } from '#planning/geometry/geos-overlay.ts';
import type { MultiPolygonCoords } from '#planning/geometry/types.ts';
import { allRuleSets } from '../../support/rule-sets.ts';
import { seeded } from '../../support/scenes.ts';
import { benchCity } from '../bench-city.ts';
import { timings, type Measure } from '../measure.ts';

/** All figures with receipts of a 1 km² unit, in a city of 20 000 buildings, after preparation. Each repetition asks about the same 20 units anew. */
export const measure: Measure = {
  name: 'unit-figures',
  async run({ quick }) {
    const { dataset, sizeM } = benchCity(20_000);
    const engine = createCoverageEngine(dataset, allRuleSets(), await createGeosOverlay());
    engine.warm();
    const random = seeded(3);
    const units = Array.from({ length: 20 }, () => crookedSquareKilometre(700 + (sizeM - 1400) * random(), 700 + (sizeM - 1400) * random(), random));
    const { median, p95, n } = timings(units.map((unit) => () => engine.figuresOfMetric(unit)), quick ? 3 : 10);
    engine.dispose();
    return { median, p95, n, unit: 'ms', note: '1 km² unit, all rules, 20 000 buildings' };
  },
};

function crookedSquareKilometre(x: number, y: number, random: () => number): MultiPolygonCoords {
  const ring = Array.from({ length: 24 }, (_, i): [number, number] => {
    const reach = 570 * (0.9 + 0.2 * random());
    return [x + reach * Math.cos((Math.PI * i) / 12), y + reach * Math.sin((Math.PI * i) / 12)];
  });
  return [[[...ring, ring[0]]]];
}
