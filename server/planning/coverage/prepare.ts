/**
 * A city made ready for questions: selections, disjoint demand, buffers and reaches, each built when first needed and shared by every rule that means the
 * same features (rule sets that stand side by side often do).
 */
import { overlayScope } from '../geometry/overlay-scope.ts';
import type { Overlay, Shape } from '../geometry/overlay.ts';
import type { RuleSet, Selector, SupplyTier } from '../standards/rule.ts';
import { buildAreaReach, QUADRANT_SEGMENTS, type AreaReach } from './area-reach.ts';
import { buildAtoms, type Atoms } from './atoms.ts';
import { tablesOf, type Dataset, type LayerTable } from './dataset.ts';
import { featureCount, shapeOf } from './features.ts';
import type { InputRef } from './figure.ts';
import { buildHomeReach, type HomeReach } from './home-reach.ts';
import { buildHomes, type Homes } from './homes.ts';
import { requiredLayers } from '../standards/rule-layers.ts';
import { memberShape, select, type Member, type Selection } from './selection.ts';
import { buildStreetReach, type StreetReach } from './street-reach.ts';

export interface PreparedCity {
  readonly dataset: Dataset;
  readonly ruleSets: readonly RuleSet[];
  readonly overlay: Overlay;
  hasLayer(layer: string): boolean;
  inputsOf(layers: readonly string[]): readonly InputRef[];
  homes(): Homes | null;
  selection(tiers: readonly (Selector | SupplyTier)[]): Selection;
  atoms(selector: Selector): Atoms;
  areaReach(demand: Selector, supply: readonly SupplyTier[]): AreaReach;
  /** Only where `homes()` is not null. */
  homeReach(homes: Homes, supply: readonly SupplyTier[]): HomeReach;
  streetReach(demand: readonly Selector[], supply: readonly SupplyTier[]): StreetReach;
  /** All polygons of a layer as one. */
  union(layer: string): Shape;
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
  const buffers = new Map<LayerTable, Map<string, Shape>>();
  const bufferOf = (member: Member): Shape => {
    let ofTable = buffers.get(member.table);
    if (!ofTable) buffers.set(member.table, ofTable = new Map());
    const key = `${member.row}:${member.radiusM}`;
    let buffer = ofTable.get(key);
    if (buffer === undefined) {
      const shape = memberShape(overlay, member);
      ofTable.set(key, buffer = overlay.buffer(shape, member.radiusM, QUADRANT_SEGMENTS));
      overlay.release(shape);
    }
    return buffer;
  };
  const city: PreparedCity = {
    dataset, ruleSets, overlay, kept,
    hasLayer: (layer) => tablesOf(dataset, layer).length > 0,
    inputsOf: (layers) => inputsOf(dataset, layers),
    homes: () => kept('homes', () => buildHomes(dataset)),
    selection: (tiers) => kept(`selection ${JSON.stringify(tiers)}`, () => select(dataset, tiers)),
    atoms: (selector) => kept(`atoms ${JSON.stringify(selector)}`, () => buildAtoms(city.selection([selector]), overlay)),
    areaReach: (demand, supply) => kept(`area ${JSON.stringify([demand, supply])}`, () => buildAreaReach(city.atoms(demand), city.selection(supply), overlay, bufferOf)),
    homeReach: (homes, supply) => kept(`homes ${JSON.stringify(supply)}`, () => buildHomeReach(homes, city.selection(supply))),
    streetReach: (demand, supply) => kept(`streets ${JSON.stringify([demand, supply])}`, () => buildStreetReach(city.selection(demand), city.selection(supply), overlay)),
    union: (layer) => kept(`union ${layer}`, () => unionOf(dataset, layer, overlay)),
    dispose: () => {
      overlay.releaseAll();
      cache.clear();
    },
  };
  return city;
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
      } else if (rule.kind === 'circle_completeness' && homes) {
        rule.categories.forEach(({ supply }) => city.homeReach(homes, supply));
      } else if (rule.kind === 'street_length_within_radius') {
        const reach = city.streetReach(rule.demand, rule.supply);
        reach.streets.members.forEach((_, street) => reach.whole(street));
      } else if (rule.kind === 'per_person') {
        city.atoms(rule.supply);
      }
    }
  }
}
