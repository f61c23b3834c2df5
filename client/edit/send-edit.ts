/** Sends an edit to the server and says what became of it: every failure is an outcome. */
import type { Current, EditResult } from '#contract/units.ts';
import { unitsOfEdit, type Edit, type Finding } from '#planning/plan/edit.ts';
import { api, cityPath } from '../api/api.ts';
import { ApiProblem } from '../api/problem.ts';
import type { SendOutcome } from './types.ts';

/** Answers of gateways and of a server that is starting or busy: they pass. */
const passing: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** What a problem means for the edit that was answered with it. */
export function outcomeOfProblem(edit: Edit, problem: ApiProblem): SendOutcome {
  const { code, status } = problem;
  if (code === 'offline' || passing.has(status) || (code === 'unreadable_answer' && status < 400)) return { kind: 'offline' };
  if (status === 401) return { kind: 'signed_out' };
  if (code === 'version_conflict') return { kind: 'conflict', currents: problem.currents as readonly Current[] };
  // A new unit cannot be missing: then it is the city or the scheme that is.
  if (code === 'not_found' && edit.kind !== 'change-units' && edit.baseVersion > 0) return { kind: 'conflict', currents: unitsOfEdit(edit).map((unitId) => ({ unitId, unit: null })) };
  if (code === 'name_taken') return { kind: 'name_taken' };
  if (code === 'unit_invalid') return { kind: 'invalid', findings: problem.findings as readonly Finding[] };
  return { kind: 'refused', code, detail: problem.detail ?? '' };
}

/** A sender for one city, as `createPlanStore` wants it. */
export function sendEditTo(cityId: string): (edit: Edit) => Promise<SendOutcome> {
  return async (edit) => {
    try {
      return { kind: 'saved', result: await api.post<EditResult>(cityPath(cityId, 'edits'), edit) };
    } catch (error) {
      if (error instanceof ApiProblem) return outcomeOfProblem(edit, error);
      throw error;
    }
  };
}
