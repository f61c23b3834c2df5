import type { MapGeoJSONFeature } from 'maplibre-gl';
import type { FeatureDetail } from '#contract/layers.ts';
import type { ProposalGeometry } from '#contract/proposals.ts';
import { api, cityPath } from '../api/api.ts';
import type { MapOwner } from '../map/map-owner.ts';
import { chooseHit } from '../map/pick.ts';

type Position = [lon: number, lat: number];

/** A facility that exists and may be closed or moved. */
export interface Subject {
  readonly featureId: number;
  readonly layer: string;
  readonly name: string | null;
  readonly at: Position;
  /** Where it stands, as a proposal can stand; null: of several parts or too many corners, which cannot be moved as a whole. */
  readonly geometry: ProposalGeometry | null;
}
/** What the map shows of one. */
export interface ShownSubject { readonly featureId: number; readonly layer: string; readonly name: string | null }

/** As a click with a hand that is not quite still. */
const reachPx = 6;
const mostRings = 20;
const mostCorners = 2000;
const kindOf = ({ layer }: Pick<MapGeoJSONFeature, 'layer'>): string => (layer.metadata as { kind?: string } | undefined)?.kind ?? '';

function shown(feature: Pick<MapGeoJSONFeature, 'id' | 'layer' | 'properties'>): ShownSubject {
  const name: unknown = feature.properties['name'];
  return { featureId: Number(feature.id), layer: kindOf(feature), name: typeof name === 'string' && name !== '' ? name : null };
}

/** The facility under the pointer, of the layers named. */
export function subjectAt(owner: MapOwner, { x, y }: { readonly x: number; readonly y: number }, layers: ReadonlySet<string>): ShownSubject | null {
  const found = owner.map.queryRenderedFeatures([[x - reachPx, y - reachPx], [x + reachPx, y + reachPx]]).filter((feature) => layers.has(kindOf(feature)) && feature.id !== undefined);
  const hit = chooseHit(found, null);
  return hit && shown(hit);
}

/** Those in the view, by name; for whom the pointer is no way to choose. */
export function subjectsInView(owner: MapOwner, layers: ReadonlySet<string>): readonly ShownSubject[] {
  const all = new Map(owner.map.queryRenderedFeatures().filter((feature) => layers.has(kindOf(feature)) && feature.id !== undefined).map((feature) => [Number(feature.id), shown(feature)]));
  return [...all.values()].sort((a, b) => (a.name ?? '').localeCompare(b.name ?? '', 'zh') || a.featureId - b.featureId);
}

/** Whole, as the database has it: tiles hold only pieces. */
export async function readSubject(cityId: string, { featureId }: ShownSubject): Promise<Subject> {
  const { kind, name, geometry } = await api.get<FeatureDetail>(cityPath(cityId, 'features', featureId));
  const fit = fitting(geometry);
  return { featureId, layer: kind, name, at: middle(geometry), geometry: fit };
}

function fitting({ type, coordinates }: FeatureDetail['geometry']): ProposalGeometry | null {
  const parts = coordinates as unknown[];
  if (type === 'Point') return { type, coordinates: coordinates as Position };
  if (type === 'MultiPoint') return parts.length === 1 ? { type: 'Point', coordinates: parts[0] as Position } : null;
  const rings = (type === 'Polygon' ? parts : type === 'MultiPolygon' && parts.length === 1 ? parts[0] : null) as Position[][] | null;
  return rings && rings.length <= mostRings && rings.every(({ length }) => length <= mostCorners) ? { type: 'Polygon', coordinates: rings } : null;
}

/** The middle of its extent. */
function middle({ coordinates }: FeatureDetail['geometry']): Position {
  const flat = (value: unknown): Position[] => (typeof (value as unknown[])[0] === 'number' ? [value as Position] : (value as unknown[]).flatMap(flat));
  const places = flat(coordinates);
  const [lons, lats] = [places.map(([lon]) => lon), places.map(([, lat]) => lat)];
  return [(Math.min(...lons) + Math.max(...lons)) / 2, (Math.min(...lats) + Math.max(...lats)) / 2];
}
