import { expect, it } from 'vitest';
import { problemDocument } from '#contract/problem-document.ts';
import { ApiProblem, problemOf } from '../../../client/api/problem.ts';
import { outcomeOfProblem } from '../../../client/edit/send-edit.ts';

const remove = { id: 'e', kind: 'delete-unit' as const, baseVersion: 2, unitId: 'u', reason: '' };
const outcomeOf = (code: Parameters<typeof problemDocument>[0], extras = {}, edit = remove) => {
  const problem = problemDocument(code, extras);
  return outcomeOfProblem(edit, problemOf(problem.status, JSON.stringify(problem)));
};

it.each([
  ['no network', new ApiProblem('offline', 0), 'offline'],
  ['a gateway', problemOf(502, '<html>Bad gateway</html>'), 'offline'],
  ['a captive portal', new ApiProblem('unreadable_answer', 200), 'offline'],
  ['a bug', problemOf(500, JSON.stringify(problemDocument('internal'))), 'refused'],
] as const)('tells %s', (_, problem, kind) => {
  expect(outcomeOfProblem(remove, problem).kind).toBe(kind);
});

it('tells what the server decided', () => {
  expect(outcomeOf('not_signed_in')).toEqual({ kind: 'signed_out' });
  expect(outcomeOf('version_conflict', { currents: [{ unitId: 'u', unit: { id: 'u', version: 3 } }] })).toEqual({ kind: 'conflict', currents: [{ unitId: 'u', unit: { id: 'u', version: 3 } }] });
  expect(outcomeOf('not_found')).toEqual({ kind: 'conflict', currents: [{ unitId: 'u', unit: null }] });
  expect(outcomeOf('not_found', { detail: 'no city' }, { ...remove, baseVersion: 0 })).toEqual({ kind: 'refused', code: 'not_found', detail: 'no city' });
  expect(outcomeOf('unit_invalid', { findings: [{ id: 'x' }] })).toEqual({ kind: 'invalid', findings: [{ id: 'x' }] });
  expect(outcomeOf('name_taken')).toEqual({ kind: 'name_taken' });
  expect(outcomeOf('already_exists', { detail: 'd' })).toEqual({ kind: 'refused', code: 'already_exists', detail: 'd' });
  expect(outcomeOf('forbidden')).toEqual({ kind: 'refused', code: 'forbidden', detail: '' });
  expect(outcomeOf('not_ready')).toEqual({ kind: 'offline' });
  expect(outcomeOf('too_many_requests')).toEqual({ kind: 'offline' });
});
