import type { CountedFeature, LeftOutFeature } from '../figure.ts';
import { facilities } from '../facilities.ts';
import { ratio, sum, type Measured, type RuleRun } from '../rule-run.ts';
import type { CircleCompleteness } from '../../standards/rule.ts';
import { homeWithout, nobodyCounted, peopleByNearest } from './people-within-radius.ts';

/**
 * People of the area with every category within its radius ÷ people of the area. Extras: `meanShare`, the mean over people of the share of
 * categories they have; `category:ID`, the share of people with that category.
 */
export function circleCompleteness({ city, rule, area }: RuleRun<CircleCompleteness>): Measured {
  const homes = city.homes();
  if (!homes) return nobodyCounted('people');
  const inside = area.homes(homes);
  const reaches = rule.categories.map(({ supply }) => city.homeReach(homes, supply));
  const has = (home: number): number => reaches.filter(({ nearest }) => nearest[home] >= 0).length;
  const complete = inside.filter((home) => has(home) === reaches.length);
  const numerator = sum(complete.map((home) => homes.people[home]));
  const denominator = sum(inside.map((home) => homes.people[home]));
  const extras: Record<string, number> = {};
  const counted: CountedFeature[] = [];
  const leftOut: LeftOutFeature[] = [];
  rule.categories.forEach(({ id }, i) => {
    const reached = inside.filter((home) => reaches[i].nearest[home] >= 0);
    const byFacility = peopleByNearest(homes, reaches[i], reached);
    const serving = facilities(reaches[i].supply, area.box, new Set(byFacility.keys()), (member) => byFacility.get(member) ?? null);
    counted.push(...serving.counted.map((feature) => ({ ...feature, role: id })));
    leftOut.push(...serving.leftOut);
    if (denominator > 0) extras[`category:${id}`] = sum(byFacility.values()) / denominator;
  });
  if (denominator > 0) extras['meanShare'] = sum(inside.map((home) => homes.people[home] * has(home))) / (reaches.length * denominator);
  return {
    numerator, denominator, value: ratio(numerator, denominator), numeratorUnit: 'people', denominatorUnit: 'people', extras, counted,
    leftOut: neverCounted(leftOut, counted),
    uncovered: inside.filter((home) => has(home) < reaches.length).map((home) => homeWithout(homes, home)),
  };
}

/** A shop is no market and a market is no shop: only features that served no category at all are left out, each once. */
function neverCounted(leftOut: readonly LeftOutFeature[], counted: readonly CountedFeature[]): readonly LeftOutFeature[] {
  const served = new Set(counted.map(({ layer, id }) => `${layer} ${id}`));
  const kept = new Map<string, LeftOutFeature>();
  for (const feature of leftOut) {
    const key = `${feature.layer} ${feature.id}`;
    const known = kept.get(key);
    if (!served.has(key) && (!known || known.reason === 'wrong_class')) kept.set(key, feature);
  }
  return [...kept.values()];
}
