import type { StyleSpecification } from 'maplibre-gl';
import type { Scheme } from '../app/app-state.ts';
import type { MapView } from '../app/map-view.ts';
import { boldFont, fontFaces, regularFont } from './fonts.ts';
import { emptyHighlight, highlightOverlay } from './highlight.ts';
import type { BaseMap, TileEdition } from './layers/context.ts';
import { MapLibreMap } from './maplibre.ts';
import type { Highlight, MapHit, Overlay } from './overlay.ts';
import { chooseHit, toHit } from './pick.ts';
import { composeStyle, overlaySource } from './style.ts';
import { styleImage } from './style-images.ts';

export interface MapOwnerOptions { readonly view: MapView | null; readonly scheme: Scheme; readonly fadeMs: number; readonly textScale: number }
type HitListener = (hit: MapHit | null) => void;
type Bounds = readonly [west: number, south: number, east: number, north: number];
export interface Margins { readonly top: number; readonly right: number; readonly bottom: number; readonly left: number }

/**
 * The one owner of MapLibre. What the map shows is a value here (editions, scheme, overlays, highlight); the style is composed from it and
 * the difference applied, so nothing is lost when the scheme changes. Layers that others add to `map` directly (the drawing library) are
 * kept on top.
 */
export class MapOwner {
  readonly map: MapLibreMap;
  /** Settles when layers may be added to `map` directly. */
  readonly ready: Promise<void>;
  /** Who has taken over the pointer; a late end of one tool must not undo the beginning of the next. */
  private readonly pickingHolds = new Set<symbol>();
  private pendingHover: { point: { x: number; y: number }; lngLat: { lng: number; lat: number } } | null = null;
  private base: BaseMap;
  private readonly overlays = new Map<string, Overlay>();
  private highlight: Highlight = emptyHighlight;
  private readonly clickListeners = new Map<HitListener, string | null>();
  private readonly hoverListeners = new Map<HitListener, string | null>();
  private passOver: { overlay: string; id: string | number } | null = null;
  private isReady = false;
  private isApplying = false;
  private lastHover: string | null = null;
  /** Room the panels take from the map, pixels; `fit` and `flyTo` keep clear of it. */
  margins: Margins = { top: 0, right: 0, bottom: 0, left: 0 };

  constructor(container: HTMLElement, options: MapOwnerOptions) {
    this.base = { scheme: options.scheme, is3d: true, textScale: options.textScale, editions: [], hidden: new Set(), opacity: {} };
    const view = options.view;
    this.map = new MapLibreMap({
      container, style: this.compose(), attributionControl: false, fadeDuration: options.fadeMs, maxPitch: 70, dragRotate: true,
      center: view ? [view.lon, view.lat] : [113.6, 34.75], zoom: view?.zoom ?? 10, bearing: view?.bearing ?? 0, pitch: view?.pitch ?? 0,
    });
    this.map.setMissingStyleImageResolver((id) => {
      const image = styleImage(id);
      if (image && !this.map.hasImage(id)) this.map.addImage(id, image.data, { pixelRatio: image.pixelRatio });
    });
    // While a drawing tool has the pointer its clicks mean corners, not "nothing there".
    this.map.on('click', (event) => this.isPicking && this.report(this.clickListeners, this.hitAt(event.point, event.lngLat)));
    this.map.on('mousemove', (event) => this.hoverSoon(event));
    this.map.on('mouseout', () => this.hover(null));
    this.ready = new Promise((resolve) => this.map.once('style.load', () => { this.isReady = true; this.applySoon(); resolve(); }));
  }

  /** Light or dark; overlays of rooms are theirs to recolour by setting them again. */
  setTheme(scheme: Scheme): void { this.setBase({ scheme }); }
  setMargins(margins: Margins): void { this.margins = margins; }
  setTextScale(textScale: number): void { if (textScale !== this.base.textScale) this.setBase({ textScale }); }
  set3d(is3d: boolean): void { this.setBase({ is3d }); }
  setBaseLayers(editions: readonly TileEdition[]): void { this.setBase({ editions }); }
  setHidden(hidden: ReadonlySet<string>): void { this.setBase({ hidden }); }
  setOpacity(opacity: Readonly<Record<string, number>>): void { this.setBase({ opacity }); }

