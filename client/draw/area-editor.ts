import { TerraDraw, TerraDrawModeUndoRedo, TerraDrawSelectMode, type SnapToCustom } from 'terra-draw';
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter';
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { LonLatArea } from '#planning/geometry/types.ts';
import { ClosingMode } from './closing-mode.ts';
import { CornerRuns, pressedAt } from './corner-runs.ts';
import { onLongPress } from './long-press.ts';
import { cleanRing, explode, movedCorner, recombine, withoutCorner, type PlacedRing, type Position } from './rings.ts';
import { ExactPlaces } from './snap/exact-places.ts';
import type { OwnPath } from './snap/guides.ts';
import { ownPathOf } from './snap/own-path.ts';
import { snappingRules } from './snap/shipped-rules.ts';

export interface EditorColours { readonly line: `#${string}`; readonly halo: `#${string}` }
export interface EditorEvents {
  /** Once a change: the rings as they are, and the corner that moved, if one did. */
  readonly onChange: (rings: readonly PlacedRing[], moved: { readonly ring: number; readonly corner: number } | null) => void;
  /** The boundary is about to close; true when corners were added on the way back to its first. */
  readonly onClosing?: () => boolean;
  /** The last corner of a new polygon was set. */
  readonly onClosed: () => void;
}
export interface EditorOptions {
  readonly map: MapLibreMap;
  readonly colours: EditorColours;
  /** What a pointer position means, degrees; undefined: itself. */
  readonly snap: (lon: number, lat: number, own: OwnPath | null) => Place | undefined;
  /** For fingers: larger handles and reaches. */
  readonly isCoarse?: boolean;
  readonly events: EditorEvents;
}
/** Degrees, as exact as their source has them. */
type Place = readonly [lon: number, lat: number];

/** Far from everything on screen: a corner set by its coordinates never closes the ring because of where it lies. */
const offScreenPx = -1e7;
const drawing = 'polygon';
type Snapshot = readonly { readonly id: string | number; readonly coordinates: Position[] }[];

/**
 * A check-out editor over the drawing library: only the area being drawn or edited is in it, ring by ring, for as long as it is edited.
 * Undo within a drawing is the library's (a corner at a time); within an edit it is a stack of its own.
 */
export class AreaEditor {
  private readonly draw: TerraDraw;
  private readonly polygonMode: ClosingMode;
  private readonly selectMode: TerraDrawSelectMode;
  private readonly stopPresses: () => void;
  private readonly options: EditorOptions;
  private readonly places = new Map<string | number, { part: number; ring: number }>();
  private last = new Map<string | number, Position[]>();
  private lastTouched: { id: string | number; corner: number } | null = null;
  private past: Snapshot[] = [];
  private future: Snapshot[] = [];
  private isDrawing = false;
  private isReplaying = false;
  private readonly exact = new ExactPlaces();
  private readonly runs = new CornerRuns();
  /** Where the next corner goes, whatever is near. */
  private forced: Place | null = null;

  constructor(options: EditorOptions) {
    this.options = options;
    const { line, halo } = options.colours;
    const toCustom: SnapToCustom = (event, context) => {
      const found = this.forced ?? options.snap(event.lng, event.lat, ownPathOf(context, this.isDrawing));
      return found ? this.exact.take(found) : undefined;
    };
    const isCoarse = options.isCoarse === true;
    const pointerDistance = isCoarse ? snappingRules.closingPx.coarse : snappingRules.closingPx.fine;
    const size = isCoarse ? 2 : 1;
    this.polygonMode = new ClosingMode({
      snapping: { toCustom }, pointerDistance, showCoordinatePoints: true, keyEvents: { cancel: null, finish: 'Enter' },
      styles: { fillColor: line, fillOpacity: 0.14, outlineColor: line, outlineWidth: 3, closingPointColor: line, closingPointOutlineColor: halo, coordinatePointColor: halo, coordinatePointOutlineColor: line, coordinatePointOutlineWidth: 2, coordinatePointWidth: 4, closingPointWidth: 6 * size, snappingPointColor: line },
    }, ({ button, containerX, containerY }) => button === 'left' && this.forced === null && this.closesAt(containerX, containerY, pointerDistance));
    this.selectMode = new TerraDrawSelectMode({
      pointerDistance,
      flags: { [drawing]: { feature: { draggable: true, coordinates: { draggable: true, midpoints: { draggable: true }, deletable: true, snappable: { toCustom } } } } },
      keyEvents: { deselect: null, delete: null, rotate: null, scale: null }, dragEventThrottle: 0, allowManualDeselection: false,
      styles: { selectedPolygonColor: line, selectedPolygonFillOpacity: 0.14, selectedPolygonOutlineColor: line, selectedPolygonOutlineWidth: 3, selectionPointColor: halo, selectionPointOutlineColor: line, selectionPointOutlineWidth: 2.5, selectionPointWidth: 6 * size, midPointColor: line, midPointOutlineColor: halo, midPointWidth: 4 * size, midPointOutlineWidth: 1.5, midPointOpacity: 0.75 },
    });
    this.draw = new TerraDraw({ adapter: new TerraDrawMapLibreGLAdapter({ map: options.map, coordinatePrecision: 9 }), modes: [this.polygonMode, this.selectMode], undoRedo: { modeLevel: new TerraDrawModeUndoRedo() } });
    this.draw.start();
    this.stopPresses = onLongPress(options.map.getCanvasContainer(), (at) => this.pressedLong(at));
    this.draw.on('change', (_ids, type, context) => { if (!this.isReplaying && (this.isDrawing || type === 'update') && !(context && 'origin' in context)) this.report(); });
    this.draw.on('finish', (id, { action }) => this.finished(id, action));
  }

