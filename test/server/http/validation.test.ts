import { Type, type TSchema } from 'typebox';
import { describe, expect, it } from 'vitest';
import { EditInput } from '../../../server/contract/units.ts';
import { validatorCompiler } from '../../../server/http/plugins/validation.ts';
import type { HttpProblem } from '../../../server/http/problems.ts';

const compile = (schema: TSchema, httpPart: string): ((value: unknown) => unknown) => validatorCompiler({ schema, method: 'POST', url: '/', httpPart }) as (value: unknown) => unknown;
const problemIn = (result: unknown): HttpProblem => (result as { error: HttpProblem }).error;

const id = '11111111-1111-4111-8111-111111111111';
const square = { type: 'Polygon', coordinates: [[[0, 0], [1, 0], [1, 1], [0, 0]]] };
const unit = { id, name: '一号', isPriority: false, note: '', geometry: square };
const put = { id, kind: 'put-unit', baseVersion: 0, unit, reason: '' };

describe('a body', () => {
  const check = compile(EditInput, 'body');

  it('that fits passes as it is', () => {
    expect(check(put)).toEqual({ value: put });
    expect(check({ id, kind: 'delete-unit', baseVersion: 1, unitId: id, reason: '' })).not.toHaveProperty('error');
  });

  it.each([
    ['an unknown field', { ...put, colour: 'red' }, 'unknown_field', ['/colour']],
    ['an unknown field deep inside', { ...put, unit: { ...unit, area: 4 } }, 'unknown_field', ['/unit/area']],
    ['a missing field', { ...put, unit: { ...unit, name: undefined } }, 'bad_request', ['/unit/name']],
    ['text for a number', { ...put, baseVersion: '0' }, 'bad_request', ['/baseVersion']],
    ['null for text', { ...put, reason: null }, 'bad_request', ['/reason']],
    ['the fields of the other kind', { id, kind: 'delete-unit', baseVersion: 1, unit, reason: '' }, 'bad_request', ['/unit', '/unitId']],
    ['a wrong and an unknown field together', { ...put, baseVersion: -1, colour: 'red' }, 'bad_request', ['/baseVersion', '/colour']],
    ['no object', [put], 'bad_request', ['/']],
  ])('with %s is refused with its path only', (_name, body, code, paths) => {
    const problem = problemIn(check(body));
    expect(problem.code).toBe(code);
    expect([...new Set(problem.extras.errors?.map((error) => error.path))].sort()).toEqual(paths);
    expect(problem.extras.detail).toContain((problem.extras.errors ?? [])[0]?.path);
  });

  it('with very many faults is answered with few', () => {
    const coordinates = [Array.from({ length: 5000 }, () => ['a', 'b'])];
    const problem = problemIn(check({ ...put, unit: { ...unit, geometry: { type: 'Polygon', coordinates } } }));
    expect(problem.extras.errors?.length).toBeLessThanOrEqual(20);
  });
});

describe('a query', () => {
  const check = compile(Type.Object({ level: Type.Optional(Type.Integer()), all: Type.Optional(Type.Boolean()) }, { additionalProperties: false }), 'querystring');

  it('is read as the numbers and booleans asked for', () => {
    expect(check({ level: '3', all: 'true' })).toEqual({ value: { level: 3, all: true } });
  });

  it('that cannot be read so is refused', () => {
    expect(problemIn(check({ level: 'three' })).code).toBe('bad_request');
    expect(problemIn(check({ levle: '3' })).code).toBe('unknown_field');
  });
});
