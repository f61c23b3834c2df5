/**
 * Lines cut where they meet, so that they only share end points: a snapping noder. Points near a segment become its points, crossings become points, and both
 * again until nothing changes; points are rounded before they are looked at, so the result holds for the coordinates as stored. Sides are decided exactly.
 */
import Flatbush from 'flatbush';
import type { Position } from '../../geometry/types.ts';
import { orientation } from '../orientation.ts';
import type { Vertices } from './vertices.ts';

/** A line as points of a table, with what it is counted as: lower numbers are cut last and dropped last. */
export interface PointedLine { readonly line: number; readonly vertices: readonly number[] }
export interface Segment {
  readonly a: number;
  readonly b: number;
  /** Lines that run here, ascending. */
  readonly lines: readonly number[];
}

/** Rounds after which what still crosses is dropped: met only by lines that lie within the snapping distance of each other in a tangle. */
const mostRounds = 16;

interface Piece extends Segment { isFresh: boolean }

/** Segments in the order of their ends; each pair of points once. */
export function nodedLines(lines: readonly PointedLine[], vertices: Vertices, snapM: number): readonly Segment[] {
  let pieces = piecesOf(lines.flatMap(({ line, vertices: points }) => points.slice(1).map((b, i): Piece => ({ a: points[i] as number, b, lines: [line], isFresh: true }))));
  for (let round = 0; round < mostRounds; round++) {
    const cuts = cutsOf(pieces, vertices, snapM);
    if (cuts.size === 0) return pieces;
    pieces = piecesOf(pieces.flatMap((piece, i) => cutPiece(piece, cuts.get(i), vertices)));
  }
  return withoutCrossings(pieces, vertices);
}

/** Pieces that run between the same points are one piece of several lines. */
function piecesOf(pieces: readonly Piece[]): Piece[] {
  const byEnds = new Map<string, Piece>();
  for (const { a, b, lines, isFresh } of pieces) {
    if (a === b) continue;
    const [low, high] = a < b ? [a, b] : [b, a];
    const known = byEnds.get(`${low},${high}`);
    byEnds.set(`${low},${high}`, known
      ? { a: low, b: high, lines: [...new Set([...known.lines, ...lines])].sort((p, q) => p - q), isFresh: known.isFresh && isFresh }
      : { a: low, b: high, lines, isFresh });
  }
  return [...byEnds.values()].sort((p, q) => p.a - q.a || p.b - q.b);
}

function indexOf(pieces: readonly Piece[], vertices: Vertices, marginM: number): Flatbush {
  const index = new Flatbush(Math.max(1, pieces.length));
  for (const { a, b } of pieces) {
    const [p, q] = [vertices.metres[a] as Position, vertices.metres[b] as Position];
    index.add(Math.min(p[0], q[0]) - marginM, Math.min(p[1], q[1]) - marginM, Math.max(p[0], q[0]) + marginM, Math.max(p[1], q[1]) + marginM);
  }
  if (pieces.length === 0) index.add(0, 0, 0, 0);
  index.finish();
  return index;
}

/** Pieces near each piece that was not there in the round before, each pair once. */
function eachNearPair(pieces: readonly Piece[], vertices: Vertices, marginM: number, visit: (i: number, j: number) => void): void {
  const index = indexOf(pieces, vertices, marginM);
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i] as Piece;
    if (!piece.isFresh) continue;
    const [p, q] = [vertices.metres[piece.a] as Position, vertices.metres[piece.b] as Position];
    const near = index.search(Math.min(p[0], q[0]), Math.min(p[1], q[1]), Math.max(p[0], q[0]), Math.max(p[1], q[1])).sort((m, n) => m - n);
    for (const j of near) if (j < pieces.length && j !== i && (j > i || !(pieces[j] as Piece).isFresh)) visit(Math.min(i, j), Math.max(i, j));
  }
}

