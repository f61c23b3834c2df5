/**
 * A city made ready for questions: selections, disjoint demand, buffers and reaches, each built when first needed and shared by every rule that means the
 * same features (rule sets that stand side by side often do).
 */
import { overlayScope } from '../geometry/overlay-scope.ts';
import type { Overlay, PreparedShape, Shape } from '../geometry/overlay.ts';
import type { DoorSet } from '../network/doors.ts';
import type { RuleSet, Selector, SupplyTier } from '../standards/rule.ts';
import type { ConvexPart } from '../geometry/convex-parts.ts';
import { buildAreaReach, type AreaReach } from './area-reach.ts';
import { buildAtoms, type Atoms } from './atoms.ts';
import { buildBorderReach, type BorderReach } from './border-reach.ts';
import { tablesOf, type Dataset, type LayerTable } from './dataset.ts';
import { featureCount, shapeOf } from './features.ts';
import type { InputRef } from './figure.ts';
import { QUADRANT_SEGMENTS, servicePartsOf } from './ground.ts';
import { buildHomeReach, type HomeReach } from './home-reach.ts';
import { sidesOf, type Sides } from './home-sides.ts';
import { buildHomes, type Homes } from './homes.ts';
import { Overlaps } from './overlaps.ts';
import { layersOf, requiredLayers } from '../standards/rule-layers.ts';
import { hasValues } from './select.ts';
import { memberShape, type Member } from './member.ts';
import { select, type Selection } from './selection.ts';
import { tierKeys } from './tier-keys.ts';
import { walkCityOf } from './walk-city.ts';
import { joinsKept, WalkLinks } from './walk-links.ts';
import { homeWalkReach, parcelWalkReach, walkReachOf, withDistancesLater, type WalkReach } from './walk-reach.ts';
import { buildStreetReach, coverMeasure, type CoverMeasure, type StreetReach } from './street-reach.ts';

export interface PreparedCity {
  readonly dataset: Dataset;
  readonly ruleSets: readonly RuleSet[];
  readonly overlay: Overlay;
  hasLayer(layer: string): boolean;
  /** Whether any feature of the layer has a value of the attribute. */
  hasValues(layer: string, attribute: string): boolean;
  inputsOf(layers: readonly string[]): readonly InputRef[];
  homes(): Homes | null;
  selection(tiers: readonly (Selector | SupplyTier)[]): Selection;
  /** Of features any of the selectors means. */
  atoms(...selectors: readonly Selector[]): Atoms;
  areaReach(demand: Selector, supply: readonly SupplyTier[]): AreaReach;
  /** Only where `homes()` is not null. */
  homeReach(homes: Homes, supply: readonly SupplyTier[]): HomeReach;
  /** Only where the city has roads. `marginM`: how far beyond the limits to look, for `beyondM`. */
  homeWalkReach(homes: Homes, supply: readonly SupplyTier[], marginM: number): WalkReach;
  /** On which side of the limit each home stands (./home-sides.ts); the distances themselves are not kept. */
  homeWalkSides(homes: Homes, supply: readonly SupplyTier[], marginM: number): Sides;
  parcelWalkReach(atoms: Atoms, supply: readonly SupplyTier[], marginM: number): WalkReach;
  streetReach(demand: readonly Selector[], supply: readonly SupplyTier[]): StreetReach;
  borderReach(border: readonly Selector[], along: readonly Selector[], withinM: number): BorderReach;
  /** Only where the city has roads. */
  walkLinks(homes: Homes): WalkLinks;
  /** Service area of a facility; kept as long as the city. */
  bufferOf(member: Member): Shape;
  /** How lines are measured by a supply's discs. */
  coverMeasure(supply: readonly SupplyTier[]): CoverMeasure;
  /** All polygons of a layer as one. */
  union(layer: string): Shape;
  /** The same, ready to be asked what lies in it. */
  preparedUnion(layer: string): PreparedShape;
  /** Built once for a key (compared as in a `Map`) and kept as long as the city. */
  kept<T>(key: unknown, build: () => T): T;
  dispose(): void;
}

