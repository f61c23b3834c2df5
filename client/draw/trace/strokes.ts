import type { Feature } from 'geojson';
import type { AreaEditor } from '../area-editor.ts';
import { doBeforeClosing, drawing, listenToCorners } from '../controller.ts';
import { useDrawState } from '../draw-state.ts';
import type { MapOwner } from '../../map/map-owner.ts';
import type { Overlay } from '../../map/overlay.ts';
import { slots } from '../../map/slots.ts';
import type { Snap } from '../snap/snap-engine.ts';
import type { SnapKind } from '../snap/snapping-rules.ts';
import { useSnapHint } from '../snap/snap-hint-state.ts';
import { arcByRadius, arcThrough, distanceM } from '../typed/arcs.ts';
import { useStroke } from './stroke-state.ts';
import type { Place } from './trace-nodes.ts';
import { Tracer } from './tracer.ts';

const previewId = 'stroke-preview';

let held: { readonly of: object; readonly tracer: Tracer } | null = null;
function tracerNow(): Tracer | null {
  const own = drawing();
  if (!own) return null;
  if (held?.of !== own.snapper) held = { of: own.snapper, tracer: new Tracer(own.snapper) };
  return held.tracer;
}
const kindsOf = (snap: Snap | null) => [snap?.source, snap?.other].flatMap((source) => (source ? [source.kind] : []));

/** Corners seen last; one more is a click, several are a stroke of this file's own. */
let known = 0;
/** What was traced last is what the boundary closes along, if it can. */
let lastKinds: readonly SnapKind[] = [];
/** Corners since the arc was begun: it starts at the first of them. */
let arcFrom: number | null = null;

function replaceLast(editor: AreaEditor, count: number, corners: readonly Place[], how: 'traced' | null): void {
  for (let i = 0; i < count; i++) editor.undo();
  editor.addCorners(corners);
  known = editor.corners().length;
  const own = drawing();
  if (own && how && own.how === 'drawn') own.how = how;
}

function traceLast(editor: AreaEditor, corners: readonly Place[]): void {
  const to = corners.at(-1);
  const traced = to ? tracerNow()?.between(corners.slice(0, -1), to, kindsOf(useSnapHint.getState().snap)) : null;
  if (traced) lastKinds = traced.kinds;
  if (traced && traced.corners.length > 1) replaceLast(editor, 1, traced.corners, 'traced');
}

/** The edge to the corner just set becomes an arc of the radius; a corner too far off for it is taken back. */
function arcOfRadius(editor: AreaEditor, corners: readonly Place[], radiusM: number): void {
  const [from, to] = corners.slice(-2) as [Place, Place];
  const crs = drawing()?.snapper.crs;
  if (!crs) return;
  const arc = arcByRadius(from, to, radiusM, useStroke.getState().arcSide, crs);
  useStroke.setState({ leastRadiusM: arc ? null : distanceM(from, to, crs) / 2 });
  replaceLast(editor, 1, arc ?? [], null);
}

function arcLast(editor: AreaEditor, corners: readonly Place[]): void {
  const { arcRadiusM } = useStroke.getState();
  if (arcRadiusM !== null) {
    arcOfRadius(editor, corners, arcRadiusM);
    return;
  }
  arcFrom ??= Math.max(0, corners.length - 2);
  if (corners.length - arcFrom < 3) return;
  const [from, through, to] = corners.slice(arcFrom) as [Place, Place, Place];
  const own = drawing();
  if (own) replaceLast(editor, 2, arcThrough(from, through, to, own.snapper.crs), null);
  arcFrom = known - 1;
}

listenToCorners((editor) => {
  const corners = editor.corners();
  const isClick = corners.length === known + 1;
  if (corners.length < known || corners.length <= 1) arcFrom = null;
  if (corners.length <= 1) lastKinds = [];
  known = corners.length;
  const { stroke } = useStroke.getState();
  if (!isClick || corners.length < 2) return;
  if (stroke === 'trace') traceLast(editor, corners);
  else if (stroke === 'arc') arcLast(editor, corners);
});

/** While tracing, the boundary closes along the lines, too, however it is closed. */
doBeforeClosing((editor) => {
  if (useStroke.getState().stroke !== 'trace') return false;
  const corners = editor.corners();
  const [first] = corners;
  const traced = first && corners.length > 1 ? tracerNow()?.between(corners, first, lastKinds.length === 1 ? lastKinds : []) : null;
  if (!traced || traced.corners.length < 2) return false;
  replaceLast(editor, 0, traced.corners.slice(0, -1), 'traced');
  return true;
});

function previewOf(places: readonly Place[], colour: string): Overlay {
  const line: Feature = { type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: places.map((place) => [...place]) } };
  return { data: { type: 'FeatureCollection', features: [line] }, beforeId: slots.top, layers: [{ id: `${previewId}-line`, type: 'line', layout: { 'line-join': 'round' }, paint: { 'line-color': colour, 'line-width': 4, 'line-dasharray': [2, 1.2] } }] };
}

/** Draws what the next click would add, as the pointer moves. Returns the way to stop. */
export function showPreviews(owner: MapOwner, colour: string): () => void {
  const clear = () => {
    owner.removeOverlay(previewId);
    if (useStroke.getState().previewM !== null) useStroke.setState({ previewM: null });
  };
  const stop = useSnapHint.subscribe(({ snap }) => {
    const drawn = drawing()?.editor.corners() ?? [];
    const from = drawn.at(-1);
    const traced = snap && from && useStroke.getState().stroke === 'trace' && useDrawState.getState().tool === 'draw' ? tracerNow()?.between(drawn, snap.position, kindsOf(snap)) : null;
    if (!from || !traced || traced.lengthM === 0) {
      clear();
      return;
    }
    owner.setOverlay(previewId, previewOf([from, ...traced.corners], colour));
    useStroke.setState({ previewM: traced.lengthM });
  });
  return () => {
    stop();
    clear();
  };
}
