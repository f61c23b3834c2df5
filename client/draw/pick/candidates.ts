import type { Geometry } from 'geojson';
import { useEffect, useState } from 'react';
import type { LonLatArea } from '#planning/geometry/types.ts';
import type { MapOwner } from '../../map/map-owner.ts';
import { snappingRules } from '../snap/shipped-rules.ts';

export type PickKind = 'parcel' | 'community' | 'old_place';
/** A feature of the view that may be picked, in pieces as the tiles hold it. */
export interface Candidate { readonly id: number; readonly name: string | null; /** Of a parcel: digits of the land-use classification. */ readonly code: string | null; readonly pieces: readonly LonLatArea[] }

export const layersOf = (kind: PickKind): readonly string[] => snappingRules.kinds.find((each) => each.kind === kind)?.layers ?? [];
/** Listed at most; the nearest to the middle of the map. */
const most = 200;
const settleMs = 150;

const isArea = (geometry: Geometry): boolean => geometry.type === 'Polygon' || geometry.type === 'MultiPolygon';
type Extent = [west: number, south: number, east: number, north: number];
function extentOf(pieces: readonly LonLatArea[]): Extent {
  const extent: Extent = [Infinity, Infinity, -Infinity, -Infinity];
  for (const piece of pieces) for (const rings of piece.type === 'Polygon' ? [piece.coordinates] : piece.coordinates) for (const [lon = NaN, lat = NaN] of rings[0] ?? []) {
    [extent[0], extent[1], extent[2], extent[3]] = [Math.min(extent[0], lon), Math.min(extent[1], lat), Math.max(extent[2], lon), Math.max(extent[3], lat)];
  }
  return extent;
}

/** Degrees of what the panels leave free of the map. */
export function freeView(owner: MapOwner): Extent {
  const { clientWidth, clientHeight } = owner.map.getContainer();
  const { top, right, bottom, left } = owner.margins;
  const [a, b] = [owner.map.unproject([left, clientHeight - bottom]), owner.map.unproject([Math.max(left + 1, clientWidth - right), top])];
  return [a.lng, a.lat, b.lng, b.lat];
}

/** Features of the kind in view, nearest to the middle of the free map first. */
export function candidatesInView(owner: MapOwner, kind: PickKind): readonly Candidate[] {
  const found = new Map<number, { name: string | null; code: string | null; pieces: LonLatArea[] }>();
  for (const layer of layersOf(kind)) {
    if (!owner.map.getSource(layer)) continue;
    for (const { id, properties, geometry } of owner.map.querySourceFeatures(layer, { sourceLayer: layer })) {
      if (typeof id !== 'number' || !isArea(geometry)) continue;
      const known = found.get(id);
      if (known) known.pieces.push(geometry as LonLatArea);
      else found.set(id, { name: (properties['name'] as string | undefined) ?? null, code: (properties['code'] as string | undefined) ?? null, pieces: [geometry as LonLatArea] });
    }
  }
  const [west, south, east, north] = freeView(owner);
  const [lon, lat] = [(west + east) / 2, (south + north) / 2];
  const placed = [...found.entries()].map(([id, rest]) => ({ candidate: { id, ...rest }, extent: extentOf(rest.pieces) }));
  const apart = ({ extent: [w, s, e, n] }: { readonly extent: Extent }): number => Math.hypot((w + e) / 2 - lon, (s + n) / 2 - lat);
  return placed.filter(({ extent: [w, s, e, n] }) => w <= east && e >= west && s <= north && n >= south)
    .map((each) => ({ ...each, apart: apart(each) })).sort((a, b) => a.apart - b.apart || a.candidate.id - b.candidate.id).slice(0, most).map(({ candidate }) => candidate);
}

/** The same, read again when the map has moved or tiles have come. */
export function useCandidates(owner: MapOwner, kind: PickKind): readonly Candidate[] {
  const [candidates, setCandidates] = useState<readonly Candidate[]>([]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = () => setCandidates(candidatesInView(owner, kind));
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(read, settleMs);
    };
    timer = setTimeout(read, 0);
    owner.map.on('moveend', soon);
    owner.map.on('sourcedata', soon);
    return () => {
      clearTimeout(timer);
      owner.map.off('moveend', soon);
      owner.map.off('sourcedata', soon);
    };
  }, [owner, kind]);
  return candidates;
}
