/** Which polygons of a city share ground. Asked about again and again, for demands of different rules are made of the same parcels, and found once. */
import type { LayerTable } from './dataset.ts';
import { boxOf, ringRange, type Box } from './features.ts';
import { groundCut, groundOfRow, partsOfRow } from './ground.ts';
import { rowsWithin } from './table-search.ts';

/** Smaller common ground than this is the rounding of a shared edge, not an overlap. m² */
export const NO_OVERLAP_M2 = 1e-9;

const NONE: readonly number[] = [];

export class Overlaps {
  /** By table and row, when asked about. */
  readonly #below = new Map<LayerTable, (readonly number[] | undefined)[]>();

  /** Rows of the polygon's own table before its own that share ground with it; ascending. */
  below(table: LayerTable, row: number): readonly number[] {
    let below = this.#below.get(table);
    if (!below) this.#below.set(table, below = []);
    return below[row] ??= sharing(table, row, table, rowsWithin(table, boxOf(table, row)).filter((other) => other < row));
  }

  /** Rows of another table of polygons that share ground with a polygon; ascending. */
  with(other: LayerTable, table: LayerTable, row: number): readonly number[] {
    return sharing(table, row, other, rowsWithin(other, boxOf(table, row)));
  }
}

/** Those of another table's rows that share ground with a polygon. */
export function sharing(table: LayerTable, row: number, other: LayerTable, rows: readonly number[]): readonly number[] {
  const unsure = rows.filter((each) => !areApart(table, row, other, each) && !areApart(other, each, table, row));
  if (unsure.length === 0) return NONE;
  const parts = partsOfRow(table, row);
  const found = unsure.filter((each) => groundCut.insideM2(groundOfRow(other, each, circleOfBox(boxOf(other, each))), parts) > NO_OVERLAP_M2);
  return found.length === 0 ? NONE : found;
}

function circleOfBox({ minX, minY, maxX, maxY }: Box): { centerX: number; centerY: number; circleM: number } {
  return { centerX: (minX + maxX) / 2, centerY: (minY + maxY) / 2, circleM: Math.hypot(maxX - minX, maxY - minY) / 2 };
}

/** Whether an edge of a polygon has all of it on the one side and all of another on the other: the most neighbours that fit edge to edge have one. */
function areApart(table: LayerTable, row: number, other: LayerTable, otherRow: number): boolean {
  const { coords, ringOffsets } = table;
  const [firstRing, endRing] = ringRange(table, row);
  for (let r = firstRing; r < endRing; r++) {
    for (let p = ringOffsets[r]; p + 1 < ringOffsets[r + 1]; p++) {
      const [ax, ay] = [coords[2 * p], coords[2 * p + 1]];
      const [dx, dy] = [coords[2 * p + 2] - ax, coords[2 * p + 3] - ay];
      if (isOnSide(other, otherRow, ax, ay, dx, dy, -1) && isOnSide(table, row, ax, ay, dx, dy, 1)) return true;
    }
  }
  return false;
}

/** Whether no corner lies right of a line (`side` 1) or left of it (-1). */
function isOnSide(table: LayerTable, row: number, ax: number, ay: number, dx: number, dy: number, side: 1 | -1): boolean {
  const { coords, ringOffsets } = table;
  const [firstRing, endRing] = ringRange(table, row);
  for (let p = ringOffsets[firstRing]; p < ringOffsets[endRing]; p++) {
    if (side * (dx * (coords[2 * p + 1] - ay) - dy * (coords[2 * p] - ax)) < 0) return false;
  }
  return true;
}
