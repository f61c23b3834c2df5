import { TerraDraw, TerraDrawModeUndoRedo, TerraDrawPolygonMode, TerraDrawSelectMode, type SnapToCustom } from 'terra-draw';
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter';
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { LonLatArea } from '#planning/geometry/types.ts';
import { cleanRing, explode, movedCorner, recombine, withoutCorner, type PlacedRing, type Position } from './rings.ts';
import type { SnapIndex } from './snap-index.ts';

export interface EditorColours { readonly line: `#${string}`; readonly halo: `#${string}` }
export interface EditorEvents {
  /** Once a change: the rings as they are, and the corner that moved, if one did. */
  readonly onChange: (rings: readonly PlacedRing[], moved: { readonly ring: number; readonly corner: number } | null) => void;
  /** The last corner of a new polygon was set. */
  readonly onClosed: () => void;
}
export interface EditorOptions { readonly map: MapLibreMap; readonly colours: EditorColours; readonly snapIndex: () => SnapIndex | null; readonly events: EditorEvents }

const snapReachPx = 12;
const drawing = 'polygon';
type Snapshot = readonly { readonly id: string | number; readonly coordinates: Position[] }[];

/**
 * A check-out editor over the drawing library: only the area being drawn or edited is in it, ring by ring, for as long as it is edited.
 * Undo within a drawing is the library's (a corner at a time); within an edit it is a stack of its own.
 */
export class AreaEditor {
  private readonly draw: TerraDraw;
  private readonly polygonMode: TerraDrawPolygonMode;
  private readonly options: EditorOptions;
  private readonly places = new Map<string | number, { part: number; ring: number }>();
  private last = new Map<string | number, Position[]>();
  private lastTouched: { id: string | number; corner: number } | null = null;
  private past: Snapshot[] = [];
  private future: Snapshot[] = [];
  private isDrawing = false;
  private isReplaying = false;

  constructor(options: EditorOptions) {
    this.options = options;
    const { line, halo } = options.colours;
    const toCustom: SnapToCustom = (event, { project }) => options.snapIndex()?.nearest(event.lng, event.lat, project, snapReachPx)?.position;
    this.polygonMode = new TerraDrawPolygonMode({
      snapping: { toCustom }, showCoordinatePoints: true, keyEvents: { cancel: null, finish: 'Enter' },
      styles: { fillColor: line, fillOpacity: 0.14, outlineColor: line, outlineWidth: 3, closingPointColor: line, closingPointOutlineColor: halo, coordinatePointColor: halo, coordinatePointOutlineColor: line, coordinatePointOutlineWidth: 2, coordinatePointWidth: 4, snappingPointColor: line },
    });
    const selectMode = new TerraDrawSelectMode({
      flags: { [drawing]: { feature: { draggable: true, coordinates: { draggable: true, midpoints: true, deletable: true, snappable: { toCustom } } } } },
      keyEvents: { deselect: null, delete: null, rotate: null, scale: null }, dragEventThrottle: 0, allowManualDeselection: false,
      styles: { selectedPolygonColor: line, selectedPolygonFillOpacity: 0.14, selectedPolygonOutlineColor: line, selectedPolygonOutlineWidth: 3, selectionPointColor: halo, selectionPointOutlineColor: line, selectionPointOutlineWidth: 2.5, selectionPointWidth: 6, midPointColor: line, midPointOutlineColor: halo, midPointWidth: 4, midPointOutlineWidth: 1.5, midPointOpacity: 0.75 },
    });
    this.draw = new TerraDraw({ adapter: new TerraDrawMapLibreGLAdapter({ map: options.map, coordinatePrecision: 9 }), modes: [this.polygonMode, selectMode], undoRedo: { modeLevel: new TerraDrawModeUndoRedo() } });
    this.draw.start();
    this.draw.on('change', (_ids, type, context) => { if (!this.isReplaying && (this.isDrawing || type === 'update') && !(context && 'origin' in context)) this.report(); });
    this.draw.on('finish', (id, { action }) => this.finished(id, action));
  }

  startDrawing(): void {
    this.isDrawing = true;
    this.draw.setMode(drawing);
  }
  startEditing(area: LonLatArea): void {
    this.isDrawing = false;
    const rings = explode(area);
    const results = this.draw.addFeatures(rings.map(({ coordinates }) => ({ type: 'Feature', properties: { mode: drawing }, geometry: { type: 'Polygon', coordinates: [coordinates] } })));
    results.forEach(({ id }, i) => { if (id !== undefined) this.places.set(id, rings[i] as PlacedRing); });
    this.beginSelecting();
  }
  /** True when every ring could be checked out. */
  get isWhole(): boolean { return this.rings().length === this.places.size; }

