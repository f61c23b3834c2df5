import { numbersOf, rulesIn, type NumberFacts, type RuleNumber } from './rule-numbers.ts';

/** One number of a rule set set to another value. */
export interface NumberChange {
  /** Null: a number of the rule set itself. */
  readonly ruleId: string | null;
  /** As `RuleNumber.path`. */
  readonly path: string;
  readonly value: number;
}

export type ChangeFault = 'no_such_number' | 'locked' | 'out_of_range' | 'whole_number' | 'twice' | 'wrong_order';
export interface ChangeProblem { readonly code: ChangeFault; readonly change: Pick<NumberChange, 'ruleId' | 'path'>; readonly message: string }
export type Changed = { readonly ok: true; readonly content: unknown } | { readonly ok: false; readonly problems: readonly ChangeProblem[] };

/** Where a number is, in one text: `G-YL2022/threshold.value`; of the set itself `/walking[0].metres`. */
export const numberKey = ({ ruleId, path }: Pick<NumberChange, 'ruleId' | 'path'>): string => `${ruleId ?? ''}/${path}`;

/**
 * A copy of a rule set's JSON with these numbers set. Refused: numbers that are not there, that the document gives word for word, out of their unit's
 * range, or that would turn a range around. Whether the result still is a rule set is the parser's business.
 */
export function changeNumbers(content: unknown, changes: readonly NumberChange[], facts: NumberFacts): Changed {
  const known = new Map(numbersOf(content, facts).map((number) => [numberKey(number), number]));
  const problems = changes.flatMap((change, i) => {
    const fault = faultOf(change, known.get(numberKey(change)), changes.findIndex((each) => numberKey(each) === numberKey(change)) < i);
    return fault ? [{ ...fault, change: { ruleId: change.ruleId, path: change.path } }] : [];
  });
  if (problems.length > 0) return { ok: false, problems };
  const copy = structuredCloneOf(content);
  for (const change of changes) set(change.ruleId === null ? copy : rulesIn(copy).find(({ id }) => id === change.ruleId), change.path, change.value);
  const turned = changes.filter((change) => isTurnedAround(numbersOf(copy, facts), change));
  if (turned.length > 0) return { ok: false, problems: turned.map(({ ruleId, path }) => ({ code: 'wrong_order', change: { ruleId, path }, message: 'The lower bound must stay below the upper one.' })) };
  return { ok: true, content: copy };
}

function faultOf({ value }: NumberChange, number: RuleNumber | undefined, isAgain: boolean): { readonly code: ChangeFault; readonly message: string } | null {
  if (!number) return { code: 'no_such_number', message: 'There is no such number in this rule set.' };
  if (isAgain) return { code: 'twice', message: 'This number is changed twice.' };
  if (!number.isEditable) return { code: 'locked', message: 'This number stands word for word in the document and cannot be changed here.' };
  if (!Number.isFinite(value) || value < number.min || value > number.max) return { code: 'out_of_range', message: `A number from ${number.min} to ${number.max} is expected.` };
  if (number.unit === 'count' && !Number.isInteger(value)) return { code: 'whole_number', message: 'A whole number is expected.' };
  return null;
}

/** JSON only, so that this compiles without a platform's `structuredClone`. */
const structuredCloneOf = (content: unknown): unknown => JSON.parse(JSON.stringify(content));

function set(target: unknown, path: string, value: number): void {
  const steps = path.split(/[.[\]]+/).filter((step) => step !== '');
  const last = steps.pop() as string;
  const holder = steps.reduce((inside, step) => (inside as Record<string, unknown>)[step], target);
  (holder as Record<string, unknown>)[last] = value;
}

/** Pairs of bounds that stand in one object, and whether they may be equal. */
const bounds: readonly (readonly [lower: string, upper: string, mayBeEqual: boolean])[] = [['min', 'max', true], ['min', 'maxExclusive', false], ['minAreaM2', 'maxAreaM2Exclusive', false]];

function isTurnedAround(numbers: readonly RuleNumber[], { ruleId, path }: NumberChange): boolean {
  const holder = path.slice(0, path.lastIndexOf('.') + 1);
  const at = (name: string): number | undefined => numbers.find((number) => number.ruleId === ruleId && number.path === holder + name)?.value;
  return bounds.some(([lower, upper, mayBeEqual]) => {
    const [low, high] = [at(lower), at(upper)];
    return low !== undefined && high !== undefined && (mayBeEqual ? low > high : low >= high);
  });
}