  /** Draws or replaces a room's GeoJSON. When only its data differ, nothing else is touched: cheap enough for every frame of a drag. */
  setOverlay(id: string, overlay: Overlay): void {
    const before = this.overlays.get(id);
    this.overlays.set(id, overlay);
    const isDataOnly = before !== undefined && before.beforeId === overlay.beforeId && before.isPickable === overlay.isPickable && JSON.stringify(before.layers) === JSON.stringify(overlay.layers);
    const source = isDataOnly ? this.map.getSource(overlaySource(id)) : undefined;
    if (source && 'setData' in source) (source as { setData(data: unknown): void }).setData(overlay.data);
    else this.applySoon();
  }
  removeOverlay(id: string): void {
    if (this.overlays.delete(id)) this.applySoon();
  }
  /** Lights the features of a receipt; null puts the lights out. */
  setHighlight(highlight: Highlight | null): void {
    this.highlight = highlight ?? emptyHighlight;
    this.setOverlay('highlight', highlightOverlay(this.highlight, this.base.scheme));
  }

  /** Hears the feature a click means, or null for none, of one overlay, of `base`, or (target null) of all. Returns the way to stop. */
  onClick(target: string | null, listener: HitListener): () => void { return listen(this.clickListeners, target, listener); }
  /** The same for the pointer passing over. */
  onHover(target: string | null, listener: HitListener): () => void { return listen(this.hoverListeners, target, listener); }
  get isPicking(): boolean { return this.pickingHolds.size === 0; }
  /** A tool takes over the pointer, until it calls what is returned: the map picks again once all have. */
  suspendPicking(): () => void {
    const hold = Symbol('hold');
    this.pickingHolds.add(hold);
    this.hover(null);
    return () => { this.pickingHolds.delete(hold); };
  }
  /** The overlay feature that a second click passes through (see pick.ts). */
  setPassOver(passOver: { overlay: string; id: string | number } | null): void { this.passOver = passOver; }

  /** Shows a whole extent, degrees, clear of the panels. It waits for the frame in which a panel that opens with it has opened. */
  fit(bounds: Bounds, options: { readonly maxZoom?: number; readonly isInstant?: boolean } = {}): void {
    const [west, south, east, north] = bounds;
    const go = () => this.map.fitBounds([[west, south], [east, north]], { padding: pad(this.margins, this.map.getContainer()), maxZoom: options.maxZoom ?? 17, animate: !options.isInstant, duration: 600, bearing: this.map.getBearing() });
    if (options.isInstant) go();
    else requestAnimationFrame(go);
  }
  flyTo(lon: number, lat: number, zoom: number = Math.max(16, this.map.getZoom())): void {
    requestAnimationFrame(() => {
      const { left, right, top, bottom } = this.margins;
      this.map.easeTo({ center: [lon, lat], zoom, offset: [(left - right) / 2, (top - bottom) / 2], duration: 600 });
    });
  }
  jumpTo(view: MapView): void { this.map.jumpTo({ center: [view.lon, view.lat], zoom: view.zoom, bearing: view.bearing, pitch: view.pitch }); }
  view(): MapView {
    const { lng, lat } = this.map.getCenter();
    return { lon: lng, lat, zoom: this.map.getZoom(), bearing: this.map.getBearing(), pitch: this.map.getPitch() };
  }
  /** Which of these kinds are drawn within the view: what the legend lists. */
  kindsOnScreen(among: readonly string[]): ReadonlySet<string> {
    if (!this.isReady) return new Set();
    const wanted = new Set(among.filter((kind) => !this.base.hidden.has(kind)));
    const layers = this.map.getLayersOrder().filter((id) => wanted.has((this.map.getLayer(id)?.metadata as { kind?: string } | undefined)?.kind ?? ''));
    return new Set(layers.length === 0 ? [] : this.map.queryRenderedFeatures({ layers }).map((f) => (f.layer.metadata as { kind: string }).kind));
  }
  /** Lets the map go, with its WebGL context. Whoever takes an overlay away afterwards does no harm. */
  destroy(): void {
    this.isReady = false;
    this.map.remove();
  }

