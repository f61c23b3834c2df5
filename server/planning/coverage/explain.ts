/** Why not covered? One place, and for every rule the facilities that serve it or miss it, by how much, and those near it that do not count. */
import { labelPoint } from '../geometry/label-point.ts';
import type { Position } from '../geometry/types.ts';
import { openGatesAt } from '../network/communities.ts';
import { methodOf, requiredLayers } from '../standards/rule-layers.ts';
import type { Rule, RuleSet, SupplyTier } from '../standards/rule.ts';
import { tablesOf, type LayerTable } from './dataset.ts';
import type { AskedPlace, ExplainedPlace, ExplainedRule, ExplainedTopic, ExplainOptions, Explanation, NearFacility, NotCounted, PlaceVerdict } from './explain-api.ts';
import { closestPoint, findRow, nearestMembers } from './explain-nearest.ts';
import { nearestOnFoot, walkerFrom, type Walker } from './explain-walk.ts';
import { centroidOf, distanceTo, ringRange } from './features.ts';
import type { PreparedCity } from './prepare.ts';
import type { Selection } from './selection.ts';
import { walkCityOf } from './walk-city.ts';
import { parcelWalkReach } from './walk-reach.ts';

const COUNT = 3;
/** Features that do not count are told to answer «but there is one here», not to list the city. */
const MOST_NOT_COUNTED = 5;

/** null: the dataset holds no feature of this id. */
export function explainPlace(city: PreparedCity, asked: AskedPlace, options: ExplainOptions = {}): Explanation | null {
  const place = placeOf(city, asked);
  if (!place) return null;
  // One search of the network answers for every rule.
  const walker = walkerFrom(city, place.x, place.y, gatesOf(city, place));
  const rules = city.ruleSets.filter(({ id }) => options.ruleSetIds?.includes(id) ?? true)
    .flatMap((ruleSet) => ruleSet.rules.filter(({ id }) => options.ruleIds?.includes(id) ?? true).map((rule) => ruleOf(city, ruleSet, rule, { ...place, walker }, options.count ?? COUNT)));
  return { place, rules: rules.filter((rule) => rule !== null) };
}

function placeOf(city: PreparedCity, asked: AskedPlace): ExplainedPlace | null {
  if (!('featureId' in asked)) return { kind: 'place', layer: null, id: null, x: asked.x, y: asked.y, people: null };
  const found = findRow(city.dataset.layers, asked.featureId);
  if (!found) return null;
  const { table, row } = found;
  const homes = table.kind === 'building' ? city.homes() : null;
  const home = homes ? homes.ids.indexOf(asked.featureId) : -1;
  if (homes && home >= 0) return { kind: 'home', layer: table.kind, id: asked.featureId, x: homes.x[home], y: homes.y[home], people: homes.people[home] };
  const [x, y] = pointOf(table, row);
  const kind = table.geometryType === 'polygon' ? 'parcel' : table.geometryType === 'line' ? 'street' : 'place';
  return { kind, layer: table.kind, id: asked.featureId, x, y, people: null };
}

/** A parcel with gates of its own is left through them. */
function gatesOf(city: PreparedCity, { kind, id }: ExplainedPlace): readonly number[] {
  const found = kind === 'parcel' && id !== null && city.hasLayer('road') ? findRow(city.dataset.layers, id) : null;
  return found ? openGatesAt(walkCityOf(city).ground.gates, found.table, found.row) : [];
}

