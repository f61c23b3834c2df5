import { areaOf } from '../features.ts';
import type { LeftOutFeature } from '../figure.ts';
import type { Measured, RuleRun } from '../rule-run.ts';
import { memberShape, placeOf, type Member } from '../selection.ts';
import type { AreaView } from '../area-view.ts';
import type { CountInArea } from '../../standards/rule.ts';

/**
 * Features with at least the stated share of their own area inside the area (a point is wholly inside or not at all). Extra `areaM2`: the area
 * itself, which must lie in the rule's range where it has one.
 */
export function countInArea({ city, rule, area }: RuleRun<CountInArea>): Measured {
  const supply = city.selection([rule.supply]);
  const judged = supply.reaching(area.box).map((index) => supply.members[index])
    .map((member) => ({ member, share: shareInside(member, area) })).filter(({ share }) => share > 0);
  const counted = judged.filter(({ share }) => share >= rule.minShareInside);
  const range = rule.areaRangeM2;
  const outOfRange = range !== undefined && !(area.areaM2 >= range.min && area.areaM2 <= range.max);
  return {
    numerator: counted.length, denominator: null, value: counted.length, numeratorUnit: 'count', denominatorUnit: '',
    counted: counted.map(({ member, share }) => ({ layer: member.layer, id: member.id, amount: share, role: member.role })),
    leftOut: [
      ...judged.filter(({ share }) => share < rule.minShareInside).map(({ member }): LeftOutFeature => ({ layer: member.layer, id: member.id, reason: 'share_too_small' })),
      ...supply.rejectsNear(area.box).map((index) => supply.rejects[index]),
    ],
    uncovered: [], extras: { areaM2: area.areaM2 }, notes: outOfRange ? ['area_out_of_range'] : [], failed: outOfRange,
  };
}

function shareInside(member: Member, area: AreaView): number {
  if (member.table.geometryType !== 'polygon') return area.contains(...placeOf(member)) ? 1 : 0;
  const shape = memberShape(area.overlay, member);
  if (area.covers(shape)) return 1;
  return area.intersects(shape) ? area.overlay.area(area.overlay.intersection(shape, area.shape)) / areaOf(member.table, member.row) : 0;
}
