/** What a rule leaves uncovered in an area: ground, stretches or homes, worst first, with the people concerned. */
import { labelPoint } from '../geometry/label-point.ts';
import { pointLocator } from '../geometry/point-locator.ts';
import { methodOf, requiredLayers } from '../standards/rule-layers.ts';
import type { Rule, RuleSet, SupplyTier } from '../standards/rule.ts';
import type { AreaView } from './area-view.ts';
import { nearestMembers } from './explain-nearest.ts';
import type { GapHome, GapMeasure, GapNear, GapOrder, GapPiece, Gaps, GapTopic } from './gaps-api.ts';
import { divisionAt, gapsByDivision } from './gaps-divisions.ts';
import { uncoveredGround, uncoveredStreets, type Uncovered } from './gaps-ground.ts';
import { nearOnFoot, uncoveredParcels, unlinkedHomes } from './gaps-walk.ts';
import type { Homes } from './homes.ts';
import type { PreparedCity } from './prepare.ts';
import { cutToLayer, sum } from './rule-run.ts';
import type { Selection } from './selection.ts';
import { walkCityOf } from './walk-city.ts';
import { homeWalkReach } from './walk-reach.ts';

const UNITS: Readonly<Record<GapMeasure, string>> = { ground: 'm²', streets: 'm', homes: 'people', none: '' };

/** A thing a place should have near it: a rule asks for one, a circle for one of each category. */
interface Wanted {
  readonly topic: string | null;
  readonly tiers: readonly SupplyTier[];
  readonly supply: Selection;
  readonly isWalked: boolean;
}

/** The amounts are those of the figure: they sum to its denominator less its numerator. */
export function gapsOf(city: PreparedCity, { ruleSet, rule }: { readonly ruleSet: RuleSet; readonly rule: Rule }, whole: AreaView, order: GapOrder = 'distance'): Gaps {
  const missingLayers = requiredLayers(rule).filter((layer) => !city.hasLayer(layer));
  const head = { ruleId: rule.id, ruleSetId: ruleSet.id };
  const nothing = (missing: readonly string[]): Gaps => ({ ...head, measure: 'none', unit: '', amount: 0, people: null, pieces: [], homes: [], divisions: [], missingLayers: missing });
  if (missingLayers.length > 0) return nothing(missingLayers);
  const area = areaOfRule(city, rule, whole);
  const known = city.homes();
  const wanted = wantedBy(city, rule);
  let measure: GapMeasure;
  let pieces: readonly GapPiece[] = [];
  let homes: readonly GapHome[] = [];
  if (rule.kind === 'area_within_radius') {
    measure = 'ground';
    const onGround = known ? homesInPieces(known, area, uncoveredGround(city, rule, area)) : uncoveredGround(city, rule, area).map((piece) => ({ piece, homes: [] }));
    pieces = onGround.map((each) => pieceOf(city, each.piece, wanted[0].supply, sum(each.homes.map((home) => known?.people[home] ?? 0))));
    if (known) homes = onGround.flatMap((each) => each.homes.map((home) => gapHome(city, known, home, wanted)));
  } else if (rule.kind === 'street_length_within_radius') {
    measure = 'streets';
    pieces = uncoveredStreets(city, rule, area).map((piece) => pieceOf(city, piece, wanted[0].supply, 0));
  } else if (rule.kind === 'people_within_walk' && rule.demand) {
    measure = 'ground';
    const atoms = city.atoms(rule.demand);
    const near = nearOnFoot(city, `parcels ${JSON.stringify(rule.demand)}`, walkCityOf(city).doorsOfParcels(atoms), rule.supply);
    const atomOf = new Map<Uncovered, number>();
    for (const { atom, ...piece } of uncoveredParcels(city, rule, atoms, area)) atomOf.set(piece, atom);
    const onGround = known ? homesInPieces(known, area, [...atomOf.keys()]) : [...atomOf.keys()].map((piece) => ({ piece, homes: [] }));
    pieces = onGround.map((each) => ({ ...pieceOf(city, each.piece, null, sum(each.homes.map((home) => known?.people[home] ?? 0))), near: near(atomOf.get(each.piece) as number) }));
    if (known) homes = onGround.flatMap((each) => each.homes.map((home) => gapHome(city, known, home, wanted)));
  } else if (rule.kind === 'walking_links') {
    measure = 'homes';
    if (!known) return nothing(['building']);
    const without = rule.categories.filter(({ supply }) => city.selection(supply).members.length === 0).flatMap(({ supply }) => supply.map(({ layer }) => layer));
    if (without.length > 0) return nothing([...new Set(without)]);
    homes = unlinkedHomes(city, known, area, rule);
  } else if (wanted.length > 0) {
    measure = 'homes';
    if (!known) return nothing(['building']);
    homes = uncoveredHomes(city, known, area, wanted);
  } else {
    return nothing([]);
  }
  const people = measure === 'streets' || !known ? null : sum(homes.map((home) => home.people));
  return {
    ...head, measure, unit: UNITS[measure], people, missingLayers,
    amount: measure === 'homes' ? people ?? 0 : sum(pieces.map((piece) => piece.amount)),
    pieces: [...pieces].sort(pieceOrders[order]), homes: [...homes].sort(homeOrders[order]), divisions: gapsByDivision(city, area, pieces, homes),
  };
}

