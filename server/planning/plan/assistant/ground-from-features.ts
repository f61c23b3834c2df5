/** Layers near a place, as GeoJSON features in degrees, in the words of the assistant. What a boundary cannot follow is left out: tunnels, streets' own ground. */
import type { LonLatArea } from '../../geometry/types.ts';
import type { LandUseCodes } from '../../standards/land-use-codes.ts';
import { otherCodeMatches, otherCodesOf, codeMatches } from '../../standards/land-use-codes.ts';
import type { Ground, LineKind, NearArea, NearLine } from './question.ts';

/** Layers a boundary may follow or should hold. */
export const groundLayers = [
  'road', 'railway', 'water_body', 'land_use', 'admin_division', 'old_community', 'old_street_block', 'old_factory_area', 'old_market', 'urban_village',
] as const;
export type GroundLayer = (typeof groundLayers)[number];
export const oldPlaceLayers: readonly GroundLayer[] = ['old_community', 'old_street_block', 'old_factory_area', 'old_market', 'urban_village'];

export interface NearFeature {
  readonly id?: string | number | undefined;
  readonly geometry: { readonly type: string; readonly coordinates?: unknown } | null;
  readonly properties: Readonly<Record<string, unknown>> | null;
}
export type NearFeatures = Readonly<Partial<Record<GroundLayer, readonly NearFeature[]>>>;

const roadKinds: Readonly<Record<string, LineKind>> = { motorway: 'expressway', expressway: 'expressway', arterial: 'arterial', secondary: 'secondary', branch: 'branch', alley: 'alley', path: 'path' };
/** Transport land (YDYH2023 12): the ground of streets is nobody's parcel. */
const streetCodes = ['12'];

type Line = readonly (readonly number[])[];
const idOf = ({ id }: NearFeature, layer: string): string => `${layer}/${String(id ?? '')}`;
const textOf = (feature: NearFeature, key: string): string => { const value = feature.properties?.[key]; return typeof value === 'string' ? value : ''; };
const isTrue = (feature: NearFeature, key: string): boolean => feature.properties?.[key] === true;

function linesOf({ geometry }: NearFeature): readonly Line[] {
  if (geometry?.type === 'LineString') return [geometry.coordinates as Line];
  return geometry?.type === 'MultiLineString' ? geometry.coordinates as readonly Line[] : [];
}
const areaOf = ({ geometry }: NearFeature): LonLatArea | null => (geometry?.type === 'Polygon' || geometry?.type === 'MultiPolygon' ? geometry as LonLatArea : null);

function lines(features: readonly NearFeature[], layer: string, kindOf: (feature: NearFeature) => LineKind | null): NearLine[] {
  return features.flatMap((feature) => {
    const kind = kindOf(feature);
    return kind === null ? [] : linesOf(feature).map((points): NearLine => ({ id: idOf(feature, layer), name: textOf(feature, 'name'), kind, points }));
  });
}
function areas<T extends NearArea>(features: readonly NearFeature[], layer: string, of: (area: NearArea, feature: NearFeature) => T): T[] {
  return features.flatMap((feature) => {
    const geometry = areaOf(feature);
    return geometry ? [of({ id: idOf(feature, layer), name: textOf(feature, 'name'), geometry }, feature)] : [];
  });
}

/** Whether a parcel is a street's own ground, in whichever classification it is coded. */
function streetTest(codes: LandUseCodes): (feature: NearFeature) => boolean {
  const others = otherCodesOf(streetCodes, codes);
  return (feature) => {
    const code = textOf(feature, 'code');
    const version = textOf(feature, 'classification_version') || codes.canonical;
    const other = others[version];
    return code !== '' && (version === codes.canonical || !other ? streetCodes.some((street) => codeMatches(code, street)) : otherCodeMatches(code, other));
  };
}

const same = (area: NearArea): NearArea => area;
/** A street under the ground, or a railway under it, parts nothing above. */
const isBelow = (feature: NearFeature): boolean => isTrue(feature, 'tunnel') || textOf(feature, 'type') === 'metro';

export function groundFromFeatures(near: NearFeatures, units: readonly NearArea[], codes: LandUseCodes): Ground {
  const of = (layer: GroundLayer): readonly NearFeature[] => near[layer] ?? [];
  const isStreet = streetTest(codes);
  return {
    lines: [
      ...lines(of('road'), 'road', (feature) => (isBelow(feature) ? null : roadKinds[textOf(feature, 'class')] ?? null)),
      ...lines(of('railway'), 'railway', (feature) => (isBelow(feature) ? null : 'railway')),
      ...lines(of('water_body'), 'water_body', () => 'river'),
    ],
    water: areas(of('water_body'), 'water_body', same),
    parcels: areas(of('land_use').filter((feature) => !isStreet(feature)), 'land_use', same),
    divisions: areas(of('admin_division'), 'admin_division', (area, feature) => ({ ...area, level: textOf(feature, 'level') })),
    oldPlaces: oldPlaceLayers.flatMap((layer) => areas(of(layer), layer, (area) => ({ ...area, kind: layer }))),
    units,
  };
}
