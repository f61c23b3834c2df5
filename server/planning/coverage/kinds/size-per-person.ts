import { facilitiesInArea, sizeOf } from '../facilities-in-area.ts';
import type { LeftOutFeature } from '../figure.ts';
import { ratio, sum, type Measured, type RuleRun } from '../rule-run.ts';
import type { FacilitySize, PerPerson } from '../../standards/rule.ts';
import { nobodyCounted } from './people-within-radius.ts';

/** Sizes of the facilities whose place is in the area, added up ÷ people of the area; a facility of unknown size adds nothing. `per_thousand`: by a thousand people. */
export function sizePerPerson({ city, rule, area, numbersOnly }: RuleRun<PerPerson>, size: FacilitySize): Measured {
  const isPerThousand = rule.unit === 'per_thousand';
  const numeratorUnit = isPerThousand ? 'count' : 'm²';
  const homes = city.homes();
  if (!homes) return nobodyCounted(numeratorUnit);
  const { inside, leftOut } = facilitiesInArea(city.selection([rule.supply]), area, numbersOnly);
  const sized = inside.map((member) => ({ member, size: sizeOf(member, size) }));
  const known = sized.filter((each) => !Number.isNaN(each.size));
  const unknown = sized.filter((each) => Number.isNaN(each.size)).map(({ member: { layer, id } }): LeftOutFeature => ({ layer, id, reason: 'size_unknown' }));
  const numerator = sum(known.map((each) => each.size));
  const denominator = area.people(homes);
  return {
    numerator, denominator, value: ratio(numerator * (isPerThousand ? 1000 : 1), denominator), numeratorUnit, denominatorUnit: 'people',
    counted: known.map(({ member: { layer, id, role }, size: amount }) => ({ layer, id, amount, role })),
    leftOut: [...unknown, ...leftOut], uncovered: [], notes: unknown.length > 0 ? ['values_partly_recorded'] : [],
  };
}
