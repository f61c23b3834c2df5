import { createCoverageEngine } from '#planning/coverage/engine.ts';
import type { Dataset } from '#planning/coverage/dataset.ts';
import { tablesOf } from '#planning/coverage/dataset.ts';
import { proposalFeatureId, type MetricProposal } from '#planning/coverage/proposal.ts';
import { createGeosOverlay } from '#planning/geometry/geos-overlay.ts';
import { seeded } from '../../support/scenes.ts';
import { quantiles, type Measure } from '../measure.ts';
import { scatteredUnits } from '../scattered-units.ts';

/** One event of the pointer at the scales people work at. m */
const STEP_M = 8;
/** How far from its first end a footway is dragged, at most. m */
const LONGEST_M = 300;

/** The corner of a road nearest to a place: where a footway begins. */
function cornerNear(dataset: Dataset, x: number, y: number): readonly [x: number, y: number] {
  let [best, leastM] = [[x, y] as readonly [number, number], Infinity];
  for (const { coords } of tablesOf(dataset, 'road')) {
    for (let i = 0; i < coords.length; i += 2) {
      const metres = Math.hypot(coords[i] - x, coords[i + 1] - y);
      if (metres < leastM) [best, leastM] = [[coords[i], coords[i + 1]], metres];
    }
  }
  return best;
}

/**
 * The end of a proposed footway dragged across the blocks, a step an event: what every rule's reach on foot costs to follow, over the whole city (`propose` and
 * `settleProposals`). Drags start at 20 places; half of the time a bus stop is proposed beside it. The first step of each is told apart.
 */
export const measure: Measure = {
  name: 'footway-drag',
  async run({ quick, size, dataset, ruleSets }) {
    const city = dataset();
    const engine = createCoverageEngine(city, ruleSets, await createGeosOverlay());
    engine.warm();
    const random = seeded(12);
    const units = scatteredUnits(engine.cityArea().area, quick ? 5 : 20, random);
    const steps = quick ? 30 : 100;
    const [starts, moves, used, inUnit, beside]: [number[], number[], number[], number[], number[]] = [[], [], [], [], []];
    const timed = (work: () => unknown): number => {
      const from = performance.now();
      work();
      return performance.now() - from;
    };
    let joined = 0;
    units.forEach((unit, n) => {
      const [startX, startY] = cornerNear(city, ...unit[0][0][0] as [number, number]);
      let [x, y] = [startX + 80, startY + 40];
      const followed = engine.follow();
      const stop: MetricProposal = { id: proposalFeatureId(2), layer: 'bus_stop', attributes: { status: 'in_use' }, geometry: { type: 'Point', coordinates: [startX + 30, startY] } };
      for (let step = 0; step <= steps; step++) {
        const angle = 2 * Math.PI * random();
        const [nextX, nextY] = [x + STEP_M * Math.cos(angle), y + STEP_M * Math.sin(angle)];
        if (Math.hypot(nextX - startX, nextY - startY) < LONGEST_M) [x, y] = [nextX, nextY];
        const footway: MetricProposal = { id: proposalFeatureId(1), action: 'connect', layer: 'road', attributes: {}, geometry: { type: 'LineString', coordinates: [[startX, startY], [x, y]] } };
        const list = n % 2 === 0 ? [footway] : [footway, stop];
        const before = process.cpuUsage();
        const spent = timed(() => { engine.propose(list); engine.settleProposals(); });
        const { user, system } = process.cpuUsage(before);
        if (engine.uncounted().length === 0) joined += 1;
        if (step === 0) starts.push(spent);
        else {
          used.push((user + system) / 1000);
          (n % 2 === 0 ? moves : beside).push(spent);
        }
        const figures = timed(() => followed.figuresOfMetric(unit, { listLimit: 0 }));
        if (step > 0) inUnit.push(spent + figures);
      }
      followed.dispose();
    });
    engine.dispose();
    const result = quantiles(moves);
    return {
      ...result, unit: 'ms', n: moves.length, note: `one step of a footway's end, ${ruleSets.flatMap(({ rules }) => rules).length} rules, «${size}»`,
      more: {
        'processor median ms': quantiles(used).median, 'processor p95 ms': quantiles(used).p95, 'first step p95 ms': quantiles(starts).p95, 'beside a proposed bus stop p95 ms': quantiles(beside).p95,
        'with all figures of a 1 km² unit median ms': quantiles(inUnit).median, 'with all figures of a 1 km² unit p95 ms': quantiles(inUnit).p95, 'steps at which it joined both streets': joined,
      },
      targets: [{ what: 'p95 ms', is: result.p95, below: 16 }],
    };
  },
};
