import type { Geometry } from 'geojson';
import type { ReadOptions, SourceFeature } from '../../driver.ts';
import type { OsmStore, OsmWay, Tags } from '../elements.ts';
import { osmMapping } from '../mapping.ts';
import { joinCoast } from './chains.ts';
import { knownExtent } from './extent.ts';
import { landmarksOf, withoutFloods } from './landmarks.ts';
import { seaOf } from './sea.ts';
import type { Doubt } from './sea-shape.ts';

const rule = osmMapping.coastline;
export const isCoastline = (tags: Tags | null): boolean => tags?.['natural'] === 'coastline';

/** More ids than anybody would look up one after the other. */
const MOST_IDS = 12;

/** The ways a person has to look at. */
function placeOf(ways: readonly number[]): string {
  const named = ways.slice(0, MOST_IDS).map((id) => `way/${id}`).join(', ');
  return ways.length > MOST_IDS ? `${named} … (${ways.length})` : named;
}

/**
 * The sea of an extract as features, one a connected water, and to the report: each stretch of coast that gave no sea with its ways and why, and the ways
 * where the sea had to end before the bounds. Nothing when the extract has no coastline.
 */
export function* readSea(store: OsmStore, options: ReadOptions): Generator<SourceFeature> {
  const ways: OsmWay[] = store.ways.filter((way) => isCoastline(way.tags));
  if (ways.length === 0) return;
  const tell = ({ code, ways: ids }: Doubt): void => options.onReport('leftOut', code, placeOf(ids));
  const extent = knownExtent(store);
  const chains = extent ? joinCoast(store, ways) : [];
  if (!extent || chains.length === 0) { tell({ code: 'osm_coast_open', ways: ways.map((way) => way.id) }); return; }
  const { seas, doubts, drawnIn } = seaOf(chains, extent, rule.drawInLimit);
  const dry = withoutFloods(seas, landmarksOf(store, extent), rule.landmarkLimit);
  for (const doubt of [...doubts, ...dry.doubts]) tell(doubt);
  if (dry.seas.length > 0) for (const id of drawnIn) options.onReport('notices', 'osm_coast_ends', placeOf([id]));
  for (const sea of dry.seas) {
    const geometry: Geometry = { type: 'Polygon', coordinates: [[...sea.shell], ...sea.holes.map((hole) => [...hole])] };
    yield { kind: rule.kind, sourceId: `coastline/${sea.ways.reduce((least, id) => Math.min(least, id))}`, name: null, attrs: rule.attributes, geometry, place: placeOf(sea.ways) };
  }
}