/** The area cut to the rule's `within`, as the figure cuts it. */
export function areaOfRule(city: PreparedCity, { within }: Rule, area: AreaView): AreaView {
  return within !== undefined && city.hasLayer(within) ? cutToLayer(area, city, within) : area;
}

/** Empty for rules that hold no place against a distance. */
function wantedBy(city: PreparedCity, rule: Rule): readonly Wanted[] {
  const isWalked = methodOf(rule) === 'walking';
  if (rule.kind === 'circle_completeness') return rule.categories.map(({ id, supply }) => ({ topic: id, tiers: supply, supply: city.selection(supply), isWalked }));
  if (rule.kind === 'area_within_radius' || rule.kind === 'people_within_radius' || rule.kind === 'people_within_walk' || rule.kind === 'street_length_within_radius') return [{ topic: null, tiers: rule.supply, supply: city.selection(rule.supply), isWalked }];
  return [];
}

function uncoveredHomes(city: PreparedCity, homes: Homes, area: AreaView, wanted: readonly Wanted[]): readonly GapHome[] {
  const reaches = wanted.map(({ tiers, isWalked }) => (isWalked ? homeWalkReach(city, homes, tiers) : city.homeReach(homes, tiers)));
  const found: GapHome[] = [];
  for (const home of area.homes(homes)) {
    const without = wanted.filter((_, i) => reaches[i].nearest[home] < 0);
    if (without.length > 0) found.push(gapHome(city, homes, home, without));
  }
  return found;
}

function gapHome(city: PreparedCity, homes: Homes, home: number, without: readonly Wanted[]): GapHome {
  const [x, y] = [homes.x[home], homes.y[home]];
  const missing = without.map(({ topic, supply, tiers, isWalked }): GapTopic => ({ topic, near: isWalked ? nearOnFoot(city, 'homes', walkCityOf(city).doorsOfHomes(homes), tiers)(home) : nearOf(supply, x, y) })).sort((a, b) => beyond(b.near) - beyond(a.near));
  return { layer: 'building', id: homes.ids[home], x, y, people: homes.people[home], division: divisionAt(city)(x, y), missing, beyondM: missing[0]?.near?.beyondM ?? null };
}

/** Homes on each piece; pieces are disjoint, so a home on a common edge goes to the first. */
function homesInPieces(homes: Homes, area: AreaView, pieces: readonly Uncovered[]): readonly { readonly piece: Uncovered; readonly homes: readonly number[] }[] {
  const free = new Set(area.homes(homes));
  return pieces.map((piece) => {
    const locator = pointLocator(piece.polygons);
    const inside = homes.within(locator.box).filter((home) => free.has(home) && locator.contains(homes.x[home], homes.y[home]));
    inside.forEach((home) => free.delete(home));
    return { piece, homes: inside };
  });
}

function pieceOf(city: PreparedCity, piece: Uncovered, supply: Selection | null, people: number): GapPiece {
  const [x, y] = pointOn(piece);
  return { ...piece, people, x, y, division: divisionAt(city)(x, y), near: supply && nearOf(supply, x, y) };
}

function pointOn({ polygons, lines }: Uncovered): readonly [x: number, y: number] {
  const inside = labelPoint({ type: 'MultiPolygon', coordinates: polygons });
  if (inside) return inside;
  const longest = [...lines].sort((a, b) => b.length - a.length)[0] ?? polygons[0]?.[0] ?? [];
  const at = longest[Math.floor((longest.length - 1) / 2)];
  const next = longest[Math.floor((longest.length - 1) / 2) + 1] ?? at;
  return [(at[0] + next[0]) / 2, (at[1] + next[1]) / 2];
}

function nearOf(supply: Selection, x: number, y: number): GapNear | null {
  const seen = nearestMembers(supply, x, y, 1)[0];
  if (!seen) return null;
  const { layer, id, role, radiusM } = supply.members[seen.member];
  return { layer, id, role, distanceM: seen.distanceM, limitM: radiusM, beyondM: seen.beyondM };
}

/** No facility at all is farther than any. */
const beyond = (near: GapNear | null): number => near?.beyondM ?? Infinity;
const far = (beyondM: number | null): number => beyondM ?? Infinity;
/** Two infinities differ by nothing. */
const down = (a: number, b: number): number => (a === b ? 0 : b - a);

const pieceOrders: Readonly<Record<GapOrder, (a: GapPiece, b: GapPiece) => number>> = {
  distance: (a, b) => down(beyond(a.near), beyond(b.near)) || b.people - a.people || a.id - b.id,
  people: (a, b) => b.people - a.people || b.amount - a.amount || a.id - b.id,
  amount: (a, b) => b.amount - a.amount || a.id - b.id,
};
const homeOrders: Readonly<Record<GapOrder, (a: GapHome, b: GapHome) => number>> = {
  distance: (a, b) => down(far(a.beyondM), far(b.beyondM)) || b.people - a.people || a.id - b.id,
  people: (a, b) => b.people - a.people || down(far(a.beyondM), far(b.beyondM)) || a.id - b.id,
  amount: (a, b) => b.people - a.people || down(far(a.beyondM), far(b.beyondM)) || a.id - b.id,
};
