import i18n from '../../app/i18n.ts';
import type { MapOwner } from '../../map/map-owner.ts';
import { drawing } from '../controller.ts';
import { useDrawState } from '../draw-state.ts';
import { useSnapHint } from '../snap/snap-hint-state.ts';
import { snapWords } from '../snap/snap-words.ts';
import { isDrawnTool, useShapeState } from '../tools/shape-state.ts';
import { pointShape } from '../tools/shape-tool.ts';
import { say, useKeyboardDrawing } from './keyboard-state.ts';

/** One press of an arrow key, and with Shift. Pixels. */
const steps = { crosshair: [8, 64], corner: [1, 10] } as const;
/** Nearer to the edge of the free map than this, the map moves instead. */
const edgePx = 40;

function freeMap(owner: MapOwner) {
  const { clientWidth, clientHeight } = owner.map.getContainer();
  const { top, right, bottom, left } = owner.margins;
  return { left: left + edgePx, top: top + edgePx, right: Math.max(left + 2 * edgePx, clientWidth - right - edgePx), bottom: Math.max(top + 2 * edgePx, clientHeight - bottom - edgePx) };
}

const placeAt = (owner: MapOwner, { x, y }: { readonly x: number; readonly y: number }): [number, number] => {
  const { lng, lat } = owner.map.unproject([x, y]);
  return [lng, lat];
};

/** A boundary tool that is drawn as a line or ring is in hand. */
const isShaping = (): boolean => isDrawnTool(useShapeState.getState().tool);
/** What the pointer would do at a place of the map, with whichever tool is in hand. */
function pointAt(owner: MapOwner, at: { readonly x: number; readonly y: number }, isPressed: boolean): void {
  if (isShaping()) pointShape(placeAt(owner, at), isPressed);
  else drawing()?.editor.point(placeAt(owner, at), at, isPressed);
}
const cornersSet = (): number => (isShaping() ? useShapeState.getState().points.length : drawing()?.editor.corners().length ?? 0);

function showAt(owner: MapOwner, at: { readonly x: number; readonly y: number }): void {
  useKeyboardDrawing.setState({ crosshair: at });
  pointAt(owner, at, false);
}

/** Moves the crosshair by the arrows; it appears in the middle of the free map, and pushes the map at its edges. */
function moveCrosshair(owner: MapOwner, dx: number, dy: number): void {
  const free = freeMap(owner);
  const { crosshair } = useKeyboardDrawing.getState();
  if (!crosshair) {
    showAt(owner, { x: Math.round((free.left + free.right) / 2), y: Math.round((free.top + free.bottom) / 2) });
    return;
  }
  const wanted = { x: crosshair.x + dx, y: crosshair.y + dy };
  const at = { x: Math.max(free.left, Math.min(free.right, wanted.x)), y: Math.max(free.top, Math.min(free.bottom, wanted.y)) };
  if (at.x !== wanted.x || at.y !== wanted.y) owner.map.panBy([wanted.x - at.x, wanted.y - at.y], { animate: false });
  showAt(owner, at);
}

/** Sets a corner under the crosshair; the first press only shows it. False: what is in hand has no corners to set. */
export function pressCrosshair(owner: MapOwner): boolean {
  if (useDrawState.getState().tool === null && !isShaping()) return false;
  const { crosshair } = useKeyboardDrawing.getState();
  if (!crosshair) {
    moveCrosshair(owner, 0, 0);
    return true;
  }
  pointAt(owner, crosshair, true);
  const { snap } = useSnapHint.getState();
  const t = i18n.getFixedT(null, 'draw');
  say([t('keys.cornerSet', { n: cornersSet() }), ...(snap ? [snapWords(t, snap)] : [])].join(' · '));
  return true;
}

function moveChosen(owner: MapOwner, dx: number, dy: number): void {
  const editor = drawing()?.editor;
  if (!editor) return;
  if (!editor.chosenCorner) chooseCorner(owner, 1);
  const chosen = editor.chosenCorner;
  if (!chosen) return;
  const { x, y } = owner.map.project([chosen[0], chosen[1]]);
  editor.moveCorner(placeAt(owner, { x: x + dx, y: y + dy }));
  useKeyboardDrawing.setState({ chosen: editor.chosenCorner });
}

/** An arrow key: the crosshair while a boundary, line or ring is drawn, the chosen corner while a boundary is edited. False: neither. */
export function moveBy(owner: MapOwner, dx: number, dy: number, isFast: boolean): boolean {
  const { tool } = useDrawState.getState();
  const isDrawing = tool === 'draw' || isShaping();
  if (!isDrawing && tool === null) return false;
  const step = steps[isDrawing ? 'crosshair' : 'corner'][isFast ? 1 : 0];
  (isDrawing ? moveCrosshair : moveChosen)(owner, dx * step, dy * step);
  return true;
}

/** Chooses the next or former corner of the edited boundary and brings it into view. */
export function chooseCorner(owner: MapOwner, by: 1 | -1): void {
  const editor = drawing()?.editor;
  editor?.stepCorner(by);
  const chosen = editor?.chosenCorner ?? null;
  useKeyboardDrawing.setState({ chosen });
  if (!chosen) return;
  const [lon, lat] = chosen;
  if (!owner.map.getBounds().contains([lon, lat])) owner.map.easeTo({ center: [lon, lat], animate: false });
  say(i18n.t('draw:keys.cornerChosen', { place: `${lat.toFixed(6)}, ${lon.toFixed(6)}` }));
}
