/** Rows of a table by place, one index for every rule that reads the layer. */
import type { LayerTable } from './dataset.ts';
import { boxOf, featureCount, type Box } from './features.ts';
import { boxSearch } from './box-search.ts';

const searches = new WeakMap<LayerTable, (box: Box) => readonly number[]>();

/** Rows whose extent meets the box; ascending. */
export function rowsWithin(table: LayerTable, box: Box): readonly number[] {
  let search = searches.get(table);
  if (!search) searches.set(table, search = boxSearch(Array.from({ length: featureCount(table) }, (_, row) => boxOf(table, row))));
  return search(box);
}
