import type { LeftOutFeature } from '../figure.ts';
import { NO_LISTS, type Measured, type RuleRun } from '../rule-run.ts';
import type { CountInArea } from '../../standards/rule.ts';

/**
 * Features with at least the stated share of their own area inside the area (a point is wholly inside or not at all). Extra `areaM2`: the area
 * itself, which must lie in the rule's range where it has one.
 */
export function countInArea({ city, rule, area, numbersOnly }: RuleRun<CountInArea>): Measured {
  const supply = city.selection([rule.supply]);
  const judged = area.shares(supply);
  const counted = judged.filter(({ share }) => share >= rule.minShareInside);
  const range = rule.areaRangeM2;
  const outOfRange = range !== undefined && !(area.areaM2 >= range.min && area.areaM2 <= range.max);
  const numbers = {
    numerator: counted.length, denominator: null, value: counted.length, numeratorUnit: 'count', denominatorUnit: '',
    extras: { areaM2: area.areaM2 }, notes: outOfRange ? ['area_out_of_range'] : [], failed: outOfRange,
  };
  if (numbersOnly) return { ...numbers, ...NO_LISTS };
  const { members } = supply;
  return {
    ...numbers,
    counted: counted.map(({ index, share }) => ({ layer: members[index].layer, id: members[index].id, amount: share, role: members[index].role })),
    leftOut: [
      ...judged.filter(({ share }) => share < rule.minShareInside).map(({ index }): LeftOutFeature => ({ layer: members[index].layer, id: members[index].id, reason: 'share_too_small' })),
      ...supply.rejectsNear(area.box).map((index) => supply.rejectAt(index)),
    ],
    uncovered: [],
  };
}
