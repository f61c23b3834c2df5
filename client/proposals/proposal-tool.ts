import { notifications } from '@mantine/notifications';
import type { MapLayerMouseEvent, MapMouseEvent } from 'maplibre-gl';
import type { FeatureDetail } from '#contract/layers.ts';
import type { ProposalGeometry } from '#contract/proposals.ts';
import { api, cityPath } from '../api/api.ts';
import { useAppState } from '../app/app-state.ts';
import i18n from '../app/i18n.ts';
import { AreaEditor } from '../draw/area-editor.ts';
import type { MapOwner } from '../map/map-owner.ts';
import { palettes } from '../map/palette.ts';
import { newId } from '../units/plan.ts';
import { drawLine, streetReachPx } from './line-tool.ts';
import { middleOf, nearLine } from './near-line.ts';
import { putProposal } from './proposal-commands.ts';
import { useProposalState, type Placing } from './proposal-state.ts';
import { readSubject, subjectAt, type ShownSubject, type Subject } from './subjects.ts';
import type { ShownProposal } from './unit-proposals.ts';

/** About 0.1 mm, as boundaries are kept. */
const decimals = 9;
const round = (value: number): number => Number(value.toFixed(decimals)) + 0;
const wallReachPx = 40;
/** The hand takes the corner of a footway that is this near. */
const cornerPx = 12;
/** As the contract has it. */
const mostName = 120;
/** Less than this is a click. */
const clickPx = 3;

type Position = readonly [number, number];
export function movedBy(geometry: ProposalGeometry, dLon: number, dLat: number): ProposalGeometry {
  const move = ([lon, lat]: Position): [number, number] => [round(lon + dLon), round(lat + dLat)];
  if (geometry.type === 'LineString') return { type: 'LineString', coordinates: geometry.coordinates.map(move) };
  return geometry.type === 'Point' ? { type: 'Point', coordinates: move(geometry.coordinates) } : { type: 'Polygon', coordinates: geometry.coordinates.map((ring) => ring.map(move)) };
}

let stopPlacing: (() => void) | null = null;
/** Keys that mean something to what is being placed. */
let keyPlacing: ((key: string) => boolean) | null = null;
export const placingKey = (key: string): boolean => keyPlacing?.(key) ?? false;

/** Ends placing without placing anything. */
export function cancelPlacing(): boolean {
  if (!stopPlacing) return false;
  stopPlacing();
  return true;
}

function place({ unitId, action, layer, name, attributes, subject }: Placing, geometry: ProposalGeometry): void {
  const id = newId();
  const about = subject ? { featureId: subject.featureId, existing: { name: subject.name, at: subject.at } } : {};
  putProposal(null, { id, unitId, action, ...about, layer, name, attributes, geometry });
  useProposalState.setState({ selectedId: id });
}

/** The next click (or a drawn polygon or line) is where the proposal stands; for what is closed or moved, what it is about. */
export function startPlacing(owner: MapOwner, placing: Placing): void {
  cancelPlacing();
  useProposalState.setState({ placing, selectedId: null });
  owner.map.getCanvas().focus();
  if (placing.shape === 'polygon') drawPolygon(owner, placing);
  else if (placing.shape === 'line') drawFootway(owner, placing);
  else awaitClick(owner, placing);
}

/** The map's own clicks wait; the way back to them, which ends placing. */
function stopper(owner: MapOwner, stop: () => void): () => void {
  const resumePicking = owner.suspendPicking();
  return () => {
    stopPlacing = null;
    keyPlacing = null;
    stop();
    owner.map.getCanvas().style.cursor = '';
    useProposalState.setState({ placing: null });
    // The click that placed it is still to be heard by the map.
    setTimeout(resumePicking);
  };
}

