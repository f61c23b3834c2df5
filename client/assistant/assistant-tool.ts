import type { MapMouseEvent } from 'maplibre-gl';
import type { City } from '#contract/layers.ts';
import { metricCrs } from '#planning/geometry/metric-crs.ts';
import { windowOf } from '#planning/plan/assistant/scene.ts';
import type { Seed } from '#planning/plan/assistant/question.ts';
import type { Stretch } from '#planning/plan/assistant/answer.ts';
import type { RuleSet } from '#planning/standards/rule.ts';
import { subscribeToCity } from '../api/events.ts';
import { keys } from '../api/queries.ts';
import { queryClient } from '../api/query-client.ts';
import { useAppState } from '../app/app-state.ts';
import { assistantRules } from '../coverage/assistant-rules.ts';
import { coverageClient } from '../coverage/session.ts';
import { headlineTopics } from '../dashboard/headline.ts';
import { AreaEditor } from '../draw/area-editor.ts';
import { useDrawState } from '../draw/draw-state.ts';
import { useShapeState } from '../draw/tools/shape-state.ts';
import { leaveShapeTool } from '../draw/tools/shape-tool.ts';
import { boundsOf } from '../layers/bounds.ts';
import type { MapOwner } from '../map/map-owner.ts';
import { palettes } from '../map/palette.ts';
import { planStore } from '../units/plan.ts';
import { stretchLayer } from './assistant-overlay.ts';
import { closedAssistant, isSameStretch, useAssistantState } from './assistant-state.ts';
import { forgetNear, nearFeatures } from './near-features.ts';
import { stretchLabel } from './assistant-words.ts';

/** How near a stretch a click must be to lock it. */
const lockReachPx = 7;

interface Session { readonly owner: MapOwner; readonly stop: () => void }
let session: Session | null = null;
let sketch: AreaEditor | null = null;
let questions = 0;

export const isAssistantOpen = (): boolean => session !== null;

/** Opens the assistant: the next click on the map is the place asked about. */
export function startAssistant(owner: MapOwner): void {
  if (session || useDrawState.getState().tool !== null) return;
  leaveShapeTool();
  useAppState.getState().select(null);
  const resumePicking = owner.suspendPicking();
  const onClick = (event: MapMouseEvent) => clicked(owner, event);
  owner.map.on('click', onClick);
  owner.map.getCanvas().style.cursor = 'crosshair';
  // Another tool takes the map; its layers are other layers.
  const stopDraw = useDrawState.subscribe(({ tool }) => { if (tool !== null) stopAssistant(); });
  const stopShape = useShapeState.subscribe(({ tool }) => { if (tool !== null) stopAssistant(); });
  const stopEvents = subscribeToCity((event) => { if (event.type === 'layers') forgetNear(); });
  session = {
    owner,
    stop: () => {
      stopDraw();
      stopShape();
      stopEvents();
      owner.map.off('click', onClick);
      owner.map.getCanvas().style.cursor = '';
      // The click that ended it is still to be heard by the map.
      setTimeout(resumePicking);
    },
  };
  useAssistantState.setState({ ...closedAssistant, phase: 'aiming' });
}

export function stopAssistant(): void {
  questions++;
  endSketch();
  session?.stop();
  session = null;
  useAssistantState.setState(closedAssistant);
}

function clicked(owner: MapOwner, { point, lngLat }: MapMouseEvent): void {
  if (sketch) return;
  const { x, y } = point;
  const hit = owner.map.getLayer(stretchLayer) ? owner.map.queryRenderedFeatures([[x - lockReachPx, y - lockReachPx], [x + lockReachPx, y + lockReachPx]], { layers: [stretchLayer] })[0] : undefined;
  const { answer } = useAssistantState.getState();
  const stretch = hit && answer?.proposals[Number(hit.properties['proposal'])]?.stretches[Number(hit.properties['stretch'])];
  if (stretch) toggleLock(stretch);
  else void ask({ kind: 'click', at: [lngLat.lng, lngLat.lat] });
}