/** Inside a polygon, on a line, a point itself. */
function pointOf(table: LayerTable, row: number): Position {
  const [firstRing, endRing] = ringRange(table, row);
  if (table.geometryType === 'polygon') {
    const [x, y] = centroidOf(table, row);
    if (distanceTo(table, row, x, y) === 0) return [x, y];
    const ringOf = (r: number): Position[] => Array.from({ length: table.ringOffsets[r + 1] - table.ringOffsets[r] }, (_, i) => [table.coords[2 * (table.ringOffsets[r] + i)], table.coords[2 * (table.ringOffsets[r] + i) + 1]]);
    const parts = Array.from({ length: table.featureOffsets[row + 1] - table.featureOffsets[row] }, (_, i) => table.featureOffsets[row] + i);
    const coordinates = parts.map((part) => Array.from({ length: table.partOffsets[part + 1] - table.partOffsets[part] }, (_, i) => ringOf(table.partOffsets[part] + i)));
    return labelPoint({ type: 'MultiPolygon', coordinates }) ?? [x, y];
  }
  if (table.geometryType === 'point') return [table.coords[2 * table.ringOffsets[firstRing]], table.coords[2 * table.ringOffsets[firstRing] + 1]];
  const [first, end] = [table.ringOffsets[firstRing], table.ringOffsets[Math.min(firstRing + 1, endRing)]];
  const middle = first + ((end - first - 1) >> 1);
  const next = Math.min(middle + 1, end - 1);
  return [(table.coords[2 * middle] + table.coords[2 * next]) / 2, (table.coords[2 * middle + 1] + table.coords[2 * next + 1]) / 2];
}

/** The supplies a place is held against; empty for rules that hold none against a distance. */
function topicsOf(rule: Rule): readonly { readonly topic: string | null; readonly supply: readonly SupplyTier[] }[] {
  if (rule.kind === 'circle_completeness') return rule.categories.map(({ id, supply }) => ({ topic: id, supply }));
  if (rule.kind === 'area_within_radius' || rule.kind === 'people_within_radius' || rule.kind === 'people_within_walk' || rule.kind === 'street_length_within_radius') return [{ topic: null, supply: rule.supply }];
  return [];
}

/** Where a place is, and the ways from it. */
type Start = ExplainedPlace & { readonly walker: Walker | null };

/** At the speed the rule set's minutes imply; NaN where it speaks of none. */
function minutesPerMetre({ walking }: RuleSet, supply: readonly SupplyTier[]): number {
  const stated = supply.find(({ walkMinutes }) => walkMinutes !== undefined);
  if (stated?.walkMinutes !== undefined) return stated.walkMinutes / stated.radiusM;
  const first = walking?.[0];
  return first ? first.minutes / first.metres : NaN;
}

function ruleOf(city: PreparedCity, ruleSet: RuleSet, rule: Rule, place: Start, count: number): ExplainedRule | null {
  const asked = topicsOf(rule);
  if (asked.length === 0) return null;
  const missingLayers = requiredLayers(rule).filter((layer) => !city.hasLayer(layer));
  const head = { ruleId: rule.id, ruleSetId: ruleSet.id, ruleKind: rule.kind, method: methodOf(rule), missingLayers };
  if (missingLayers.length > 0) return { ...head, verdict: 'not_assessed', counts: false, amount: null, topics: [] };
  const topics = asked.map(({ topic, supply }) => topicOf(city, topic, city.selection(supply), place, count, methodOf(rule) === 'walking' ? minutesPerMetre(ruleSet, supply) : null));
  const amount = amountOf(city, rule, place);
  return { ...head, amount, topics, counts: amount !== null || countsAs(city, rule, place), verdict: amount ? verdictOfAmount(amount) : topics.every(({ isCovered }) => isCovered) ? 'covered' : 'uncovered' };
}

function verdictOfAmount({ covered, of }: NonNullable<ExplainedRule['amount']>): PlaceVerdict {
  if (covered >= of) return 'covered';
  return covered > 0 ? 'partly' : 'uncovered';
}

/** A home counts for people; for ground, a point counts that stands on the rule's demand. */
function countsAs(city: PreparedCity, rule: Rule, { kind, x, y }: ExplainedPlace): boolean {
  if (rule.kind === 'people_within_radius' || rule.kind === 'circle_completeness' || (rule.kind === 'people_within_walk' && !rule.demand)) return kind === 'home';
  if ((rule.kind !== 'area_within_radius' && rule.kind !== 'people_within_walk') || !rule.demand) return false;
  const demand = city.selection([rule.demand]);
  return demand.reaching({ minX: x, minY: y, maxX: x, maxY: y }).some((index) => distanceTo(demand.members[index].table, demand.members[index].row, x, y) === 0);
}

