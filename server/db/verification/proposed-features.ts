import { PROPOSAL_ID_BASE, type MetricProposal } from '#planning/coverage/proposal.ts';
import type { RunStatement, VerificationContext } from './verification-context.ts';

/**
 * The same verification with a unit's proposals counted: every statement reads `feature` through a common table expression of that name, in which they stand
 * beside what exists, in the edition of their layer and in use; what is moved stands at its new place with what is recorded of it, and what is closed or moved away
 * is in no edition. Those of a layer the city does not have are not counted, nor are they in the core. Footways are no features: the network knows them (./walking.ts).
 */
export function withProposals<Context extends VerificationContext>(context: Context, unitId: string, proposals: readonly MetricProposal[]): Context {
  return { ...context, run: readingProposals(context, unitId, proposals), kept: new WeakMap(), unitId, gone: idsGone(proposals) };
}

/** Ids of what exists and is closed or moved away. */
export const idsGone = (proposals: readonly MetricProposal[]): readonly number[] =>
  proposals.flatMap(({ action, featureId }) => ((action === 'close' || action === 'move') && featureId !== undefined ? [featureId] : []));

function readingProposals({ run, editions }: VerificationContext, unitId: string, proposals: readonly MetricProposal[]): RunStatement {
  const gone = idsGone(proposals);
  const moved = proposals.filter(({ action, featureId }) => action === 'move' && featureId !== undefined);
  const built: readonly unknown[] = [unitId, [...editions.keys()], [...editions.values()]];
  const own = gone.length === 0 ? built : [...built, gone, moved.map(({ id }) => id - PROPOSAL_ID_BASE), moved.map(({ featureId }) => featureId)];
  return (sql, values) => {
    const [unit, layers, ids, away, numbers, subjects] = own.map((_, n) => `$${values.length + n + 1}`);
    const building = `select ${PROPOSAL_ID_BASE} + p.number, e.edition_id, p.attrs || '{"status": "in_use"}', p.geom
      from proposal p join unnest(${layers}::text[], ${ids}::int[]) as e (layer, edition_id) using (layer) where p.unit_id = ${unit}::uuid and p.action = 'build' and not p.is_deleted`;
    const moving = `select ${PROPOSAL_ID_BASE} + p.number, f.edition_id, f.attrs, p.geom
      from unnest(${numbers}::bigint[], ${subjects}::bigint[]) as m (number, feature_id) join feature f on f.id = m.feature_id join proposal p on p.unit_id = ${unit}::uuid and p.number = m.number`;
    // A condition on the rows would keep PostgreSQL from its indexes of places, so what is gone loses its edition instead.
    const standing = gone.length === 0 ? 'select id, edition_id, attrs, geom from feature' : `select id, case when id = any(${away}::bigint[]) then null else edition_id end as edition_id, attrs, geom from feature`;
    const feature = `feature as not materialized (${[standing, building, ...gone.length === 0 ? [] : [moving]].join('\n      union all\n      ')})`;
    const text = sql.startsWith('with ') ? `with ${feature}, ${sql.slice('with '.length)}` : `with ${feature} ${sql}`;
    return run(text, [...values, ...own]);
  };
}
