/** A file of `data/standards` becomes a `RuleSet`, or a list of everything that is wrong with it. */
import type { LayerRegistry } from './layer-registry.ts';
import { attributeShare, facilitySize, populationPerFacility } from './parse-amounts.ts';
import { countPlace, sharedBorder, walkingLinks } from './parse-places.ts';
import { SelectorParser } from './parse-selector.ts';
import { parseWalkingTimes, WalkTierParser } from './parse-walking.ts';
import { join, Reader, type RuleProblem } from './reader.ts';
import type { AreaKind, Clause, Comparator, Confidence, FigureUnit, RecordedAttribute, Rule, RuleKind, RuleSet, Threshold } from './rule.ts';
import { TOPICS } from './topic.ts';

export type { RuleProblem } from './reader.ts';
export type ParsedRuleSet = { readonly ok: true; readonly ruleSet: RuleSet } | { readonly ok: false; readonly problems: readonly RuleProblem[] };

type Fields = Readonly<Record<string, unknown>>;

const CONFIDENCES: readonly Confidence[] = ['high', 'medium', 'low'];
const COMPARATORS: readonly Comparator[] = ['>=', '>', '<=', '<', '='];
const GROUPS: readonly Rule['group'][] = ['green', 'education', 'transport', 'sanitation', 'life_circle', 'care', 'culture', 'infrastructure', 'renewal'];
const AREA_KINDS: readonly AreaKind[] = ['unit', 'division', 'city'];
const BASE_FIELDS = ['id', 'kind', 'name', 'formula', 'clause', 'unit', 'threshold', 'within', 'appliesTo', 'divisionLevels', 'recorded', 'topic', 'group'];

/** A kind's own fields and the unit or units its value may have. */
const KINDS: Readonly<Record<RuleKind, { readonly fields: readonly string[]; readonly unit: FigureUnit | readonly FigureUnit[] }>> = {
  area_within_radius: { fields: ['demand', 'supply'], unit: 'rate' },
  people_within_radius: { fields: ['supply'], unit: 'rate' },
  people_within_walk: { fields: ['of', 'demand', 'supply'], unit: 'rate' },
  circle_completeness: { fields: ['method', 'categories'], unit: 'rate' },
  street_length_within_radius: { fields: ['demand', 'supply'], unit: 'rate' },
  density: { fields: ['supply'], unit: 'per_km2' },
  class_at_place: { fields: ['supply', 'classAttribute', 'classOrder', 'contextAttribute', 'contexts'], unit: 'rate' },
  per_person: { fields: ['supply', 'size'], unit: ['m2_per_person', 'per_thousand'] },
  count_in_area: { fields: ['supply', 'minShareInside', 'areaRangeM2', 'place'], unit: 'count' },
  population_per_facility: { fields: ['supply', 'peoplePerFacility'], unit: 'rate' },
  attribute_share: { fields: ['part', 'whole'], unit: ['rate', 'per_km2', 'km_per_km2'] },
  minimum_size: { fields: ['supply', 'size', 'minimum'], unit: 'rate' },
  shared_border: { fields: ['border', 'along', 'nearness'], unit: 'm' },
  walking_links: { fields: ['categories'], unit: 'rate' },
};

/**
 * @param registry what `data/layers.json` says: rules may only name layers, attributes and values it knows. Land-use codes of rules are written in one
 *   classification; selectors get their equivalents in the others from its table
 */
export function parseRuleSet(json: unknown, registry: LayerRegistry): ParsedRuleSet {
  const reader = new Reader();
  const selectors = new SelectorParser(reader, registry);
  const fields = reader.object(json, '', ['id', 'version', 'name', 'authority', 'validFrom', 'walking', 'rules']);
  const walking = parseWalkingTimes(fields['walking'], 'walking', reader, parseClause);
  const walkTiers = new WalkTierParser(reader, selectors, walking);
  const ruleSet: RuleSet = {
    id: reader.text(fields['id'], 'id'),
    version: reader.number(fields['version'], 'version', 1),
    name: reader.bilingual(fields['name'], 'name'),
    authority: reader.text(fields['authority'], 'authority'),
    validFrom: dateOrNull(reader, fields['validFrom'], 'validFrom'),
    ...walking.length > 0 ? { walking } : {},
    rules: reader.list(fields['rules'], 'rules', (rule, path) => parseRule(rule, path, reader, selectors, walkTiers)),
  };
  duplicates(ruleSet.rules.map(({ id }) => id)).forEach((id) => reader.problem('duplicate_id', 'rules', `The rule id "${id}" is used twice.`));
  return reader.problems.length > 0 ? { ok: false, problems: reader.problems } : { ok: true, ruleSet };
}

/** Rule ids used by more than one set: figures, addresses and stored results name a rule by its id alone. */
export function sharedRuleIds(ruleSets: readonly RuleSet[]): readonly string[] {
  return duplicates(ruleSets.flatMap(({ rules }) => rules.map(({ id }) => id)));
}

