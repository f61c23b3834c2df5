import type { InspectedLayer } from '../driver.ts';
import { LayerSample } from '../inspect/layer-sample.ts';
import { meansSomething, type OsmStore } from './elements.ts';

/** Tags shown of an extract: what its first elements carry. */
const SAMPLE = 300;

/** An extract as one layer: what its elements become is the mapping's to say, so it has no kind and no fields to map. */
export function inspectOsm(store: OsmStore): InspectedLayer[] {
  const sample = new LayerSample();
  const ways = store.ways.filter((way) => meansSomething(way.tags)), relations = store.relations.filter((relation) => meansSomething(relation.tags));
  for (const node of store.taggedNodes.slice(0, SAMPLE)) sample.add(node.tags, { type: 'Point', coordinates: [node.lon, node.lat] });
  for (const way of ways.slice(0, SAMPLE)) { const at = store.position(way.refs[0] ?? -1); sample.add(way.tags ?? {}, at && { type: 'LineString', coordinates: [at] }); }
  return [{
    name: 'osm', geometry: ['point', 'line', 'polygon'], featureCount: store.taggedNodes.length + ways.length + relations.length, fields: [], rows: sample.rows,
    crs: { stated: null, text: null, format: 'EPSG:4326', sample: sample.positions }, encoding: null, mapping: {}, findings: [],
  }];
}
