import type { MultiPolygonCoords } from '#planning/geometry/types.ts';
import type { Rule } from '#planning/standards/rule.ts';
import { partition } from '../../server/db/verification/partition.ts';
import { recompute } from '../../server/db/verification/recompute.ts';
import { analysisStatements } from '../../server/db/verification/run-statement.ts';
import type { Recomputed } from '../../server/db/verification/verification-context.ts';
import { wkbOfPolygons } from '../../server/db/wkb.ts';
import type { BenchDatabase } from './bench-database.ts';
import { quantiles } from './measure.ts';

export interface PeerTimes {
  /** Milliseconds for all rules of one area. */
  readonly median: number;
  /** By area, then by rule id. */
  readonly answers: readonly ReadonlyMap<string, Recomputed>[];
}

/** The same questions to PostGIS (JIT and parallel workers off), by the app's own verifying SQL: what two rules ask alike is asked once, as the core does. */
export async function askPostgis({ db, srid, editions }: BenchDatabase, areas: readonly MultiPolygonCoords[], rules: readonly Rule[]): Promise<PeerTimes> {
  const signal = new AbortController().signal;
  const run = analysisStatements(db, signal);
  const times: number[] = [];
  const answers: Map<string, Recomputed>[] = [];
  for (const area of areas) {
    const start = performance.now();
    const context = { run, signal, srid, editions, area: await partition(run, wkbOfPolygons(area), srid), kept: new WeakMap() };
    const asked = new Map<string, Recomputed>();
    const byRule = new Map<string, Recomputed>();
    for (const rule of rules) {
      const question = questionOf(rule);
      const answer = asked.get(question) ?? await recompute(context, rule);
      asked.set(question, answer);
      byRule.set(rule.id, answer);
    }
    times.push(performance.now() - start);
    answers.push(byRule);
  }
  return { median: quantiles(times).median, answers };
}

/** What a rule measures, without its name, clause and threshold: rules that ask the same are asked once by the core, and by its peers. */
export function questionOf(rule: Rule): string {
  return JSON.stringify({ ...rule, id: '', name: null, formula: null, clause: null, threshold: null, topic: '', group: '' });
}
