/** Findings a unit has with what lies around it. Areas are valid; every shape made is released. */
import type { Overlay, Shape } from '../geometry/overlay.ts';
import type { MultiPolygonCoords } from '../geometry/types.ts';
import type { Finding } from './edit.ts';
import { degreesOf, finding } from './finding.ts';
import { followedShares } from './followed-shares.ts';
import type { PlanRules } from './plan-rules.ts';
import { areaOf, boxesMeet, boxOf, interiorPoint, largestPolygon, meanWidth, polygonArea } from './ring-measures.ts';
import { stripsBetween, widenedBox } from './topology/gaps-between.ts';
import type { NamedArea, UnitContext } from './unit-context.ts';

/** Runs `work` with shapes of the areas and releases them and what it made. Areas of other people's data are mended first. */
function withShapes<T>(overlay: Overlay, areas: readonly MultiPolygonCoords[], work: (shapes: readonly Shape[], own: (shape: Shape) => Shape) => T): T {
  const made: Shape[] = [];
  const own = (shape: Shape): Shape => {
    made.push(shape);
    return shape;
  };
  try {
    const shapes = areas.map((area) => {
      const shape = own(overlay.fromCoords(area));
      return overlay.isValid(shape) ? shape : own(overlay.makeValid(shape));
    });
    return work(shapes, own);
  } finally {
    made.forEach((shape) => overlay.release(shape));
  }
}

/** What two areas have in common. The order of the arguments does not matter to the result. */
function commonArea(overlay: Overlay, a: NamedArea, b: NamedArea): MultiPolygonCoords {
  const [first, second] = a.id < b.id ? [a, b] : [b, a];
  return withShapes(overlay, [first.area, second.area], ([p, q], own) => overlay.toCoords(own(overlay.intersection(p!, q!))));
}

/** Parts larger and wider than what two tellings of one boundary may differ by. */
const beyondTouch = (area: MultiPolygonCoords, rules: PlanRules) => area.filter((part) => polygonArea(part) > rules.touchAreaM2 && meanWidth(part) > rules.touchWidthM);

const near = (unit: NamedArea, others: readonly NamedArea[]) => {
  const box = boxOf(unit.area);
  return others.filter((other) => other.id !== unit.id && boxesMeet(box, boxOf(other.area)));
};

/** Other units on the same ground; an edge in common is legal. The finding's id is the same seen from either unit. */
export function overlapFindings(unit: NamedArea, context: UnitContext, rules: PlanRules, overlay: Overlay): Finding[] {
  return near(unit, context.units).flatMap((other) => {
    const parts = beyondTouch(commonArea(overlay, unit, other), rules);
    const largest = largestPolygon(parts);
    if (!largest) return [];
    return [finding('overlap', {
      key: [unit.id, other.id].sort().join('+'),
      place: degreesOf(interiorPoint(largest), context.crs),
      params: { otherUnitId: other.id, otherUnit: other.name, areaM2: areaOf(parts) }, features: [other.id],
    })];
  });
}

/** Strips of nobody's ground between the unit and others, narrower than any lane: legal, but seldom meant. */
export function gapFindings(unit: NamedArea, context: UnitContext, rules: PlanRules, overlay: Overlay): Finding[] {
  const box = widenedBox(boxOf(unit.area), rules.maxGapWidthM);
  const others = context.units.filter((other) => other.id !== unit.id && boxesMeet(box, boxOf(other.area)));
  const nameOf = new Map(others.map(({ id, name }) => [id, name]));
  const strips = stripsBetween([unit, ...others], rules.maxGapWidthM, rules, overlay).filter(({ unitIds }) => unitIds.includes(unit.id));
  return strips.slice(0, rules.maxFindingsPerCode).map(({ polygon, unitIds }, i) => finding('gap', {
    key: `${unitIds.join('+')}.${i}`, place: degreesOf(interiorPoint(polygon), context.crs),
    features: unitIds.filter((id) => id !== unit.id),
    params: { otherUnit: unitIds.flatMap((id) => nameOf.get(id) ?? []).join('、'), meanWidthM: meanWidth(polygon), areaM2: polygonArea(polygon), maxGapWidthM: rules.maxGapWidthM },
  }));
}

