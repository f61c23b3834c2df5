/** Every line near the place as points of one table, in an order of importance that does not depend on the order they came in. */
import type { LonLatArea } from '../../geometry/types.ts';
import type { Box } from '../ring-measures.ts';
import type { PointedLine } from './noded-lines.ts';
import { lineKinds, type Ground, type LineKind, type LockedStretch, type NearArea, type NearLine } from './question.ts';
import type { Vertices } from './vertices.ts';

export interface KnownLine { readonly kind: LineKind; readonly name: string; readonly featureId: string }
/** A kept stretch, one line a piece: from where to where, with the unit to the left. */
export interface LockedPiece { readonly line: number; readonly from: number; readonly to: number }
export interface GroundLines {
  readonly lines: readonly KnownLine[];
  readonly pointed: readonly PointedLine[];
  readonly locked: readonly LockedPiece[];
  /** Points a line has of its own, as `line:vertex`; all others came by cutting. */
  readonly ownPoints: ReadonlySet<string>;
}

export const ringsOf = (area: LonLatArea): readonly (readonly (readonly number[])[])[] => (area.type === 'Polygon' ? area.coordinates : area.coordinates.flat());

const outlines = (areas: readonly NearArea[], kind: LineKind): NearLine[] => areas.flatMap(({ id, name, geometry }) => ringsOf(geometry).map((points): NearLine => ({ id, name, kind, points: closed(points) })));
const closed = (points: readonly (readonly number[])[]): readonly (readonly number[])[] => {
  const [first, last] = [points[0], points[points.length - 1]];
  return first && last && (first[0] !== last[0] || first[1] !== last[1]) ? [...points, first] : points;
};
/** The city's own border is that of its districts where it has them. */
const kindOfLevel = (level: string): LineKind => (level === 'subdistrict' || level === 'community' ? level : 'district');

function allLines({ lines, water, parcels, divisions, oldPlaces, units }: Ground, locked: readonly LockedStretch[]): NearLine[] {
  const kept = locked.flatMap(({ points }) => points.slice(1).map((to, i): NearLine => ({ id: '', name: '', kind: 'locked', points: [points[i] as readonly number[], to] })));
  return [
    ...kept, ...outlines(units, 'unit'), ...lines, ...outlines(water, 'river'), ...outlines(oldPlaces, 'old_place'), ...outlines(parcels, 'parcel'),
    ...divisions.flatMap((division) => outlines([division], kindOfLevel(division.level))),
  ];
}

/** By kind, then by where they lie, then by what they are called. Numbers are compared as numbers: a city elsewhere is sorted alike. */
function byImportance(a: NearLine, b: NearLine): number {
  const kind = lineKinds.indexOf(a.kind) - lineKinds.indexOf(b.kind);
  if (kind !== 0) return kind;
  for (let i = 0; i < a.points.length && i < b.points.length; i++) {
    const apart = a.points[i][0] - b.points[i][0] || a.points[i][1] - b.points[i][1];
    if (apart) return apart;
  }
  return a.points.length - b.points.length || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

const isAt = (point: readonly number[] | undefined): point is readonly [number, number] => Number.isFinite(point?.[0]) && Number.isFinite(point?.[1]);

/** Lines that meet a box in degrees, in runs of those points whose segments do. */
export function groundLines(ground: Ground, locked: readonly LockedStretch[], vertices: Vertices, window: Box): GroundLines {
  const [lines, pointed, pieces, ownPoints]: [KnownLine[], PointedLine[], LockedPiece[], Set<string>] = [[], [], [], new Set()];
  for (const { id, name, kind, points } of allLines(ground, locked).filter((each) => meetsBox(each.points, window)).sort(byImportance)) {
    const line = lines.push({ kind, name, featureId: id }) - 1;
    const isExact = kind === 'locked' || kind === 'unit';
    for (const run of runsIn(points, window)) {
      const found = run.map(([lon, lat]) => vertices.at(lon, lat, isExact)).filter((vertex) => vertex !== null);
      for (const vertex of found) ownPoints.add(`${line}:${vertex}`);
      pointed.push({ line, vertices: found });
      if (kind === 'locked' && found.length === 2) pieces.push({ line, from: found[0], to: found[1] });
    }
  }
  return { lines, pointed, locked: pieces, ownPoints };
}

function meetsBox(points: readonly (readonly number[])[], box: Box): boolean {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x = NaN, y = NaN] of points) { if (x < minX) minX = x; if (x > maxX) maxX = x; if (y < minY) minY = y; if (y > maxY) maxY = y; }
  return minX <= box.maxX && maxX >= box.minX && minY <= box.maxY && maxY >= box.minY;
}

/** Runs of points whose segments may meet a box. A gap in the numbers of a broken file is a gap in the line. */
function runsIn(points: readonly (readonly number[])[], box: Box): readonly (readonly (readonly [number, number])[])[] {
  const runs: (readonly [number, number])[][] = [];
  let run: (readonly [number, number])[] = [];
  const end = (): void => { if (run.length > 1) runs.push(run); run = []; };
  for (let i = 0; i < points.length; i++) {
    const [point, before] = [points[i], points[i - 1]];
    if (!isAt(point)) { end(); continue; }
    if (!isAt(before) || !meetsBox([before, point], box)) { end(); run = [point]; } else run.push(point);
  }
  end();
  return runs;
}
