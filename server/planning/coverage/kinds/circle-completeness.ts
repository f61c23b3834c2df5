import { categoriesHad } from '../area-people.ts';
import type { AreaView } from '../area-view.ts';
import type { CountedFeature, LeftOutFeature } from '../figure.ts';
import { facilities, notesOnFoot } from '../facilities.ts';
import type { HomeReach } from '../home-reach.ts';
import type { Homes } from '../homes.ts';
import { NO_LISTS, ratio, type Measured, type RuleRun } from '../rule-run.ts';
import type { CircleCompleteness } from '../../standards/rule.ts';
import { walkCityOf } from '../walk-city.ts';
import { homeWalkReach } from '../walk-reach.ts';
import { homeWithout, nobodyCounted, peopleByNearest } from './people-within-radius.ts';

/**
 * People of the area with every category within its radius (on foot, where the rule says so) ÷ people of the area. Extras: `meanShare`, the mean over people of the share of
 * categories they have; `category:ID`, the share of people with that category.
 */
export function circleCompleteness({ city, rule, area, numbersOnly }: RuleRun<CircleCompleteness>): Measured {
  const homes = city.homes();
  if (!homes) return nobodyCounted('people');
  const reaches = rule.categories.map(({ supply }) => (rule.method === 'walking' ? homeWalkReach(city, homes, supply) : city.homeReach(homes, supply)));
  const { withAll: numerator, timesHad } = peopleByCategories(homes, reaches, area);
  const denominator = area.people(homes);
  const extras: Record<string, number> = {};
  if (denominator > 0) {
    rule.categories.forEach(({ id }, i) => { extras[`category:${id}`] = area.peopleReached(homes, reaches[i]) / denominator; });
    extras['meanShare'] = timesHad / (reaches.length * denominator);
  }
  const notes = rule.method === 'walking' ? walkCityOf(city).notes : [];
  const numbers = { numerator, denominator, value: ratio(numerator, denominator), numeratorUnit: 'people', denominatorUnit: 'people', extras, notes };
  if (numbersOnly) return { ...numbers, ...NO_LISTS };
  const inside = area.homes(homes);
  const has = categoriesOf(reaches, inside);
  const counted: CountedFeature[] = [];
  const leftOut: LeftOutFeature[] = [];
  rule.categories.forEach(({ id }, i) => {
    const reached = inside.filter((home) => reaches[i].nearest[home] >= 0);
    const byFacility = peopleByNearest(homes, reaches[i], reached);
    const serving = facilities(reaches[i].supply, area.box, new Set(byFacility.keys()), (member) => byFacility.get(member) ?? null);
    counted.push(...serving.counted.map((feature) => ({ ...feature, role: id })));
    leftOut.push(...serving.leftOut);
  });
  const leftAside = neverCounted(leftOut, counted);
  return {
    ...numbers, counted, leftOut: leftAside,
    notes: rule.method === 'walking' ? notesOnFoot(notes, leftAside) : notes,
    uncovered: inside.filter((_, i) => has[i] < reaches.length).map((home) => homeWithout(homes, home)),
  };
}

/** People with every category, and people times the categories they have. */
function peopleByCategories(homes: Homes, reaches: readonly HomeReach[], area: AreaView): { readonly withAll: number; readonly timesHad: number } {
  const known = categoriesHad(reaches);
  if (known) return { withAll: area.peopleTimes(homes, known.hasAll), timesHad: area.peopleTimes(homes, known.has) };
  const inside = area.homes(homes);
  const has = categoriesOf(reaches, inside);
  let withAll = 0;
  let timesHad = 0;
  for (let i = 0; i < inside.length; i++) {
    const people = homes.people[inside[i]];
    if (has[i] === reaches.length) withAll += people;
    timesHad += people * has[i];
  }
  return { withAll, timesHad };
}

/** How many categories each of these homes has. */
function categoriesOf(reaches: readonly HomeReach[], inside: readonly number[]): Uint8Array {
  const has = new Uint8Array(inside.length);
  for (const { nearest } of reaches) for (let i = 0; i < inside.length; i++) if (nearest[inside[i]] >= 0) has[i] += 1;
  return has;
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
