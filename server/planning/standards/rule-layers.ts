import type { RecordedAttribute, Rule } from './rule.ts';

/** Layer kinds without which a rule cannot be assessed at all. `within` is not among them: without it the whole area counts, and the receipt says so. */
export function requiredLayers(rule: Rule): readonly string[] {
  return unique(needs(rule));
}

/** Every layer kind a rule may read, for the inputs of its receipt. */
export function layersOf(rule: Rule): readonly string[] {
  const contexts = rule.kind === 'class_at_place' ? rule.contexts.flatMap(({ near }) => near.map(({ layer }) => layer)) : [];
  const walking = methodOf(rule) === 'walking' ? WALKED_WITHOUT : [];
  return unique([...needs(rule), ...walking, ...contexts, ...(rule.within === undefined ? [] : [rule.within])]);
}

/** Layers a walking distance takes into account where the city has them. */
const WALKED_WITHOUT = ['gate', 'wall', 'land_use', 'old_community'];

export function methodOf(rule: Rule): 'straight_line' | 'walking' {
  return rule.kind === 'people_within_walk' || rule.kind === 'walking_links' || (rule.kind === 'circle_completeness' && rule.method === 'walking') ? 'walking' : 'straight_line';
}

/** Attributes of which the city must have at least one value, without which a rule cannot be assessed: see `RuleBase.recorded`. */
export function requiredAttributes(rule: Rule): readonly RecordedAttribute[] {
  return [...rule.recorded ?? [], ...measuredAttributes(rule)];
}

function measuredAttributes(rule: Rule): readonly RecordedAttribute[] {
  switch (rule.kind) {
    case 'attribute_share':
      return [rule.part, rule.whole].flatMap((quantity) => 'of' in quantity && quantity.attribute !== undefined ? attributeOf(quantity.of, quantity.attribute) : []);
    case 'per_person':
    case 'minimum_size':
      return rule.size?.attribute === undefined || rule.size.ground === true ? [] : attributeOf([rule.supply], rule.size.attribute);
    default:
      return [];
  }
}

function attributeOf(selectors: readonly { readonly layer: string }[], attribute: string): readonly RecordedAttribute[] {
  return unique(selectors.map(({ layer }) => layer)).map((layer) => ({ layer, attribute }));
}

/** What a rule measures, without what it is called and held against, as a key: documents often ask for the same, and it is then measured once. */
export function meaningOf(rule: Rule): string {
  return JSON.stringify({ ...rule, id: 0, name: 0, formula: 0, clause: 0, threshold: 0, topic: 0, group: 0, appliesTo: 0, divisionLevels: 0 });
}

function needs(rule: Rule): readonly string[] {
  switch (rule.kind) {
    case 'area_within_radius':
      return [rule.demand.layer, ...rule.supply.map(({ layer }) => layer)];
    case 'street_length_within_radius':
      return [...rule.demand, ...rule.supply].map(({ layer }) => layer);
    case 'people_within_radius':
      return ['building', ...rule.supply.map(({ layer }) => layer)];
    case 'people_within_walk':
      return ['road', rule.demand?.layer ?? 'building', ...rule.supply.map(({ layer }) => layer)];
    case 'circle_completeness':
      return ['building', ...(rule.method === 'walking' ? ['road'] : []), ...rule.categories.flatMap(({ supply }) => supply.map(({ layer }) => layer))];
    case 'per_person':
    case 'population_per_facility':
      return ['building', rule.supply.layer];
    case 'attribute_share':
      return [rule.part, rule.whole].flatMap((quantity) => 'of' in quantity ? quantity.of.map(({ layer }) => layer) : []);
    case 'shared_border':
      return [...rule.border.of, ...rule.along.of].map(({ layer }) => layer);
    case 'walking_links':
      return ['building', 'road', ...rule.categories.flatMap(({ supply }) => supply.map(({ layer }) => layer))];
    case 'count_in_area':
      return [rule.supply.layer, ...rule.place === undefined ? [] : ['admin_division']];
    case 'density':
    case 'class_at_place':
    case 'minimum_size':
      return [rule.supply.layer];
  }
}

function unique(layers: readonly string[]): readonly string[] {
  return [...new Set(layers)];
}
