import { NO_LISTS, ratio, type Measured, type RuleRun } from '../rule-run.ts';
import type { Density } from '../../standards/rule.ts';

const M2_PER_KM2 = 1_000_000;

/** Features in the area (points on its edge included; polygons by their centroid) ÷ km² of the area. */
export function density({ city, rule, area, numbersOnly }: RuleRun<Density>): Measured {
  const supply = city.selection([rule.supply]);
  const inside = area.places(supply);
  const denominator = area.areaM2 / M2_PER_KM2;
  const numbers = { numerator: inside.length, denominator, value: ratio(inside.length, denominator), numeratorUnit: 'count', denominatorUnit: 'km²' };
  if (numbersOnly) return { ...numbers, ...NO_LISTS };
  return {
    ...numbers,
    counted: inside.map((index) => supply.members[index]).map(({ layer, id, role }) => ({ layer, id, amount: 1, role })),
    leftOut: supply.rejectsNear(area.box).map((index) => supply.rejectAt(index)),
    uncovered: [],
  };
}
