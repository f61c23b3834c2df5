/** Shared borders and parts of a city in their shortest form, for ./plain.ts. */
import { metricCrs } from '../geometry/metric-crs.ts';
import { distanceToSegment } from '../geometry/segment.ts';
import type { Ring } from '../geometry/types.ts';
import type { DivisionPlace, SectorPlace } from '../standards/rule.ts';
import type { Dataset, LayerTable } from './dataset.ts';
import { distanceTo, ringRange } from './features.ts';

interface Row { readonly table: LayerTable; readonly row: number }
interface Area { readonly rings: readonly Ring[]; readonly contains: (x: number, y: number) => boolean }
type Segment = readonly [ax: number, ay: number, bx: number, by: number];

/** On the outline of the area is in it. m */
const ON_OUTLINE_M = 0.001;

/**
 * Every straight piece of border is cut wherever a limit of nearness may pass, to the other side or to the outline of the area; between two cuts all is alike, so
 * the middle says whether it counts.
 */
export function plainBorderM(border: readonly Row[], along: readonly Row[], withinM: number, area: Area): number {
  const others = along.flatMap((each) => segmentsOf(each));
  const outline = area.rings.flatMap((ring) => ring.slice(1).map(([x, y], i): Segment => [ring[i][0], ring[i][1], x, y]));
  const isNear = (x: number, y: number): boolean => along.some(({ table, row }) => distanceTo(table, row, x, y) <= withinM);
  const edges = outline.map((edge) => Float64Array.from(edge));
  const isInside = (x: number, y: number): boolean => area.contains(x, y) || edges.some((edge) => distanceToSegment(edge, 0, x, y) <= ON_OUTLINE_M);
  let metres = 0;
  for (const piece of border.flatMap((each) => segmentsOf(each))) {
    const [ax, ay, bx, by] = piece;
    const lengthM = Math.hypot(bx - ax, by - ay);
    if (lengthM === 0) continue;
    const cuts = [...others.flatMap((other) => (areNear(piece, other, withinM) ? cutsOf(piece, other, withinM) : [])), ...outline.flatMap((edge) => (areNear(piece, edge, ON_OUTLINE_M) ? cutsOf(piece, edge, ON_OUTLINE_M) : []))].filter((cut) => cut > 0 && cut < 1);
    const stops = [0, ...cuts.sort((a, b) => a - b), 1];
    stops.slice(1).forEach((stop, i) => {
      const middle = (stops[i] + stop) / 2;
      const [x, y] = [ax + middle * (bx - ax), ay + middle * (by - ay)];
      if (isNear(x, y) && isInside(x, y)) metres += (stop - stops[i]) * lengthM;
    });
  }
  return metres;
}

/** Whether the extents come so near. */
function areNear([ax, ay, bx, by]: Segment, [cx, cy, dx, dy]: Segment, widthM: number): boolean {
  return Math.min(ax, bx) <= Math.max(cx, dx) + widthM && Math.max(ax, bx) >= Math.min(cx, dx) - widthM && Math.min(ay, by) <= Math.max(cy, dy) + widthM && Math.max(ay, by) >= Math.min(cy, dy) - widthM;
}

/** Shares of the way along a piece at which it comes a width near to the line through another piece, or to an end of that. */
function cutsOf([ax, ay, bx, by]: Segment, [cx, cy, dx, dy]: Segment, widthM: number): number[] {
  const [ex, ey] = [bx - ax, by - ay];
  const otherM = Math.hypot(dx - cx, dy - cy);
  const slope = (ex * (dy - cy) - ey * (dx - cx)) / otherM;
  const start = ((ax - cx) * (dy - cy) - (ay - cy) * (dx - cx)) / otherM;
  const beside = [-widthM, widthM].map((offM) => (offM - start) / slope);
  const around = [[cx, cy], [dx, dy]].flatMap(([x, y]) => {
    const a = ex * ex + ey * ey;
    const b = ex * (ax - x) + ey * (ay - y);
    const root = Math.sqrt(b * b - a * ((ax - x) ** 2 + (ay - y) ** 2 - widthM * widthM));
    return [(-b - root) / a, (-b + root) / a];
  });
  return [...beside, ...around].filter(Number.isFinite);
}

function segmentsOf({ table, row }: Row): Segment[] {
  const [first, end] = ringRange(table, row);
  const segments: Segment[] = [];
  for (let r = first; r < end; r++) {
    for (let p = table.ringOffsets[r]; p + 1 < table.ringOffsets[r + 1]; p++) segments.push([table.coords[2 * p], table.coords[2 * p + 1], table.coords[2 * p + 2], table.coords[2 * p + 3]]);
  }
  return segments;
}

/** A part of the city that a count is asked of. */
export function plainlyIn({ crs }: Dataset, place: DivisionPlace | SectorPlace, divisions: readonly Row[], x: number, y: number): boolean {
  if (!('sector' in place)) return divisions.some(({ table, row }) => distanceTo(table, row, x, y) === 0);
  const { centre: { lon, lat }, fromDeg, toDeg } = place.sector;
  const [east, north] = metricCrs(Number(crs.slice('EPSG:'.length)))?.forward(lon, lat) ?? [NaN, NaN];
  const wide = (toDeg - fromDeg + 360) % 360;
  return divisions.length > 0 && ((Math.atan2(x - east, y - north) * 180) / Math.PI - fromDeg + 720) % 360 < wide;
}
