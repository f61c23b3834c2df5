import type { LayerTable } from '../coverage/dataset.ts';

/**
 * A point inside a polygon for when its centroid is not: the middle of the longest stretch that a level line has inside it, the line half way between the
 * vertices next above and below the middle of the extent. Of several parts the longest stretch of all. The same as PostGIS's ST_PointOnSurface.
 */
export function interiorPoint(table: LayerTable, row: number): readonly [x: number, y: number] {
  const firstPart = table.featureOffsets[row];
  const firstPoint = table.ringOffsets[table.partOffsets[firstPart]];
  let best: readonly [number, number] = [table.coords[2 * firstPoint], table.coords[2 * firstPoint + 1]];
  let longestM = 0;
  for (let part = firstPart; part < table.featureOffsets[row + 1]; part++) {
    const y = scanLine(table, part);
    const crossings = crossingsAt(table, part, y);
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      if (crossings[i + 1] - crossings[i] <= longestM) continue;
      longestM = crossings[i + 1] - crossings[i];
      best = [(crossings[i] + crossings[i + 1]) / 2, y];
    }
  }
  return best;
}

function scanLine({ coords, partOffsets, ringOffsets }: LayerTable, part: number): number {
  const first = ringOffsets[partOffsets[part]];
  const end = ringOffsets[partOffsets[part + 1]];
  let low = Infinity;
  let high = -Infinity;
  for (let p = first; p < end; p++) {
    low = Math.min(low, coords[2 * p + 1]);
    high = Math.max(high, coords[2 * p + 1]);
  }
  const middle = (low + high) / 2;
  for (let p = first; p < end; p++) {
    const y = coords[2 * p + 1];
    if (y <= middle) low = Math.max(low, y);
    else high = Math.min(high, y);
  }
  return (low + high) / 2;
}

function crossingsAt({ coords, partOffsets, ringOffsets }: LayerTable, part: number, y: number): readonly number[] {
  const crossings: number[] = [];
  for (let r = partOffsets[part]; r < partOffsets[part + 1]; r++) {
    for (let p = ringOffsets[r]; p + 1 < ringOffsets[r + 1]; p++) {
      const [ax, ay, bx, by] = [coords[2 * p], coords[2 * p + 1], coords[2 * p + 2], coords[2 * p + 3]];
      if ((ay > y) !== (by > y)) crossings.push(ax + ((y - ay) / (by - ay)) * (bx - ax));
    }
  }
  return crossings.sort((a, b) => a - b);
}
