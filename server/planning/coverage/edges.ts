/**
 * Honest edges: what a figure would be if everything within a margin of a limit fell the other way. Low and high are the figure with every radius shorter or
 * longer by the margin, so a margin of nothing gives the figure itself.
 */
import { overlayScope, type OverlayScope } from '../geometry/overlay-scope.ts';
import type { Shape } from '../geometry/overlay.ts';
import type { AreaWithinRadius, ClassAtPlace, PeopleWithinWalk, Rule, Selector, StreetLengthWithinRadius, SupplyTier } from '../standards/rule.ts';
import { buildAreaReach, SLIVER_M2, type AreaReach, type BufferOf } from './area-reach.ts';
import { CoveredGround } from './covered-ground.ts';
import type { CountedFeature } from './figure.ts';
import { QUADRANT_SEGMENTS } from './ground.ts';
import { homeSides, SIDE, type Sides } from './home-sides.ts';
import type { Homes } from './homes.ts';
import { classAtPlace } from './kinds/class-at-place.ts';
import { coveredM2 } from './kinds/area-within-radius.ts';
import type { PreparedCity } from './prepare.ts';
import { sum, type Measured, type RuleRun } from './rule-run.ts';
import { memberShape, type Member } from './member.ts';
import { parcelWalkReach } from './walk-reach.ts';

export interface Edges {
  /** Numerators with everything on the edge lost, and won. */
  readonly low: number;
  readonly high: number;
  /** What stands on the edge, with what it would move; in no order. */
  readonly features: readonly CountedFeature[];
}

/** null where the rule holds nothing against a distance, or nothing was measured. */
export function edgesOf(run: RuleRun<Rule>, { numerator }: Measured, marginM: number): Edges | null {
  if (numerator === null) return null;
  const { rule } = run;
  switch (rule.kind) {
    case 'area_within_radius': return clamped(groundEdges({ ...run, rule }, marginM), numerator);
    case 'people_within_radius': return homeEdges(run, [rule.supply], numerator, marginM);
    case 'people_within_walk': return rule.demand ? clamped(parcelEdges({ ...run, rule }, rule.demand, numerator, marginM), numerator) : homeEdges(run, [rule.supply], numerator, marginM, true);
    case 'circle_completeness': return homeEdges(run, rule.categories.map(({ supply }) => supply), numerator, marginM, rule.method === 'walking');
    case 'street_length_within_radius': return clamped(streetEdges({ ...run, rule }, marginM), numerator);
    case 'class_at_place': return classEdges({ ...run, rule }, numerator, marginM);
    default: return null;
  }
}

const shiftedBy = (tiers: readonly SupplyTier[], byM: number): readonly SupplyTier[] => tiers.map((tier) => ({ ...tier, radiusM: Math.max(0, tier.radiusM + byM) }));

/** The last digit of an overlay must not put the figure outside its own range. */
function clamped({ low, high, features }: Edges, numerator: number): Edges {
  return { low: Math.min(low, numerator), high: Math.max(high, numerator), features };
}

/** What reaches as far as the limit itself is within it: without a margin nothing can fall the other way. */
const onNoEdge = (numerator: number): Edges => ({ low: numerator, high: numerator, features: [] });

/** Homes have everything at `radius - margin`, or lack something even at `radius + margin`; the rest stand on the edge. */
function homeEdges({ city, area }: RuleRun<Rule>, supplies: readonly (readonly SupplyTier[])[], numerator: number, marginM: number, isWalked = false): Edges | null {
  const homes = city.homes();
  if (!homes) return null;
  if (marginM === 0) return onNoEdge(numerator);
  const sides = supplies.map((supply) => (isWalked ? city.homeWalkSides(homes, supply, marginM) : straightSides(city, homes, supply, marginM)));
  let [low, high] = [numerator, numerator];
  const features: CountedFeature[] = [];
  for (const home of area.homes(homes)) {
    let worst = 0;
    for (const each of sides) worst = Math.max(worst, each.at(home));
    if (worst === SIDE.within || worst === SIDE.beyond) continue;
    if (worst === SIDE.justWithin) low -= homes.people[home];
    else high += homes.people[home];
    features.push({ layer: 'building', id: homes.ids[home], amount: homes.people[home], role: 'home' });
  }
  return { low: Math.max(0, low), high, features };
}

function straightSides(city: PreparedCity, homes: Homes, supply: readonly SupplyTier[], marginM: number): Sides {
  return city.kept(`edges homes ${marginM} ${JSON.stringify(supply)}`, () => homeSides(homes, city.selection(supply), marginM));
}

