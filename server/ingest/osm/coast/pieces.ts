import type { Position } from 'geojson';
import { alongBorder, clipLine, holds, type Box } from './box.ts';
import type { CoastChain } from './chains.ts';

/** A stretch of coast inside the box. `entry` and `exit` are its ends' places along the border; null: it ends inside, which a coast cannot. */
export interface CoastPiece { readonly ways: readonly number[]; readonly points: readonly Position[]; readonly entry: number | null; readonly exit: number | null }
export interface CoastRing { readonly ways: readonly number[]; readonly points: readonly Position[] }

export interface ClippedCoast {
  readonly pieces: readonly CoastPiece[];
  /** Rings wholly inside the box. */
  readonly rings: readonly CoastRing[];
  /** Chains of which nothing lies in the box. */
  readonly outside: readonly CoastChain[];
}

/** What of the coast lies in the box. A ring the box cuts through comes back as pieces. */
export function clipCoast(chains: readonly CoastChain[], box: Box): ClippedCoast {
  const pieces: CoastPiece[] = [];
  const rings: CoastRing[] = [];
  const outside: CoastChain[] = [];
  for (const chain of chains) {
    let line = chain.points;
    if (chain.isClosed) {
      const away = line.findIndex((position) => !holds(box, position));
      if (away < 0) { rings.push({ ways: chain.ways, points: line }); continue; }
      line = [...line.slice(away, -1), ...line.slice(0, away + 1)];
    }
    const parts = clipLine(box, line);
    if (parts.length === 0) outside.push(chain);
    for (const points of parts) pieces.push({ ways: chain.ways, points, entry: alongBorder(box, points[0]!), exit: alongBorder(box, points[points.length - 1]!) });
  }
  return { pieces, rings, outside };
}

/** How much of the box's width or height lies beyond a point, by side: west, south, east, north. */
function beyond([west, south, east, north]: Box, [x, y]: Position): readonly number[] {
  return [(x! - west) / (east - west), (y! - south) / (north - south), (east - x!) / (east - west), (north - y!) / (north - south)];
}

const isStrictlyInside = (box: Box, position: Position): boolean => holds(box, position) && alongBorder(box, position) === null;

/**
 * Draws the sides of the box in to where the coast is known. Extracts are often cut along a polygon while their head gives the box around it, so coasts end
 * a little inside the box although nothing is wrong. What lies between such an end and the nearest side is unknown and is given up. An end farther
 * from every side than `limit` (share of the box's width or height) is a gap and no cut: the box stays, and the end stays loose.
 */
export function drawIn(chains: readonly CoastChain[], whole: Box, limit: number): { readonly box: Box; readonly ways: readonly number[] } {
  const ends = chains.filter((chain) => !chain.isClosed).flatMap(({ ways, points }) => [
    { way: ways[0]!, at: points[0]! }, { way: ways[ways.length - 1]!, at: points[points.length - 1]! },
  ]).filter(({ at }) => isStrictlyInside(whole, at)).map((end) => ({ ...end, shares: beyond(whole, end.at) }));
  ends.sort((a, b) => Math.min(...a.shares) - Math.min(...b.shares));
  let box = whole;
  const ways: number[] = [];
  for (const { way, at, shares } of ends) {
    if (!isStrictlyInside(box, at)) continue;
    const least = Math.min(...shares);
    if (least > limit) continue;
    const side = shares.indexOf(least);
    const next: [number, number, number, number] = [...box];
    next[side] = at[side % 2]!;
    box = next;
    ways.push(way);
  }
  return { box, ways: [...new Set(ways)] };
}
