import { placeTestOf } from '../division-place.ts';
import type { LeftOutFeature } from '../figure.ts';
import { placeOf } from '../member.ts';
import { NO_LISTS, type Measured, type RuleRun } from '../rule-run.ts';
import type { CountInArea } from '../../standards/rule.ts';

/**
 * Features with at least the stated share of their own area inside the area (a point is wholly inside or not at all). Extra `areaM2`: the area
 * itself, which must lie in the rule's range where it has one. With a `place`, only of those that stand there.
 */
export function countInArea({ city, rule, area, numbersOnly }: RuleRun<CountInArea>): Measured {
  const supply = city.selection([rule.supply]);
  const isThere = rule.place === undefined ? null : placeTestOf(city, rule.place);
  if (rule.place !== undefined && !isThere) return { ...NO_COUNT, missingLayers: ['admin_division'], notes: ['division_missing'] };
  const all = area.shares(supply);
  const judged = isThere ? all.filter(({ index }) => isThere(...placeOf(supply.members[index]))) : all;
  const elsewhere = isThere ? all.filter(({ index }) => !isThere(...placeOf(supply.members[index]))) : [];
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
      ...elsewhere.map(({ index }): LeftOutFeature => ({ layer: members[index].layer, id: members[index].id, reason: 'outside_area' })),
      ...supply.rejectsNear(area.box).map((index) => supply.rejectAt(index)),
    ],
    uncovered: [],
  };
}

const NO_COUNT: Measured = { numerator: null, denominator: null, value: null, numeratorUnit: 'count', denominatorUnit: '', ...NO_LISTS };
