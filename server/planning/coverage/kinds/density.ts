import { ratio, type Measured, type RuleRun } from '../rule-run.ts';
import { placeOf } from '../selection.ts';
import type { Density } from '../../standards/rule.ts';

const M2_PER_KM2 = 1_000_000;

/** Features in the area (points on its edge included; polygons by their centroid) ÷ km² of the area. */
export function density({ city, rule, area }: RuleRun<Density>): Measured {
  const supply = city.selection([rule.supply]);
  const inside = supply.reaching(area.box).map((index) => supply.members[index]).filter((member) => area.contains(...placeOf(member)));
  const denominator = area.areaM2 / M2_PER_KM2;
  return {
    numerator: inside.length, denominator, value: ratio(inside.length, denominator), numeratorUnit: 'count', denominatorUnit: 'km²',
    counted: inside.map(({ layer, id, role }) => ({ layer, id, amount: 1, role })),
    leftOut: supply.rejectsNear(area.box).map((index) => supply.rejects[index]),
    uncovered: [],
  };
}
