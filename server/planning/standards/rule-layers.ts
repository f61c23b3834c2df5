import type { Rule } from './rule.ts';

/** Layer kinds without which a rule cannot be assessed at all. `within` is not among them: without it the whole area counts, and the receipt says so. */
export function requiredLayers(rule: Rule): readonly string[] {
  return unique(needs(rule));
}

/** Every layer kind a rule may read, for the inputs of its receipt. */
export function layersOf(rule: Rule): readonly string[] {
  const contexts = rule.kind === 'class_at_place' ? rule.contexts.flatMap(({ near }) => near.map(({ layer }) => layer)) : [];
  return unique([...needs(rule), ...contexts, ...(rule.within === undefined ? [] : [rule.within])]);
}

function needs(rule: Rule): readonly string[] {
  switch (rule.kind) {
    case 'area_within_radius':
      return [rule.demand.layer, ...rule.supply.map(({ layer }) => layer)];
    case 'street_length_within_radius':
      return [...rule.demand, ...rule.supply].map(({ layer }) => layer);
    case 'people_within_radius':
      return ['building', ...rule.supply.map(({ layer }) => layer)];
    case 'circle_completeness':
      return ['building', ...rule.categories.flatMap(({ supply }) => supply.map(({ layer }) => layer))];
    case 'per_person':
      return ['building', rule.supply.layer];
    case 'density':
    case 'class_at_place':
    case 'count_in_area':
      return [rule.supply.layer];
  }
}

function unique(layers: readonly string[]): readonly string[] {
  return [...new Set(layers)];
}
