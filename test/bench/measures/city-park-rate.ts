import { createCoverageEngine } from '#planning/coverage/engine.ts';
import { createGeosOverlay } from '#planning/geometry/geos-overlay.ts';
import { quantiles, type Measure } from '../measure.ts';

/** The national park rate of a whole city, nothing prepared: classification, buffers and exact overlay of every parcel on the edge. */
export const measure: Measure = {
  name: 'city-park-rate',
  async run({ dataset: datasetOf, ruleSets }) {
    const dataset = datasetOf();
    const overlay = await createGeosOverlay();
    const times = Array.from({ length: 3 }, () => {
      const engine = createCoverageEngine(dataset, ruleSets, overlay);
      const start = performance.now();
      engine.figuresOfCity({ ruleIds: ['G-TJ2021'] });
      const spent = performance.now() - start;
      engine.dispose();
      return spent;
    });
    const parcels = dataset.layers.find(({ kind }) => kind === 'land_use')?.ids.length ?? 0;
    return { ...quantiles(times), n: times.length, unit: 'ms', note: `${parcels} parcels, from nothing` };
  },
};
