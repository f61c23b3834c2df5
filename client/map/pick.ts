import type { MapGeoJSONFeature } from 'maplibre-gl';
import { isFacility } from './layers/facilities.ts';
import type { MapHit } from './overlay.ts';
import { isOldPlace } from './palette.ts';

/** What the choice among features under the pointer needs of one. */
export type Candidate = Pick<MapGeoJSONFeature, 'id' | 'properties' | 'layer'>;

interface Meta { readonly kind?: string; readonly overlay?: string }
const meta = (candidate: Candidate) => (candidate.layer.metadata ?? {}) as Meta;

/** Things drawn over everything for a reason come first; ground that fills the map comes last. Equal ranks keep the drawing order. */
function rank(candidate: Candidate): number {
  const { kind, overlay } = meta(candidate);
  if (kind && isFacility(kind) && candidate.layer.type !== 'fill') return 0;
  if (overlay) return 1;
  if (kind && isOldPlace(kind)) return 2;
  if (kind === 'land_use' || kind === 'built_up_area' || candidate.layer.id === 'sea') return 4;
  return 3;
}

/**
 * The one feature a click means, of those under it from the top down. `passOver` is the overlay feature already selected: a second click
 * on it reaches what lies beneath, so that a house inside a unit can be asked about.
 */
export function chooseHit<T extends Candidate>(candidates: readonly T[], passOver: { readonly overlay: string; readonly id: string | number } | null): T | null {
  const isPassed = (c: Candidate) => passOver !== null && meta(c).overlay === passOver.overlay && (c.id ?? c.properties['id']) === passOver.id;
  const ordered = candidates.map((candidate, i) => ({ candidate, i })).sort((a, b) => rank(a.candidate) - rank(b.candidate) || a.i - b.i);
  const first = ordered.find(({ candidate }) => !isPassed(candidate)) ?? ordered[0];
  return first?.candidate ?? null;
}

export function toHit(candidate: Candidate, lngLat: { lng: number; lat: number }, point: { x: number; y: number }): MapHit {
  const { kind, overlay } = meta(candidate);
  const name: unknown = candidate.properties['name'];
  return {
    target: overlay ?? 'base', kind: overlay ?? kind ?? '', id: (candidate.id ?? candidate.properties['id'] ?? null) as string | number | null,
    name: typeof name === 'string' && name !== '' ? name : null, properties: candidate.properties, lngLat: [lngLat.lng, lngLat.lat], point: [point.x, point.y],
  };
}
