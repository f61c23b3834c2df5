import type { MapLayerMouseEvent, MapMouseEvent } from 'maplibre-gl';
import type { FeatureDetail } from '#contract/layers.ts';
import type { ProposalGeometry } from '#contract/proposals.ts';
import { api, cityPath } from '../api/api.ts';
import { useAppState } from '../app/app-state.ts';
import { AreaEditor } from '../draw/area-editor.ts';
import { LineSetBuilder } from '../draw/snap/line-set.ts';
import { linesOf } from '../draw/snap/lines-of.ts';
import { planeAt } from '../draw/snap/plane.ts';
import { snappingRules } from '../draw/snap/shipped-rules.ts';
import { snapAt } from '../draw/snap/snap-engine.ts';
import { SnapIndex } from '../draw/snap/snap-index.ts';
import type { MapOwner } from '../map/map-owner.ts';
import { palettes } from '../map/palette.ts';
import { newId } from '../units/plan.ts';
import { putProposal } from './proposal-commands.ts';
import { useProposalState, type Placing } from './proposal-state.ts';
import type { ShownProposal } from './unit-proposals.ts';

/** About 0.1 mm, as boundaries are kept. */
const decimals = 9;
const round = (value: number): number => Number(value.toFixed(decimals)) + 0;
const wallReachPx = 40;
/** Less than this is a click. */
const clickPx = 3;

type Position = readonly [number, number];
export function movedBy(geometry: ProposalGeometry, dLon: number, dLat: number): ProposalGeometry {
  const move = ([lon, lat]: Position): [number, number] => [round(lon + dLon), round(lat + dLat)];
  if (geometry.type === 'LineString') return { type: 'LineString', coordinates: geometry.coordinates.map(move) };
  return geometry.type === 'Point' ? { type: 'Point', coordinates: move(geometry.coordinates) } : { type: 'Polygon', coordinates: geometry.coordinates.map((ring) => ring.map(move)) };
}

let stopPlacing: (() => void) | null = null;

/** Ends placing without placing anything. */
export function cancelPlacing(): boolean {
  if (!stopPlacing) return false;
  stopPlacing();
  return true;
}

function place(placing: Placing, geometry: ProposalGeometry): void {
  const id = newId();
  putProposal(null, { id, unitId: placing.unitId, layer: placing.layer, name: placing.name, attributes: placing.attributes, geometry });
  useProposalState.setState({ selectedId: id });
}

/** The next click (or a drawn polygon) is where the proposal stands. */
export function startPlacing(owner: MapOwner, placing: Placing): void {
  cancelPlacing();
  useProposalState.setState({ placing, selectedId: null });
  owner.suspendPicking(true);
  const canvas = owner.map.getCanvas();
  canvas.focus();
  if (placing.shape === 'polygon') {
    drawPolygon(owner, placing);
    return;
  }
  canvas.style.cursor = 'crosshair';
  const onClick = (event: MapMouseEvent) => {
    void geometryAt(owner, placing, event).then((geometry) => {
      if (!geometry) return;
      stopPlacing?.();
      place(placing, geometry);
    });
  };
  owner.map.on('click', onClick);
  stopPlacing = () => {
    stopPlacing = null;
    owner.map.off('click', onClick);
    canvas.style.cursor = '';
    useProposalState.setState({ placing: null });
    // The click that placed it is still to be heard by the map.
    setTimeout(() => { if (!stopPlacing) owner.suspendPicking(false); });
  };
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
  stopPlacing = () => {
    stopPlacing = null;
    editor.destroy();
    useProposalState.setState({ placing: null });
    setTimeout(() => { if (!stopPlacing) owner.suspendPicking(false); });
  };
}

async function geometryAt(owner: MapOwner, { shape }: Placing, { point, lngLat }: MapMouseEvent): Promise<ProposalGeometry | null> {
  if (shape === 'parcel') return parcelAt(owner, point);
  if (shape === 'gate') return gateAt(owner, [lngLat.lng, lngLat.lat]);
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
function gateAt(owner: MapOwner, [lon, lat]: Position): ProposalGeometry {
  const walls = new LineSetBuilder();
  if (owner.map.getSource('wall')) {
    for (const { id = '', geometry } of owner.map.querySourceFeatures('wall', { sourceLayer: 'wall' })) walls.add({ kind: 'parcel', layer: 'wall', name: null, id, isExact: false }, linesOf(geometry));
  }
  const index = new SnapIndex();
  index.setLayers(walls.build());
  const snap = snapAt({ plane: planeAt(lon, lat, (x, y) => owner.map.project([x, y])), tolerancePx: wallReachPx, kinds: new Set(['parcel']), own: null, crs: null }, index.near, snappingRules);
  const [x, y] = snap?.position ?? [lon, lat];
  return { type: 'Point', coordinates: [round(x), round(y)] };
}

let stopDragging: ((isDropped: boolean) => void) | null = null;
/** Puts the one under the hand back where it was. */
export function cancelDrag(): boolean {
  if (!stopDragging) return false;
  stopDragging(false);
  return true;
}

/** Takes a proposal into the hand: figures and colours follow it until it is dropped. */
export function startDrag(owner: MapOwner, proposal: ShownProposal, event: MapLayerMouseEvent): void {
  event.preventDefault();
  const { map } = owner;
  const from = event.lngLat;
  const start = event.point;
  let isMoving = false;
  owner.suspendPicking(true);
  map.getCanvas().style.cursor = 'grabbing';
  const onMove = ({ lngLat, point }: MapMouseEvent) => {
    isMoving ||= Math.hypot(point.x - start.x, point.y - start.y) > clickPx;
    if (isMoving) useProposalState.setState({ drag: { id: proposal.id, geometry: movedBy(proposal.geometry, lngLat.lng - from.lng, lngLat.lat - from.lat) } });
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
    setTimeout(() => { if (!stopPlacing && !stopDragging) owner.suspendPicking(false); });
  };
}
