import type { BoundaryWay } from '#planning/plan/edit.ts';
import { mostChanges } from '#contract/units.ts';
import type { ChangeIntent } from '../../edit/types.ts';
import { commitChanges } from '../tools/unit-changes.ts';
import type { Batch } from './settle-batch.ts';

/** The units of a batch go to the server together, in as few edits as it takes; each is one step to undo. Returns how many units were made: fewer than all when the plan moved on. */
export function commitBatch({ rows, neighbours }: Batch, reason: string, how: BoundaryWay): number {
  const made = rows.flatMap(({ unit, refused }): ChangeIntent[] => (refused === null ? [{ kind: 'put-unit', unit }] : []));
  // Neighbours take corners over first; their ground does not change by it.
  const changes: readonly ChangeIntent[] = [...neighbours.map((unit): ChangeIntent => ({ kind: 'put-unit', unit })), ...made];
  for (let from = 0; from < changes.length; from += mostChanges) {
    if (!commitChanges(changes.slice(from, from + mostChanges), reason, how)) return Math.max(0, from - neighbours.length);
  }
  return made.length;
}
