import type { LonLatArea, MultiPolygonCoords } from '../../geometry/types.ts';
import { meanWidth, polygonArea } from '../ring-measures.ts';
import { placeIn } from './finish.ts';
import type { LonLat, TopologyScene } from './types.ts';
import { Working } from './working.ts';

/** A strip of nobody's ground between units. */
export interface Gap {
  /** Units along it, at least two. */
  readonly unitIds: readonly string[];
  readonly geometry: LonLatArea;
  readonly place: LonLat | null;
  readonly areaM2: number;
  /** Twice the area over the perimeter. */
  readonly meanWidthM: number;
}

/**
 * Ground that belongs to no unit and is narrower than `widthM`, between two units or more, widest first. What is no wider than a touch is a common border. Found by widening
 * all units by half the width and narrowing the whole again: what then is covered and was not is a gap. Corners stay sharp in that, so a notch is none.
 */
export function gapsBetween(scene: TopologyScene, widthM: number, aroundUnitId?: string): readonly Gap[] {
  const working = new Working(scene);
  const ids = aroundUnitId === undefined ? scene.units.map(({ id }) => id) : [aroundUnitId, ...working.near(aroundUnitId, widthM)];
  if (ids.length < 2) return [];
  const { touchAreaM2, touchWidthM } = scene.rules;
  const strips = working.withShapes((overlay, shapeOf) => {
    const all = overlay.union(ids.map(shapeOf));
    const covered = overlay.bufferMitred(overlay.buffer(all, widthM / 2, 8), -widthM / 2);
    return overlay.toCoords(overlay.difference(covered, all));
  });
  return strips.filter((strip) => polygonArea(strip) > touchAreaM2 && meanWidth(strip) > touchWidthM)
    .map((strip) => ({ strip, unitIds: along(working, [strip], ids) }))
    .filter(({ unitIds }) => unitIds.length > 1 && (aroundUnitId === undefined || unitIds.includes(aroundUnitId)))
    .map(({ strip, unitIds }) => ({ unitIds, geometry: working.points.degrees([strip]), place: placeIn(working, [strip]), areaM2: polygonArea(strip), meanWidthM: meanWidth(strip) }))
    .sort((a, b) => b.meanWidthM - a.meanWidthM);
}

/** Units that a strip touches. */
function along(working: Working, strip: MultiPolygonCoords, ids: readonly string[]): string[] {
  const { touchWidthM } = working.scene.rules;
  return working.withShapes((overlay, shapeOf) => {
    const shape = overlay.fromCoords(strip);
    return ids.filter((id) => overlay.distance(shape, shapeOf(id)) <= touchWidthM);
  });
}
