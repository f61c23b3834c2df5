import type { Feature, FeatureCollection, Geometry } from 'geojson';
import { api, cityPath } from '../../api/api.ts';
import type { MapOwner } from '../../map/map-owner.ts';
import { LineSetBuilder, type LineSet } from './line-set.ts';
import { linesOf } from './lines-of.ts';
import { snappingRules } from './shipped-rules.ts';
import type { SnapKind } from './snapping-rules.ts';

type Lines = readonly (readonly (readonly number[])[])[];
interface Exact { readonly name: string | null; readonly lines: Lines }
/** A feature of the view as the tiles show it: in pieces, simplified, on a grid of the tile. */
interface Shown { readonly kind: SnapKind; readonly layer: string; readonly id: number; readonly name: string | null; readonly pieces: Geometry[] }

/** Features asked for at once; the server takes 5 000. */
const batch = 1500;
/** Beyond it what was read longest ago is forgotten. */
const mostHeld = 30_000;
/** Share of the view that is looked at on each side of it. */
const around = 0.3;

/** Exact geometry by feature id, one city's. An edition's features never change, so nothing here grows old. */
let held: { readonly cityId: string; readonly features: Map<number, Exact> } = { cityId: '', features: new Map() };

/**
 * The lines of the layers near the view, as the database holds them: tiles only say which features are there, for their coordinates are
 * rounded, and a corner taken from them would not be the parcel's corner.
 */
export class NearbyLines {
  private readonly owner: MapOwner;
  private readonly cityId: string;
  private readonly onLines: (lines: LineSet) => void;
  private readonly asked = new Set<number>();
  private readonly abort = new AbortController();
  private shown: readonly Shown[] = [];

  constructor(owner: MapOwner, cityId: string, onLines: (lines: LineSet) => void) {
    [this.owner, this.cityId, this.onLines] = [owner, cityId, onLines];
    if (held.cityId !== cityId) held = { cityId, features: new Map() };
  }

  /** Reads which features are in view, gives their lines, and gives them again when their exact geometry has come. */
  refresh(): void {
    this.shown = this.inView();
    this.give();
    const missing = this.shown.map(({ id }) => id).filter((id) => !held.features.has(id) && !this.asked.has(id));
    for (let i = 0; i < missing.length; i += batch) void this.ask(missing.slice(i, i + batch));
  }
  close(): void { this.abort.abort(); }

  private inView(): readonly Shown[] {
    const { map } = this.owner;
    const zoom = map.getZoom();
    const found = new Map<number, Shown>();
    const isNear = this.nearView();
    for (const { kind, layers, fromZoom } of snappingRules.kinds) for (const layer of zoom < fromZoom ? [] : layers) {
      if (!map.getSource(layer)) continue;
      for (const feature of map.querySourceFeatures(layer, { sourceLayer: layer })) {
        if (typeof feature.id !== 'number' || !isNear(feature)) continue;
        const known = found.get(feature.id);
        if (known) known.pieces.push(feature.geometry);
        else found.set(feature.id, { kind, layer, id: feature.id, name: (feature.properties['name'] as string | undefined) ?? null, pieces: [feature.geometry] });
      }
    }
    return [...found.values()].sort((a, b) => a.id - b.id);
  }
  private nearView(): (feature: { readonly geometry: Geometry }) => boolean {
    const bounds = this.owner.map.getBounds();
    const [padLon, padLat] = [around * (bounds.getEast() - bounds.getWest()), around * (bounds.getNorth() - bounds.getSouth())];
    const [west, east, south, north] = [bounds.getWest() - padLon, bounds.getEast() + padLon, bounds.getSouth() - padLat, bounds.getNorth() + padLat];
    return ({ geometry }) => linesOf(geometry).some((line) => {
      let [w, e, s, n] = [Infinity, -Infinity, Infinity, -Infinity];
      for (const [lon = NaN, lat = NaN] of line) [w, e, s, n] = [Math.min(w, lon), Math.max(e, lon), Math.min(s, lat), Math.max(n, lat)];
      return w <= east && e >= west && s <= north && n >= south;
    });
  }
  private give(): void {
    const builder = new LineSetBuilder();
    for (const { kind, layer, id, name, pieces } of this.shown) {
      const exact = held.features.get(id);
      builder.add({ kind, layer, id, name: exact?.name ?? name, isExact: exact !== undefined }, exact?.lines ?? pieces.flatMap(linesOf));
    }
    this.onLines(builder.build());
  }
  private async ask(ids: readonly number[]): Promise<void> {
    for (const id of ids) this.asked.add(id);
    try {
      const { features } = await api.post<FeatureCollection>(cityPath(this.cityId, 'features', 'query'), { ids }, this.abort.signal);
      for (const feature of features as readonly Feature[]) held.features.set(Number(feature.id), { name: (feature.properties?.['name'] as string | null) ?? null, lines: linesOf(feature.geometry) });
      for (const id of held.features.keys()) {
        if (held.features.size <= mostHeld) break;
        held.features.delete(id);
      }
      if (!this.abort.signal.aborted) this.give();
    } catch {
      // The tiles' lines stay, and the hint says so; they are asked for again when the view moves.
      for (const id of ids) this.asked.delete(id);
    }
  }
}
