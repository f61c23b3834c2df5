import type { MapLibreMap } from './maplibre.ts';

/** Two maps show the same place, whichever is moved. Returns the way to stop. */
export function followEachOther(a: MapLibreMap, b: MapLibreMap): () => void {
  let isFollowing = false;
  const follow = (from: MapLibreMap, to: MapLibreMap) => () => {
    // What follows moves as well, and is not followed back.
    if (isFollowing) return;
    isFollowing = true;
    to.jumpTo({ center: from.getCenter(), zoom: from.getZoom(), bearing: from.getBearing(), pitch: from.getPitch() });
    isFollowing = false;
  };
  const [onA, onB] = [follow(a, b), follow(b, a)];
  a.on('move', onA);
  b.on('move', onB);
  return () => {
    a.off('move', onA);
    b.off('move', onB);
  };
}
