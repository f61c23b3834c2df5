import type { LayerEdition, LayerKind } from '#contract/layers.ts';
import type { LayerKinds } from '../api/queries.ts';

export interface TreeRow { readonly kind: LayerKind; readonly edition: LayerEdition }
export interface TreeGroup { readonly id: string; readonly name: { readonly zh: string; readonly en: string }; readonly rows: readonly TreeRow[] }
export interface LayerTreeData { readonly groups: readonly TreeGroup[]; readonly missing: readonly LayerKind[] }

/** What a planner looks for first stands first; the rest as `data/layers.json` has it. */
const first = ['old', 'renewal', 'facility', 'green', 'base'];

/** Kinds by group, those with a current edition; the others are `missing`. */
export function layerTree({ groups, kinds }: LayerKinds, editions: readonly LayerEdition[]): LayerTreeData {
  const byKind = new Map(editions.map((edition) => [edition.kind, edition]));
  const order = [...first.filter((id) => id in groups), ...Object.keys(groups).filter((id) => !first.includes(id))];
  return {
    groups: order.map((id) => ({
      id, name: groups[id] as TreeGroup['name'],
      rows: kinds.filter((kind) => kind.group === id).flatMap((kind) => { const edition = byKind.get(kind.kind); return edition ? [{ kind, edition }] : []; }),
    })).filter((group) => group.rows.length > 0),
    missing: kinds.filter((kind) => !byKind.has(kind.kind)),
  };
}