/** The feature itself as the rule's demand: how much of it is in reach. */
function amountOf(city: PreparedCity, rule: Rule, { layer, id }: ExplainedPlace): ExplainedRule['amount'] {
  if (id === null) return null;
  if (rule.kind === 'area_within_radius' && rule.demand.layer === layer) {
    const reach = city.areaReach(rule.demand, rule.supply);
    const atom = reach.atoms.selection.members.findIndex((member) => member.id === id);
    if (atom < 0 || reach.atoms.areaM2[atom] === 0) return null;
    const of = reach.atoms.areaM2[atom];
    const state = reach.state(atom);
    return { covered: state === 'covered' ? of : state === 'bare' ? 0 : reach.coveredM2(atom), of, unit: 'm²' };
  }
  if (rule.kind === 'people_within_walk' && rule.demand?.layer === layer) {
    const atoms = city.atoms(rule.demand);
    const parcel = atoms.selection.members.findIndex((member) => member.id === id);
    if (parcel < 0 || atoms.areaM2[parcel] === 0) return null;
    // A parcel is in or out as a whole.
    return { covered: parcelWalkReach(city, atoms, rule.supply).nearest[parcel] >= 0 ? atoms.areaM2[parcel] : 0, of: atoms.areaM2[parcel], unit: 'm²' };
  }
  if (rule.kind === 'street_length_within_radius') {
    const reach = city.streetReach(rule.demand, rule.supply);
    const street = reach.streets.members.findIndex((member) => member.id === id && member.layer === layer);
    if (street < 0) return null;
    const { coveredM, lengthM } = reach.whole(street);
    return { covered: coveredM, of: lengthM, unit: 'm' };
  }
  return null;
}

/** @param minutes of a metre on foot; null: the rule measures straight lines */
function topicOf(city: PreparedCity, topic: string | null, supply: Selection, { x, y, walker }: Start, count: number, minutes: number | null): ExplainedTopic {
  const told = minutes !== null && walker ? nearestOnFoot(supply, walker, x, y, count)
    : nearestMembers(supply, x, y, count).map((seen) => ({ seen, walk: walker?.to(supply.members[seen.member]) ?? null }));
  const nearest = told.map(({ seen: { member, distanceM, beyondM: straightBeyondM }, walk }): NearFacility => {
    const { table, row, layer, id, role, radiusM } = supply.members[member];
    const beyondM = minutes === null ? straightBeyondM : walk ? walk.metres - radiusM : null;
    return {
      layer, id, role, straightM: distanceM, walkM: walk?.metres ?? null, limitM: radiusM, beyondM, beyondMin: minutes === null || beyondM === null || Number.isNaN(minutes) ? null : beyondM * minutes,
      path: [[x, y], closestPoint(table, row, x, y)], walkPath: walk?.path ?? null,
    };
  });
  return { topic, isCovered: nearest.some(({ beyondM }) => beyondM !== null && beyondM <= 0), nearest, notCounted: notCountedNear(city, supply, x, y) };
}

/** What is near enough for the rule's largest radius but does not count; a closed park tells more than a park of another class, so those come last. */
function notCountedNear(city: PreparedCity, supply: Selection, x: number, y: number): readonly NotCounted[] {
  const found: NotCounted[] = [];
  for (const index of supply.rejectsNear({ minX: x, minY: y, maxX: x, maxY: y })) {
    const { layer, id, reason } = supply.rejectAt(index);
    const place = findRow(tablesOf(city.dataset, layer), id);
    if (!place) continue;
    const straightM = distanceTo(place.table, place.row, x, y);
    if (straightM > supply.maxRadiusM) continue;
    const [px, py] = closestPoint(place.table, place.row, x, y);
    found.push({ layer, id, reason, straightM, x: px, y: py });
  }
  const isOther = ({ reason }: NotCounted): number => (reason === 'wrong_class' ? 1 : 0);
  return found.sort((a, b) => isOther(a) - isOther(b) || a.straightM - b.straightM || a.id - b.id).slice(0, MOST_NOT_COUNTED);
}
