import type { City } from '#contract/layers.ts';
import { keys } from '../api/queries.ts';
import { queryClient } from '../api/query-client.ts';
import i18n from '../app/i18n.ts';
import { useAppState, type Scheme } from '../app/app-state.ts';
import { planRules } from '../coverage/plan-rules.ts';
import type { LonLatArea } from '#planning/geometry/types.ts';
import type { BoundaryWay } from '#planning/plan/edit.ts';
import { fieldsOf } from '#planning/plan/apply-edit.ts';
import { quickCheck } from '#planning/plan/quick-check.ts';
import { hasErrors } from '#planning/plan/validate.ts';
import type { UnitDraft } from '../edit/types.ts';
import type { MapOwner } from '../map/map-owner.ts';
import { palettes } from '../map/palette.ts';
import { newId, planStore } from '../units/plan.ts';
import { AreaEditor } from './area-editor.ts';
import { freeName } from './free-name.ts';
import { noDrawing, useDrawState, type QuickMark } from './draw-state.ts';
import { cleanRing, recombine, type PlacedRing } from './rings.ts';
import { isCoarse, Snapper } from './snap/snapper.ts';
import { settleDrawn } from './tools/settle-drawn.ts';
import { useSharing } from './tools/shape-state.ts';
import { commitChanges } from './tools/unit-changes.ts';

/** A colour no layer of the map has. */
const lineColours: Readonly<Record<Scheme, `#${string}`>> = { light: '#1f4fd8', dark: '#8fb0ff' };
/** From releasing the button to the click it makes. */
const clickMs = 50;

interface Session { readonly editor: AreaEditor; readonly owner: MapOwner; readonly snapper: Snapper; readonly stop: () => void; /** How its boundary comes to be. */ how: BoundaryWay }
let session: Session | null = null;
/** What is being drawn, for the tools that set its corners by other ways than the pointer. */
export const drawing = (): Session | null => session;
let cornerListener: ((editor: AreaEditor) => void) | null = null;
/** Hears that corners have changed. One listener: the tools that turn two clicks into more corners. */
export function listenToCorners(listener: (editor: AreaEditor) => void): void { cornerListener = listener; }

/** What the corner just moved does to its ring. */
export function quickMarkOf(rings: readonly PlacedRing[], moved: { readonly ring: number; readonly corner: number } | null): QuickMark | null {
  const ring = moved ? rings[moved.ring] : undefined;
  if (!ring || !moved) return null;
  const coordinates = cleanRing(ring.coordinates);
  if (coordinates.length < 4) return null;
  const found = quickCheck(coordinates, moved.corner, planRules.maxSpikeAngleDeg);
  return found?.place ? { code: found.code, place: [found.place[0], found.place[1]] } : null;
}

function open(owner: MapOwner, tool: 'draw' | 'edit', unitId: string): AreaEditor {
  cancel();
  const { scheme, cityId } = useAppState.getState();
  const srid = queryClient.getQueryData<City[]>(keys.cities)?.find(({ id }) => id === cityId)?.srid ?? null;
  const snapper = new Snapper({ owner, cityId: cityId ?? '', srid, exceptUnitId: unitId });
  let frame = 0;
  const editor: AreaEditor = new AreaEditor({
    map: owner.map, snap: (lon, lat, own) => snapper.position(lon, lat, own), isCoarse: isCoarse(), colours: { line: lineColours[scheme], halo: palettes[scheme].halo as `#${string}` },
    events: {
      onChange: (rings, moved) => {
        // The drawing library is still inside its own handler; corners may be exchanged once that is over.
        queueMicrotask(() => { if (session?.editor === editor) cornerListener?.(editor); });
        // At most once a frame, with what is newest then.
        cancelAnimationFrame(frame);
        frame = requestAnimationFrame(() => {
          if (session?.editor !== editor) return;
          useDrawState.setState({ draft: recombine(rings), corners: rings.reduce((sum, ring) => sum + Math.max(0, cleanRing(ring.coordinates).length - 1), 0), quick: quickMarkOf(rings, moved), canUndo: editor.canUndo, canRedo: editor.canRedo });
        });
      },
      onClosing: () => (beforeClosing?.(editor) ?? false),
      onClosed: () => void finish(),
    },
  });
  const resumePicking = owner.suspendPicking();
  owner.map.doubleClickZoom.disable();
  session = {
    editor, owner, snapper, how: tool === 'draw' ? 'drawn' : 'amended',
    stop: () => {
      cancelAnimationFrame(frame);
      snapper.close();
      owner.map.doubleClickZoom.enable();
      editor.destroy();
      // A button of the tool bar that goes away takes the focus with it.
      requestAnimationFrame(() => { if (document.activeElement === document.body) owner.map.getCanvas().focus({ preventScroll: true }); });
      // The click that set the last corner is still to be heard by the map.
      setTimeout(resumePicking, clickMs);
      owner.map.getCanvas().style.cursor = '';
    },
  };
  useDrawState.setState({ ...noDrawing, tool, unitId });
  return editor;
}

function close(): void {
  session?.stop();
  session = null;
  offered = null;
  resumedId = null;
  useDrawState.setState(noDrawing);
}

