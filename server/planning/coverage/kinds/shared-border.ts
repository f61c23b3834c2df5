import type { CountedFeature } from '../figure.ts';
import { NO_LISTS, type Measured, type RuleRun } from '../rule-run.ts';
import type { SharedBorder } from '../../standards/rule.ts';

/**
 * Metres of border of the one side inside the area that lie no farther than the rule allows from the ground of the other. Extra `landM2`: ground of the first side
 * in the area; where there is none, nothing can be beside anything.
 */
export function sharedBorder({ city, rule, area, numbersOnly }: RuleRun<SharedBorder>): Measured {
  const reach = city.borderReach(rule.border.of, rule.along.of, rule.nearness.withinM);
  const numerator = area.borderM(reach);
  const { areaM2: landM2 } = area.total(city.atoms(...rule.border.of));
  const numbers = { numerator, denominator: null, value: landM2 > 0 ? numerator : null, numeratorUnit: 'm', denominatorUnit: '', extras: { landM2 } };
  if (numbersOnly) return { ...numbers, ...NO_LISTS };
  const parts = area.borders(reach);
  const beside = new Map<string, CountedFeature>();
  for (const part of parts) for (const { layer, id } of area.besideBorder(reach, part)) beside.set(`${layer} ${id}`, { layer, id, amount: null, role: 'along' });
  return {
    ...numbers,
    counted: [...parts.map(({ index, sharedM }): CountedFeature => ({ layer: reach.sharing[index].member.layer, id: reach.sharing[index].member.id, amount: sharedM, role: 'border' })), ...beside.values()],
    leftOut: [], uncovered: [],
  };
}
