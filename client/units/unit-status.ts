import { unitsOfEdit } from '#planning/plan/edit.ts';
import type { PlanState } from '../edit/types.ts';

/** Where a unit stands between the screen and the server. */
export type UnitStatus =
  | { readonly kind: 'saved'; readonly version: number }
  | { readonly kind: 'pending' }
  | { readonly kind: 'conflict' | 'invalid' };

export function unitStatus({ pending, blocked, plan, saved }: Pick<PlanState, 'pending' | 'blocked' | 'plan' | 'saved'>, unitId: string): UnitStatus {
  const entry = blocked.get(unitId);
  if (entry) return { kind: entry.kind === 'conflict' ? 'conflict' : 'invalid' };
  if (pending.some(({ edit }) => unitsOfEdit(edit).includes(unitId))) return { kind: 'pending' };
  return { kind: 'saved', version: saved.units.get(unitId)?.version ?? plan.units.get(unitId)?.version ?? 0 };
}
