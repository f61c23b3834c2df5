import type { LonLatArea } from '#planning/geometry/types.ts';
import i18n from '../app/i18n.ts';
import { useAppState } from '../app/app-state.ts';
import type { MeasuredProposal } from '../coverage/protocol.ts';
import { startAmending } from '../draw/controller.ts';
import { freeName } from '../draw/free-name.ts';
import type { UnitDraft } from '../edit/types.ts';
import type { MapOwner } from '../map/map-owner.ts';
import { newId, planStore } from '../units/plan.ts';
import { stopAssistant } from './assistant-tool.ts';

/** A community as a whole gives the unit its name; any other gets the next free number. */
export function nameFor(proposal: Pick<MeasuredProposal, 'reasons'>, taken: ReadonlySet<string>): string {
  const whole = proposal.reasons.find(({ code, params }) => code === 'whole_division' && params['name'] !== '')?.params['name'];
  const called = whole === undefined ? null : i18n.t('assistant:unitOf', { name: whole });
  return called !== null && !taken.has(called) ? called : freeName(taken, (n) => i18n.t('draw:newName', { n }));
}

function draftOf(proposal: MeasuredProposal): UnitDraft {
  const taken = new Set([...planStore().getState().plan.units.values()].map(({ name }) => name));
  return { id: newId(), name: nameFor(proposal, taken), isPriority: false, note: '', geometry: proposal.geometry as LonLatArea };
}

/** Makes it a unit of the plan, as it is. */
export function acceptProposal(proposal: MeasuredProposal): void {
  const unit = draftOf(proposal);
  stopAssistant();
  planStore().getState().commit({ kind: 'put-unit', unit, how: 'proposed', reason: i18n.t('assistant:reason') });
  useAppState.getState().select({ type: 'unit', id: unit.id });
}

/** Into the drawing tools as a draft: nothing is saved before it is finished there. */
export function amendProposal(owner: MapOwner, proposal: MeasuredProposal): void {
  const unit = draftOf(proposal);
  stopAssistant();
  startAmending(owner, unit, i18n.t('assistant:reason'));
}
