/** Facilities by the place they stand in: the centroid of a polygon, its edge included. Kinds that count facilities or their sizes all count so. */
import type { AreaView } from './area-view.ts';
import type { LeftOutFeature } from './figure.ts';
import { areaOf } from './features.ts';
import { numberOf } from './select.ts';
import { placeOf, type Member, type Selection } from './selection.ts';
import type { FacilitySize } from '../standards/rule.ts';

/** Members in the area, ascending; the others that were looked at, with the reason, unless only numbers are asked for. */
export function facilitiesInArea(supply: Selection, area: AreaView, numbersOnly = false): { readonly inside: readonly Member[]; readonly leftOut: readonly LeftOutFeature[] } {
  const inside: Member[] = [];
  const leftOut: LeftOutFeature[] = numbersOnly ? [] : supply.rejectsNear(area.box).map((index) => supply.rejects[index]);
  for (const index of supply.reaching(area.box)) {
    const member = supply.members[index];
    if (area.contains(...placeOf(member))) inside.push(member);
    else if (!numbersOnly) leftOut.push({ layer: member.layer, id: member.id, reason: 'outside_area' });
  }
  return { inside, leftOut };
}

/** NaN when unknown. */
export function sizeOf({ table, row }: Member, { attribute, ground }: FacilitySize): number {
  const recorded = attribute === undefined ? NaN : numberOf(table, attribute, row);
  if (!Number.isNaN(recorded)) return recorded;
  return ground === true && table.geometryType === 'polygon' ? areaOf(table, row) : NaN;
}
