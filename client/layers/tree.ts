import type { LayerEdition, LayerKind } from '#contract/layers.ts';
import type { Rule, RuleSet } from '#planning/standards/rule.ts';
import { requiredLayers } from '#planning/standards/rule-layers.ts';
import type { LayerKinds } from '../api/queries.ts';

export interface TreeRow { readonly kind: LayerKind; readonly edition: LayerEdition }
export interface TreeGroup { readonly id: string; readonly name: { readonly zh: string; readonly en: string }; readonly rows: readonly TreeRow[] }
/** A kind the city lacks, and what cannot be assessed without it. */
export interface MissingLayer { readonly kind: LayerKind; readonly needing: readonly { readonly ruleSet: RuleSet; readonly rule: Rule }[] }

/** What a planner looks for first stands first; the rest as `data/layers.json` has it. */
const first = ['old', 'renewal', 'facility', 'green', 'base'];

/** Kinds by group, those with a current edition; groups of none are left out. */
export function layerTree({ groups, kinds }: LayerKinds, editions: readonly LayerEdition[]): readonly TreeGroup[] {
  const byKind = new Map(editions.map((edition) => [edition.kind, edition]));
  const order = [...first.filter((id) => id in groups), ...Object.keys(groups).filter((id) => !first.includes(id))];
  return order.map((id) => ({
    id, name: groups[id] as TreeGroup['name'],
    rows: kinds.filter((kind) => kind.group === id).flatMap((kind) => { const edition = byKind.get(kind.kind); return edition ? [{ kind, edition }] : []; }),
  })).filter((group) => group.rows.length > 0);
}

/** Kinds without a current edition that rules in force cannot do without, with those rules. A kind no rule asks for is not missed. */
export function missingLayers(kinds: readonly LayerKind[], editions: readonly LayerEdition[], ruleSets: readonly RuleSet[]): readonly MissingLayer[] {
  const has = new Set(editions.map(({ kind }) => kind));
  return kinds.filter(({ kind }) => !has.has(kind)).flatMap((kind) => {
    const needing = ruleSets.flatMap((ruleSet) => ruleSet.rules.filter((rule) => requiredLayers(rule).includes(kind.kind)).map((rule) => ({ ruleSet, rule })));
    return needing.length === 0 ? [] : [{ kind, needing }];
  });
}
