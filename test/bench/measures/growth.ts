import type { CoverageEngine } from '#planning/coverage/engine-api.ts';
import { createCoverageEngine } from '#planning/coverage/engine.ts';
import { createGeosOverlay } from '#planning/geometry/geos-overlay.ts';
import { featureCount } from '#planning/coverage/features.ts';
import type { Dataset } from '#planning/coverage/dataset.ts';
import type { Rule } from '#planning/standards/rule.ts';
import { quantiles, type Measure } from '../measure.ts';

/** n log n and caches that no longer hold everything: what an exponent may be above that of n log n. */
const tolerance = 0.2;

/** Passes over the whole city, from nothing each. Those of a kind ask every rule of that kind. */
const kinds: readonly Rule['kind'][] = ['area_within_radius', 'people_within_radius', 'people_within_walk', 'circle_completeness', 'street_length_within_radius', 'class_at_place', 'per_person'];

function featuresOf(dataset: Dataset): number {
  return dataset.layers.reduce((total, table) => total + featureCount(table), 0);
}

/** From the small city to the large one: the exponent p of cost ~ nᵖ for every pass, with n the number of features. */
export const measure: Measure = {
  name: 'growth',
  async run({ quick, dataset, ruleSets }) {
    const overlay = await createGeosOverlay();
    const rules = ruleSets.flatMap((set) => set.rules);
    const timeOf = (of: Dataset, ask: (engine: CoverageEngine) => unknown): number => quantiles(Array.from({ length: quick ? 1 : 3 }, () => {
      const engine = createCoverageEngine(of, ruleSets, overlay);
      const start = process.cpuUsage();
      ask(engine);
      const { user, system } = process.cpuUsage(start);
      engine.dispose();
      return (user + system) / 1000;
    })).median;
    const [small, large] = [dataset('demo'), dataset('city')];
    const factor = featuresOf(large) / featuresOf(small);
    const bound = Math.log(factor * (Math.log(featuresOf(large)) / Math.log(featuresOf(small)))) / Math.log(factor) + tolerance;
    const passes: (readonly [string, (engine: CoverageEngine) => unknown])[] = kinds
      .map((kind) => [kind, rules.filter((rule) => rule.kind === kind).map(({ id }) => id)] as const).filter(([, ids]) => ids.length > 0)
      .map(([kind, ruleIds]) => [kind, (engine) => engine.figuresOfCity({ ruleIds, listLimit: 0 })] as const);
    const exponents = passes.map(([name, ask]) => {
      // Once unmeasured, so that the small city is not charged with the compiler.
      timeOf(small, ask);
      const times = [timeOf(small, ask), timeOf(large, ask)] as const;
      return { name, times, exponent: Math.log(times[1] / times[0]) / Math.log(factor) };
    });
    const largest = Math.max(...exponents.map(({ exponent }) => exponent));
    return {
      median: quantiles(exponents.map(({ exponent }) => exponent)).median, p95: largest, unit: 'exponent', n: exponents.length,
      more: Object.fromEntries(exponents.map(({ name, times, exponent }) => [name, `n^${exponent.toFixed(2)} (CPU ${times[0].toFixed(0)} → ${times[1].toFixed(0)} ms)`])),
      targets: exponents.map(({ name, exponent }) => ({ what: `exponent of ${name}`, is: exponent, below: bound })),
      note: `${featuresOf(small)} → ${featuresOf(large)} features (${factor.toFixed(1)}×); n log n is an exponent of ${(bound - tolerance).toFixed(2)}, tolerance ${tolerance}`,
    };
  },
};
