/**
 * Every kind of rule in its shortest, most obvious form: no index, no classification, no memory. Slow, and the oracle that the fast version is tested
 * against. Shares with it only the reading of single features, the selector and the overlay library.
 */
import { overlayScope } from '../geometry/overlay-scope.ts';
import type { Overlay, Shape } from '../geometry/overlay.ts';
import { isOnOrInsideRings } from '../geometry/point-in-rings.ts';
import { segmentInDisc, unionLength } from '../geometry/segment.ts';
import type { MultiPolygonCoords } from '../geometry/types.ts';
import type { CountInArea, FacilitySize, PeopleWithinWalk, Quantity, Rule, Selector, SharedBorder, SupplyTier } from '../standards/rule.ts';
import { tablesOf, type Dataset } from './dataset.ts';
import { areaOf, centroidOf, distanceTo, featureCount, ringRange, shapeOf } from './features.ts';
import { plainBorderM, plainlyIn } from './plain-places.ts';
import { plainWalk } from './plain-walk.ts';
import { judgeOf, numberOf, textOf } from './select.ts';
import type { LayerTable } from './dataset.ts';

export interface PlainResult {
  readonly numerator: number;
  readonly denominator: number | null;
}

interface Row { readonly table: LayerTable; readonly row: number }
type Reaching = Row & { readonly radiusM: number };
interface World { readonly dataset: Dataset; readonly overlay: Overlay; readonly area: Shape; readonly contains: (x: number, y: number) => boolean }

const QUADRANT_SEGMENTS = 32;

/** Numerator and denominator of a rule whose layers are all there, over a valid area in metres. */
export function computePlainly(dataset: Dataset, rule: Rule, coords: MultiPolygonCoords, library: Overlay): PlainResult {
  const overlay = overlayScope(library);
  const within = rule.within === undefined ? [] : selected(dataset, { layer: rule.within });
  const drawn = overlay.fromCoords(coords);
  const area = within.length === 0 ? drawn : overlay.intersection(drawn, unionOf(within, overlay));
  const flat = flattened(overlay.toCoords(area));
  const contains = (x: number, y: number): boolean => isOnOrInsideRings(flat.coords, flat.offsets, 0, flat.offsets.length - 1, x, y);
  const result = compute({ dataset, overlay, area, contains }, rule);
  overlay.releaseAll();
  return result;
}

function compute(world: World, rule: Rule): PlainResult {
  const { dataset, overlay, area } = world;
  switch (rule.kind) {
    case 'area_within_radius': {
      const demand = overlay.intersection(unionOf(selected(dataset, rule.demand), overlay), area);
      const served = overlay.union(reaching(dataset, rule.supply).map(({ table, row, radiusM }) => overlay.buffer(shapeOf(overlay, table, row), radiusM, QUADRANT_SEGMENTS)));
      return { numerator: overlay.area(overlay.intersection(demand, served)), denominator: overlay.area(demand) };
    }
    case 'people_within_radius':
      return peopleWhere(world, (x, y) => isReached(dataset, rule.supply, x, y));
    case 'people_within_walk':
      return walkWhere(world, rule);
    case 'circle_completeness': {
      const walk = rule.method === 'walking' ? plainWalk(dataset) : null;
      return peopleWhere(world, (x, y) => rule.categories.every(({ supply }) => (walk
        ? reaching(dataset, supply).some((facility) => walk.fromHome(x, y, facility) <= facility.radiusM)
        : isReached(dataset, supply, x, y))));
    }
    case 'street_length_within_radius':
      return streets(world, rule.demand, rule.supply);
    case 'density':
      return { numerator: selected(dataset, rule.supply).filter((each) => isInside(world, each)).length, denominator: overlay.area(area) / 1e6 };
    case 'class_at_place': {
      const inside = selected(dataset, rule.supply).filter((each) => isInside(world, each));
      const meeting = inside.filter(({ table, row }) => {
        const [x, y] = centroidOf(table, row);
        const stated = rule.contexts.find(({ id }) => id === textOf(table, rule.contextAttribute, row));
        const context = stated ?? rule.contexts.find(({ near }, i) => i === rule.contexts.length - 1 || isReached(dataset, near, x, y));
        const rank = rule.classOrder.indexOf(textOf(table, rule.classAttribute, row) ?? '');
        return rank >= 0 && context !== undefined && rank <= rule.classOrder.indexOf(context.requires);
      });
      return { numerator: meeting.length, denominator: inside.length };
    }
    case 'population_per_facility': {
      const inside = selected(dataset, rule.supply).filter((each) => isInside(world, each));
      return { numerator: inside.length, denominator: Math.ceil(peopleWhere(world, () => true).denominator / rule.peoplePerFacility.most) };
    }
    case 'minimum_size': {
      const inside = selected(dataset, rule.supply).filter((each) => isInside(world, each));
      return { numerator: inside.filter((each) => plainSize(each, rule.size) >= rule.minimum).length, denominator: inside.length };
    }
    case 'attribute_share':
      return plainShare(world, rule.part, rule.whole);
    case 'per_person':
      if (rule.size) {
        const { size } = rule;
        const sizes = selected(dataset, rule.supply).filter((each) => isInside(world, each)).map((each) => plainSize(each, size)).filter((each) => !Number.isNaN(each));
        return { numerator: sizes.reduce((total, each) => total + each, 0), denominator: peopleWhere(world, () => true).denominator };
      }
      return { numerator: overlay.area(overlay.intersection(unionOf(selected(dataset, rule.supply), overlay), area)), denominator: peopleWhere(world, () => true).denominator };
    case 'count_in_area': {
      const shares = supplyThere(dataset, rule).map((each) => each.table.geometryType === 'polygon'
        ? overlay.area(overlay.intersection(shapeOf(overlay, each.table, each.row), area)) / areaOf(each.table, each.row)
        : Number(isInside(world, each)));
      return { numerator: shares.filter((share) => share > 0 && share >= rule.minShareInside).length, denominator: null };
    }
    case 'shared_border':
      return { numerator: sharedBorder(world, rule), denominator: null };
    case 'walking_links': {
      const walk = plainWalk(dataset);
      const facilities = rule.categories.map(({ supply }) => supply.flatMap((selector) => selected(dataset, selector)));
      return peopleWhere(world, (x, y) => facilities.every((some) => some.some((each) => walk.fromHome(x, y, each) < Infinity)));
    }
  }
}

