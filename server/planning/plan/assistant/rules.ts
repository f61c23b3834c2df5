/** The weights of the boundary assistant, as data/boundary-assistant.json has them. Lengths in metres, areas in m², shares 0..1. */
import { characters, costTerms, type Character, type CostTerm } from './answer.ts';
import { lineKinds, type LineKind } from './question.ts';

const names = [
  'snapM', 'windowM', 'mostPoints', 'clickRadiusM', 'minShareInside', 'minShareCut', 'minCommunities', 'demonstrationMinAreaM2', 'demonstrationMaxAreaM2', 'sameShare', 'mostWorse', 'minSideShare', 'everyM', 'placeCutPerM', 'parcelCutPerM',
] as const;

export interface LineRule {
  /** Of a metre of boundary along it, 0 best. */
  readonly cost: Readonly<Record<Character, number>>;
  /** What it parts counts as parted: a parcel on both sides of it is not cut by it. */
  readonly divides: boolean;
  readonly clause: string;
}
export interface CharacterRule {
  /** Sizes of the ground aimed at around the place. */
  readonly targetAreasM2: readonly number[];
  /** How far the boundary may go from what is aimed at for a line that costs 1 less a metre. */
  readonly reachM: readonly number[];
  readonly wantedAreaM2: readonly [least: number, most: number];
  /** Levels of divisions to aim at as a whole. */
  readonly levels: readonly string[];
  readonly weights: Readonly<Record<CostTerm, number>>;
}
export interface AssistantRules {
  readonly values: Readonly<Record<(typeof names)[number], number>>;
  readonly lines: Readonly<Record<LineKind, LineRule>>;
  readonly characters: Readonly<Record<Character, CharacterRule>>;
}

/** A part of the program, not of a user's input: what lacks is a fault of the program, and it throws. */
function fault(what: string): never {
  throw new Error(`data/boundary-assistant.json: ${what}`);
}
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0;
const object = (value: unknown): Record<string, unknown> => (typeof value === 'object' && value !== null ? value as Record<string, unknown> : {});

function numbers<K extends string>(value: unknown, keys: readonly K[], where: string): Record<K, number> {
  const found = object(value);
  return Object.fromEntries(keys.map((key) => [key, isNumber(found[key]) ? found[key] : fault(`${where}.${key} must be a number of at least 0`)])) as Record<K, number>;
}
function list(value: unknown, where: string): readonly number[] {
  return Array.isArray(value) && value.every(isNumber) ? value : fault(`${where} must be a list of numbers`);
}

function lineRule(value: unknown, kind: string): LineRule {
  const { cost, divides, clause } = object(value);
  return { cost: numbers(cost, characters, `lines.${kind}.cost`), divides: divides === true, clause: String(clause ?? '') };
}
function characterRule(value: unknown, character: string): CharacterRule {
  const { targetAreasM2, reachM, wantedAreaM2, levels, weights } = object(value);
  const [least, most] = list(wantedAreaM2, `characters.${character}.wantedAreaM2`);
  if (least === undefined || most === undefined) fault(`characters.${character}.wantedAreaM2 must have two numbers`);
  return {
    targetAreasM2: list(targetAreasM2, `characters.${character}.targetAreasM2`), reachM: list(reachM, `characters.${character}.reachM`),
    wantedAreaM2: [least, most], levels: Array.isArray(levels) ? levels.map(String) : [], weights: numbers(weights, costTerms, `characters.${character}.weights`),
  };
}

/** Weights from the parsed file. Throws on a file that lacks one. */
export function parseAssistantRules(file: unknown): AssistantRules {
  const { values, lines, characters: byCharacter } = object(file);
  const plain = Object.fromEntries(names.map((name) => [name, object(object(values)[name])['value']]));
  return {
    values: numbers(plain, names, 'values'),
    lines: Object.fromEntries(lineKinds.map((kind) => [kind, lineRule(object(lines)[kind], kind)])) as Record<LineKind, LineRule>,
    characters: Object.fromEntries(characters.map((character) => [character, characterRule(object(byCharacter)[character], character)])) as Record<Character, CharacterRule>,
  };
}
