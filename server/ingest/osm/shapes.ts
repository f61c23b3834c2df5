import type { Position } from 'geojson';
import { metricCrs, metricSridAt } from '#planning/geometry/metric-crs.ts';
import { flatArea, flatten } from '../geometry/flat-geometry.ts';
import type { MultiPolygon } from 'geojson';
import type { OsmRelation, OsmStore, OsmWay } from './elements.ts';
import { insideRing, joinRings } from './rings.ts';

/** Runs of a way whose nodes the extract holds; `missing` counts the nodes it does not. */
export function wayRuns(store: OsmStore, refs: readonly number[]): { readonly runs: Position[][]; readonly missing: number } {
  const runs: Position[][] = [];
  let run: Position[] = [];
  let missing = 0;
  for (const ref of refs) {
    const position = store.position(ref);
    if (position) run.push(position);
    else { missing += 1; if (run.length > 0) runs.push(run); run = []; }
  }
  if (run.length > 0) runs.push(run);
  return { runs: runs.filter((points) => points.length >= 2), missing };
}

export const isClosed = (way: OsmWay): boolean => way.refs.length >= 4 && way.refs[0] === way.refs[way.refs.length - 1];

export type AreaResult = { readonly geometry: MultiPolygon; readonly looseHoles: number } | { readonly fault: 'osm_members_missing' | 'osm_ring_open' | 'osm_no_ways' };

function ringPositions(store: OsmStore, refs: readonly number[]): Position[] | null {
  const ring: Position[] = [];
  for (const ref of refs) {
    const position = store.position(ref);
    if (!position) return null;
    ring.push(position);
  }
  return ring;
}

/** The area a multipolygon or boundary relation means: outer ways joined to shells, inner ways to holes, each hole in the shell it lies in. */
export function relationArea(store: OsmStore, waysById: ReadonlyMap<number, OsmWay>, relation: OsmRelation): AreaResult {
  const outer: (readonly number[])[] = [];
  const inner: (readonly number[])[] = [];
  for (const member of relation.members) {
    if (member.type !== 'way') continue;
    const isInner = member.role === 'inner';
    if (!isInner && member.role !== 'outer' && member.role !== '') continue;
    const way = waysById.get(member.id);
    if (!way) return { fault: 'osm_members_missing' };
    (isInner ? inner : outer).push(way.refs);
  }
  if (outer.length === 0) return { fault: 'osm_no_ways' };
  const shells = joinRings(outer);
  const holes = joinRings(inner);
  if (shells.open.length > 0 || holes.open.length > 0 || shells.rings.length === 0) return { fault: 'osm_ring_open' };
  const polygons: Position[][][] = [];
  for (const refs of shells.rings) {
    const ring = ringPositions(store, refs);
    if (!ring) return { fault: 'osm_members_missing' };
    polygons.push([ring]);
  }
  let looseHoles = 0;
  for (const refs of holes.rings) {
    const ring = ringPositions(store, refs);
    if (!ring) return { fault: 'osm_members_missing' };
    const home = polygons.find((polygon) => insideRing(polygon[0]!, ring[0]![0]!, ring[0]![1]!) || insideRing(polygon[0]!, ring[1]![0]!, ring[1]![1]!));
    if (home) home.push(ring); else looseHoles += 1;
  }
  return { geometry: { type: 'MultiPolygon', coordinates: polygons }, looseHoles };
}

/** Area in m² of degrees, measured in the metric CRS of the place. For sorting by size only; figures measure in the city's CRS. */
export function areaM2(polygons: readonly Position[][][]): number {
  const start = polygons[0]?.[0]?.[0];
  const crs = start ? metricCrs(metricSridAt(start[0]!, start[1]!)) : null;
  if (!crs) return 0;
  const metric = polygons.map((polygon) => polygon.map((ring) => ring.map((position) => crs.forward(position[0]!, position[1]!) as Position)));
  return flatten({ type: 'MultiPolygon', coordinates: metric }).parts.reduce((sum, flat) => sum + flatArea(flat), 0);
}
