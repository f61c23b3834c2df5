import { createCoverageEngine } from '#planning/coverage/engine.ts';
import { createGeosOverlay } from '#planning/geometry/geos-overlay.ts';
import type { MultiPolygonCoords } from '#planning/geometry/types.ts';
import type { AreaWithinRadius, RuleSet } from '#planning/standards/rule.ts';
import { wkbOfPolygons } from '../../../server/db/wkb.ts';
import { BenchTables, goodSums, naivePerParcel, naiveSums, onOneSession, uniteBuffers, type AreaSums, type Run } from '../area-sql.ts';
import type { BenchDatabase } from '../bench-database.ts';
import { isClose, quantiles, type Measure } from '../measure.ts';
import { questionOf } from '../postgis-peer.ts';

/** The rule the naive queries are asked: the national park rate. */
const naiveRule = 'G-TJ2021';
/** Parcels of the naive query that goes parcel by parcel; the rest is extrapolated. */
const sampledParcels = 300;
const longestNaiveMs = 60_000;

/**
 * Every straight-line rule of land for the whole city in one pass, from a dataset in memory and nothing prepared: selection, disjoint parcels, classification,
 * buffers, exact overlay. Beside it the good PostGIS query, each distinct question once, and the naive ones for one rule.
 */
export const measure: Measure = {
  name: 'straight-line-area',
  async run({ quick, dataset: datasetOf, ruleSets, postgis }) {
    const dataset = datasetOf();
    const overlay = await createGeosOverlay();
    const layers = new Set(dataset.layers.map(({ kind }) => kind));
    const rules = ruleSets.flatMap((set) => set.rules).filter((rule): rule is AreaWithinRadius => rule.kind === 'area_within_radius' && [rule.demand, ...rule.supply].every(({ layer }) => layers.has(layer)));
    const questions = [...new Map(rules.map((rule) => [questionOf(rule), rule])).values()];
    const fresh = (ask: (engine: ReturnType<typeof createCoverageEngine>) => unknown): number => {
      const engine = createCoverageEngine(dataset, ruleSets, overlay);
      const start = performance.now();
      ask(engine);
      const spent = performance.now() - start;
      engine.dispose();
      return spent;
    };
    const ruleIds = questions.map(({ id }) => id);
    fresh((engine) => engine.figuresOfCity({ ruleIds, listLimit: 0 }));
    // Half before the peer and half after it: on a machine that others use, both see the same neighbours.
    const half = (): number[] => Array.from({ length: quick ? 2 : 4 }, () => fresh((engine) => engine.figuresOfCity({ ruleIds, listLimit: 0 })));
    const cpu = process.cpuUsage();
    const times = half();
    const { user, system } = process.cpuUsage(cpu);
    const oneRule = quantiles(Array.from({ length: 3 }, () => fresh((engine) => engine.figuresOfCity({ ruleIds: [naiveRule], listLimit: 0 })))).median;
    const withReceipts = fresh((engine) => engine.figuresOfCity({ ruleIds }));
    const { answers, city } = answersOf(dataset, ruleSets, ruleIds, overlay);
    const peer = await postgis();
    const good = peer && await askGood(peer, questions, city);
    if (peer) times.push(...half());
    const { median, p95 } = quantiles(times);
    const more = { questions: questions.length, 'processor time a pass, ms': (user + system) / 1000 / (quick ? 2 : 4), 'one rule, ms': oneRule, 'with receipts, ms': withReceipts };
    const result = { median, p95, n: times.length, unit: 'ms', note: `${rules.length} rules of land, ${questions.length} different questions, from nothing` };
    if (!peer || !good) return { ...result, more };
    const differing = questions.filter(({ id }) => !agrees(answers.get(id), good.sums.get(id)));
    const naive = await askNaive(peer, rules.find(({ id }) => id === naiveRule) ?? questions[0] as AreaWithinRadius, city);
    return {
      ...result, peer: 'PostGIS, good query (G2)', peerMedian: good.ms, isEqual: differing.length === 0,
      more: { ...more, 'PostGIS, of it making parcels disjoint, ms': good.disjointMs, ...naive.more, ...(differing.length > 0 ? { different: differing.map(({ id }) => `${id}: core ${JSON.stringify(answers.get(id))} PostGIS ${JSON.stringify(good.sums.get(id))}`).join('; ') } : {}) },
      targets: [{ what: 'times as fast as the good query', is: good.ms / median, atLeast: 6 }, { what: `times as fast as the naive query (${naive.which}), one rule`, is: naive.ms / oneRule, atLeast: 60 }],
      note: `${result.note}; the good query once a question; naive: ${naive.note}`,
    };
  },
};

