import type { PointLocator } from './point-locator.ts';

/** A corner this near to an edge may lie on it, and a line along an edge is a matter for exact overlay. m */
const TOUCH_M = 1e-6;

/** What lies inside an area of lines that cross its edges squarely; null when one touches an edge or runs along it. */
export function linesInside(lines: readonly Float64Array[], area: PointLocator): readonly Float64Array[] | null {
  const inside: Float64Array[] = [];
  for (const line of lines) if (!cutLine(line, area, inside)) return null;
  return inside;
}

function cutLine(line: Float64Array, area: PointLocator, pieces: Float64Array[]): boolean {
  let isInside = area.contains(line[0], line[1]);
  let piece: number[] = isInside ? [line[0], line[1]] : [];
  for (let i = 0; i + 3 < line.length; i += 2) {
    const [ax, ay, bx, by] = [line[i], line[i + 1], line[i + 2], line[i + 3]];
    const shares = crossingShares(ax, ay, bx, by, area);
    if (!shares) return false;
    for (const share of shares) {
      piece.push(ax + share * (bx - ax), ay + share * (by - ay));
      if (isInside) {
        pieces.push(Float64Array.from(piece));
        piece = [];
      }
      isInside = !isInside;
    }
    if (isInside) piece.push(bx, by);
  }
  if (piece.length > 2) pieces.push(Float64Array.from(piece));
  return true;
}

const NONE: readonly number[] = [];

/** How far along a segment edges cross it, ascending, each edge once. */
function crossingShares(ax: number, ay: number, bx: number, by: number, area: PointLocator): readonly number[] | null {
  const edges = area.edgesMeeting(Math.min(ax, bx) - TOUCH_M, Math.min(ay, by) - TOUCH_M, Math.max(ax, bx) + TOUCH_M, Math.max(ay, by) + TOUCH_M);
  if (edges.length === 0) return NONE;
  const lengthM = Math.hypot(bx - ax, by - ay);
  if (lengthM === 0) return NONE;
  const shares: number[] = [];
  for (let i = 0; i < edges.length; i += 4) {
    if (isRepeated(edges, i)) continue;
    // Whichever way a ring runs, the crossing is the same to the bit.
    const isTurned = edges[i + 2] < edges[i] || (edges[i + 2] === edges[i] && edges[i + 3] < edges[i + 1]);
    const [from, to] = isTurned ? [i + 2, i] : [i, i + 2];
    const [cx, cy, dx, dy] = [edges[from], edges[from + 1], edges[to], edges[to + 1]];
    const edgeM = Math.hypot(dx - cx, dy - cy);
    if (edgeM === 0) continue;
    const a = ((dx - cx) * (ay - cy) - (dy - cy) * (ax - cx)) / edgeM;
    const b = ((dx - cx) * (by - cy) - (dy - cy) * (bx - cx)) / edgeM;
    const c = ((bx - ax) * (cy - ay) - (by - ay) * (cx - ax)) / lengthM;
    const d = ((bx - ax) * (dy - ay) - (by - ay) * (dx - ax)) / lengthM;
    // Which side a corner lies on is not to be told from so near.
    if ((Math.abs(a) < TOUCH_M && isBeside(ax, ay, cx, cy, dx, dy)) || (Math.abs(b) < TOUCH_M && isBeside(bx, by, cx, cy, dx, dy))) return null;
    if ((Math.abs(c) < TOUCH_M && isBeside(cx, cy, ax, ay, bx, by)) || (Math.abs(d) < TOUCH_M && isBeside(dx, dy, ax, ay, bx, by))) return null;
    if ((a > 0) !== (b > 0) && (c > 0) !== (d > 0)) shares.push(a / (a - b));
  }
  return shares.length < 2 ? shares : shares.sort((one, other) => one - other);
}

/** Whether a point that is near the line through two others is near the stretch between them. */
function isBeside(x: number, y: number, ax: number, ay: number, bx: number, by: number): boolean {
  return x >= Math.min(ax, bx) - TOUCH_M && x <= Math.max(ax, bx) + TOUCH_M && y >= Math.min(ay, by) - TOUCH_M && y <= Math.max(ay, by) + TOUCH_M;
}

function isRepeated(edges: readonly number[], i: number): boolean {
  for (let j = 0; j < i; j += 4) if (edges[j] === edges[i] && edges[j + 1] === edges[i + 1] && edges[j + 2] === edges[i + 2] && edges[j + 3] === edges[i + 3]) return true;
  return false;
}
