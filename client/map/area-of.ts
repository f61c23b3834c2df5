import { lonLatToMetric } from '#planning/geometry/lonlat-to-metric.ts';
import { metricCrs, metricSridAt } from '#planning/geometry/metric-crs.ts';
import type { LonLatArea } from '#planning/geometry/types.ts';
import { areaOf } from '#planning/plan/ring-measures.ts';

/** m², in the metric CRS of the place; NaN where there is none. */
export function areaM2Of(area: LonLatArea): number {
  const [lon = 0, lat = 0] = (area.type === 'Polygon' ? area.coordinates : area.coordinates.flat())[0]?.[0] ?? [];
  const crs = metricCrs(metricSridAt(lon, lat));
  return crs ? areaOf(lonLatToMetric(area, crs)) : NaN;
}
