import type { MapMouseEvent } from 'maplibre-gl';
import type { MapOwner } from '../map/map-owner.ts';
import { middleOf, nearLine } from './near-line.ts';
import { useProposalState } from './proposal-state.ts';

type Position = readonly [lon: number, lat: number];

/** A corner this near to a street is on it. */
export const streetReachPx = 14;
const mostCorners = 200;

export interface LineTool {
  stop(): void;
  /** Enter ends the line, Backspace takes the last corner back, the space bar puts one into the middle of the map. */
  key(key: string): boolean;
}

/** Draws a footway corner by corner; the one that follows the pointer is shown with it. A double click or Enter ends it. */
export function drawLine(owner: MapOwner, onDone: (line: readonly Position[]) => void): LineTool {
  const { map } = owner;
  let corners: readonly Position[] = [];
  const show = (next: Position | null) => useProposalState.setState(({ placing }) => (placing ? { placing: { ...placing, line: next ? [...corners, next] : corners } } : {}));
  const onStreet = (place: Position): Position => nearLine(owner, 'road', place, streetReachPx) ?? place;
  const add = (place: Position) => {
    const last = corners.at(-1);
    if (corners.length < mostCorners && !(last && last[0] === place[0] && last[1] === place[1])) corners = [...corners, place];
    show(null);
  };
  const finish = () => { if (corners.length > 1) onDone(corners); };
  const onClick = ({ lngLat, originalEvent }: MapMouseEvent) => { if (originalEvent.detail < 2) add(onStreet([lngLat.lng, lngLat.lat])); };
  const onMove = ({ lngLat }: MapMouseEvent) => { if (corners.length > 0) show([lngLat.lng, lngLat.lat]); };
  const onTwice = (event: MapMouseEvent) => {
    event.preventDefault();
    finish();
  };
  map.on('click', onClick);
  map.on('mousemove', onMove);
  map.on('dblclick', onTwice);
  return {
    stop: () => {
      map.off('click', onClick);
      map.off('mousemove', onMove);
      map.off('dblclick', onTwice);
    },
    key: (key) => {
      if (key === 'Enter') finish();
      else if (key === ' ') add(onStreet(middleOf(owner)));
      else if (key === 'Backspace') {
        corners = corners.slice(0, -1);
        show(null);
      } else return false;
      return true;
    },
  };
}
