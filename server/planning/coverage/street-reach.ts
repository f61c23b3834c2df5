/** How much of each selected street lies within reach of point facilities, with exact discs: intervals on every segment, united. */
import KDBush from 'kdbush';
import type { Overlay, Shape } from '../geometry/overlay.ts';
import { segmentInDisc, unionLength } from '../geometry/segment.ts';
import { ringRange, type Box } from './features.ts';
import { memberShape, type Member } from './member.ts';
import { extentsOf, type Selection } from './selection.ts';

export interface StreetCover {
  readonly lengthM: number;
  readonly coveredM: number;
  /** Members of the supply that reach it; ascending. */
  readonly reachedBy: readonly number[];
}

export interface StreetReach {
  readonly streets: Selection;
  readonly supply: Selection;
  shape(street: number): Shape;
  /** Streets whose extent meets the box; ascending. */
  within(box: Box): readonly number[];
  /** A whole street; kept after the first question. */
  whole(street: number): StreetCover;
  /** Any lines of a street, e.g. cut at the edge of an area. */
  lines(lines: readonly Float64Array[], street: number): StreetCover;
  /** Counts up when what is known of the street changes; 0 where nothing ever does. */
  revision(street: number): number;
}

export function buildStreetReach(streets: Selection, supply: Selection, overlay: Overlay, measure: CoverMeasure): StreetReach {
  const covers = new Map<number, StreetCover>();
  const shapes = new Map<number, Shape>();
  return {
    streets, supply, lines: (lines) => measure(lines), revision: () => 0,
    within: extentsOf(streets),
    shape: (street) => {
      let shape = shapes.get(street);
      if (shape === undefined) shapes.set(street, shape = memberShape(overlay, streets.members[street]));
      return shape;
    },
    whole: (street) => {
      let cover = covers.get(street);
      if (!cover) covers.set(street, cover = measure(linesOf(streets, street)));
      return cover;
    },
  };
}

export function linesOf(streets: Selection, street: number): readonly Float64Array[] {
  const { table, row } = streets.members[street];
  const [first, end] = ringRange(table, row);
  return Array.from({ length: end - first }, (_, i) => table.coords.subarray(2 * table.ringOffsets[first + i], 2 * table.ringOffsets[first + i + 1]));
}

/** Metres, added up as a cover adds them. */
export function lengthOf(lines: readonly Float64Array[]): number {
  let lengthM = 0;
  for (const line of lines) for (let i = 0; i + 3 < line.length; i += 2) lengthM += Math.sqrt((line[i + 2] - line[i]) ** 2 + (line[i + 3] - line[i + 1]) ** 2);
  return lengthM;
}

const coveredSegments = new WeakMap<StreetReach, Map<number, Float64Array>>();

/** Metres in reach of a cut street, as `lines` finds them: segments that were not cut are measured once. For a reach that never changes. */
export function coveredOf(reach: StreetReach, street: number, lines: readonly Float64Array[]): number {
  let ofReach = coveredSegments.get(reach);
  if (!ofReach) coveredSegments.set(reach, ofReach = new Map());
  const whole = linesOf(reach.streets, street);
  const corners = whole.length === 1 ? whole[0] : whole.reduce((all, line) => Float64Array.of(...all, ...line), new Float64Array(0));
  let known = ofReach.get(street);
  if (!known) ofReach.set(street, known = new Float64Array(corners.length / 2).fill(NaN));
  let coveredM = 0;
  let at = 0;
  for (const line of lines) {
    for (let i = 0; i + 3 < line.length; i += 2) {
      const from = segmentAt(corners, at, line, i);
      if (from >= 0) at = from;
      if (from < 0 || Number.isNaN(known[from / 2])) {
        const segmentM = reach.lines([line.subarray(i, i + 4)], street).coveredM;
        if (from >= 0) known[from / 2] = segmentM;
        coveredM += segmentM;
      } else {
        coveredM += known[from / 2];
      }
    }
  }
  return coveredM;
}

/** Where a segment of a line stands among the corners of a street from a place on; -1: nowhere, it was cut. */
function segmentAt(corners: Float64Array, at: number, line: Float64Array, i: number): number {
  for (let from = at; from + 3 < corners.length; from += 2) if (corners[from] === line[i] && corners[from + 1] === line[i + 1] && corners[from + 2] === line[i + 2] && corners[from + 3] === line[i + 3]) return from;
  return -1;
}

/** One point of a facility: a disc of its radius. */
export interface Disc { readonly x: number; readonly y: number; readonly radiusM: number; readonly member: number }

/** The points of a member as discs. */
export function discsOf(member: Member, index: number): readonly Disc[] {
  const [first, end] = ringRange(member.table, member.row);
  const { ringOffsets, coords } = member.table;
  return Array.from({ length: ringOffsets[end] - ringOffsets[first] }, (_, i) => ringOffsets[first] + i)
    .map((p) => ({ x: coords[2 * p], y: coords[2 * p + 1], radiusM: member.radiusM, member: index }));
}

/** Measures lines by the discs of a supply, and by further ones (proposals) when given. */
export type CoverMeasure = (lines: readonly Float64Array[], further?: readonly Disc[]) => StreetCover;

export function coverMeasure(supply: Selection): CoverMeasure {
  const discs = supply.members.flatMap(discsOf);
  const index = new KDBush(discs.length, 64, Float64Array);
  for (const disc of discs) index.add(disc.x, disc.y);
  index.finish();
  return (lines, further = []) => {
    const reachedBy = new Set<number>();
    const intervals: (readonly [number, number])[] = [];
    let lengthM = 0;
    let coveredM = 0;
    for (const line of lines) {
      for (let i = 0; i + 3 < line.length; i += 2) {
        const [ax, ay, bx, by] = [line[i], line[i + 1], line[i + 2], line[i + 3]];
        const segmentM = Math.sqrt((bx - ax) ** 2 + (by - ay) ** 2);
        lengthM += segmentM;
        intervals.length = 0;
        const near = discs.length === 0 ? [] : index.within((ax + bx) / 2, (ay + by) / 2, supply.maxRadiusM + segmentM / 2 + 0.001);
        for (const p of near) reach(ax, ay, bx, by, discs[p], intervals, reachedBy);
        for (const disc of further) reach(ax, ay, bx, by, disc, intervals, reachedBy);
        coveredM += unionLength(intervals);
      }
    }
    return { lengthM, coveredM, reachedBy: [...reachedBy].sort((a, b) => a - b) };
  };
}

function reach(ax: number, ay: number, bx: number, by: number, { x, y, radiusM, member }: Disc, intervals: (readonly [number, number])[], reachedBy: Set<number>): void {
  const interval = segmentInDisc(ax, ay, bx, by, x, y, radiusM);
  if (!interval) return;
  intervals.push(interval);
  reachedBy.add(member);
}
