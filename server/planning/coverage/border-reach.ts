/** Where the borders of selected polygons run along the ground of others: found once for the city, so that an area only adds up what of it lies inside. */
import { isOnOrInsideRings } from '../geometry/point-in-rings.ts';
import { nearGround, type Stretches } from '../geometry/stretches.ts';
import { boxSearch, widened } from './box-search.ts';
import { boxOf, ringRange, type Box } from './features.ts';
import type { Member } from './member.ts';
import { meet } from './proposals-selection.ts';
import type { Selection } from './selection.ts';

/** A straight piece of a border and the stretches of it that are shared. */
export interface SharedPiece { readonly ax: number; readonly ay: number; readonly bx: number; readonly by: number; readonly stretches: Stretches }

/** A polygon whose border is shared somewhere. */
export interface Sharing {
  readonly member: Member;
  readonly pieces: readonly SharedPiece[];
  /** Of all pieces together. */
  readonly sharedM: number;
  /** Members of the other side that come near enough for that. */
  readonly beside: readonly Member[];
}

export interface BorderReach {
  /** In the order of the selection. */
  readonly sharing: readonly Sharing[];
  readonly withinM: number;
  /** Numbers of `sharing` whose extents meet a box; ascending. */
  within(box: Box): readonly number[];
  /** Made from proposals: another reach takes its place when they move. */
  readonly isFollowing: boolean;
}

export function buildBorderReach(border: Selection, along: Selection, withinM: number): BorderReach {
  const sharing: Sharing[] = [];
  for (const member of border.members) {
    const near = along.reaching(widened(boxOf(member.table, member.row), withinM)).map((index) => along.members[index]);
    if (near.length === 0) continue;
    const pieces = piecesNear(member, near, withinM);
    if (pieces.length === 0) continue;
    sharing.push({ member, pieces, sharedM: pieces.reduce((total, { stretches }) => total + lengthOf(stretches), 0), beside: near.filter((other) => pieces.some((piece) => isShared(piece, other, withinM))) });
  }
  return { sharing, withinM, within: boxSearch(sharing.length, (each) => boxOf(sharing[each].member.table, sharing[each].member.row)), isFollowing: 'base' in border || 'base' in along };
}

export function lengthOf(stretches: Stretches): number {
  let metres = 0;
  for (let i = 0; i < stretches.length; i += 2) metres += stretches[i + 1] - stretches[i];
  return metres;
}

/** What of a piece lies near one feature alone. */
export function nearMember({ ax, ay, bx, by }: SharedPiece, { table, row }: Member, withinM: number): Stretches {
  const [first, end] = ringRange(table, row);
  return nearGround(ax, ay, bx, by, edgesMeeting([{ table, row }], widened(boxOfPiece(ax, ay, bx, by), withinM)), withinM, (x, y) => isOnOrInsideRings(table.coords, table.ringOffsets, first, end, x, y));
}

const isShared = (piece: SharedPiece, other: Member, withinM: number): boolean => lengthOf(nearMember(piece, other, withinM)) > 0;

function piecesNear({ table, row }: Member, near: readonly Member[], withinM: number): readonly SharedPiece[] {
  const contains = (x: number, y: number): boolean => near.some((other) => {
    const [first, end] = ringRange(other.table, other.row);
    return isOnOrInsideRings(other.table.coords, other.table.ringOffsets, first, end, x, y);
  });
  const edges = edgesMeeting(near, widened(boxOf(table, row), withinM));
  const inside = near.map((other) => boxOf(other.table, other.row));
  const pieces: SharedPiece[] = [];
  const [firstRing, endRing] = ringRange(table, row);
  for (let r = firstRing; r < endRing; r++) {
    for (let p = table.ringOffsets[r]; p + 1 < table.ringOffsets[r + 1]; p++) {
      const [ax, ay, bx, by] = [table.coords[2 * p], table.coords[2 * p + 1], table.coords[2 * p + 2], table.coords[2 * p + 3]];
      const box = widened(boxOfPiece(ax, ay, bx, by), withinM);
      if (!inside.some((other) => meet(other, box))) continue;
      const stretches = nearGround(ax, ay, bx, by, chosen(edges, box), withinM, contains);
      if (stretches.length > 0) pieces.push({ ax, ay, bx, by, stretches });
    }
  }
  return pieces;
}

/** Edges of the features whose extents meet a box: ax, ay, bx, by each. */
function edgesMeeting(members: readonly Pick<Member, 'table' | 'row'>[], box: Box): number[] {
  const edges: number[] = [];
  for (const { table, row } of members) {
    const [firstRing, endRing] = ringRange(table, row);
    for (let r = firstRing; r < endRing; r++) {
      for (let p = table.ringOffsets[r]; p + 1 < table.ringOffsets[r + 1]; p++) {
        const [ax, ay, bx, by] = [table.coords[2 * p], table.coords[2 * p + 1], table.coords[2 * p + 2], table.coords[2 * p + 3]];
        if (meet(boxOfPiece(ax, ay, bx, by), box)) edges.push(ax, ay, bx, by);
      }
    }
  }
  return edges;
}

function chosen(edges: readonly number[], box: Box): readonly number[] {
  const some: number[] = [];
  for (let i = 0; i < edges.length; i += 4) if (meet(boxOfPiece(edges[i], edges[i + 1], edges[i + 2], edges[i + 3]), box)) some.push(edges[i], edges[i + 1], edges[i + 2], edges[i + 3]);
  return some;
}

export function boxOfPiece(ax: number, ay: number, bx: number, by: number): Box {
  return { minX: Math.min(ax, bx), minY: Math.min(ay, by), maxX: Math.max(ax, bx), maxY: Math.max(ay, by) };
}
