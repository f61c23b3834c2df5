import { PROPOSAL_ID_BASE } from '#planning/coverage/proposal.ts';
import type { RunStatement, VerificationContext } from './verification-context.ts';

/**
 * The same verification with a unit's proposals counted: every statement reads `feature` through a common table expression of that name, in which they stand
 * beside what exists, in the edition of their layer and in use. Those of a layer the city does not have are not counted, nor are they in the core.
 */
export function withProposals<Context extends VerificationContext>(context: Context, unitId: string): Context {
  return { ...context, run: readingProposals(context.run, context.editions, unitId), kept: new WeakMap(), unitId };
}

function readingProposals(run: RunStatement, editions: ReadonlyMap<string, number>, unitId: string): RunStatement {
  return (sql, values) => {
    const [unit, layers, ids] = [1, 2, 3].map((n) => `$${values.length + n}`);
    const feature = `feature as not materialized (
      select id, edition_id, attrs, geom from feature
      union all
      select ${PROPOSAL_ID_BASE} + p.number, e.edition_id, p.attrs || '{"status": "in_use"}', p.geom
      from proposal p join unnest(${layers}::text[], ${ids}::int[]) as e (layer, edition_id) using (layer) where p.unit_id = ${unit}::uuid and p.action = 'build' and not p.is_deleted)`;
    const text = sql.startsWith('with ') ? `with ${feature}, ${sql.slice('with '.length)}` : `with ${feature} ${sql}`;
    return run(text, [...values, unitId, [...editions.keys()], [...editions.values()]]);
  };
}
