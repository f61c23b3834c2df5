import type { FeatureCollection } from 'geojson';
import type { LayerSpecification } from 'maplibre-gl';
import type { Slot } from './slots.ts';

type WithoutSource<T> = T extends unknown ? Omit<T, 'source'> : never;
/** A MapLibre layer of an overlay; the owner fills in its source. Ids must be unique in the style: begin them with the overlay's id. */
export type OverlayLayer = WithoutSource<Exclude<LayerSpecification, { type: 'background' }>>;

/** GeoJSON drawn over the base map by a room. Colours for the scheme are the caller's: set it again when the scheme changes. */
export interface Overlay {
  readonly data: FeatureCollection;
  readonly layers: readonly OverlayLayer[];
  /** Where in the order of layers; default `slots.belowLabels`. One layer may override it by `metadata: { slot }`. */
  readonly beforeId?: Slot;
  /** True: clicks and hovers on its features are reported. Their `id` is feature.properties.id, else feature.id. */
  readonly isPickable?: boolean;
}

export const emptyCollection: FeatureCollection = { type: 'FeatureCollection', features: [] };

/** What the pointer met. `target` is an overlay's id, or `base` for the imported layers. */
export interface MapHit {
  readonly target: string;
  /** Layer kind of a base feature; for overlays the id again. */
  readonly kind: string;
  readonly id: string | number | null;
  readonly name: string | null;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly lngLat: readonly [lon: number, lat: number];
  /** Pixels from the top left of the map. */
  readonly point: readonly [x: number, y: number];
}
export interface Highlight { readonly counted: FeatureCollection; readonly leftOut: FeatureCollection; readonly uncovered: FeatureCollection }
