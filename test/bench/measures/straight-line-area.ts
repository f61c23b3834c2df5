import { createCoverageEngine } from '#planning/coverage/engine.ts';
import { createGeosOverlay } from '#planning/geometry/geos-overlay.ts';
import type { MultiPolygonCoords } from '#planning/geometry/types.ts';
import type { AreaWithinRadius, RuleSet } from '#planning/standards/rule.ts';
import { wkbOfPolygons } from '../../../server/db/wkb.ts';
import { BenchTables, goodSums, naivePerParcel, naiveSums, onOneSession, uniteBuffers, type AreaSums, type Run } from '../area-sql.ts';
import { taken } from '../backend-time.ts';
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
    const spend = (ask: (engine: ReturnType<typeof createCoverageEngine>) => unknown): { readonly clockMs: number; readonly processorMs: number } => {
      const engine = createCoverageEngine(dataset, ruleSets, overlay);
      const [start, cpu] = [performance.now(), process.cpuUsage()];
      ask(engine);
      const { user, system } = process.cpuUsage(cpu);
      const clockMs = performance.now() - start;
      engine.dispose();
      return { clockMs, processorMs: (user + system) / 1000 };
    };
    const ruleIds = questions.map(({ id }) => id);
    const pass = (): ReturnType<typeof spend> => spend((engine) => engine.figuresOfCity({ ruleIds, listLimit: 0 }));
    pass();
    // Half before the peer and half after it: on a machine that others use, both see the same neighbours.
    const half = (): ReturnType<typeof spend>[] => Array.from({ length: quick ? 2 : 4 }, pass);
    const passes = half();
    const oneRules = Array.from({ length: 3 }, () => spend((engine) => engine.figuresOfCity({ ruleIds: [naiveRule], listLimit: 0 })));
    const withReceipts = spend((engine) => engine.figuresOfCity({ ruleIds }));
    const { answers, city } = answersOf(dataset, ruleSets, ruleIds, overlay);
    const peer = await postgis();
    const good = peer && await askGood(peer, questions, city);
    if (peer) passes.push(...half());
    const { median, p95 } = quantiles(passes.map(({ clockMs }) => clockMs));
    const [passMs, oneRuleMs] = [passes, oneRules].map((list) => quantiles(list.map(({ processorMs }) => processorMs)).median) as [number, number];
    const more = { questions: questions.length, 'processor time a pass, ms': passMs, 'processor time of one rule, ms': oneRuleMs, 'with receipts, ms': withReceipts.clockMs };
    const result = { median, p95, n: passes.length, unit: 'ms', note: `${rules.length} rules of land, ${questions.length} different questions, from nothing` };
    if (!peer || !good) return { ...result, more };
    const differing = questions.filter(({ id }) => !agrees(answers.get(id), good.sums.get(id)));
    const naive = await askNaive(peer, rules.find(({ id }) => id === naiveRule) ?? questions[0] as AreaWithinRadius, city);
    const by = good.isProcessorTime ? 'processor time' : 'by the clock';
    const [ours, oursOfOne] = good.isProcessorTime ? [passMs, oneRuleMs] : [median, quantiles(oneRules.map(({ clockMs }) => clockMs)).median];
    return {
      ...result, peer: 'PostGIS, good query (G2)', peerMedian: good.clockMs, isEqual: differing.length === 0,
      more: { ...more, 'PostGIS, processor time of the good query, ms': good.isProcessorTime ? good.ms : 'not known', 'PostGIS, of it making parcels disjoint (by the clock), ms': good.disjointMs, ...naive.more, ...(differing.length > 0 ? { different: differing.map(({ id }) => `${id}: core ${JSON.stringify(answers.get(id))} PostGIS ${JSON.stringify(good.sums.get(id))}`).join('; ') } : {}) },
      targets: [{ what: `times as fast as the good query (${by})`, is: good.ms / ours, atLeast: 6 }, { what: `times as fast as the naive query (${naive.which}), one rule (${by})`, is: naive.ms / oursOfOne, atLeast: 60 }],
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

interface Good extends Awaited<ReturnType<typeof taken>> { readonly sums: ReadonlyMap<string, AreaSums>; readonly disjointMs: number }

async function askGood(peer: BenchDatabase, questions: readonly AreaWithinRadius[], city: MultiPolygonCoords): Promise<Good> {
  return onOneSession(peer, async (run) => {
    const tables = new BenchTables(run, peer, wkbOfPolygons(city));
    const sums = new Map<string, AreaSums>();
    const time = await taken(run, async () => {
      for (const rule of questions) sums.set(rule.id, await goodSums(run, tables, rule));
    });
    return { ...time, sums, disjointMs: tables.disjointMs };
  });
}

/** Both naive queries for one rule; the slower one stands for "naive", as in engine-findings. */
async function askNaive(peer: BenchDatabase, rule: AreaWithinRadius, city: MultiPolygonCoords): Promise<{ ms: number; which: string; note: string; more: Record<string, number | string> }> {
  return onOneSession(peer, async (run) => {
    const tables = new BenchTables(run, peer, wkbOfPolygons(city));
    const [{ count }] = await run<{ count: number }>(`select count(*)::int as count from ${await tables.parcels(rule)}`) as [{ count: number }];
    await tables.supply(rule);
    const { ms: union } = await taken(run, () => uniteBuffers(run, tables, rule));
    const sample = Math.min(count, sampledParcels);
    const { ms: sampled } = await taken(run, () => naivePerParcel(run, tables, rule, sample));
    const perParcel = union + (sampled * count) / sample;
    const united = await withLimit(run, async () => (await taken(run, () => naiveSums(run, tables, rule))).ms);
    return {
      ms: perParcel, which: 'N2, parcel by parcel', note: `N2 for ${rule.id}${sample < count ? `, extrapolated from ${sample} of ${count} parcels` : ''}`,
      more: { 'naive N2, ms': perParcel, 'naive N1, ms': united ?? `more than ${longestNaiveMs}, stopped` },
    };
  });
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