/** Nothing is computed yet: see `warmUp`. */
export function prepareCity(dataset: Dataset, ruleSets: readonly RuleSet[], library: Overlay): PreparedCity {
  const overlay = overlayScope(library);
  const cache = new Map<unknown, unknown>();
  const kept = <T>(key: unknown, build: () => T): T => {
    if (!cache.has(key)) cache.set(key, build());
    return cache.get(key) as T;
  };
  const buffers = new MemberMap<Shape>();
  const bufferOf = (member: Member): Shape => buffers.kept(member, () => bufferMade(member, overlay));
  const overlaps = new Overlaps();
  const parts = new MemberMap<readonly ConvexPart[]>();
  const partsOf = (member: Member): readonly ConvexPart[] => parts.kept(member, () => partsMade(member, overlay));
  const keyOf = tierKeys();
  const parcelReaches = new WeakMap<Selection, Map<string, WalkReach>>();
  const walked = (doors: DoorSet, supply: readonly SupplyTier[], marginM: number): WalkReach => {
    const reachNow = (): WalkReach => walkReachOf(walkCityOf(city), doors, city.selection(supply), marginM);
    return withDistancesLater(reachNow(), reachNow);
  };
  const city: PreparedCity = {
    dataset, ruleSets, overlay, kept, bufferOf,
    hasLayer: (layer) => tablesOf(dataset, layer).length > 0,
    hasValues: (layer, attribute) => kept(`values ${layer} ${attribute}`, () => tablesOf(dataset, layer).some((table) => hasValues(table, attribute))),
    inputsOf: (layers) => inputsOf(dataset, layers),
    homes: () => kept('homes', () => buildHomes(dataset)),
    selection: (tiers) => kept(`selection ${keyOf(tiers)}`, () => select(dataset, tiers)),
    atoms: (...selectors) => kept(`atoms ${keyOf(selectors)}`, () => buildAtoms(city.selection(selectors), overlay, overlaps)),
    areaReach: (demand, supply) => kept(`area ${keyOf([demand])} ${keyOf(supply)}`, () => buildAreaReach(city.atoms(demand), city.selection(supply), overlay, bufferOf, partsOf)),
    homeReach: (homes, supply) => kept(`homes ${keyOf(supply)}`, () => buildHomeReach(homes, city.selection(supply))),
    homeWalkReach: (homes, supply, marginM) => kept(`walk homes ${marginM} ${keyOf(supply)}`, () => walked(walkCityOf(city).doorsOfHomes(homes), supply, marginM)),
    homeWalkSides: (homes, supply, marginM) => kept(`walk sides ${marginM} ${keyOf(supply)}`, () => sidesOf(walkReachOf(walkCityOf(city), walkCityOf(city).doorsOfHomes(homes), city.selection(supply), marginM).beyondM, marginM)),
    // Demand is told apart by its selection: selections of the same tiers are one object.
    parcelWalkReach: (atoms, supply, marginM) => keptFor(parcelReaches, atoms.selection, `${marginM} ${keyOf(supply)}`, () => walked(walkCityOf(city).doorsOfParcels(atoms), supply, marginM)),
    streetReach: (demand, supply) => kept(`streets ${keyOf(demand)} ${keyOf(supply)}`, () => buildStreetReach(city.selection(demand), city.selection(supply), overlay, city.coverMeasure(supply))),
    borderReach: (border, along, withinM) => kept(`borders ${withinM} ${keyOf(border)} ${keyOf(along)}`, () => buildBorderReach(city.selection(border), city.selection(along), withinM)),
    walkLinks: (homes) => kept(homes, () => new WalkLinks(walkCityOf(city).ground, walkCityOf(city).doorsOfHomes(homes), joinsKept(walkCityOf(city).ground))),
    coverMeasure: (supply) => kept(`discs ${keyOf(supply)}`, () => coverMeasure(city.selection(supply))),
    preparedUnion: (layer) => kept(`prepared ${layer}`, () => overlay.prepare(city.union(layer))),
    union: (layer) => kept(`union ${layer}`, () => unionOf(dataset, layer, overlay)),
    dispose: () => {
      overlay.releaseAll();
      cache.clear();
    },
  };
  return city;
}

function keptFor<K extends object, T>(kept: WeakMap<K, Map<string, T>>, of: K, key: string, build: () => T): T {
  let own = kept.get(of);
  if (!own) kept.set(of, own = new Map());
  let value = own.get(key);
  if (value === undefined) own.set(key, value = build());
  return value;
}

/** One of something for each feature and radius. */
class MemberMap<T> {
  readonly #tables = new Map<LayerTable, Map<string, T>>();
  kept(member: Member, make: () => T): T {
    let ofTable = this.#tables.get(member.table);
    if (!ofTable) this.#tables.set(member.table, ofTable = new Map());
    const key = `${member.row}:${member.radiusM}`;
    let value = ofTable.get(key);
    if (value === undefined) ofTable.set(key, value = make());
    return value;
  }
}

/** A service area to cut with. The shape it is read from is let go: only who is shown a gap needs it, and of a large city they are many. */
function partsMade(member: Member, overlay: Overlay): readonly ConvexPart[] {
  let shape: Shape | null = null;
  const parts = servicePartsOf(member, () => shape ??= bufferMade(member, overlay), overlay);
  if (shape !== null) overlay.release(shape);
  return parts;
}

