import { LineSetBuilder } from '../draw/snap/line-set.ts';
import { linesOf } from '../draw/snap/lines-of.ts';
import { planeAt } from '../draw/snap/plane.ts';
import { snappingRules } from '../draw/snap/shipped-rules.ts';
import { snapAt } from '../draw/snap/snap-engine.ts';
import { SnapIndex } from '../draw/snap/snap-index.ts';
import type { MapOwner } from '../map/map-owner.ts';

type Position = readonly [lon: number, lat: number];

/** The nearest place on a line of a layer that the map shows, within some pixels; null: none is so near. */
export function nearLine(owner: MapOwner, layer: 'wall' | 'road', [lon, lat]: Position, tolerancePx: number): Position | null {
  const lines = new LineSetBuilder();
  if (owner.map.getSource(layer)) {
    for (const { id = '', geometry } of owner.map.querySourceFeatures(layer, { sourceLayer: layer })) lines.add({ kind: 'parcel', layer, name: null, id, isExact: false }, linesOf(geometry));
  }
  const index = new SnapIndex();
  index.setLayers(lines.build());
  const snap = snapAt({ plane: planeAt(lon, lat, (x, y) => owner.map.project([x, y])), tolerancePx, kinds: new Set(['parcel']), own: null, crs: null }, index.near, snappingRules);
  return snap?.position ?? null;
}

/** The middle of the map between the panels: where something is put that no pointer places. */
export function middleOf(owner: MapOwner): Position {
  const { clientWidth, clientHeight } = owner.map.getContainer();
  const { left, right, top, bottom } = owner.margins;
  const { lng, lat } = owner.map.unproject([(clientWidth + left - right) / 2, (clientHeight + top - bottom) / 2]);
  return [lng, lat];
}