/** Points at which pieces must be cut, by piece. */
function cutsOf(pieces: readonly Piece[], vertices: Vertices, snapM: number): Map<number, Set<number>> {
  const cuts = new Map<number, Set<number>>();
  const cut = (piece: number, vertex: number): void => {
    const { a, b } = pieces[piece] as Piece;
    if (vertex === a || vertex === b) return;
    const known = cuts.get(piece);
    if (known) known.add(vertex);
    else cuts.set(piece, new Set([vertex]));
  };
  eachNearPair(pieces, vertices, snapM, (i, j) => {
    const [p, q] = [pieces[i] as Piece, pieces[j] as Piece];
    let isJoined = false;
    for (const [piece, other, index] of [[p, q, i], [q, p, j]] as const) for (const end of [other.a, other.b]) {
      if (!isOn(vertices, piece, end, snapM)) continue;
      isJoined = true;
      cut(index, end);
    }
    if (isJoined || !isCrossing(vertices, p, q)) return;
    const vertex = crossingOf(vertices, p, q);
    if (vertex === null) return;
    cut(i, vertex);
    cut(j, vertex);
  });
  for (const piece of pieces) piece.isFresh = false;
  return cuts;
}

/** A point within the snapping distance of a piece, its ends included. */
function isOn(vertices: Vertices, { a, b }: Piece, vertex: number, snapM: number): boolean {
  if (vertex === a || vertex === b) return true;
  const [p, q, v] = [vertices.metres[a] as Position, vertices.metres[b] as Position, vertices.metres[vertex] as Position];
  const [dx, dy] = [q[0] - p[0], q[1] - p[1]];
  const t = ((v[0] - p[0]) * dx + (v[1] - p[1]) * dy) / (dx * dx + dy * dy);
  return t > 0 && t < 1 && Math.hypot(p[0] + t * dx - v[0], p[1] + t * dy - v[1]) <= snapM;
}

function isCrossing(vertices: Vertices, p: Piece, q: Piece): boolean {
  const [a, b, c, d] = [vertices.metres[p.a] as Position, vertices.metres[p.b] as Position, vertices.metres[q.a] as Position, vertices.metres[q.b] as Position];
  return orientation(a, b, c) * orientation(a, b, d) < 0 && orientation(c, d, a) * orientation(c, d, b) < 0;
}

/** The point where two pieces cross, worked out from an end so that large coordinates cost no digits. */
function crossingOf(vertices: Vertices, p: Piece, q: Piece): number | null {
  const [a, b, c, d] = [vertices.metres[p.a] as Position, vertices.metres[p.b] as Position, vertices.metres[q.a] as Position, vertices.metres[q.b] as Position];
  const [ux, uy, vx, vy] = [b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]];
  const share = ((c[0] - a[0]) * vy - (c[1] - a[1]) * vx) / (ux * vy - uy * vx);
  const t = Number.isFinite(share) ? Math.min(1, Math.max(0, share)) : 0.5;
  return vertices.atMetres(a[0] + t * ux, a[1] + t * uy);
}

function cutPiece(piece: Piece, at: ReadonlySet<number> | undefined, vertices: Vertices): readonly Piece[] {
  if (!at) return [piece];
  const [p, q] = [vertices.metres[piece.a] as Position, vertices.metres[piece.b] as Position];
  const along = (vertex: number): number => ((vertices.metres[vertex] as Position)[0] - p[0]) * (q[0] - p[0]) + ((vertices.metres[vertex] as Position)[1] - p[1]) * (q[1] - p[1]);
  const points = [piece.a, ...[...at].sort((m, n) => along(m) - along(n) || m - n), piece.b];
  return points.slice(1).map((b, i): Piece => ({ a: points[i] as number, b, lines: piece.lines, isFresh: true }));
}

/** Of two pieces that still cross, the one of the less important line goes. */
function withoutCrossings(pieces: readonly Piece[], vertices: Vertices): readonly Segment[] {
  const dropped = new Set<number>();
  for (const piece of pieces) piece.isFresh = true;
  eachNearPair(pieces, vertices, 0, (i, j) => {
    if (dropped.has(i) || dropped.has(j)) return;
    const [p, q] = [pieces[i] as Piece, pieces[j] as Piece];
    if (isCrossing(vertices, p, q)) dropped.add((p.lines[0] as number) <= (q.lines[0] as number) ? j : i);
  });
  return pieces.filter((_, i) => !dropped.has(i));
}
