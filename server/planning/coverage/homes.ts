import KDBush from 'kdbush';
import { tablesOf, type Dataset } from './dataset.ts';
import { centroidOf, featureCount, type Box } from './features.ts';
import { numberOf } from './select.ts';

/** Buildings that people live in. A home is where the area centroid of its building lies. */
export interface Homes {
  readonly count: number;
  readonly ids: Float64Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly people: Float64Array;
  /** Homes in the box, edge included; ascending. */
  within(box: Box): readonly number[];
  /** The same in no order. */
  near(box: Box): readonly number[];
}

/** null: no building layer, or nobody counted in it. */
export function buildHomes(dataset: Dataset): Homes | null {
  const rows = tablesOf(dataset, 'building').flatMap((table) =>
    Array.from({ length: featureCount(table) }, (_, row) => ({ table, row, people: numberOf(table, 'people', row) })).filter(({ people }) => people > 0));
  if (rows.length === 0) return null;
  const places = rows.map(({ table, row }) => centroidOf(table, row));
  const index = new KDBush(rows.length, 64, Float64Array);
  for (const [x, y] of places) index.add(x, y);
  index.finish();
  return {
    count: rows.length,
    ids: Float64Array.from(rows, ({ table, row }) => table.ids[row]),
    x: Float64Array.from(places, ([x]) => x),
    y: Float64Array.from(places, ([, y]) => y),
    people: Float64Array.from(rows, ({ people }) => people),
    near: (box) => index.range(box.minX, box.minY, box.maxX, box.maxY),
    within: (box) => index.range(box.minX, box.minY, box.maxX, box.maxY).sort((a, b) => a - b),
  };
}