  private beginSelecting(): void {
    this.isDrawing = false;
    const first = this.draw.getSnapshot().find((feature) => this.places.has(feature.id ?? ''));
    this.draw.setMode('select');
    if (first?.id !== undefined) this.draw.selectFeature(first.id);
    this.last = this.byId();
  }
  private finished(id: string | number, action: string): void {
    if (action === 'draw') {
      this.places.set(id, { part: 0, ring: 0 });
      // The library is still inside its own handler; it may change modes once that is over.
      queueMicrotask(() => {
        this.beginSelecting();
        this.options.events.onClosed();
      });
    } else this.remember();
  }
  private remember(): void {
    this.past.push([...this.before.entries()].map(([key, coordinates]) => ({ id: key, coordinates })));
    this.future = [];
    this.before = this.byId();
  }
  /** Rings as they stood before the change under way. */
  private before = new Map<string | number, Position[]>();

  private byId(): Map<string | number, Position[]> {
    const now = new Map<string | number, Position[]>();
    for (const feature of this.draw.getSnapshot()) {
      if (feature.geometry.type === 'Polygon' && feature.properties['mode'] === drawing && feature.id !== undefined) now.set(feature.id, feature.geometry.coordinates[0] as Position[]);
    }
    if (this.before.size === 0 && !this.isDrawing) this.before = now;
    return now;
  }
  rings(): PlacedRing[] {
    return [...this.byId().entries()].map(([id, coordinates]) => ({ ...(this.places.get(id) ?? { part: 0, ring: 0 }), coordinates }));
  }
  area(): LonLatArea | null { return recombine(this.rings()); }

  private report(): void {
    const now = this.byId();
    let moved: { ring: number; corner: number } | null = null;
    [...now.entries()].forEach(([id, ring], index) => {
      const corner = this.isDrawing ? cleanRing(ring).length - 2 : movedCorner(this.last.get(id), ring);
      if (corner === null || corner < 0) return;
      moved = { ring: index, corner };
      this.lastTouched = { id, corner };
    });
    this.last = now;
    this.options.events.onChange(this.rings(), moved);
  }

  get canUndo(): boolean { return this.isDrawing ? this.draw.canUndo() : this.past.length > 0; }
  get canRedo(): boolean { return this.isDrawing ? this.draw.canRedo() : this.future.length > 0; }
  undo(): boolean {
    const done = this.isDrawing ? this.draw.undo() : this.replay(this.past, this.future);
    if (done) this.report();
    return done;
  }
  redo(): boolean {
    const done = this.isDrawing ? this.draw.redo() : this.replay(this.future, this.past);
    if (done) this.report();
    return done;
  }
  private replay(from: Snapshot[], to: Snapshot[]): boolean {
    const snapshot = from.pop();
    if (!snapshot) return false;
    to.push([...this.byId().entries()].map(([id, coordinates]) => ({ id, coordinates })));
    this.put(snapshot);
    this.before = this.byId();
    return true;
  }
  private put(snapshot: Snapshot): void {
    this.isReplaying = true;
    const selected = this.draw.getSnapshot().find((feature) => feature.properties['selected'])?.id ?? snapshot[0]?.id;
    if (selected !== undefined) this.draw.deselectFeature(selected);
    for (const { id, coordinates } of snapshot) this.draw.updateFeatureGeometry(id, { type: 'Polygon', coordinates: [coordinates] });
    if (selected !== undefined) this.draw.selectFeature(selected);
    this.isReplaying = false;
  }
  /** Removes the corner last moved; false when there is none or too few would be left. */
  deleteCorner(): boolean {
    const touched = this.lastTouched;
    const ring = touched ? this.byId().get(touched.id) : undefined;
    const left = touched && ring && !this.isDrawing ? withoutCorner(ring, touched.corner) : null;
    if (!touched || !left) return false;
    this.put([{ id: touched.id, coordinates: left }]);
    this.lastTouched = null;
    this.remember();
    this.report();
    return true;
  }
  /** Closes the polygon under way, like Enter on the map. */
  close(): void {
    if (this.isDrawing) this.polygonMode.onKeyUp({ key: 'Enter', heldKeys: [], preventDefault: () => undefined });
  }
  destroy(): void { this.draw.stop(); }
}