/** Parcels are in or out as a whole. Ground that two of them claim moves once with each: the range is then a little wider than the truth, never narrower. */
function parcelEdges({ city, rule, area }: RuleRun<PeopleWithinWalk>, demand: Selector, numerator: number, marginM: number): Edges {
  if (marginM === 0) return onNoEdge(numerator);
  const atoms = city.atoms(demand);
  const { beyondM } = parcelWalkReach(city, atoms, rule.supply, marginM);
  const parts = area.parts(atoms);
  const wholeM2 = sum(parts.map(({ areaM2 }) => areaM2));
  let [low, high] = [numerator, numerator];
  const features: CountedFeature[] = [];
  for (const { atom, areaM2 } of parts) {
    if (beyondM[atom] <= -marginM || beyondM[atom] > marginM) continue;
    const movedM2 = areaM2 + atoms.overlapM2[atom];
    if (beyondM[atom] <= 0) low -= movedM2;
    else high += movedM2;
    features.push({ layer: demand.layer, id: atoms.selection.members[atom].id, amount: areaM2, role: 'demand' });
  }
  return { low: Math.max(0, low), high: Math.min(high, wholeM2), features };
}

/** Exact overlay with both radii. What whole parcels come to is kept; service areas are not, for they would take as much room again as the figure's own. */
function groundEdges({ city, rule, area }: RuleRun<AreaWithinRadius>, marginM: number): Edges {
  const scope = overlayScope(city.overlay);
  const [less, more] = [-marginM, marginM].map((byM) => shiftedCover(city, rule, byM, scope));
  const atoms = city.atoms(rule.demand);
  const features: CountedFeature[] = [];
  let [low, high] = [0, 0];
  for (const part of area.parts(atoms)) {
    const lowM2 = less(part, area);
    // What the shorter radius covers whole the longer one does.
    const highM2 = lowM2 === part.areaM2 ? lowM2 : more(part, area);
    low += lowM2;
    high += highM2;
    if (highM2 - lowM2 > SLIVER_M2) features.push({ layer: rule.demand.layer, id: atoms.selection.members[part.atom].id, amount: highM2 - lowM2, role: 'demand' });
  }
  scope.releaseAll();
  return { low, high, features };
}

type Cover = (part: Parameters<typeof coveredM2>[1], area: Parameters<typeof coveredM2>[2]) => number;

function shiftedCover(city: PreparedCity, rule: AreaWithinRadius, byM: number, scope: OverlayScope): Cover {
  const supply = shiftedBy(rule.supply, byM);
  const atoms = city.atoms(rule.demand);
  const whole = city.kept(`edges ground ${JSON.stringify([rule.demand, supply])}`, () => new CoveredGround(atoms.areaM2));
  let reach: AreaReach | null = null;
  const reachNow = (): AreaReach => reach ??= buildAreaReach(atoms, city.selection(supply), scope, bufferIn(scope));
  return (part, area) => {
    if (part.isCut) return coveredM2(reachNow(), part, area);
    if (!whole.has(part.atom)) whole.set(part.atom, coveredM2(reachNow(), part, area));
    return whole.at(part.atom);
  };
}

function bufferIn(scope: OverlayScope): BufferOf {
  const buffers = new Map<Member, Shape>();
  return (member) => {
    let buffer = buffers.get(member);
    if (buffer === undefined) {
      const shape = memberShape(scope, member);
      buffers.set(member, buffer = scope.buffer(shape, member.radiusM, QUADRANT_SEGMENTS));
      scope.release(shape);
    }
    return buffer;
  };
}

function streetEdges({ city, rule, area }: RuleRun<StreetLengthWithinRadius>, marginM: number): Edges {
  const [less, more] = [-marginM, marginM].map((byM) => city.streetReach(rule.demand, shiftedBy(rule.supply, byM)));
  const features: CountedFeature[] = [];
  let [low, high] = [0, 0];
  for (const street of less.within(area.box)) {
    const shape = less.shape(street);
    const isInside = area.covers(shape);
    if (!isInside && !area.intersects(shape)) continue;
    const lines = isInside ? null : area.overlay.toLines(area.overlay.intersection(shape, area.shape));
    const [lowM, highM] = [less, more].map((reach) => (lines === null ? reach.whole(street) : reach.lines(lines, street)).coveredM);
    low += lowM;
    high += highM;
    const { layer, id } = less.streets.members[street];
    if (highM - lowM > 1e-6) features.push({ layer, id, amount: highM - lowM, role: 'demand' });
  }
  return { low, high, features };
}

/** A facility near the limit of a context may stand in another one. */
function classEdges(run: RuleRun<ClassAtPlace>, numerator: number, marginM: number): Edges {
  const { rule } = run;
  const shifted = [-marginM, marginM].map((byM) => classAtPlace({ ...run, numbersOnly: false, rule: { ...rule, contexts: rule.contexts.map((context) => ({ ...context, near: shiftedBy(context.near, byM) })) } }));
  const placed = (measured: Measured): ReadonlyMap<string, string | null> => new Map([...measured.counted, ...measured.uncovered].map((each) => [`${each.layer} ${each.id}`, each.role]));
  const [less, more] = shifted.map(placed);
  const all = [numerator, ...shifted.map((measured) => measured.numerator ?? numerator)];
  return {
    low: Math.min(...all), high: Math.max(...all),
    features: [...(shifted[0]?.counted ?? []), ...(shifted[0]?.uncovered ?? [])].filter(({ layer, id }) => less?.get(`${layer} ${id}`) !== more?.get(`${layer} ${id}`)),
  };
}
