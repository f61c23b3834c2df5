import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MultiPolygonCoords } from '#planning/geometry/types.ts';
import type { Rule } from '#planning/standards/rule.ts';
import { partition } from '../../server/db/verification/partition.ts';
import { recompute } from '../../server/db/verification/recompute.ts';
import { analysisStatements } from '../../server/db/verification/run-statement.ts';
import type { Recomputed } from '../../server/db/verification/verification-context.ts';
import { wkbOfPolygons } from '../../server/db/wkb.ts';
import { seedDemo } from '../../server/ingest/seed-demo.ts';
import { createTestDatabase, databaseKinds } from '../support/database.ts';
import { quantiles } from './measure.ts';

export interface PeerTimes {
  /** Milliseconds for all rules of one area. */
  readonly median: number;
  /** By area, then by rule id. */
  readonly answers: readonly ReadonlyMap<string, Recomputed>[];
}

/**
 * The same questions to a native PostGIS that holds the demo city (statistics fresh, JIT and parallel workers off): what two rules ask alike is asked once,
 * as the core does. Null without a native PostgreSQL.
 */
export async function askPostgis(areas: readonly MultiPolygonCoords[], rules: readonly Rule[]): Promise<PeerTimes | null> {
  if (!databaseKinds().includes('external')) return null;
  const db = await createTestDatabase('external');
  const folder = mkdtempSync(join(tmpdir(), 'renewmap-bench-'));
  try {
    await seedDemo(db, folder);
    await db.pool.query('analyze');
    const { rows: [city] } = await db.pool.query<{ srid: number }>(`select srid from city where id = 'demo'`);
    const { rows } = await db.pool.query<{ kind: string; id: number }>(`select kind, id from layer_edition where city_id = 'demo' and status = 'current'`);
    const srid = city?.srid as number;
    const signal = new AbortController().signal;
    const run = analysisStatements(db, signal);
    const editions = new Map(rows.map(({ kind, id }) => [kind, id]));
    const times: number[] = [];
    const answers: Map<string, Recomputed>[] = [];
    for (const area of areas) {
      const start = performance.now();
      const context = { run, signal, srid, editions, area: await partition(run, wkbOfPolygons(area), srid) };
      const asked = new Map<string, Recomputed>();
      const byRule = new Map<string, Recomputed>();
      for (const rule of rules) {
        const question = JSON.stringify({ ...rule, id: '', name: null, formula: null, clause: null, threshold: null, group: '' });
        const answer = asked.get(question) ?? await recompute(context, rule);
        asked.set(question, answer);
        byRule.set(rule.id, answer);
      }
      times.push(performance.now() - start);
      answers.push(byRule);
    }
    return { median: quantiles(times).median, answers };
  } finally {
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