function selected(dataset: Dataset, selector: Selector): readonly Row[] {
  return tablesOf(dataset, selector.layer).flatMap((table) => {
    const judge = judgeOf(table, selector);
    return Array.from({ length: featureCount(table) }, (_, row) => ({ table, row })).filter(({ row }) => judge(row) === null);
  });
}

function supplyThere(dataset: Dataset, { supply, place }: CountInArea): readonly Row[] {
  const divisions = place === undefined ? [] : selected(dataset, { layer: 'admin_division', where: { code: { in: place.divisionCodes } } });
  return selected(dataset, supply).filter((each) => place === undefined || plainlyIn(dataset, place, divisions, ...centroidOf(each.table, each.row)));
}

/** A feature any of the selectors means counts once. */
function sharedBorder({ dataset, area, overlay, contains }: World, { border, along, nearness }: SharedBorder): number {
  const any = (selectors: readonly Selector[]): readonly Row[] => [...new Map(selectors.flatMap((selector) => selected(dataset, selector)).map((each) => [each.table.ids[each.row], each])).values()];
  return plainBorderM(any(border.of), any(along.of), nearness.withinM, { rings: overlay.toCoords(area).flat(), contains });
}

function reaching(dataset: Dataset, tiers: readonly SupplyTier[]): readonly Reaching[] {
  return tiers.flatMap((tier) => selected(dataset, tier).map((each) => ({ ...each, radiusM: tier.radiusM })));
}

function isReached(dataset: Dataset, tiers: readonly SupplyTier[], x: number, y: number): boolean {
  return reaching(dataset, tiers).some(({ table, row, radiusM }) => distanceTo(table, row, x, y) <= radiusM);
}

function isInside({ contains }: World, { table, row }: Row): boolean {
  return contains(...centroidOf(table, row));
}

function peopleWhere(world: World, isServed: (x: number, y: number) => boolean): { numerator: number; denominator: number } {
  let numerator = 0;
  let denominator = 0;
  for (const each of selected(world.dataset, { layer: 'building' })) {
    const people = numberOf(each.table, 'people', each.row);
    if (!(people > 0) || !isInside(world, each)) continue;
    denominator += people;
    if (isServed(...centroidOf(each.table, each.row))) numerator += people;
  }
  return { numerator, denominator };
}