  startDrawing(): void {
    this.isDrawing = true;
    this.draw.setMode(drawing);
  }
  startEditing(area: LonLatArea): void {
    this.isDrawing = false;
    this.exact.takeArea(area);
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
  /** Corners taken over from something else are that thing's own doubles again. */
  area(): LonLatArea | null {
    const area = recombine(this.rings());
    return area && this.exact.restore(area);
  }
  /** Corners set so far of the polygon under way. */
  corners(): Place[] {
    const feature = this.isDrawing ? this.draw.getSnapshot().find(({ properties }) => properties['currentlyDrawing']) : undefined;
    if (feature?.geometry.type !== 'Polygon') return [];
    const count = Number(feature.properties['committedCoordinateCount'] ?? 0);
    return (feature.geometry.coordinates[0] ?? []).slice(0, count).map((place) => this.exact.place(place));
  }
  /** Sets corners where they are told, without snapping; they are taken back in one step. */
  addCorners(places: readonly Place[]): void {
    if (!this.isDrawing) return;
    const from = this.polygonMode.undoSize();
    for (const place of places) {
      this.forced = place;
      // A press commits the corner that hung on the pointer: that one is brought here first.
      this.polygonMode.onMouseMove(pressedAt(place, { x: offScreenPx, y: offScreenPx }));
      this.polygonMode.onClick(pressedAt(place, { x: offScreenPx, y: offScreenPx }));
    }
    this.forced = null;
    this.runs.add(from, this.polygonMode.undoSize());
  }
  /** The pointer, or what stands for it, at a place of the map: shows what a press there would do, or presses. */
  point(place: Place, at: { readonly x: number; readonly y: number }, isPressed: boolean): void {
    if (!this.isDrawing) return;
    if (isPressed) this.polygonMode.onClick(pressedAt(place, at));
    else this.polygonMode.onMouseMove(pressedAt(place, at));
  }

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
    const done = this.isDrawing ? this.runs.undo(this.polygonMode, () => this.draw.undo()) : this.replay(this.past, this.future);
    if (done) this.report();
    return done;
  }
  redo(): boolean {
    const done = this.isDrawing ? this.runs.redo(this.polygonMode, () => this.draw.redo()) : this.replay(this.future, this.past);
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
  /** The corner that keys act on: the one last moved or chosen; null while drawing or before any. */
  get chosenCorner(): Place | null {
    const place = this.lastTouched && !this.isDrawing ? this.byId().get(this.lastTouched.id)?.[this.lastTouched.corner] : undefined;
    return place ? this.exact.place(place) : null;
  }
  /** Chooses the next or former corner, through all rings. */
  stepCorner(by: 1 | -1): void {
    if (this.isDrawing) return;
    const all = [...this.byId().entries()].flatMap(([id, ring]) => ring.slice(0, -1).map((_, corner) => ({ id, corner })));
    const now = all.findIndex(({ id, corner }) => id === this.lastTouched?.id && corner === this.lastTouched.corner);
    this.lastTouched = all[now < 0 ? (by > 0 ? 0 : all.length - 1) : (now + by + all.length) % all.length] ?? null;
  }
  /** Puts the chosen corner somewhere else; false when there is none. */
  moveCorner(place: Place): boolean {
    const touched = this.lastTouched;
    const ring = touched && !this.isDrawing ? this.byId().get(touched.id) : undefined;
    if (!touched || !ring) return false;
    const to = this.exact.take(place);
    const last = ring.length - 1;
    this.put([{ id: touched.id, coordinates: ring.map((corner, i): Position => (i === touched.corner || (touched.corner === 0 && i === last) ? to : corner)) }]);
    this.remember();
    this.report();
    return true;
  }
  /** A press on the first corner, or again on the last: closes by the way found back, if one is. */
  private closesAt(x: number, y: number, withinPx: number): boolean {
    const corners = this.corners();
    const isAt = (corner: Place | undefined): boolean => {
      const at = corner && this.options.map.project([corner[0], corner[1]]);
      return at !== undefined && Math.hypot(at.x - x, at.y - y) < withinPx;
    };
    const isClosing = corners.length > 1 && (isAt(corners[0]) || (corners.length > 2 && isAt(corners.at(-1))));
    if (!isClosing || !this.options.events.onClosing?.()) return false;
    this.close();
    return true;
  }
  /** Closes the polygon under way, like Enter on the map. */
  close(): void {
    if (this.isDrawing) this.polygonMode.onKeyUp({ key: 'Enter', heldKeys: [], preventDefault: () => undefined });
  }
  /** What the right button does: the corner of an edited boundary there goes. */
  private pressedLong(at: { readonly x: number; readonly y: number }): void {
    if (this.isDrawing) return;
    const { lng, lat } = this.options.map.unproject([at.x, at.y]);
    this.selectMode.onClick({ ...pressedAt([lng, lat], at), button: 'right' });
  }
  destroy(): void {
    this.stopPresses();
    this.draw.stop();
  }
}
