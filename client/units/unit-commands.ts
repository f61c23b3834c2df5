import i18n from '../app/i18n.ts';
import { fieldsOf } from '#planning/plan/apply-edit.ts';
import type { RenewalUnit } from '#planning/plan/edit.ts';
import { differingFigures, type RenewalFigures } from '#planning/renewal/renewal-figures.ts';
import type { UnitDraft } from '../edit/types.ts';
import { planStore } from './plan.ts';

type Fields = Partial<Pick<RenewalUnit, 'name' | 'isPriority' | 'note'>>;

/** Changes a unit's words through the one door. */
export function changeUnit(unitId: string, fields: Fields, reasonKey: string): void {
  const unit = planStore().getState().plan.units.get(unitId);
  if (!unit || Object.entries(fields).every(([name, value]) => unit[name as keyof Fields] === value)) return;
  planStore().getState().commit({ kind: 'put-unit', unit: { ...fieldsOf(unit), ...fields }, reason: i18n.t(`units:${reasonKey}`) });
}
export const togglePriority = (unit: RenewalUnit): void => changeUnit(unit.id, { isPriority: !unit.isPriority }, unit.isPriority ? 'reasonUnpriority' : 'reasonPriority');

const withoutFigures = ({ renewal: _, ...rest }: UnitDraft): UnitDraft => rest;
/** States a unit's 留改拆建 anew; null: nothing of it is known. */
export function changeFigures(unitId: string, figures: RenewalFigures | null): void {
  const unit = planStore().getState().plan.units.get(unitId);
  if (!unit || differingFigures(unit.renewal, figures ?? undefined).length === 0) return;
  planStore().getState().commit({ kind: 'put-unit', unit: { ...withoutFigures(fieldsOf(unit)), ...(figures ? { renewal: figures } : {}) }, reason: i18n.t('units:renewal.reason') });
}