function awaitClick(owner: MapOwner, placing: Placing): void {
  owner.map.getCanvas().style.cursor = 'crosshair';
  const onClick = (event: Pick<MapMouseEvent, 'point' | 'lngLat'>) => {
    if (placing.shape === 'subject') {
      const found = subjectAt(owner, event.point, placing.layers ?? new Set());
      if (found) void chooseSubject(owner, placing, found);
      else tell('nothingThere');
      return;
    }
    void geometryAt(owner, placing, event).then((geometry) => {
      if (!geometry) return;
      stopPlacing?.();
      place(placing, geometry);
    });
  };
  owner.map.on('click', onClick);
  stopPlacing = stopper(owner, () => owner.map.off('click', onClick));
  keyPlacing = (key) => {
    if (key !== 'Enter') return false;
    const point = owner.map.project([...middleOf(owner)]);
    onClick({ point, lngLat: owner.map.unproject(point) });
    return true;
  };
}

const tell = (key: 'nothingThere' | 'manyParts') => notifications.show({ color: 'yellow', message: i18n.t(`proposals:${key}`) });

/** What is to be closed is so at once; what is to be moved waits for its new place. */
export async function chooseSubject(owner: MapOwner, placing: Placing, found: ShownSubject): Promise<void> {
  const { cityId } = useAppState.getState();
  if (cityId === null) return;
  let subject: Subject;
  try {
    subject = await readSubject(cityId, found);
  } catch (error) {
    notifications.show({ color: 'red', message: error instanceof Error ? error.message : String(error) });
    return;
  }
  const about: Placing = { ...placing, layer: subject.layer, name: (subject.name ?? '').slice(0, mostName), attributes: {}, subject };
  if (placing.action === 'move' && !subject.geometry) {
    tell('manyParts');
    return;
  }
  cancelPlacing();
  if (placing.action === 'move') startPlacing(owner, { ...about, shape: 'target' });
  else place(about, { type: 'Point', coordinates: [round(subject.at[0]), round(subject.at[1])] });
}

function drawFootway(owner: MapOwner, placing: Placing): void {
  owner.map.getCanvas().style.cursor = 'crosshair';
  const tool = drawLine(owner, (line) => {
    stopPlacing?.();
    place(placing, { type: 'LineString', coordinates: line.map(([lon, lat]): [number, number] => [round(lon), round(lat)]) });
  });
  stopPlacing = stopper(owner, tool.stop);
  keyPlacing = tool.key;
}

function drawPolygon(owner: MapOwner, placing: Placing): void {
  const { scheme } = useAppState.getState();
  const colour = palettes[scheme].selected as `#${string}`;
  const editor = new AreaEditor({
    map: owner.map, colours: { line: colour, halo: palettes[scheme].halo as `#${string}` }, snap: () => undefined,
    events: {
      onChange: () => undefined,
      onClosed: () => {
        const area = editor.area();
        stopPlacing?.();
        if (area?.type === 'Polygon') place(placing, { type: 'Polygon', coordinates: area.coordinates.map((ring) => ring.map(([lon = 0, lat = 0]): [number, number] => [lon, lat])) });
      },
    },
  });
  editor.startDrawing();
  stopPlacing = stopper(owner, () => editor.destroy());
}

async function geometryAt(owner: MapOwner, { shape, subject }: Placing, { point, lngLat }: Pick<MapMouseEvent, 'point' | 'lngLat'>): Promise<ProposalGeometry | null> {
  if (shape === 'parcel') return parcelAt(owner, point);
  if (shape === 'gate') return gateAt(owner, [lngLat.lng, lngLat.lat]);
  if (shape === 'target' && subject?.geometry) return movedBy(subject.geometry, lngLat.lng - subject.at[0], lngLat.lat - subject.at[1]);
  return { type: 'Point', coordinates: [round(lngLat.lng), round(lngLat.lat)] };
}

