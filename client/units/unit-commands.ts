import i18n from '../app/i18n.ts';
import { fieldsOf } from '#planning/plan/apply-edit.ts';
import type { RenewalUnit } from '#planning/plan/edit.ts';
import { planStore } from './plan.ts';

type Fields = Partial<Pick<RenewalUnit, 'name' | 'isPriority' | 'note'>>;

/** Changes a unit's words through the one door. */
export function changeUnit(unitId: string, fields: Fields, reasonKey: string): void {
  const unit = planStore().getState().plan.units.get(unitId);
  if (!unit || Object.entries(fields).every(([name, value]) => unit[name as keyof Fields] === value)) return;
  planStore().getState().commit({ kind: 'put-unit', unit: { ...fieldsOf(unit), ...fields }, reason: i18n.t(`units:${reasonKey}`) });
}
export const togglePriority = (unit: RenewalUnit): void => changeUnit(unit.id, { isPriority: !unit.isPriority }, unit.isPriority ? 'reasonUnpriority' : 'reasonPriority');
