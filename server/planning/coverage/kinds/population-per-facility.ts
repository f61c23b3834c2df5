import { facilitiesInArea } from '../facilities-in-area.ts';
import { ratio, type Measured, type RuleRun } from '../rule-run.ts';
import type { PopulationPerFacility } from '../../standards/rule.ts';
import { nobodyCounted } from './people-within-radius.ts';

/**
 * Facilities in the area ÷ facilities its people need, ⌈people ÷ most⌉. An area with fewer people than one facility is meant for needs one by the formula, and the
 * note says so: a neighbour's may serve it.
 */
export function populationPerFacility({ city, rule, area, numbersOnly }: RuleRun<PopulationPerFacility>): Measured {
  const homes = city.homes();
  if (!homes) return nobodyCounted('count');
  const { fewest, most } = rule.peoplePerFacility;
  const people = area.people(homes);
  const needed = Math.ceil(people / most);
  const { inside, leftOut } = facilitiesInArea(city.selection([rule.supply]), area, numbersOnly);
  return {
    numerator: inside.length, denominator: needed, value: ratio(inside.length, needed), numeratorUnit: 'count', denominatorUnit: 'count',
    counted: numbersOnly ? [] : inside.map(({ layer, id, role }) => ({ layer, id, amount: 1, role })),
    leftOut, uncovered: [],
    extras: { people, ...fewest === undefined ? {} : { neededAtFewest: Math.ceil(people / fewest) } },
    notes: people > 0 && people < (fewest ?? most) ? ['fewer_people_than_one_facility'] : [],
  };
}
