import type { CountedFeature } from '../figure.ts';
import { facilities } from '../facilities.ts';
import { NO_LISTS, ratio, type Measured, type RuleRun } from '../rule-run.ts';
import type { StreetLengthWithinRadius } from '../../standards/rule.ts';
import type { StreetCover } from '../street-reach.ts';

/** Missing less than this is rounding. m */
const NO_GAP_M = 1e-6;

/** Length of the selected streets in the area within reach of a facility ÷ their length in the area. Exact discs; no buffer polygon is involved. */
export function streetLengthWithinRadius({ city, rule, area, numbersOnly }: RuleRun<StreetLengthWithinRadius>): Measured {
  const reach = city.streetReach(rule.demand, rule.supply);
  const { coveredM: numerator, lengthM: denominator } = area.streetTotals(reach);
  const numbers = { numerator, denominator, value: ratio(numerator, denominator), numeratorUnit: 'm', denominatorUnit: 'm' };
  if (numbersOnly) return { ...numbers, ...NO_LISTS };
  const parts = area.streets(reach);
  const partCovers = area.streetCovers(reach, parts);
  const covers = parts.map(({ street }, i): { street: number; cover: StreetCover } => ({ street, cover: partCovers[i] }));
  const serving = facilities(reach.supply, area.box, new Set(covers.flatMap(({ cover }) => cover.reachedBy)));
  const demand = (street: number, amount: number): CountedFeature => {
    const { layer, id } = reach.streets.members[street];
    return { layer, id, amount, role: 'demand' };
  };
  return {
    ...numbers,
    counted: [...serving.counted, ...covers.filter(({ cover }) => cover.coveredM > NO_GAP_M).map(({ street, cover }) => demand(street, cover.coveredM))],
    leftOut: serving.leftOut,
    uncovered: covers.filter(({ cover }) => cover.lengthM - cover.coveredM > NO_GAP_M).map(({ street, cover }) => demand(street, cover.lengthM - cover.coveredM)),
  };
}
