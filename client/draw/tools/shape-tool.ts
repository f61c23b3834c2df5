/** The tools in hand: one at a time, from its key or button to Esc or done. What it draws lives here until it is committed. */
import type { MapMouseEvent } from 'maplibre-gl';
import type { LonLat } from '#planning/plan/topology/types.ts';
import { sideOfRing } from '#planning/plan/area-validity.ts';
import type { RenewalUnit } from '#planning/plan/edit.ts';
import { hasErrors } from '#planning/plan/validate.ts';
import i18n from '../../app/i18n.ts';
import { useAppState } from '../../app/app-state.ts';
import type { MapOwner } from '../../map/map-owner.ts';
import { newId, planStore } from '../../units/plan.ts';
import { shapeOperation } from './shape-operation.ts';
import { isDrawnTool, noShape, useShapeState, useSharing, type ShapeTool } from './shape-state.ts';
import { strokeSnap, type StrokeSnap } from './stroke-snap.ts';
import { askTopology, changesOf, checkChanges, commitChanges } from './unit-changes.ts';

/** A line through a comb of a unit makes many pieces; more than this was not meant. */
const mostPieces = 20;
/** A preview waits for the hand to rest. */
const restMs = 120;
const howOf = { split: 'split', merge: 'merged', hole: 'cut', reshape: 'amended', simplify: 'amended', buffer: 'amended' } as const;

interface Hand { readonly owner: MapOwner; readonly newIds: readonly string[]; readonly snap: StrokeSnap; readonly stop: () => void }
let hand: Hand | null = null;
let lastAsked = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Asks what the tool would do; an answer to what is no longer asked is dropped. */
function askPreview(): void {
  clearTimeout(timer);
  const own = hand;
  const asked = ++lastAsked;
  useShapeState.setState({ findings: [] });
  timer = setTimeout(() => {
    const operation = own && shapeOperation(useShapeState.getState(), useSharing.getState(), own.newIds);
    if (!operation) useShapeState.setState({ preview: null });
    else void askTopology(operation).then((preview) => { if (hand === own && asked === lastAsked) useShapeState.setState({ preview }); });
  }, restMs);
}

/** Changes what the tool is told: tolerance, distance, units to merge. */
export function tellTool(change: Partial<Pick<ReturnType<typeof useShapeState.getState>, 'toleranceM' | 'bufferM' | 'picked' | 'isMultiPart' | 'makesUnit' | 'points'>>): void {
  useShapeState.setState(change);
  askPreview();
}
useSharing.subscribe(() => { if (hand) askPreview(); });

function isIn(place: LonLat, { geometry }: RenewalUnit): boolean {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  const isInside = (ring: readonly (readonly number[])[]) => sideOfRing(place, ring as unknown as readonly LonLat[]) !== 'outside';
  return polygons.some(([shell, ...holes]) => shell !== undefined && isInside(shell) && !holes.some(isInside));
}

function clicked(place: LonLat): void {
  const { tool, points, picked, unitId } = useShapeState.getState();
  if (tool === 'merge') {
    const unit = [...planStore().getState().plan.units.values()].find((each) => each.id !== unitId && isIn(place, each));
    if (unit) tellTool({ picked: picked.includes(unit.id) ? picked.filter((id) => id !== unit.id) : [...picked, unit.id] });
    return;
  }
  const last = points[points.length - 1];
  if (last && last[0] === place[0] && last[1] === place[1]) return;
  tellTool({ points: [...points, place] });
}

export function startShapeTool(owner: MapOwner, tool: ShapeTool, unitId: string): void {
  leaveShapeTool();
  const { map } = owner;
  const snap = strokeSnap(owner);
  const placeOf = (event: MapMouseEvent): LonLat => (isDrawnTool(tool) ? snap.place(event.lngLat.lng, event.lngLat.lat) : [event.lngLat.lng, event.lngLat.lat]);
  const onClick = (event: MapMouseEvent) => clicked(placeOf(event));
  const onMove = (event: MapMouseEvent) => { if (isDrawnTool(tool)) useShapeState.setState({ pointer: placeOf(event) }); };
  const resumePicking = owner.suspendPicking();
  map.on('click', onClick);
  map.on('mousemove', onMove);
  map.doubleClickZoom.disable();
  map.getCanvas().style.cursor = isDrawnTool(tool) ? 'crosshair' : tool === 'merge' ? 'pointer' : '';
  hand = {
    owner, snap, newIds: Array.from({ length: mostPieces }, () => newId()),
    stop: () => {
      map.off('click', onClick);
      map.off('mousemove', onMove);
      map.doubleClickZoom.enable();
      map.getCanvas().style.cursor = '';
      snap.close();
      // The click that finished it is still to be heard by the map.
      setTimeout(resumePicking, 50);
    },
  };
  useShapeState.setState({ ...noShape, tool, unitId });
  askPreview();
  if (isDrawnTool(tool)) map.getCanvas().focus();
}

/** The pointer, or what stands for it, at a place of the map: shows the line as far as there, or sets a corner of it. */
export function pointShape([lon, lat]: LonLat, isPressed: boolean): void {
  const place = hand?.snap.place(lon, lat);
  if (!place) return;
  if (isPressed) clicked(place);
  else useShapeState.setState({ pointer: place });
}

/** Puts the tool away; nothing is changed. */
export function leaveShapeTool(): void {
  clearTimeout(timer);
  hand?.stop();
  hand = null;
  useShapeState.setState(noShape);
}

/** Takes the last corner back; false when there is none. */
export function takeBackPoint(): boolean {
  const { points } = useShapeState.getState();
  if (points.length > 0) tellTool({ points: points.slice(0, -1) });
  return points.length > 0;
}

/** Does it: checks every unit that changes; errors keep the tool in hand at their places. */
export async function applyShapeTool(): Promise<void> {
  const own = hand;
  const state = useShapeState.getState();
  const operation = own && shapeOperation(state, useSharing.getState(), own.newIds);
  if (!own || !operation || state.tool === null || state.unitId === null || state.isBusy) return;
  const { tool, unitId } = state;
  useShapeState.setState({ isBusy: true });
  const { plan } = planStore().getState();
  const result = await askTopology(operation);
  if (hand !== own) return;
  if (!result?.ok) {
    useShapeState.setState({ isBusy: false, preview: result });
    return;
  }
  const changes = changesOf(plan, result.changes, unitId, (name, n) => i18n.t('draw:shape.pieceName', { name, n }));
  const findings = await checkChanges(plan, changes);
  if (hand !== own) return;
  useShapeState.setState({ isBusy: false, findings });
  // The plan has moved on meanwhile (somebody's edit, a verification that is told): worked out anew from how it is now.
  if (planStore().getState().plan !== plan) return applyShapeTool();
  if (hasErrors(findings)) return;
  commitChanges(changes, i18n.t(`draw:shape.tools.${tool}`), howOf[tool]);
  leaveShapeTool();
  useAppState.getState().select({ type: 'unit', id: unitId });
}