function walkWhere(world: World, rule: PeopleWithinWalk): PlainResult {
  const { dataset, overlay, area } = world;
  const walk = plainWalk(dataset);
  const facilities = reaching(dataset, rule.supply);
  if (!rule.demand) return peopleWhere(world, (x, y) => facilities.some((facility) => walk.fromHome(x, y, facility) <= facility.radiusM));
  const parcels = selected(dataset, rule.demand);
  const ground = (some: readonly Row[]): number => overlay.area(overlay.intersection(unionOf(some, overlay), area));
  return { numerator: ground(parcels.filter((parcel) => facilities.some((facility) => walk.fromParcel(parcel, facility) <= facility.radiusM))), denominator: ground(parcels) };
}

function streets({ dataset, overlay, area }: World, demand: readonly Selector[], supply: readonly SupplyTier[]): PlainResult {
  const chosen = new Map(demand.flatMap((selector) => selected(dataset, selector)).map((each) => [each.table.ids[each.row], each]));
  const discs = reaching(dataset, supply).flatMap(({ table, row, radiusM }) => {
    const [first, end] = ringRange(table, row);
    return Array.from({ length: table.ringOffsets[end] - table.ringOffsets[first] }, (_, i) => ({ p: table.ringOffsets[first] + i, table, radiusM }));
  });
  let numerator = 0;
  let denominator = 0;
  for (const { table, row } of chosen.values()) {
    for (const line of overlay.toLines(overlay.intersection(shapeOf(overlay, table, row), area))) {
      for (let i = 0; i + 3 < line.length; i += 2) {
        const [ax, ay, bx, by] = [line[i], line[i + 1], line[i + 2], line[i + 3]];
        denominator += Math.hypot(bx - ax, by - ay);
        numerator += unionLength(discs.map((disc) => segmentInDisc(ax, ay, bx, by, disc.table.coords[2 * disc.p], disc.table.coords[2 * disc.p + 1], disc.radiusM)).filter((each) => each !== null));
      }
    }
  }
  return { numerator, denominator };
}

function plainSize({ table, row }: Row, { attribute, ground }: FacilitySize): number {
  const recorded = attribute === undefined ? NaN : numberOf(table, attribute, row);
  return Number.isNaN(recorded) && ground === true && table.geometryType === 'polygon' ? areaOf(table, row) : recorded;
}

function plainShare(world: World, part: Quantity, whole: Quantity | { readonly measure: 'evaluated_area' }): PlainResult {
  const numerator = plainAmount(world, part);
  if ('of' in whole) return { numerator, denominator: plainAmount(world, whole) };
  const areaM2 = world.overlay.area(world.area);
  return part.measure === 'area' ? { numerator, denominator: areaM2 } : { numerator: part.measure === 'length' ? numerator / 1000 : numerator, denominator: areaM2 / 1e6 };
}

function plainAmount(world: World, { measure, of, attribute }: Quantity): number {
  const { dataset, overlay, area } = world;
  const chosen = [...new Map(of.flatMap((selector) => selected(dataset, selector)).map((each) => [each.table.ids[each.row], each])).values()];
  const lengthOf = (shape: Shape): number => overlay.toLines(shape).reduce((total, line) => total + lineLength(line), 0);
  const inside = ({ table, row }: Row): Shape => overlay.intersection(shapeOf(overlay, table, row), area);
  switch (measure) {
    case 'count': return chosen.filter((each) => isInside(world, each)).length;
    case 'area': return overlay.area(overlay.intersection(unionOf(chosen, overlay), area));
    case 'length': return chosen.reduce((total, each) => total + lengthOf(inside(each)), 0);
    case 'sum': return chosen.reduce((total, each) => {
      const value = numberOf(each.table, attribute ?? '', each.row);
      if (Number.isNaN(value)) return total;
      if (each.table.geometryType !== 'line') return total + (isInside(world, each) ? value : 0);
      return total + (value * lengthOf(inside(each))) / lengthOf(shapeOf(overlay, each.table, each.row));
    }, 0);
  }
}

function lineLength(line: Float64Array): number {
  let length = 0;
  for (let i = 0; i + 3 < line.length; i += 2) length += Math.hypot(line[i + 2] - line[i], line[i + 3] - line[i + 1]);
  return length;
}

function unionOf(rows: readonly Row[], overlay: Overlay): Shape {
  return overlay.union(rows.map(({ table, row }) => shapeOf(overlay, table, row)));
}

function flattened(area: MultiPolygonCoords): { coords: Float64Array; offsets: Uint32Array } {
  const rings = area.flat();
  const offsets = [0];
  for (const ring of rings) offsets.push(offsets[offsets.length - 1] + ring.length);
  return { coords: Float64Array.from(rings.flat(2)), offsets: Uint32Array.from(offsets) };
}
