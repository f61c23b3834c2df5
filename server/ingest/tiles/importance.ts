/** Square of the distance of a point from a stretch. */
function squareDistance(x: number, y: number, ax: number, ay: number, bx: number, by: number): number {
  const dx = bx - ax, dy = by - ay, square = dx * dx + dy * dy;
  const t = square === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / square));
  const ex = x - ax - t * dx, ey = y - ay - t * dy;
  return ex * ex + ey * ey;
}

/**
 * How far a line or ring would move without each of its points (Douglas-Peucker): a point is kept where that is more than the tolerance. The ends are
 * always kept. `xy`: pairs; points from … to; the answers go to the same places of `importance`, one a point, in the unit of the coordinates.
 */
export function importanceOf(xy: ArrayLike<number>, from: number, to: number, importance: number[] | Float64Array): void {
  importance[from] = Infinity;
  importance[to - 1] = Infinity;
  const open = [from, to - 1];
  while (open.length > 0) {
    const last = open.pop()!, first = open.pop()!;
    let farthest = -1, most = -1;
    for (let i = first + 1; i < last; i += 1) {
      const square = squareDistance(xy[2 * i]!, xy[2 * i + 1]!, xy[2 * first]!, xy[2 * first + 1]!, xy[2 * last]!, xy[2 * last + 1]!);
      if (square > most) { most = square; farthest = i; }
    }
    if (farthest < 0) continue;
    // A point is never kept without those it hangs on.
    importance[farthest] = Math.min(Math.sqrt(most), importance[first]!, importance[last]!);
    open.push(first, farthest, farthest, last);
  }
}