/** A new service area; the caller releases it. */
export function bufferMade(member: Member, overlay: Overlay): Shape {
  const shape = memberShape(overlay, member);
  const buffer = overlay.buffer(shape, member.radiusM, QUADRANT_SEGMENTS);
  overlay.release(shape);
  return buffer;
}

function unionOf(dataset: Dataset, layer: string, overlay: Overlay): Shape {
  const shapes = tablesOf(dataset, layer).filter((table) => table.geometryType === 'polygon')
    .flatMap((table) => Array.from({ length: featureCount(table) }, (_, row) => shapeOf(overlay, table, row)));
  const union = overlay.union(shapes);
  shapes.forEach((shape) => overlay.release(shape));
  return union;
}

/** One entry an edition: a layer split into a point and a polygon table is still one input. */
function inputsOf(dataset: Dataset, layers: readonly string[]): readonly InputRef[] {
  const inputs = new Map<string, InputRef>();
  for (const layer of layers) {
    for (const { input } of tablesOf(dataset, layer)) inputs.set(`${input.layer} ${input.editionId}`, input);
  }
  return [...inputs.values()];
}

/** Brings up to date what the rules that read one of these layers keep; a cover that is only worked out when asked about stays so. */
export function settle(city: PreparedCity, layers: ReadonlySet<string>): void {
  const homes = city.homes();
  const assessed = city.kept(city.ruleSets, () => city.ruleSets.flatMap(({ rules }) => rules).filter((rule) => requiredLayers(rule).every(city.hasLayer)).map((rule) => ({ rule, reads: layersOf(rule) })));
  for (const { rule, reads } of assessed) {
    if (reads.some((layer) => layers.has(layer))) {
      if (rule.kind === 'area_within_radius') city.areaReach(rule.demand, rule.supply);
      else if (rule.kind === 'people_within_radius' && homes) city.homeReach(homes, rule.supply);
      else if (rule.kind === 'circle_completeness' && homes) rule.categories.forEach(({ supply }) => (rule.method === 'walking' ? city.homeWalkReach(homes, supply, 0) : city.homeReach(homes, supply)));
      else if (rule.kind === 'people_within_walk' && rule.demand) city.parcelWalkReach(city.atoms(rule.demand), rule.supply, 0);
      else if (rule.kind === 'people_within_walk' && homes) city.homeWalkReach(homes, rule.supply, 0);
      else if (rule.kind === 'street_length_within_radius') city.streetReach(rule.demand, rule.supply);
      else if (rule.kind === 'per_person' && !rule.size) city.atoms(rule.supply);
    }
  }
}

/** Does everything lazy ahead of time, for every rule. */
export function warmUp(city: PreparedCity): void {
  const homes = city.homes();
  for (const { rules } of city.ruleSets) {
    for (const rule of rules.filter((each) => requiredLayers(each).every(city.hasLayer))) {
      if (rule.kind === 'area_within_radius') {
        const reach = city.areaReach(rule.demand, rule.supply);
        for (let atom = 0; atom < reach.atoms.count; atom++) reach.state(atom);
      } else if (rule.kind === 'people_within_radius' && homes) {
        city.homeReach(homes, rule.supply);
      } else if (rule.kind === 'people_within_walk') {
        if (rule.demand) parcelWalkReach(city, city.atoms(rule.demand), rule.supply);
        else if (homes) homeWalkReach(city, homes, rule.supply);
      } else if (rule.kind === 'circle_completeness' && homes) {
        rule.categories.forEach(({ supply }) => (rule.method === 'walking' ? homeWalkReach(city, homes, supply) : city.homeReach(homes, supply)));
      } else if (rule.kind === 'street_length_within_radius') {
        const reach = city.streetReach(rule.demand, rule.supply);
        reach.streets.members.forEach((_, street) => reach.whole(street));
      } else if (rule.kind === 'attribute_share') {
        for (const quantity of [rule.part, rule.whole]) {
          if (quantity.measure === 'area') city.atoms(...quantity.of);
          else if (quantity.measure === 'length') city.streetReach(quantity.of, []);
        }
      } else if (rule.kind === 'per_person' && !rule.size) {
        city.atoms(rule.supply);
      } else if (rule.kind === 'shared_border') {
        city.borderReach(rule.border.of, rule.along.of, rule.nearness.withinM);
        city.atoms(...rule.border.of);
      } else if (rule.kind === 'walking_links' && homes) {
        rule.categories.forEach(({ supply }) => city.walkLinks(homes).homesLinked(city.selection(supply)));
      }
    }
  }
}