export function startDrawing(owner: MapOwner): void {
  const unitId = newId();
  open(owner, 'draw', unitId).startDrawing();
  useAppState.getState().select({ type: 'unit', id: unitId });
  owner.map.getCanvas().focus();
}

/** A boundary as a draft in the editor, whether its unit is saved or not. */
function editDraft(owner: MapOwner, unitId: string, geometry: LonLatArea): AreaEditor {
  const editor = open(owner, 'edit', unitId);
  editor.startEditing(geometry);
  useDrawState.setState({ draft: geometry, corners: editor.rings().reduce((sum, ring) => sum + ring.coordinates.length - 1, 0) });
  useAppState.getState().select({ type: 'unit', id: unitId });
  owner.map.getCanvas().focus();
  return editor;
}

export function startEditing(owner: MapOwner, unitId: string): void {
  const unit = planStore().getState().plan.units.get(unitId);
  if (unit && !editDraft(owner, unitId, unit.geometry).isWhole) close();
}

/** A boundary from elsewhere as a draft in the editor: a unit nobody has saved, with the words it is committed with. */
interface Offered { readonly unit: UnitDraft; readonly reason: string }
let offered: Offered | null = null;
/** Opens a proposed unit to be changed before it is saved. */
export function startAmending(owner: MapOwner, unit: UnitDraft, reason: string): void {
  editDraft(owner, unit.id, unit.geometry);
  offered = { unit, reason };
}

/** A boundary left unfinished in another tab: drawn on where it stopped. Finishing it commits it, changed again or not. */
let resumedId: string | null = null;
export function resumeDrawing(owner: MapOwner, unitId: string, geometry: LonLatArea): void {
  editDraft(owner, unitId, geometry);
  resumedId = unitId;
}

/** A boundary made by other means, looked at and changed like any before it is finished. */
export function startWith(owner: MapOwner, geometry: LonLatArea, how: BoundaryWay): void {
  editDraft(owner, newId(), geometry);
  if (session) session.how = how;
}

/** Lets go of what is being drawn; a new unit that was never saved is no longer selected. */
export function cancel(): void {
  if (!session) return;
  const { unitId } = useDrawState.getState();
  close();
  const { selection, select } = useAppState.getState();
  if (selection?.type === 'unit' && selection.id === unitId && !planStore().getState().plan.units.has(selection.id)) select(null);
}

export const undoInside = (): boolean => session?.editor.undo() ?? false;
export const redoInside = (): boolean => session?.editor.redo() ?? false;
export const deleteCorner = (): boolean => session?.editor.deleteCorner() ?? false;
let beforeClosing: ((editor: AreaEditor) => boolean) | null = null;
/** Adds corners before the boundary closes, by Enter or a press on its first corner; true when it did. */
export function doBeforeClosing(task: (editor: AreaEditor) => boolean): void { beforeClosing = task; }

/** Enter: closes a polygon under way, then finishes. */
export function enter(): void {
  if (!session) return;
  if (useDrawState.getState().tool === 'draw' && session.editor.canUndo) {
    beforeClosing?.(session.editor);
    session.editor.close();
  } else void finish();
}

function draftUnit(unitId: string, geometry: LonLatArea): UnitDraft {
  const { units } = planStore().getState().plan;
  const known = units.get(unitId);
  if (known) return { ...fieldsOf(known), geometry };
  if (offered?.unit.id === unitId) return { ...offered.unit, geometry };
  const names = new Set([...units.values()].map(({ name }) => name));
  return { id: unitId, name: freeName(names, (n) => i18n.t('draw:newName', { n })), isPriority: false, note: '', geometry };
}

/**
 * Checks what was drawn; errors keep the tool open at their places, otherwise the unit is committed, with the neighbours that follow it, and goes on its way to the
 * server. `overlap`: what becomes of ground that is a neighbour's.
 */
export async function finish(overlap = useSharing.getState().overlap): Promise<void> {
  const own = session;
  const { unitId, isChecking } = useDrawState.getState();
  const geometry = own?.editor.area() ?? null;
  if (!own || unitId === null || !geometry || isChecking) return;
  useDrawState.setState({ isChecking: true, draft: geometry });
  const unit = draftUnit(unitId, geometry);
  const { changes, findings, refused } = await settleDrawn(unit, overlap);
  if (session !== own) return;
  useDrawState.setState({ isChecking: false, findings, refused });
  if (refused || hasErrors(findings)) {
    useDrawState.setState({ tool: 'edit', canUndo: own.editor.canUndo, canRedo: own.editor.canRedo });
    return;
  }
  const isKnown = planStore().getState().plan.units.has(unitId);
  if (offered) commitChanges(changes, offered.reason, 'proposed');
  else if (!isKnown || own.editor.canUndo || resumedId === unitId) commitChanges(changes, i18n.t(isKnown ? 'draw:reasonEdit' : 'draw:reasonDraw'), !isKnown && own.how === 'amended' ? 'drawn' : own.how);
  close();
  useAppState.getState().select({ type: 'unit', id: unitId });
}