/** Asks about the middle of what the map shows: the way without a pointer. */
export function askAtMiddle(): void {
  if (!session) return;
  const { lng, lat } = session.owner.map.getCenter();
  void ask({ kind: 'click', at: [lng, lat] });
}

/** A rough outline, corner by corner; closing it asks. */
export function startSketch(): void {
  if (!session || sketch) return;
  const { owner } = session;
  const { scheme } = useAppState.getState();
  const editor = new AreaEditor({
    map: owner.map, colours: { line: palettes[scheme].selected as `#${string}`, halo: palettes[scheme].halo as `#${string}` }, snap: () => undefined,
    events: {
      onChange: () => undefined,
      onClosed: () => {
        const area = editor.area();
        endSketch();
        if (area) void ask({ kind: 'sketch', area });
      },
    },
  });
  editor.startDrawing();
  sketch = editor;
  owner.map.getCanvas().focus();
  useAssistantState.setState({ phase: 'sketching', answer: null });
}
/** Closes a sketch under way; false when there is none. */
export function closeSketch(): boolean {
  sketch?.close();
  return sketch !== null;
}
function endSketch(): void {
  const editor = sketch;
  if (!editor) return;
  editor.destroy();
  // The click that closed it is still to be heard.
  setTimeout(() => { if (sketch === editor) sketch = null; });
}
/** Lets go of a sketch, else of the assistant. */
export function stepBack(): void {
  if (useAssistantState.getState().phase !== 'sketching') stopAssistant();
  else {
    endSketch();
    useAssistantState.setState({ phase: 'aiming' });
  }
}

/** Keeps a stretch, or lets it go. */
export function toggleLock(stretch: Stretch): void {
  useAssistantState.setState(({ locked }) => {
    const others = locked.filter((kept) => !isSameStretch(kept, stretch));
    return { locked: others.length < locked.length ? others : [...locked, { points: stretch.points, label: stretchLabel(stretch), lengthM: stretch.lengthM }] };
  });
}
/** The same place again, with what is locked now. */
export function askAgain(): void {
  const { seed } = useAssistantState.getState();
  if (seed) void ask(seed, false);
}

/** Rules of the topics of the first screen, of every rule set. */
function headlineRules(): readonly string[] {
  const sets = queryClient.getQueryData<RuleSet[]>(keys.ruleSets) ?? [];
  return sets.flatMap(({ rules }) => rules.filter(({ topic }) => topic !== undefined && headlineTopics.includes(topic)).map(({ id }) => id));
}

async function answerTo(seed: Seed) {
  const { cityId } = useAppState.getState();
  const city = queryClient.getQueryData<City[]>(keys.cities)?.find(({ id }) => id === cityId);
  const crs = city?.srid ? metricCrs(city.srid) : null;
  const window = crs && windowOf({ seed, crs }, assistantRules);
  const client = coverageClient();
  if (!city || !window || !client) return { proposals: [], notes: [{ code: 'no_lines' as const, character: null, params: {} }] };
  const units = [...planStore().getState().plan.units.values()].map(({ id, name, geometry }) => ({ id, name, geometry }));
  const locked = useAssistantState.getState().locked.map(({ points }) => ({ points }));
  return client.proposeBoundary({ seed, near: await nearFeatures(city.id, window), units, locked, ruleIds: headlineRules() });
}

async function ask(seed: Seed, fits = true): Promise<void> {
  const own = ++questions;
  useAssistantState.setState({ phase: 'asking', seed, error: null, lit: null, ...(fits ? { answer: null } : {}) });
  try {
    const answer = await answerTo(seed);
    if (own !== questions || !session) return;
    useAssistantState.setState({ phase: 'answered', answer });
    const bounds = fits ? boundsOf({ coordinates: answer.proposals.map(({ geometry }) => geometry.coordinates as unknown) }) : null;
    if (bounds) session.owner.fit(bounds, { maxZoom: 16.5 });
  } catch (error) {
    if (own === questions) useAssistantState.setState({ phase: 'failed', error });
  }
}
