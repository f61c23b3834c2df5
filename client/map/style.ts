import type { FontFacesSpecification, LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl';
import { styleContext, type BaseMap } from './layers/context.ts';
import { coverGrounds } from './layers/cover.ts';
import { boundaryLayers } from './layers/boundaries.ts';
import { buildingLayers } from './layers/buildings.ts';
import { facilityGrounds, facilitySignLayers } from './layers/facilities.ts';
import { landLayers } from './layers/land.ts';
import { nameLayers } from './layers/names.ts';
import { oldPlaceLayers, oldPlaceNames } from './layers/old-places.ts';
import { surveyLayers } from './layers/survey.ts';
import { transportLayers } from './layers/transport.ts';
import type { Overlay } from './overlay.ts';
import { slots } from './slots.ts';
import { withTextScale } from './text-scale.ts';

export interface Fonts { readonly faces: FontFacesSpecification; readonly regular: string[]; readonly bold: string[] }
export const overlaySource = (id: string) => `overlay:${id}`;
const isSlot = (id: string) => Object.values(slots).includes(id as never);

/** An invisible layer that keeps a place in the order of layers. */
const slotLayer = (id: string): LayerSpecification => ({ id, type: 'background', layout: { visibility: 'none' }, paint: { 'background-opacity': 0 } });

/** The base map's layers from the ground up. */
export function baseLayers(base: BaseMap, fonts: Pick<Fonts, 'regular' | 'bold'>): LayerSpecification[] {
  const c = styleContext(base);
  return [
    ...landLayers(c), ...facilityGrounds(c), ...transportLayers(c), ...surveyLayers(c), ...oldPlaceLayers(c), ...coverGrounds(c), ...boundaryLayers(c),
    slotLayer(slots.belowBuildings), ...buildingLayers(c), slotLayer(slots.belowLabels),
    ...nameLayers(c, fonts.regular), ...oldPlaceNames(c, fonts.bold), ...facilitySignLayers(c, fonts.regular), slotLayer(slots.top),
  ];
}

function withOverlays(layers: LayerSpecification[], overlays: ReadonlyMap<string, Overlay>): LayerSpecification[] {
  const before = new Map<string, LayerSpecification[]>();
  for (const [id, overlay] of overlays) {
    for (const layer of overlay.layers) {
      const own = (layer.metadata as { slot?: string } | undefined)?.slot;
      const slot = own && isSlot(own) ? own : overlay.beforeId ?? slots.belowLabels;
      before.set(slot, [...(before.get(slot) ?? []), { ...layer, source: overlaySource(id), metadata: { overlay: id } } as LayerSpecification]);
    }
  }
  return layers.flatMap((layer) => [...(before.get(layer.id) ?? []), layer]);
}

/**
 * The whole style as a pure function of what the map shows: imported layers (one PMTiles source an edition, source layer = kind), scheme,
 * overlays of the rooms. Valid against the MapLibre style specification; needs no sprite and no glyph server.
 */
export function composeStyle(base: BaseMap, overlays: ReadonlyMap<string, Overlay>, fonts: Fonts): StyleSpecification {
  const sources: Record<string, SourceSpecification> = {};
  for (const edition of base.editions) sources[edition.kind] = { type: 'vector', url: `pmtiles://${edition.url}` };
  for (const [id, overlay] of overlays) sources[overlaySource(id)] = { type: 'geojson', data: overlay.data, promoteId: 'id' };
  return {
    version: 8, name: base.scheme, 'font-faces': fonts.faces, sources, layers: withTextScale(withOverlays(baseLayers(base, fonts), overlays), base.textScale),
    light: { anchor: 'map', position: [1.3, 210, 38], color: '#ffffff', intensity: styleContext(base).palette.lightIntensity },
    transition: { duration: 0, delay: 0 },
  };
}
