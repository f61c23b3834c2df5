import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { fieldsOf } from '#planning/plan/apply-edit.ts';
import i18n from '../app/i18n.ts';
import { useAppState } from '../app/app-state.ts';
import { planStore } from '../units/plan.ts';

/** Long enough to notice and reach for it. */
const SHOWN_MS = 30_000;

/** Deletes at once and offers to take it back: no question first, for nothing is lost. */
export function removeUnit(unitId: string): void {
  const store = planStore();
  const unit = store.getState().plan.units.get(unitId);
  if (!unit) return;
  store.getState().commit({ kind: 'delete-unit', unitId, reason: i18n.t('draw:reasonRemove') });
  useAppState.getState().select(null);
  const id = `removed-${unitId}`;
  const restore = () => {
    store.getState().commit({ kind: 'put-unit', unit: fieldsOf(unit), how: 'reverted', reason: i18n.t('draw:undoRemove') });
    useAppState.getState().select({ type: 'unit', id: unitId });
    notifications.hide(id);
  };
  notifications.show({ id, autoClose: SHOWN_MS, message: <Group justify="space-between" wrap="nowrap"><span>{i18n.t('draw:removed', { name: unit.name })}</span><Button size="compact-xs" variant="light" onClick={restore}>{i18n.t('draw:undoRemove')}</Button></Group> });
}