type Answers = ReadonlyMap<string, { readonly numerator: number | null; readonly denominator: number | null }>;

function answersOf(dataset: Parameters<typeof createCoverageEngine>[0], ruleSets: readonly RuleSet[], ruleIds: readonly string[], overlay: Parameters<typeof createCoverageEngine>[2]): { answers: Answers; city: MultiPolygonCoords } {
  const engine = createCoverageEngine(dataset, ruleSets, overlay);
  const figures = engine.figuresOfCity({ ruleIds });
  const city = engine.cityArea().area;
  engine.dispose();
  return { answers: new Map(figures.map(({ ruleId, numerator, denominator }) => [ruleId, { numerator, denominator }])), city };
}

function agrees(core: { readonly numerator: number | null; readonly denominator: number | null } | undefined, sums: AreaSums | undefined): boolean {
  return core !== undefined && sums !== undefined && isClose(core.numerator, sums.numerator) && isClose(core.denominator, sums.denominator);
}

interface Good { readonly ms: number; readonly sums: ReadonlyMap<string, AreaSums>; readonly disjointMs: number }

async function askGood(peer: BenchDatabase, questions: readonly AreaWithinRadius[], city: MultiPolygonCoords): Promise<Good> {
  return onOneSession(peer, async (run) => {
    const tables = new BenchTables(run, peer, wkbOfPolygons(city));
    const sums = new Map<string, AreaSums>();
    const start = performance.now();
    for (const rule of questions) sums.set(rule.id, await goodSums(run, tables, rule));
    return { ms: performance.now() - start, sums, disjointMs: tables.disjointMs };
  });
}

/** Both naive queries for one rule; the slower one stands for "naive", as in engine-findings. */
async function askNaive(peer: BenchDatabase, rule: AreaWithinRadius, city: MultiPolygonCoords): Promise<{ ms: number; which: string; note: string; more: Record<string, number | string> }> {
  return onOneSession(peer, async (run) => {
    const tables = new BenchTables(run, peer, wkbOfPolygons(city));
    const [{ count }] = await run<{ count: number }>(`select count(*)::int as count from ${await tables.parcels(rule)}`) as [{ count: number }];
    await tables.supply(rule);
    const union = await timed(() => uniteBuffers(run, tables, rule));
    const sample = Math.min(count, sampledParcels);
    const sampled = await timed(() => naivePerParcel(run, tables, rule, sample));
    const perParcel = union + (sampled * count) / sample;
    const united = await withLimit(run, () => timed(() => naiveSums(run, tables, rule)));
    return {
      ms: perParcel, which: 'N2, parcel by parcel', note: `N2 for ${rule.id}${sample < count ? `, extrapolated from ${sample} of ${count} parcels` : ''}`,
      more: { 'naive N2, ms': perParcel, 'naive N1, ms': united ?? `more than ${longestNaiveMs}, stopped` },
    };
  });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Null when the statement took longer than a minute and was stopped. */
async function withLimit(run: Run, work: () => Promise<number>): Promise<number | null> {
  await run(`set statement_timeout = ${longestNaiveMs}`);
  try {
    return await work();
  } catch (error) {
    if ((error as { code?: string }).code === '57014') return null;
    throw error;
  } finally {
    await run('set statement_timeout = 0');
  }
}
