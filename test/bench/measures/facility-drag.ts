import type { MetricGeometry } from '#planning/coverage/dataset-builder.ts';
import { createCoverageEngine } from '#planning/coverage/engine.ts';
import { proposalFeatureId, type MetricProposal } from '#planning/coverage/proposal.ts';
import { createGeosOverlay } from '#planning/geometry/geos-overlay.ts';
import { seeded } from '../../support/scenes.ts';
import { quantiles, type Measure } from '../measure.ts';
import { scatteredUnits } from '../scattered-units.ts';

/** What people propose most, with the attributes that make it count. */
const kinds: readonly { readonly name: string; readonly layer: string; readonly attributes: Readonly<Record<string, unknown>>; readonly sizeM?: number }[] = [
  { name: 'kindergarten', layer: 'school', attributes: { type: 'kindergarten' } },
  { name: 'primary school', layer: 'school', attributes: { type: 'primary' } },
  { name: 'health centre', layer: 'health_facility', attributes: { type: 'chc' } },
  { name: 'bus stop', layer: 'bus_stop', attributes: {} },
  { name: 'toilet', layer: 'public_toilet', attributes: { class: 'II' } },
  { name: 'park of 1 ha', layer: 'green_space', attributes: { class: 'G14', open_to_public: true }, sizeM: 100 },
];
/** One event of the pointer at the scales people work at. m */
const STEP_M = 8;

function geometryAt(x: number, y: number, sizeM: number | undefined): MetricGeometry {
  if (sizeM === undefined) return { type: 'Point', coordinates: [x, y] };
  const h = sizeM / 2;
  return { type: 'Polygon', coordinates: [[[x - h, y - h], [x + h, y - h], [x + h, y + h], [x - h, y + h], [x - h, y - h]]] };
}

/**
 * A proposed facility dragged across the city, a step an event: what its rules' reach costs to follow, over the whole city (`propose` and `settleProposals`:
 * homes, parcels, both straight and on foot; streets are measured when a unit asks). Drags start at 20 places for each kind; the first step of each is told apart.
 */
export const measure: Measure = {
  name: 'facility-drag',
  async run({ quick, size, dataset, ruleSets }) {
    const engine = createCoverageEngine(dataset(), ruleSets, await createGeosOverlay());
    engine.warm();
    const random = seeded(11);
    const units = scatteredUnits(engine.cityArea().area, quick ? 5 : 20, random);
    const steps = quick ? 30 : 100;
    const [starts, moves, inUnit]: [number[], number[], number[]] = [[], [], []];
    const byKind = new Map<string, number[]>();
    // Beside the clock the processor's own count: on a busy machine the clock tells of the others.
    const used: number[] = [];
    const timed = (work: () => unknown): number => {
      const from = performance.now();
      work();
      return performance.now() - from;
    };
    for (const { name, layer, attributes, sizeM } of kinds) {
      const own: number[] = [];
      byKind.set(name, own);
      for (const unit of units) {
        let [x, y] = unit[0][0][0];
        const followed = engine.follow();
        for (let step = 0; step <= steps; step++) {
          const angle = 2 * Math.PI * random();
          [x, y] = [x + STEP_M * Math.cos(angle), y + STEP_M * Math.sin(angle)];
          const proposal: MetricProposal = { id: proposalFeatureId(1), layer, attributes: { status: 'in_use', ...attributes }, geometry: geometryAt(x, y, sizeM) };
          const before = process.cpuUsage();
          const spent = timed(() => { engine.propose([proposal]); engine.settleProposals(); });
          const { user, system } = process.cpuUsage(before);
          if (step > 0) used.push((user + system) / 1000);
          (step === 0 ? starts : own).push(spent);
          const figures = timed(() => followed.figuresOfMetric(unit, { listLimit: 0 }));
          if (step > 0) inUnit.push(spent + figures);
        }
        followed.dispose();
      }
      moves.push(...own);
    }
    engine.dispose();
    const result = quantiles(moves);
    return {
      ...result, unit: 'ms', n: moves.length, note: `one step of a dragged facility, ${ruleSets.flatMap(({ rules }) => rules).length} rules, «${size}»`,
      more: {
        'processor median ms': quantiles(used).median, 'processor p95 ms': quantiles(used).p95, 'first step p95 ms': quantiles(starts).p95, 'with all figures of a 1 km² unit median ms': quantiles(inUnit).median, 'with all figures of a 1 km² unit p95 ms': quantiles(inUnit).p95,
        ...Object.fromEntries([...byKind].map(([name, times]) => [`${name} p95 ms`, quantiles(times).p95])),
      },
      targets: [{ what: 'p95 ms', is: result.p95, below: 1 }],
    };
  },
};