  private setBase(change: Partial<BaseMap>): void {
    this.base = { ...this.base, ...change };
    if (change.scheme) this.overlays.set('highlight', highlightOverlay(this.highlight, change.scheme));
    this.applySoon();
  }
  private compose(): StyleSpecification {
    return composeStyle(this.base, this.overlays, { faces: fontFaces(), regular: regularFont, bold: boldFont });
  }
  /** Many changes of one turn are one difference. */
  private applySoon(): void {
    if (!this.isReady || this.isApplying) return;
    this.isApplying = true;
    queueMicrotask(() => {
      this.isApplying = false;
      if (!this.isReady) return;
      this.map.setStyle(this.compose(), { diff: true, validate: false, transformStyle: keepForeign });
    });
  }
  private hitAt(point: { x: number; y: number }, lngLat: { lng: number; lat: number }): MapHit | null {
    if (!this.isPicking || !this.isReady) return null;
    const reach = 3;
    const found = this.map.queryRenderedFeatures([[point.x - reach, point.y - reach], [point.x + reach, point.y + reach]]).filter((f) => this.isPickable(f.layer.metadata));
    const chosen = chooseHit(found, this.passOver);
    return chosen ? toHit(chosen, lngLat, point) : null;
  }
  private isPickable(metadata: unknown): boolean {
    const { kind, overlay } = (metadata ?? {}) as { kind?: string; overlay?: string };
    return kind !== undefined || (overlay !== undefined && this.overlays.get(overlay)?.isPickable === true);
  }
  /** At most one question a frame, however fast the pointer runs; none while the map is dragged. */
  private hoverSoon(event: { point: { x: number; y: number }; lngLat: { lng: number; lat: number } }): void {
    const isAsked = this.pendingHover !== null;
    this.pendingHover = event;
    if (isAsked) return;
    requestAnimationFrame(() => {
      const asked = this.pendingHover;
      this.pendingHover = null;
      if (asked && !this.map.isMoving()) this.hover(this.hitAt(asked.point, asked.lngLat));
    });
  }
  private hover(hit: MapHit | null): void {
    const key = hit ? `${hit.target}/${hit.id}` : null;
    if (this.isPicking) this.map.getCanvas().style.cursor = hit ? 'pointer' : '';
    if (key === null && this.lastHover === null) return;
    this.lastHover = key;
    this.report(this.hoverListeners, hit);
  }
  private report(listeners: ReadonlyMap<HitListener, string | null>, hit: MapHit | null): void {
    if (!this.isPicking && hit !== null) return;
    for (const [listener, target] of listeners) listener(hit && (target === null || hit.target === target) ? hit : null);
  }
}

function listen(listeners: Map<HitListener, string | null>, target: string | null, listener: HitListener): () => void {
  listeners.set(listener, target);
  return () => void listeners.delete(listener);
}

/** Margins never so wide that nothing is left to show. */
function pad(margins: Margins, container: HTMLElement) {
  const spare = 28;
  const fitsX = margins.left + margins.right + 4 * spare < container.clientWidth;
  const fitsY = margins.top + margins.bottom + 4 * spare < container.clientHeight;
  return { top: (fitsY ? margins.top : 0) + spare, bottom: (fitsY ? margins.bottom : 0) + spare, left: (fitsX ? margins.left : 0) + spare, right: (fitsX ? margins.right : 0) + spare };
}

const isOurs = (source: string) => source.startsWith('overlay:');
/** Keeps sources and layers that are not of this style's making, above everything. */
function keepForeign(previous: StyleSpecification | undefined, next: StyleSpecification): StyleSpecification {
  if (!previous) return next;
  const ours = new Set(next.layers.map((layer) => layer.id));
  const foreignSources = Object.entries(previous.sources).filter(([id, source]) => source.type === 'geojson' && !isOurs(id));
  const ids = new Set(foreignSources.map(([id]) => id));
  const foreignLayers = previous.layers.filter((layer) => 'source' in layer && ids.has(layer.source as string) && !ours.has(layer.id));
  return { ...next, sources: { ...next.sources, ...Object.fromEntries(foreignSources) }, layers: [...next.layers, ...foreignLayers] };
}
