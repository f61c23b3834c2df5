/** Facilities by the place they stand in: the centroid of a polygon, its edge included. Kinds that count facilities or their sizes all count so. */
import type { AreaView } from './area-view.ts';
import type { LeftOutFeature } from './figure.ts';
import { areaOf } from './features.ts';
import { numberOf } from './select.ts';
import type { Member } from './member.ts';
import type { Selection } from './selection.ts';
import type { Measured } from './rule-run.ts';
import type { FacilitySize, Rule } from '../standards/rule.ts';

/** Members in the area, ascending; the others that were looked at, with the reason, unless only numbers are asked for. */
export function facilitiesInArea(supply: Selection, area: AreaView, numbersOnly = false): { readonly inside: readonly Member[]; readonly leftOut: readonly LeftOutFeature[] } {
  const places = area.places(supply);
  let inside = membersOf.get(places);
  if (!inside) membersOf.set(places, inside = places.map((index) => supply.members[index]));
  if (numbersOnly) return { inside, leftOut: [] };
  const leftOut: LeftOutFeature[] = supply.rejectsNear(area.box).map((index) => supply.rejectAt(index));
  const isInside = new Set(places);
  for (const index of supply.reaching(area.box)) {
    if (isInside.has(index)) continue;
    const { layer, id } = supply.members[index];
    leftOut.push({ layer, id, reason: 'outside_area' });
  }
  return { inside, leftOut };
}

/** By list of places: while an area is dragged the same list mostly stays. */
const membersOf = new WeakMap<readonly number[], readonly Member[]>();

const measuredOf = new WeakMap<readonly Member[], Map<Rule, Measured>>();

/** What a rule measures of facilities alone, once for a list of them: while an area is dragged the same list mostly stays. */
export function measuredOnce(rule: Rule, inside: readonly Member[], measure: () => Measured): Measured {
  let ofList = measuredOf.get(inside);
  if (!ofList) measuredOf.set(inside, ofList = new Map());
  let measured = ofList.get(rule);
  if (!measured) ofList.set(rule, measured = measure());
  return measured;
}

/** NaN when unknown. */
export function sizeOf({ table, row }: Member, { attribute, ground }: FacilitySize): number {
  const recorded = attribute === undefined ? NaN : numberOf(table, attribute, row);
  if (!Number.isNaN(recorded)) return recorded;
  return ground === true && table.geometryType === 'polygon' ? areaOf(table, row) : NaN;
}
