/** Rows of a table by place, one index for every rule that reads the layer. */
import type { LayerTable } from './dataset.ts';
import { boxOf, featureCount, type Box } from './features.ts';
import { boxSearch, type BoxSearch } from './box-search.ts';
import type { Member } from './member.ts';

const searches = new WeakMap<LayerTable, BoxSearch>();

/** Rows whose extent meets the box; ascending. */
export function rowsWithin(table: LayerTable, box: Box): readonly number[] {
  let search = searches.get(table);
  if (!search) searches.set(table, search = boxSearch(featureCount(table), (row) => boxOf(table, row)));
  return search(box);
}

/** Of the rows of its tables a selection must mean this share, or an index of its own answers sooner. */
const MOST_OF_A_TABLE = 0.5;

/**
 * Members whose extent meets the box, ascending, by the indexes of their tables: an index of its own for every selection of all buildings would take ten times
 * the room. Null where the members are only few of their tables' rows. @param members in order of tables and rows
 */
export function membersWithin(members: readonly Member[]): BoxSearch | null {
  const numbers = new Map<LayerTable, Int32Array>();
  let rows = 0;
  for (let member = 0; member < members.length; member++) {
    const { table, row } = members[member];
    let ofTable = numbers.get(table);
    if (!ofTable) {
      rows += featureCount(table);
      numbers.set(table, ofTable = new Int32Array(featureCount(table)).fill(-1));
    }
    ofTable[row] = member;
  }
  if (members.length < MOST_OF_A_TABLE * rows) return null;
  return (box) => {
    const found: number[] = [];
    for (const [table, ofTable] of numbers) for (const row of rowsWithin(table, box)) if (ofTable[row] >= 0) found.push(ofTable[row]);
    return found;
  };
}
