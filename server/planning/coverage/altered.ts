/** What proposals alter of what exists: facilities that are closed or moved away. */
import { tablesOf, type Dataset, type Footway, type LayerTable } from './dataset.ts';
import { findRow } from './explain-nearest.ts';
import type { MetricProposal } from './proposal.ts';

type Reason = 'closed_by_proposal' | 'moved_by_proposal';

export interface Alteration {
  /** By layer and feature id. */
  readonly closed: ReadonlyMap<string, ReadonlyMap<number, Reason>>;
}

/** The row of what a proposal closes or moves; null: the dataset has no such feature. */
export function subjectOf(dataset: Dataset, { layer, featureId }: MetricProposal): { readonly table: LayerTable; readonly row: number } | null {
  return featureId === undefined ? null : findRow(tablesOf(dataset, layer), featureId);
}

/** @param dataset to look in for what is closed */
export function alterationOf(proposals: readonly MetricProposal[], dataset: Dataset): Alteration {
  const closed = new Map<string, Map<number, Reason>>();
  for (const proposal of proposals) {
    const { action, layer, featureId } = proposal;
    if ((action !== 'close' && action !== 'move') || featureId === undefined || !subjectOf(dataset, proposal)) continue;
    let ofLayer = closed.get(layer);
    if (!ofLayer) closed.set(layer, ofLayer = new Map());
    // What is both moved and closed is closed.
    if (ofLayer.get(featureId) !== 'closed_by_proposal') ofLayer.set(featureId, action === 'close' ? 'closed_by_proposal' : 'moved_by_proposal');
  }
  return { closed };
}

/** Proposed footways, by ascending id; of the same proposal the same object. */
export function footwaysOf(proposals: readonly MetricProposal[]): readonly Footway[] {
  return proposals.flatMap((proposal) => footwayOf(proposal) ?? []).sort((a, b) => a.id - b.id);
}

const known = new WeakMap<MetricProposal, Footway>();

function footwayOf(proposal: MetricProposal): Footway | null {
  const { id, action, geometry } = proposal;
  if (action !== 'connect' || geometry.type !== 'LineString') return null;
  let footway = known.get(proposal);
  if (!footway) known.set(proposal, footway = { id, coords: Float64Array.from(geometry.coordinates.flatMap(([x, y]) => [x, y])) });
  return footway;
}

/** Equal texts, equal alterations. */
export function textOfAlteration({ closed }: Alteration): string {
  return [...closed].map(([layer, ids]) => `${layer} ${[...ids].sort(([a], [b]) => a - b).join(' ')}`).sort().join(';');
}

/** The dataset with closed rows marked; tables without a closed row are the same objects. */
export function alteredDataset(dataset: Dataset, { closed }: Alteration): Dataset {
  const layers = dataset.layers.map((table) => {
    const ids = closed.get(table.kind);
    if (!ids) return table;
    const rows = new Map([...ids].flatMap(([id, reason]): [number, Reason][] => {
      const found = findRow([table], id);
      return found ? [[found.row, reason]] : [];
    }));
    return rows.size === 0 ? table : { ...table, closed: rows };
  });
  return { ...dataset, layers };
}
