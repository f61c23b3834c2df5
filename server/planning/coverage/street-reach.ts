/** How much of each selected street lies within reach of point facilities, with exact discs: intervals on every segment, united. */
import KDBush from 'kdbush';
import type { Overlay, Shape } from '../geometry/overlay.ts';
import { segmentInDisc, unionLength } from '../geometry/segment.ts';
import { boxOf, ringRange, type Box } from './features.ts';
import { boxSearch, memberShape, type Selection } from './selection.ts';

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
  /** Any lines, e.g. a street cut at the edge of an area. */
  lines(lines: readonly Float64Array[]): StreetCover;
}

export function buildStreetReach(streets: Selection, supply: Selection, overlay: Overlay): StreetReach {
  const covers = new Map<number, StreetCover>();
  const shapes = new Map<number, Shape>();
  const measure = coverMeasure(supply);
  return {
    streets, supply, lines: measure,
    within: boxSearch(streets.members.map((member) => boxOf(member.table, member.row))),
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

function linesOf(streets: Selection, street: number): readonly Float64Array[] {
  const { table, row } = streets.members[street];
  const [first, end] = ringRange(table, row);
  return Array.from({ length: end - first }, (_, i) => table.coords.subarray(2 * table.ringOffsets[first + i], 2 * table.ringOffsets[first + i + 1]));
}

function coverMeasure(supply: Selection): (lines: readonly Float64Array[]) => StreetCover {
  const points = supply.members.flatMap((member, index) => {
    const [first, end] = ringRange(member.table, member.row);
    const { ringOffsets, coords } = member.table;
    return Array.from({ length: ringOffsets[end] - ringOffsets[first] }, (_, i) => ringOffsets[first] + i)
      .map((p) => ({ x: coords[2 * p], y: coords[2 * p + 1], radiusM: member.radiusM, index }));
  });
  const index = new KDBush(points.length, 64, Float64Array);
  for (const point of points) index.add(point.x, point.y);
  index.finish();
  return (lines) => {
    const reachedBy = new Set<number>();
    let lengthM = 0;
    let coveredM = 0;
    for (const line of lines) {
      for (let i = 0; i + 3 < line.length; i += 2) {
        const [ax, ay, bx, by] = [line[i], line[i + 1], line[i + 2], line[i + 3]];
        const segmentM = Math.sqrt((bx - ax) ** 2 + (by - ay) ** 2);
        lengthM += segmentM;
        const intervals: (readonly [number, number])[] = [];
        for (const p of points.length === 0 ? [] : index.within((ax + bx) / 2, (ay + by) / 2, supply.maxRadiusM + segmentM / 2 + 0.001)) {
          const { x, y, radiusM, index: member } = points[p];
          const interval = segmentInDisc(ax, ay, bx, by, x, y, radiusM);
          if (!interval) continue;
          intervals.push(interval);
          reachedBy.add(member);
        }
        coveredM += unionLength(intervals);
      }
    }
    return { lengthM, coveredM, reachedBy: [...reachedBy].sort((a, b) => a - b) };
  };
}
