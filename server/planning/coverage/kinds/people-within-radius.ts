import type { CountedFeature } from '../figure.ts';
import { facilities } from '../facilities.ts';
import type { HomeReach } from '../home-reach.ts';
import type { Homes } from '../homes.ts';
import { NO_LISTS, ratio, type Measured, type RuleRun } from '../rule-run.ts';
import type { PeopleWithinRadius } from '../../standards/rule.ts';

/** People of the area whose home lies within reach ÷ people of the area. A facility's amount is the people it is the nearest for. */
export function peopleWithinRadius({ city, rule, area, numbersOnly }: RuleRun<PeopleWithinRadius>): Measured {
  const homes = city.homes();
  if (!homes) return nobodyCounted('people');
  const reach = city.homeReach(homes, rule.supply);
  const numerator = area.peopleReached(homes, reach);
  const denominator = area.people(homes);
  const numbers = { numerator, denominator, value: ratio(numerator, denominator), numeratorUnit: 'people', denominatorUnit: 'people' };
  if (numbersOnly) return { ...numbers, ...NO_LISTS };
  const inside = area.homes(homes);
  const reached = inside.filter((home) => reach.nearest[home] >= 0);
  const byFacility = peopleByNearest(homes, reach, reached);
  const serving = facilities(reach.supply, area.box, new Set(byFacility.keys()), (member) => byFacility.get(member) ?? null);
  return {
    ...numbers,
    counted: serving.counted, leftOut: serving.leftOut,
    uncovered: inside.filter((home) => reach.nearest[home] < 0).map((home) => homeWithout(homes, home)),
  };
}

/** People by the member of the supply nearest to them. */
export function peopleByNearest(homes: Homes, reach: HomeReach, reached: readonly number[]): ReadonlyMap<number, number> {
  const people = new Map<number, number>();
  for (const home of reached) people.set(reach.nearest[home], (people.get(reach.nearest[home]) ?? 0) + homes.people[home]);
  return people;
}

export function homeWithout(homes: Homes, home: number): CountedFeature {
  return { layer: 'building', id: homes.ids[home], amount: homes.people[home], role: 'home' };
}

/** A building layer without a single resident cannot answer for people: it is the population that is missing. */
export function nobodyCounted(numeratorUnit: string): Measured {
  return {
    numerator: null, denominator: null, value: null, numeratorUnit, denominatorUnit: 'people',
    counted: [], leftOut: [], uncovered: [], notes: ['people_missing'], missingLayers: ['population'],
  };
}
