/**
 * Two rules over the same area: which homes and parcels the one covers and the other does not. Both are held against the homes and the ground that both ask about:
 * where a rule is restricted to the built-up area, the comparison is.
 */
import type { Shape } from '../geometry/overlay.ts';
import { requiredLayers } from '../standards/rule-layers.ts';
import type { Rule, Selector } from '../standards/rule.ts';
import { settled } from './area-reach.ts';
import type { AreaView, AtomPart } from './area-view.ts';
import type { Atoms } from './atoms.ts';
import type { CompareOptions, FlippedSide, RuleComparison } from './compare-rules-api.ts';
import type { CountedFeature } from './figure.ts';
import { areaOfRule } from './gaps.ts';
import type { HomeReach } from './home-reach.ts';
import type { Homes } from './homes.ts';
import type { PreparedCity } from './prepare.ts';
import { byAmount, sum } from './rule-run.ts';
import { homeWalkReach, parcelWalkReach } from './walk-reach.ts';

const LIST_LIMIT = 2000;

export function compareRules(city: PreparedCity, whole: AreaView, a: Rule, b: Rule, { listLimit = LIST_LIMIT }: CompareOptions = {}): RuleComparison {
  const missingLayers = [...new Set([a, b].flatMap((rule) => requiredLayers(rule).filter((layer) => !city.hasLayer(layer))))];
  const head = { ruleA: a.id, ruleB: b.id };
  if (missingLayers.length > 0) return { ...head, ...NOTHING, missingLayers };
  const area = areaOfRule(city, b, areaOfRule(city, a, whole));
  const homes = compareHomes(city, area, a, b);
  const parcels = compareParcels(city, area, a, b);
  return {
    ...head, hasHomes: homes !== null, hasParcels: parcels !== null, people: homes?.people ?? 0, peopleBoth: homes?.both ?? 0, peopleNeither: homes?.neither ?? 0,
    onlyA: sideOf(homes?.onlyA ?? [], parcels?.onlyA ?? null, listLimit), onlyB: sideOf(homes?.onlyB ?? [], parcels?.onlyB ?? null, listLimit),
    missingLayers, notes: parcels?.notes ?? [],
  };
}

const NO_SIDE: FlippedSide = { homes: [], homesTotal: 0, people: 0, parcels: null, parcelsTotal: 0, parcelsM2: 0 };
const NOTHING = { hasHomes: false, hasParcels: false, people: 0, peopleBoth: 0, peopleNeither: 0, onlyA: NO_SIDE, onlyB: NO_SIDE, notes: [] };

function sideOf(homes: readonly CountedFeature[], parcels: readonly CountedFeature[] | null, listLimit: number): FlippedSide {
  const amounts = (list: readonly CountedFeature[]): number => sum(list.map(({ amount }) => amount ?? 0));
  return {
    homes: [...homes].sort(byAmount).slice(0, listLimit), homesTotal: homes.length, people: amounts(homes),
    parcels: parcels && [...parcels].sort(byAmount).slice(0, listLimit), parcelsTotal: parcels?.length ?? 0, parcelsM2: amounts(parcels ?? []),
  };
}

interface HomesCompared { readonly people: number; readonly both: number; readonly neither: number; readonly onlyA: CountedFeature[]; readonly onlyB: CountedFeature[] }

function compareHomes(city: PreparedCity, area: AreaView, a: Rule, b: Rule): HomesCompared | null {
  const homes = city.homes();
  if (!homes) return null;
  const ofA = homeReaches(city, homes, a);
  const ofB = homeReaches(city, homes, b);
  if (!ofA || !ofB) return null;
  const onlyA: CountedFeature[] = [];
  const onlyB: CountedFeature[] = [];
  let people = 0;
  let both = 0;
  let neither = 0;
  for (const home of area.homes(homes)) {
    const count = homes.people[home];
    people += count;
    const byA = hasAll(ofA, home);
    const byB = hasAll(ofB, home);
    if (byA && byB) both += count;
    else if (!byA && !byB) neither += count;
    else (byA ? onlyA : onlyB).push({ layer: 'building', id: homes.ids[home], amount: count, role: 'home' });
  }
  return { people, both, neither, onlyA, onlyB };
}

