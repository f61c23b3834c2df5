import { createCoverageEngine } from '#planning/coverage/engine.ts';
import { createGeosOverlay } from '#planning/geometry/geos-overlay.ts';
import { seeded } from '../../support/scenes.ts';
import { isClose, timings, type Measure } from '../measure.ts';
import { askPostgis } from '../postgis-peer.ts';
import { scatteredUnits } from '../scattered-units.ts';

/** All figures with receipts of a 1 km² unit, after preparation. Each repetition asks about the same 20 units anew. */
export const measure: Measure = {
  name: 'unit-figures',
  async run({ quick, size, dataset, ruleSets, postgis }) {
    const engine = createCoverageEngine(dataset(), ruleSets, await createGeosOverlay());
    engine.warm();
    const units = scatteredUnits(engine.cityArea().area, 20, seeded(3));
    const { median, p95, n } = timings(units.map((unit) => () => engine.figuresOfMetric(unit)), quick ? 3 : 10);
    // Rules that speak of units and whose layers the city has: the peer is asked no other.
    const assessed = new Set(engine.figuresOfMetric(units[0]).filter(({ missingLayers }) => missingLayers.length === 0).map(({ ruleId }) => ruleId));
    const rules = ruleSets.flatMap((set) => set.rules).filter(({ id }) => assessed.has(id));
    const peerCity = await postgis();
    const asked = units.slice(0, quick ? 3 : 10);
    const peer = peerCity && await askPostgis(peerCity, asked, rules);
    const differing = peer ? asked.flatMap((unit, i) => engine.figuresOfMetric(unit).filter((figure) => assessed.has(figure.ruleId) && !isClose(figure.numerator, peer.answers[i]?.get(figure.ruleId)?.numerator ?? null)).map((figure) => `${figure.ruleId} of unit ${i}`)) : [];
    engine.dispose();
    const note = `1 km² unit of «${size}», ${rules.length} rules with receipts${differing.length > 0 ? `; different: ${differing.join(', ')}` : ''}`;
    return { median, p95, n, unit: 'ms', note, ...peer ? { peer: 'PostGIS', peerMedian: peer.median, ratio: peer.median / median, isEqual: differing.length === 0 } : {} };
  },
};