/** The rule of an id and its set, or null. */
export function lookup(ruleSets: readonly RuleSet[], ruleId: string): { readonly ruleSet: RuleSet; readonly rule: Rule } | null {
  for (const ruleSet of ruleSets) {
    const rule = ruleSet.rules.find(({ id }) => id === ruleId);
    if (rule) return { ruleSet, rule };
  }
  return null;
}

function duplicates(ids: readonly string[]): readonly string[] {
  return [...new Set(ids.filter((id, i) => ids.indexOf(id) !== i))];
}

function dateOrNull(reader: Reader, value: unknown, path: string): string | null {
  const date = reader.textOrNull(value, path);
  if (date !== null && !/^\d{4}-\d{2}-\d{2}$/.test(date)) reader.problem('wrong_type', path, 'A date YYYY-MM-DD or null is expected.');
  return date;
}

function parseRule(value: unknown, path: string, reader: Reader, selectors: SelectorParser, walkTiers: WalkTierParser): Rule {
  const kindOf = (value as Fields | null)?.['kind'];
  const kind = reader.oneOf(kindOf, join(path, 'kind'), Object.keys(KINDS) as RuleKind[]);
  const fields = reader.object(value, path, [...BASE_FIELDS, ...KINDS[kind].fields]);
  const unit = reader.oneOf(fields['unit'], join(path, 'unit'), [KINDS[kind].unit].flat());
  const base = {
    id: reader.text(fields['id'], join(path, 'id')),
    name: reader.bilingual(fields['name'], join(path, 'name')),
    formula: reader.bilingual(fields['formula'], join(path, 'formula')),
    clause: parseClause(fields['clause'], join(path, 'clause'), reader),
    unit,
    threshold: fields['threshold'] === null ? null : parseThreshold(fields['threshold'], join(path, 'threshold'), reader),
    ...fields['within'] === undefined ? {} : { within: selectors.polygonLayer(fields['within'], join(path, 'within')) },
    ...fields['appliesTo'] === undefined ? {} : { appliesTo: reader.list(fields['appliesTo'], join(path, 'appliesTo'), (kind, each) => reader.oneOf(kind, each, AREA_KINDS)) },
    ...fields['divisionLevels'] === undefined ? {} : { divisionLevels: reader.list(fields['divisionLevels'], join(path, 'divisionLevels'), (level, each) => reader.oneOf(level, each, selectors.attribute('admin_division', 'level', each) ?? [])) },
    ...fields['recorded'] === undefined ? {} : { recorded: reader.list(fields['recorded'], join(path, 'recorded'), (value, each) => parseRecorded(value, each, reader, selectors)) },
    topic: reader.oneOf(fields['topic'], join(path, 'topic'), TOPICS),
    group: reader.oneOf(fields['group'], join(path, 'group'), GROUPS),
  };
  return { ...base, ...kindFields(kind, fields, path, reader, selectors, walkTiers) } as Rule;
}

function kindFields(kind: RuleKind, fields: Fields, path: string, reader: Reader, selectors: SelectorParser, walkTiers: WalkTierParser): Fields {
  const at = (name: string): string => join(path, name);
  const tiers = (value: unknown, where: string): unknown => reader.list(value, where, (tier, each) => selectors.tier(tier, each));
  const walked = (value: unknown, where: string): unknown => reader.list(value, where, (tier, each) => walkTiers.tier(tier, each));
  switch (kind) {
    case 'area_within_radius':
      return { kind, demand: selectors.selector(fields['demand'], at('demand'), 'polygon'), supply: tiers(fields['supply'], at('supply')) };
    case 'people_within_radius':
      return { kind, supply: tiers(fields['supply'], at('supply')) };
    case 'people_within_walk': {
      const of = reader.oneOf(fields['of'], at('of'), ['people', 'land']);
      if (of === 'people' && fields['demand'] !== undefined) reader.problem('not_allowed', at('demand'), 'Only a rule of land names its demand; people live in buildings.');
      return { kind, of, ...of === 'land' ? { demand: selectors.selector(fields['demand'], at('demand'), 'polygon') } : {}, supply: walked(fields['supply'], at('supply')) };
    }
    case 'circle_completeness': {
      const method = fields['method'] === undefined ? {} : { method: reader.oneOf(fields['method'], at('method'), ['walking']) };
      return { kind, ...method, categories: reader.list(fields['categories'], at('categories'), (category, each) => {
        const own = reader.object(category, each, ['id', 'name', 'supply']);
        return { id: reader.text(own['id'], join(each, 'id')), name: reader.bilingual(own['name'], join(each, 'name')), supply: (fields['method'] === 'walking' ? walked : tiers)(own['supply'], join(each, 'supply')) };
      }) };
    }
    case 'street_length_within_radius':
      return {
        kind,
        demand: reader.list(fields['demand'], at('demand'), (selector, each) => selectors.selector(selector, each, 'line')),
        supply: reader.list(fields['supply'], at('supply'), (tier, each) => selectors.tier(tier, each, 'point')),
      };
    case 'density':
      return { kind, supply: selectors.selector(fields['supply'], at('supply')) };
    case 'per_person':
      return fields['size'] === undefined ? { kind, supply: selectors.selector(fields['supply'], at('supply'), 'polygon') }
        : { kind, supply: selectors.selector(fields['supply'], at('supply')), size: facilitySize(fields, at, reader, selectors) };
    case 'population_per_facility':
      return { kind, ...populationPerFacility(fields, at, reader, selectors) };
    case 'attribute_share':
      return { kind, ...attributeShare(fields, at, reader, selectors) };
    case 'minimum_size':
      return { kind, supply: selectors.selector(fields['supply'], at('supply')), size: facilitySize(fields, at, reader, selectors), minimum: reader.number(fields['minimum'], at('minimum'), 0) };
    case 'count_in_area':
      return { kind, supply: selectors.selector(fields['supply'], at('supply')), minShareInside: reader.number(fields['minShareInside'], at('minShareInside'), 0), ...areaRange(fields, at('areaRangeM2'), reader), ...countPlace(fields, at, reader, selectors) };
    case 'shared_border':
      return { kind, ...sharedBorder(fields, at, reader, selectors) };
    case 'walking_links':
      return { kind, ...walkingLinks(fields, at, reader, selectors) };
    case 'class_at_place':
      return { kind, ...classAtPlace(fields, path, reader, selectors) };
  }
}