/** The reaches a home must all have to count as covered; null: the rule says nothing of homes. A rule of land covers a home that stands within its radius. */
function homeReaches(city: PreparedCity, homes: Homes, rule: Rule): readonly HomeReach[] | null {
  switch (rule.kind) {
    case 'area_within_radius':
    case 'people_within_radius': return [city.homeReach(homes, rule.supply)];
    case 'people_within_walk': return [homeWalkReach(city, homes, rule.supply)];
    case 'circle_completeness': return rule.categories.map(({ supply }) => (rule.method === 'walking' ? homeWalkReach(city, homes, supply) : city.homeReach(homes, supply)));
    default: return null;
  }
}

function hasAll(reaches: readonly HomeReach[], home: number): boolean {
  for (const { nearest } of reaches) if (nearest[home] < 0) return false;
  return true;
}

interface ParcelsCompared { readonly onlyA: CountedFeature[]; readonly onlyB: CountedFeature[]; readonly notes: readonly string[] }

function compareParcels(city: PreparedCity, area: AreaView, a: Rule, b: Rule): ParcelsCompared | null {
  const demandA = demandOf(a);
  const demandB = demandOf(b);
  if (!demandA || !demandB) return null;
  const differs = JSON.stringify(demandA) !== JSON.stringify(demandB);
  const flipped = (demand: Selector, by: Rule, notBy: Rule): CountedFeature[] => {
    const atoms = city.atoms(demand);
    const served = groundOf(city, demand, by);
    const other = groundOf(city, demand, notBy);
    return area.parts(atoms).flatMap((part): CountedFeature[] => {
      const amount = servedOnlyBy(area, part, atoms, served(part.atom), other(part.atom));
      return amount > 0 ? [{ layer: demand.layer, id: atoms.selection.members[part.atom].id, amount, role: 'demand' }] : [];
    });
  };
  return { onlyA: flipped(demandA, a, b), onlyB: flipped(demandB, b, a), notes: differs ? ['demand_differs'] : [] };
}

function demandOf(rule: Rule): Selector | null {
  if (rule.kind === 'area_within_radius') return rule.demand;
  return rule.kind === 'people_within_walk' ? rule.demand ?? null : null;
}

/** Of a parcel's ground a rule serves all, nothing, or what lies in a shape. */
type Ground = (atom: number) => 'all' | 'nothing' | Shape;

function groundOf(city: PreparedCity, demand: Selector, rule: Rule): Ground {
  const atoms = city.atoms(demand);
  if (rule.kind === 'people_within_walk') {
    const reach = parcelWalkReach(city, atoms, rule.supply);
    return (atom) => (reach.nearest[atom] >= 0 ? 'all' : 'nothing');
  }
  if (rule.kind !== 'area_within_radius') return () => 'nothing';
  const reach = city.areaReach(demand, rule.supply);
  return (atom) => {
    const state = reach.state(atom);
    return state === 'covered' ? 'all' : state === 'bare' ? 'nothing' : reach.served(atom);
  };
}

/** m² of the part that the one serves and the other does not. */
function servedOnlyBy(area: AreaView, part: AtomPart, atoms: Atoms, served: ReturnType<Ground>, other: ReturnType<Ground>): number {
  if (served === 'nothing' || other === 'all') return 0;
  const { overlay } = area;
  const shape = area.shapeOf(atoms, part);
  const ground = served === 'all' ? shape : overlay.intersection(shape, served);
  const groundM2 = served === 'all' ? part.areaM2 : overlay.area(ground);
  return settled(other === 'nothing' ? groundM2 : overlay.area(overlay.difference(ground, other)), part.areaM2);
}