/** The land parcel under the pointer, whole: tiles hold only pieces of it. */
async function parcelAt(owner: MapOwner, point: { x: number; y: number }): Promise<ProposalGeometry | null> {
  const id = owner.map.getLayer('land_use') ? owner.map.queryRenderedFeatures([point.x, point.y], { layers: ['land_use'] })[0]?.id : undefined;
  const { cityId } = useAppState.getState();
  if (id === undefined || cityId === null) return null;
  const { geometry } = await api.get<FeatureDetail>(cityPath(cityId, 'features', id));
  const rings = (geometry.type === 'MultiPolygon' ? (geometry.coordinates as Position[][][])[0] : geometry.type === 'Polygon' ? geometry.coordinates as Position[][] : null) ?? null;
  return rings && { type: 'Polygon', coordinates: rings.map((ring) => ring.map(([lon, lat]): [number, number] => [round(lon), round(lat)])) };
}

/** The nearest place on a wall; without a wall near, where the pointer is. */
function gateAt(owner: MapOwner, at: Position): ProposalGeometry {
  const [lon, lat] = nearLine(owner, 'wall', at, wallReachPx) ?? at;
  return { type: 'Point', coordinates: [round(lon), round(lat)] };
}

let stopDragging: ((isDropped: boolean) => void) | null = null;
/** Puts the one under the hand back where it was. */
export function cancelDrag(): boolean {
  if (!stopDragging) return false;
  stopDragging(false);
  return true;
}

/** What a move of the hand makes of a shape: all of it goes along, of a footway taken at a corner that corner alone, which keeps to streets. */
function takenBy(owner: MapOwner, geometry: ProposalGeometry, start: { readonly x: number; readonly y: number }): (dLon: number, dLat: number) => ProposalGeometry {
  const corners = geometry.type === 'LineString' ? geometry.coordinates : [];
  const apart = corners.map((corner) => { const { x, y } = owner.map.project(corner); return Math.hypot(x - start.x, y - start.y); });
  const taken = apart.indexOf(Math.min(...apart));
  if (geometry.type !== 'LineString' || (apart[taken] ?? Infinity) > cornerPx) return (dLon, dLat) => movedBy(geometry, dLon, dLat);
  return (dLon, dLat) => ({
    type: 'LineString', coordinates: corners.map(([lon, lat], i): [number, number] => {
      if (i !== taken) return [lon, lat];
      const to: Position = [lon + dLon, lat + dLat];
      const [x, y] = (i === 0 || i === corners.length - 1 ? nearLine(owner, 'road', to, streetReachPx) : null) ?? to;
      return [round(x), round(y)];
    }),
  });
}

/** Takes a proposal into the hand: figures and colours follow it until it is dropped. */
export function startDrag(owner: MapOwner, proposal: ShownProposal, event: MapLayerMouseEvent): void {
  event.preventDefault();
  cancelDrag();
  // A closing stays where the facility is.
  if (proposal.action === 'close') {
    useProposalState.setState({ selectedId: proposal.id });
    return;
  }
  const { map } = owner;
  const from = event.lngLat;
  const start = event.point;
  let isMoving = false;
  const dragged = takenBy(owner, proposal.geometry, start);
  const resumePicking = owner.suspendPicking();
  map.getCanvas().style.cursor = 'grabbing';
  const onMove = ({ lngLat, point }: MapMouseEvent) => {
    isMoving ||= Math.hypot(point.x - start.x, point.y - start.y) > clickPx;
    if (isMoving) useProposalState.setState({ drag: { id: proposal.id, geometry: dragged(lngLat.lng - from.lng, lngLat.lat - from.lat) } });
  };
  const onUp = () => stopDragging?.(true);
  map.on('mousemove', onMove);
  window.addEventListener('mouseup', onUp);
  stopDragging = (isDropped) => {
    stopDragging = null;
    map.off('mousemove', onMove);
    window.removeEventListener('mouseup', onUp);
    map.getCanvas().style.cursor = '';
    const { drag } = useProposalState.getState();
    // First on its way, then out of the hand: it is never back at its old place in between.
    if (isDropped && drag) putProposal(proposal, { ...proposal, geometry: drag.geometry });
    useProposalState.setState({ drag: null, selectedId: proposal.id });
    setTimeout(resumePicking);
  };
}
