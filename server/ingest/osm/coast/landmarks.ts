import type { Position } from 'geojson';
import { isCoastLandmark } from '../mapping.ts';
import type { OsmStore } from '../elements.ts';
import { RingTest } from './area.ts';
import { holds, type Box } from './box.ts';
import type { Doubt, Sea } from './sea-shape.ts';

/** One point of everything that stands on land (buildings, streets), for checking that no sea lies there. */
export function landmarksOf(store: OsmStore, box: Box): Position[] {
  const points: Position[] = [];
  for (const { tags, refs } of store.ways) {
    if (tags === null || !isCoastLandmark(tags)) continue;
    const position = store.position(refs[refs.length >> 1] ?? NaN);
    if (position && holds(box, position)) points.push(position);
  }
  return points;
}

/**
 * Takes out seas with more than `limit` (share) of the landmarks in them: a coastline drawn the wrong way round, or a river island tagged as coast in the
 * middle of a city, closes without contradiction and yet would flood land. A few are no proof: piers, boathouses.
 */
export function withoutFloods(seas: readonly Sea[], landmarks: readonly Position[], limit: number): { readonly seas: Sea[]; readonly doubts: Doubt[] } {
  const kept: Sea[] = [];
  const doubts: Doubt[] = [];
  for (const sea of seas) {
    const test = new RingTest([sea.shell, ...sea.holes]);
    let count = 0;
    for (const position of landmarks) if (test.holds(position)) count += 1;
    if (count > landmarks.length * limit) doubts.push({ code: 'osm_coast_on_land', ways: sea.ways }); else kept.push(sea);
  }
  return { seas: kept, doubts };
}
