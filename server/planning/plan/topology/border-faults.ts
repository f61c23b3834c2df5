import { lonLatToMetric } from '../../geometry/lonlat-to-metric.ts';
import type { LonLatArea, MultiPolygonCoords } from '../../geometry/types.ts';
import { areaOf, boxesMeet, boxOf, interiorPoint, largestPolygon, meanWidth } from '../ring-measures.ts';
import { DrawnPoints } from './drawn-points.ts';
import { commonGround } from './finish.ts';
import { gapsBetween } from './gaps-between.ts';
import type { LonLat, TopologyScene } from './types.ts';
import { Working } from './working.ts';

/** Ground that two units have in common, or a narrow strip that belongs to none of the units along it. */
export interface BorderFault {
  readonly kind: 'overlap' | 'gap';
  /** The units concerned, the smallest first: it is the one to give way. */
  readonly unitIds: readonly string[];
  readonly geometry: LonLatArea;
  readonly place: LonLat | null;
  readonly areaM2: number;
  /** Twice the area over the perimeter, of the largest part. */
  readonly meanWidthM: number;
}

/** Every overlap of two units of the scheme, beyond a touch. */
function overlapsOf(scene: TopologyScene, areas: ReadonlyMap<string, MultiPolygonCoords>): readonly BorderFault[] {
  const working = new Working(scene);
  const points = new DrawnPoints(scene.crs);
  const boxed = [...areas].map(([id, area]) => ({ id, box: boxOf(area) })).sort((a, b) => a.box.minX - b.box.minX);
  return boxed.flatMap((one, i): BorderFault[] => {
    const found: BorderFault[] = [];
    for (let j = i + 1; j < boxed.length; j++) {
      const other = boxed[j] as (typeof boxed)[number];
      if (other.box.minX > one.box.maxX) break;
      const common = boxesMeet(one.box, other.box) ? commonGround(working, one.id, other.id) : [];
      const largest = largestPolygon(common);
      const place = largest && interiorPoint(largest);
      if (largest) found.push({ kind: 'overlap', unitIds: [one.id, other.id], geometry: points.degrees(common), place: place && scene.crs.inverse(place[0], place[1]), areaM2: areaOf(common), meanWidthM: meanWidth(largest) });
    }
    return found;
  });
}

/** What keeps the units of a scheme from being a partition: overlaps, which cannot be saved again, before gaps narrower than `widthM`; the largest first. */
export function borderFaults(scene: TopologyScene, widthM: number): readonly BorderFault[] {
  const areas = new Map(scene.units.map(({ id, geometry }) => [id, lonLatToMetric(geometry, scene.crs)]));
  const sizes = new Map([...areas].map(([id, area]) => [id, areaOf(area)]));
  const bySize = (a: string, b: string): number => (sizes.get(a) ?? 0) - (sizes.get(b) ?? 0) || (a < b ? -1 : 1);
  const gaps = gapsBetween(scene, widthM).map((gap): BorderFault => ({ kind: 'gap', ...gap }));
  return [...overlapsOf(scene, areas), ...gaps].map((fault) => ({ ...fault, unitIds: [...fault.unitIds].sort(bySize) }))
    .sort((a, b) => (a.kind === b.kind ? b.areaM2 - a.areaM2 : a.kind === 'overlap' ? -1 : 1));
}
