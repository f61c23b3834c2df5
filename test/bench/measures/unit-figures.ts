import { createCoverageEngine } from '#planning/coverage/engine.ts';
import { createGeosOverlay } from '#planning/geometry/geos-overlay.ts';
import type { MultiPolygonCoords } from '#planning/geometry/types.ts';
import { allRuleSets } from '../../support/rule-sets.ts';
import { seeded } from '../../support/scenes.ts';
import { demoDataset } from '../demo-dataset.ts';
import { timings, type Measure } from '../measure.ts';
import { askPostgis } from '../postgis-peer.ts';

/** All figures with receipts of a 1 km² unit in the demo city, after preparation. Each repetition asks about the same 20 units anew. */
export const measure: Measure = {
  name: 'unit-figures',
  async run({ quick }) {
    const ruleSets = allRuleSets();
    const engine = createCoverageEngine(demoDataset('demo'), ruleSets, await createGeosOverlay());
    engine.warm();
    const [[cityRing]] = engine.cityArea().area;
    const random = seeded(3);
    const units = Array.from({ length: 20 }, () => {
      const [x, y] = cityRing[Math.floor(random() * cityRing.length)];
      const [cx, cy] = centreOf(cityRing);
      return crookedSquareKilometre(cx + 0.6 * random() * (x - cx), cy + 0.6 * random() * (y - cy), random);
    });
    const { median, p95, n } = timings(units.map((unit) => () => engine.figuresOfMetric(unit)), quick ? 3 : 10);
    const rules = ruleSets.flatMap((set) => set.rules);
    const asked = units.slice(0, quick ? 5 : 20);
    const peer = await askPostgis(asked, rules);
    const differing = peer ? asked.reduce((total, unit, i) => total + engine.figuresOfMetric(unit).filter((figure) => !isClose(figure.numerator, peer.answers[i]?.get(figure.ruleId)?.numerator ?? null)).length, 0) : 0;
    engine.dispose();
    const note = `1 km² unit of the demo city, ${rules.length} rules with receipts${differing > 0 ? `; ${differing} ANSWERS DIFFER` : ''}`;
    return { median, p95, n, unit: 'ms', note, ...peer ? { peer: 'PostGIS', peerMedian: peer.median, ratio: peer.median / median } : {} };
  },
};

/** To 1e-9, and to 1e-6 of a unit where there is next to nothing. */
function isClose(a: number | null, b: number | null): boolean {
  return a === null || b === null ? a === b : Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b), 1000);
}

function centreOf(ring: readonly (readonly [number, number])[]): readonly [number, number] {
  return [ring.reduce((sum, [x]) => sum + x, 0) / ring.length, ring.reduce((sum, [, y]) => sum + y, 0) / ring.length];
}

function crookedSquareKilometre(x: number, y: number, random: () => number): MultiPolygonCoords {
  const ring = Array.from({ length: 24 }, (_, i): [number, number] => {
    const reach = 570 * (0.9 + 0.2 * random());
    return [x + reach * Math.cos((Math.PI * i) / 12), y + reach * Math.sin((Math.PI * i) / 12)];
  });
  return [[[...ring, ring[0]]]];
}