/** Ground of the unit that is not the city's. An error from `maxShareOutsideCity` on; of a city known only by its box, only when wholly outside. */
export function outsideFindings(unit: NamedArea, context: UnitContext, rules: PlanRules, overlay: Overlay): Finding[] {
  const { city, crs } = context;
  if (!city) return [];
  const box = boxOf(unit.area);
  const parts = city.parts.filter((part) => boxesMeet(box, boxOf(part)));
  const outside = withShapes(overlay, [unit.area, ...parts], ([whole, ...ground], own) => overlay.toCoords(ground.reduce((rest, part) => own(overlay.difference(rest, part)), whole!)));
  const counted = beyondTouch(outside, rules);
  const largest = largestPolygon(counted);
  if (!largest) return [];
  const areaOutsideM2 = areaOf(counted);
  const share = areaOutsideM2 / areaOf(unit.area);
  const limit = city.basis === 'bounds' ? 1 - rules.maxShareOutsideCity : rules.maxShareOutsideCity;
  return [finding('outside_city', {
    key: 'unit', place: degreesOf(interiorPoint(largest), crs), severity: share > limit ? 'error' : 'warning', params: { areaM2: areaOutsideM2, share, basis: city.basis },
  })];
}

/** More than one division of a level: legal (S000 四(二)), worth knowing. */
function crossingFindings(code: 'crosses_subdistrict' | 'crosses_community', divisions: readonly NamedArea[], unit: NamedArea, context: UnitContext, rules: PlanRules, overlay: Overlay): Finding[] {
  const total = areaOf(unit.area);
  const shares = near(unit, divisions)
    .map(({ id, name, area }) => ({ id, name, common: commonArea(overlay, unit, { id, name, area }) }))
    .map((each) => ({ ...each, share: areaOf(each.common) / total }))
    .filter(({ share }) => share >= rules.minShareInSubdistrict)
    .sort((a, b) => b.share - a.share || (a.name < b.name ? -1 : 1));
  const second = shares[1];
  if (!second) return [];
  const largest = largestPolygon(second.common);
  const names = shares.map(({ name }) => name).join('、');
  const params = code === 'crosses_subdistrict' ? { subdistricts: shares.length, names, clause: 'S000 四(二)' } : { communities: shares.length, names, clause: 'S000 四(二)' };
  return [finding(code, { key: 'unit', place: degreesOf(largest && interiorPoint(largest), context.crs), params, features: shares.map(({ id }) => id) })];
}

/** 跨街道, then 跨社区. */
export function divisionFindings(unit: NamedArea, context: UnitContext, rules: PlanRules, overlay: Overlay): Finding[] {
  return [
    ...crossingFindings('crosses_subdistrict', context.subdistricts, unit, context, rules, overlay),
    ...crossingFindings('crosses_community', context.communities, unit, context, rules, overlay),
  ];
}

/**
 * How much of the boundary runs along roads, parcels and administrative lines, which S000 四(二) says it shall follow, as shares of its length; `otherShare` along
 * none of them. Nothing where the lines are not known.
 */
export function followFindings(unit: NamedArea, { lines }: UnitContext, rules: PlanRules): Finding[] {
  if (lines === null) return [];
  const { lengthM, along } = followedShares(unit.area, lines, { road: rules.followRoadM, parcel: rules.followLineM, division: rules.followLineM }, rules.followAngleDeg);
  const { road, parcel, division, none } = along;
  return [finding('boundary_follows', { key: 'unit', params: { boundaryM: lengthM, roadShare: road, parcelShare: parcel, divisionShare: division, otherShare: none, roadWithinM: rules.followRoadM, lineWithinM: rules.followLineM, clause: 'S000 四(二)' } })];
}

/** About 1 km² with enough old communities inside can be a demonstration area (S003 四(一), D-05). */
export function demonstrationFindings(unit: NamedArea, context: UnitContext, rules: PlanRules, overlay: Overlay): Finding[] {
  const areaM2 = areaOf(unit.area);
  if (areaM2 < rules.demonstrationMinAreaM2 || areaM2 > rules.demonstrationMaxAreaM2) return [];
  const inside = near(unit, context.oldCommunities).filter((place) => areaOf(commonArea(overlay, unit, place)) >= rules.demonstrationMinShareInside * areaOf(place.area));
  if (inside.length < rules.demonstrationMinCommunities) return [];
  const largest = largestPolygon(unit.area);
  return [finding('demonstration_area', {
    key: 'unit', place: degreesOf(largest && interiorPoint(largest), context.crs),
    params: { areaM2, oldCommunities: inside.length, names: inside.map(({ name }) => name).join('、'), clause: 'S003 四(一)' }, features: inside.map(({ id }) => id),
  })];
}
