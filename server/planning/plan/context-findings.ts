/** Findings a unit has with what lies around it. Areas are valid; every shape made is released. */
import type { Overlay, Shape } from '../geometry/overlay.ts';
import type { MultiPolygonCoords } from '../geometry/types.ts';
import type { Finding } from './edit.ts';
import { degreesOf, finding } from './finding.ts';
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
      params: { otherUnitId: other.id, otherUnit: other.name, areaM2: areaOf(parts) },
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

/** More than one subdistrict: legal (S000 四(二)), worth knowing. */
export function subdistrictFindings(unit: NamedArea, context: UnitContext, rules: PlanRules, overlay: Overlay): Finding[] {
  const total = areaOf(unit.area);
  const shares = near(unit, context.subdistricts)
    .map((division) => ({ name: division.name, common: commonArea(overlay, unit, division) }))
    .map(({ name, common }) => ({ name, common, share: areaOf(common) / total }))
    .filter(({ share }) => share >= rules.minShareInSubdistrict)
    .sort((a, b) => b.share - a.share || (a.name < b.name ? -1 : 1));
  const second = shares[1];
  if (!second) return [];
  const largest = largestPolygon(second.common);
  return [finding('crosses_subdistrict', {
    key: 'unit', place: degreesOf(largest && interiorPoint(largest), context.crs), params: { subdistricts: shares.length, names: shares.map(({ name }) => name).join('、'), clause: 'S000 四(二)' },
  })];
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
    params: { areaM2, oldCommunities: inside.length, names: inside.map(({ name }) => name).join('、'), clause: 'S003 四(一)' },
  })];
}
