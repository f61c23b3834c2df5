import { useMemo } from 'react';
import type { Feature } from 'geojson';
import type { ExpressionSpecification } from 'maplibre-gl';
import type { Division } from '#contract/layers.ts';
import { useDivisions, useLayers } from '../api/queries.ts';
import { useAppState, type Scheme } from '../app/app-state.ts';
import { boldFont, regularFont } from '../map/fonts.ts';
import { useOverlay } from '../map/map-context.ts';
import type { Overlay } from '../map/overlay.ts';
import { palettes } from '../map/palette.ts';
import { slots } from '../map/slots.ts';
import { isShown } from './default-layers.ts';
import { labelPoint } from '#planning/geometry/label-point.ts';

/** One name a division, once on the whole map: tiles would repeat it in each. */
export function divisionLabels(divisions: readonly Division[], scheme: Scheme): Overlay {
  const p = palettes[scheme];
  const features = divisions.flatMap(({ code, name, level, geometry }): Feature[] => {
    const point = labelPoint(geometry);
    return point ? [{ type: 'Feature', properties: { id: code, name, level }, geometry: { type: 'Point', coordinates: point } }] : [];
  });
  const isLevel = (...levels: string[]): ExpressionSpecification => ['in', ['get', 'level'], ['literal', levels]];
  const paint = { 'text-color': p.boundaryText, 'text-halo-color': p.halo, 'text-halo-width': 1.6 };
  const text = (font: string[], size: number, spacing: number) => ({ 'text-field': ['get', 'name'] as ExpressionSpecification, 'text-font': font, 'text-size': size, 'text-letter-spacing': spacing, 'text-max-width': 10 });
  return {
    data: { type: 'FeatureCollection', features }, beforeId: slots.top,
    layers: [
      { id: 'division-names-community', type: 'symbol', minzoom: 15, maxzoom: 17, filter: isLevel('community'), layout: text(regularFont, 11, 0.1), paint: { ...paint, 'text-opacity': 0.75 } },
      { id: 'division-names-subdistrict', type: 'symbol', minzoom: 12.2, maxzoom: 15, filter: isLevel('subdistrict'), layout: text(boldFont, 13, 0.2), paint: { ...paint, 'text-opacity': 0.85 } },
      { id: 'division-names', type: 'symbol', maxzoom: 13.4, filter: isLevel('district', 'county', 'dev_zone'), layout: text(boldFont, 17, 0.35), paint },
    ],
  };
}

export function DivisionLabels() {
  const cityId = useAppState((s) => s.cityId);
  const scheme = useAppState((s) => s.scheme);
  const isOn = useAppState((s) => isShown('admin_division', s.layerSwitches));
  const hasDivisions = useLayers(cityId).data?.some((layer) => layer.kind === 'admin_division') ?? false;
  const divisions = useDivisions(hasDivisions ? cityId : null).data;
  useOverlay('division-labels', useMemo(() => (divisions && isOn ? divisionLabels(divisions, scheme) : null), [divisions, isOn, scheme]));
  return null;
}
