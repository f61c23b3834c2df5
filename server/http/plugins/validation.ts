import type { FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { Settings } from 'typebox/system';
import { Value } from 'typebox/value';
import { HttpProblem } from '../problems.ts';

type Failure = ReturnType<ReturnType<typeof Compile>['Errors']>[number];
interface Line { readonly path: string; readonly message: string; readonly isUnknown: boolean }

const mostLines = 20;
/** Errors come branch by branch of a union: with few of them, those of the branch the sender meant may be cut off. */
Settings.Set({ maxErrors: 100 });
const unionBranch = /^.*?\/anyOf\/\d+(?=\/|$)/;

/** The branch of the outermost union below `within` that a failure is of. */
const branchOf = (failure: Failure, within: string): string | null => {
  const inner = unionBranch.exec(failure.schemaPath.slice(within.length))?.[0];
  return inner === undefined ? null : within + inner;
};

/**
 * Of a union of kinds only the branch the sender meant is worth reporting: the one whose literal tag fits.
 * Without a tag that tells, the branch with the fewest complaints. Likewise for the unions inside it.
 */
function ofMeantBranch(failures: readonly Failure[], within = ''): Failure[] {
  const branches = new Map<string, Failure[]>();
  const rest: Failure[] = [];
  for (const failure of failures) {
    const branch = branchOf(failure, within);
    if (branch === null) rest.push(failure);
    else branches.set(branch, [...(branches.get(branch) ?? []), failure]);
  }
  if (branches.size === 0) return rest;
  const isTag = (branch: string, { keyword, schemaPath }: Failure) => keyword === 'const' && /^\/properties\/[^/]+$/.test(schemaPath.slice(branch.length));
  const all = [...branches];
  const fitting = all.filter(([branch, list]) => !list.some((failure) => isTag(branch, failure)));
  const [branch, best] = (fitting.length > 0 ? fitting : all).reduce((a, b) => (b[1].length < a[1].length ? b : a));
  return [...rest.filter((failure) => failure.keyword !== 'anyOf'), ...ofMeantBranch(best, branch)];
}

function linesOf(failure: Failure): Line[] {
  const at = failure.instancePath;
  if (failure.keyword === 'additionalProperties') {
    return failure.params.additionalProperties.map((name) => ({ path: `${at}/${name}`, message: 'is not a field the API knows', isUnknown: true }));
  }
  if (failure.keyword === 'required') return failure.params.requiredProperties.map((name) => ({ path: `${at}/${name}`, message: 'is missing', isUnknown: false }));
  // «schema is false» repeats what additionalProperties says; «anyOf» what its branches say.
  if (failure.keyword === 'boolean' || failure.keyword === 'anyOf') return [];
  const allowed = failure.keyword === 'enum' ? `: ${failure.params.allowedValues.join(', ')}` : '';
  return [{ path: at === '' ? '/' : at, message: failure.message + allowed, isUnknown: false }];
}

function problem(part: string, failures: readonly Failure[]): HttpProblem {
  const lines = ofMeantBranch(failures).flatMap(linesOf);
  const onlyUnknown = lines.length > 0 && lines.every((line) => line.isUnknown);
  const errors = lines.slice(0, mostLines).map(({ path, message }) => ({ path, message }));
  const first = errors[0];
  return new HttpProblem(onlyUnknown ? 'unknown_field' : 'bad_request', { detail: first ? `In the ${part}: ${first.path} ${first.message}.` : `The ${part} does not fit.`, errors });
}

/**
 * Checks requests by the contract's schemas. Nothing is dropped and in a body nothing is converted; only the text of paths, queries and headers
 * is read as the numbers and booleans the schema asks for.
 */
export const validatorCompiler: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const check = Compile(schema);
  const part = httpPart ?? 'body';
  return (value: unknown) => {
    const parsed = part === 'body' ? value : Value.Convert(schema, value);
    return check.Check(parsed) ? { value: parsed } : { error: problem(part, check.Errors(parsed)) };
  };
};