function parseRecorded(value: unknown, path: string, reader: Reader, selectors: SelectorParser): RecordedAttribute {
  const own = reader.object(value, path, ['layer', 'attribute']);
  const layer = selectors.anyLayer(own['layer'], join(path, 'layer'));
  selectors.attribute(layer, own['attribute'], join(path, 'attribute'));
  return { layer, attribute: reader.text(own['attribute'], join(path, 'attribute')) };
}

function areaRange(fields: Fields, path: string, reader: Reader): Fields {
  if (fields['areaRangeM2'] === undefined) return {};
  const range = reader.object(fields['areaRangeM2'], path, ['min', 'max']);
  return { areaRangeM2: { min: reader.number(range['min'], join(path, 'min'), 0), max: reader.number(range['max'], join(path, 'max'), 0) } };
}

function classAtPlace(fields: Fields, path: string, reader: Reader, selectors: SelectorParser): Fields {
  const at = (name: string): string => join(path, name);
  const supply = selectors.selector(fields['supply'], at('supply'));
  const classes = selectors.attribute(supply.layer, fields['classAttribute'], at('classAttribute'));
  selectors.attribute(supply.layer, fields['contextAttribute'], at('contextAttribute'));
  const classOrder = reader.list(fields['classOrder'], at('classOrder'), (each, where) => reader.oneOf(each, where, classes ?? [reader.text(each, where)]));
  const contexts = reader.list(fields['contexts'], at('contexts'), (context, each) => {
    const own = reader.object(context, each, ['id', 'name', 'requires', 'near']);
    return {
      id: reader.text(own['id'], join(each, 'id')), name: reader.bilingual(own['name'], join(each, 'name')),
      requires: reader.oneOf(own['requires'], join(each, 'requires'), classOrder),
      near: reader.list(own['near'], join(each, 'near'), (tier, where) => selectors.tier(tier, where), true),
    };
  });
  if ((contexts.at(-1)?.near.length ?? 0) > 0) reader.problem('not_allowed', at('contexts'), 'The last context takes everything left, so its "near" must be empty.');
  return { supply, classAttribute: reader.text(fields['classAttribute'], at('classAttribute')), classOrder, contextAttribute: reader.text(fields['contextAttribute'], at('contextAttribute')), contexts };
}

function parseClause(value: unknown, path: string, reader: Reader): Clause {
  const fields = reader.object(value, path, ['source', 'document', 'clause', 'quote', 'confidence']);
  return {
    source: reader.text(fields['source'], join(path, 'source')),
    document: reader.text(fields['document'], join(path, 'document')),
    clause: reader.text(fields['clause'], join(path, 'clause')),
    quote: reader.textOrNull(fields['quote'], join(path, 'quote')),
    confidence: reader.oneOf(fields['confidence'], join(path, 'confidence'), CONFIDENCES),
  };
}

function parseThreshold(value: unknown, path: string, reader: Reader): Threshold {
  const fields = reader.object(value, path, ['comparator', 'value', 'infoAbove', 'confidence', 'basis']);
  return {
    comparator: reader.oneOf(fields['comparator'], join(path, 'comparator'), COMPARATORS),
    value: reader.number(fields['value'], join(path, 'value')),
    ...fields['infoAbove'] === undefined ? {} : { infoAbove: reader.number(fields['infoAbove'], join(path, 'infoAbove')) },
    confidence: reader.oneOf(fields['confidence'], join(path, 'confidence'), CONFIDENCES),
    basis: reader.text(fields['basis'], join(path, 'basis')),
  };
}
