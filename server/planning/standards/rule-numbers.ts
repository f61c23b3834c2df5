/**
 * The numbers of a rule set that people may set, found by walking its JSON as it stands in `data/standards`: nothing here knows a kind of rule, so a
 * new kind needs no editor of its own. How sure a number is, the nearest object around it says (`confidence`, or `clause.confidence`); a number
 * nobody speaks for is no setting (the version, for one).
 */
import type { Confidence } from './rule.ts';

/** `data/rule-numbers.json`: units by the ending of a field's name, what each unit allows, words of fields. */
export interface NumberFacts {
  readonly units: Readonly<Record<string, { readonly min: number; readonly max: number }>>;
  readonly endings: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, { readonly name: { readonly zh: string; readonly en: string }; readonly unit?: string }>>;
}

/** Whose number it is, from the rule inwards: a category by its name, a tier by its layer (and its id, where several share the layer). */
export type TrailStep = { readonly name: { readonly zh: string; readonly en: string } } | { readonly layer: string; readonly id: string | null };

export interface RuleNumber {
  /** Null: of the rule set itself, e.g. its walking table. */
  readonly ruleId: string | null;
  /** Inside the rule (or the set), as problems of the parser write it: `supply[0].radiusM`. */
  readonly path: string;
  readonly value: number;
  readonly confidence: Confidence;
  /** A number of the document word for word is not up for change. */
  readonly isEditable: boolean;
  /** Key of `NumberFacts.units`; of a threshold the rule's own unit. */
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  readonly trail: readonly TrailStep[];
  /** The field's name and those around it that say what is meant, outermost first, e.g. `areaRangeM2`, `min`. */
  readonly fields: readonly string[];
}

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const confidences: readonly unknown[] = ['high', 'medium', 'low'];
/** Lists of names and codes; a number in one is no quantity. */
const nameLists: readonly string[] = ['in', 'codes'];

/** The rules of a rule set's JSON that have an id, whatever else may be wrong with them. */
export function rulesIn(content: unknown): readonly (Json & { readonly id: string })[] {
  const rules = isObject(content) ? content['rules'] : null;
  return Array.isArray(rules) ? rules.filter((rule): rule is Json & { id: string } => isObject(rule) && typeof rule['id'] === 'string') : [];
}

/** Every setting of a rule set: the set's own first, then rule by rule. @param content a rule set as JSON, parsed or not */
export function numbersOf(content: unknown, facts: NumberFacts): readonly RuleNumber[] {
  const found: RuleNumber[] = [];
  if (isObject(content)) walk(Object.fromEntries(Object.entries(content).filter(([name]) => name !== 'rules')), { ruleId: null, ruleUnit: '', path: '', confidence: null, trail: [], fields: [] }, facts, found);
  for (const rule of rulesIn(content)) {
    walk(rule, { ruleId: rule.id, ruleUnit: typeof rule['unit'] === 'string' ? rule['unit'] : '', path: '', confidence: null, trail: [], fields: [] }, facts, found);
  }
  return found;
}

interface Place {
  readonly ruleId: string | null;
  readonly ruleUnit: string;
  readonly path: string;
  readonly confidence: Confidence | null;
  readonly trail: readonly TrailStep[];
  readonly fields: readonly string[];
}

function walk(value: unknown, place: Place, facts: NumberFacts, found: RuleNumber[]): void {
  if (typeof value === 'number') {
    if (place.confidence !== null && Number.isFinite(value)) found.push(numberAt(value, place.confidence, place, facts));
  } else if (Array.isArray(value)) {
    value.forEach((each, i) => walk(each, { ...place, path: `${place.path}[${i}]` }, facts, found));
  } else if (isObject(value)) {
    const inside = { ...place, confidence: confidenceOf(value) ?? place.confidence, trail: place.path === '' ? place.trail : [...place.trail, ...stepOf(value)] };
    for (const [name, each] of Object.entries(value)) {
      if (!nameLists.includes(name)) walk(each, { ...inside, path: place.path === '' ? name : `${place.path}.${name}`, fields: [...place.fields, name] }, facts, found);
    }
  }
}

function confidenceOf(value: Json): Confidence | null {
  const own = value['confidence'] ?? (isObject(value['clause']) ? value['clause']['confidence'] : undefined);
  return confidences.includes(own) ? own as Confidence : null;
}

function stepOf(value: Json): readonly TrailStep[] {
  const { name, layer, id } = value;
  if (isObject(name) && typeof name['zh'] === 'string' && typeof name['en'] === 'string') return [{ name: { zh: name['zh'], en: name['en'] } }];
  return typeof layer === 'string' ? [{ layer, id: typeof id === 'string' ? id : null }] : [];
}

function numberAt(value: number, confidence: Confidence, { ruleId, ruleUnit, path, trail, fields }: Place, facts: NumberFacts): RuleNumber {
  const unit = fields[0] === 'threshold' ? ruleUnit : unitOf(fields, facts);
  const range = facts.units[unit] ?? facts.units[''] ?? { min: 0, max: Number.MAX_SAFE_INTEGER };
  return { ruleId, path, value, confidence, isEditable: confidence !== 'high', unit, ...range, trail, fields };
}

/** By the innermost field whose name tells: `areaRangeM2.min` is in m². Attributes of features have units of their own. */
function unitOf(fields: readonly string[], facts: NumberFacts): string {
  for (const name of [...fields].reverse()) {
    if (name === 'where') return '';
    const known = facts.fields[name]?.unit;
    if (known !== undefined) return known;
    const ending = Object.keys(facts.endings).filter((each) => name.endsWith(each)).sort((a, b) => b.length - a.length)[0];
    if (ending !== undefined) return facts.endings[ending] ?? '';
  }
  return '';
}
