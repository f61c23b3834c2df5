import { createCoverageEngine } from '#planning/coverage/engine.ts';
import { createGeosOverlay } from '#planning/geometry/geos-overlay.ts';
import type { StreetLengthWithinRadius } from '#planning/standards/rule.ts';
import { partition } from '../../../server/db/verification/partition.ts';
import { recompute } from '../../../server/db/verification/recompute.ts';
import { selectorSql } from '../../../server/db/verification/selector-sql.ts';
import { analysisStatements } from '../../../server/db/verification/run-statement.ts';
import { wkbOfPolygons } from '../../../server/db/wkb.ts';
import { inlined, onOneSession } from '../area-sql.ts';
import type { BenchDatabase } from '../bench-database.ts';
import { isClose, quantiles, type Measure } from '../measure.ts';
import { questionOf } from '../postgis-peer.ts';

/** Streets of the query with buffers, of each rule; the rest is extrapolated. */
const sampledStreets = 2000;

/** Every rule of streets near toilets for the whole city with exact discs, from nothing; beside PostGIS street by street with polygons for discs, the usual way. */
export const measure: Measure = {
  name: 'toilets',
  async run({ quick, dataset: datasetOf, ruleSets, postgis }) {
    const dataset = datasetOf();
    const overlay = await createGeosOverlay();
    const layers = new Set(dataset.layers.map(({ kind }) => kind));
    const rules = ruleSets.flatMap((set) => set.rules).filter((rule): rule is StreetLengthWithinRadius => rule.kind === 'street_length_within_radius' && [...rule.demand, ...rule.supply].every(({ layer }) => layers.has(layer)));
    const questions = [...new Map(rules.map((rule) => [questionOf(rule), rule])).values()];
    const ruleIds = questions.map(({ id }) => id);
    const times = Array.from({ length: quick ? 4 : 8 }, () => {
      const engine = createCoverageEngine(dataset, ruleSets, overlay);
      const start = performance.now();
      engine.figuresOfCity({ ruleIds, listLimit: 0 });
      const spent = performance.now() - start;
      engine.dispose();
      return spent;
    }).slice(1);
    const engine = createCoverageEngine(dataset, ruleSets, overlay);
    const city = engine.cityArea().area;
    const figures = new Map(engine.figuresOfCity({ ruleIds }).map((figure) => [figure.ruleId, figure]));
    engine.dispose();
    const { median, p95 } = quantiles(times);
    const result = { median, p95, n: times.length, unit: 'ms', note: `${questions.length} different questions of street length, exact discs, from nothing` };
    const peer = await postgis();
    if (!peer) return result;
    const perEdge = await withBuffers(peer, questions);
    const signal = new AbortController().signal;
    const run = analysisStatements(peer.db, signal);
    const area = await partition(run, wkbOfPolygons(city), peer.srid);
    const differing: string[] = [];
    const kept = new WeakMap();
    const start = performance.now();
    for (const rule of questions) {
      const found = await recompute({ run, signal, srid: peer.srid, editions: peer.editions, area, kept }, rule);
      if (!isClose(figures.get(rule.id)?.numerator ?? null, found.numerator) || !isClose(figures.get(rule.id)?.denominator ?? null, found.denominator)) differing.push(rule.id);
    }
    const exact = performance.now() - start;
    return {
      ...result, peer: 'PostGIS per street, buffers', peerMedian: perEdge.ms, isEqual: differing.length === 0,
      more: { 'PostGIS with exact discs, ms': exact, ...(differing.length > 0 ? { different: differing.join(', ') } : {}) },
      note: `${result.note}; per street on ${perEdge.sampled} of ${perEdge.streets} streets${perEdge.sampled < perEdge.streets ? ', extrapolated' : ''}; equality with exact discs in SQL`,
    };
  },
};

/** Each street against the union of the buffers near it, quad_segs 32; clipped to no area. */
async function withBuffers(peer: BenchDatabase, questions: readonly StreetLengthWithinRadius[]): Promise<{ ms: number; sampled: number; streets: number }> {
  return onOneSession(peer, async (run) => {
    let [ms, sampled, streets] = [0, 0, 0];
    for (const [i, rule] of questions.entries()) {
      const edition = (layer: string): number => peer.editions.get(layer) ?? -1;
      const demand = rule.demand.map((selector) => `(${inlined((values) => selectorSql(values, 'f', selector, edition(selector.layer)))})`).join(' or ');
      const supply = rule.supply.map((tier) => `select st_buffer(f.geom, ${tier.radiusM}, 'quad_segs=32') as geom from feature f where ${inlined((values) => selectorSql(values, 'f', tier, edition(tier.layer)))}`).join(' union all ');
      const [{ count }] = await run<{ count: number }>(`select count(*)::int as count from feature f where ${demand}`) as [{ count: number }];
      const start = performance.now();
      await run(`create temp table disc_${i} as ${supply}`);
      await run(`create index on disc_${i} using gist (geom)`);
      await run(`analyze disc_${i}`);
      const prepared = performance.now();
      await run(`select sum(st_length(st_intersection(s.geom, (select st_union(d.geom) from disc_${i} d where st_intersects(d.geom, s.geom))))) from (select geom from feature f where ${demand} order by md5(f.id::text) limit ${sampledStreets}) s`);
      const part = Math.min(count, sampledStreets);
      ms += prepared - start + (part === 0 ? 0 : ((performance.now() - prepared) * count) / part);
      sampled += part;
      streets += count;
    }
    return { ms, sampled, streets };
  });
}
