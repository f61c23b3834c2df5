import type { City } from '#contract/layers.ts';
import { metricCrs, type MetricCrs } from '#planning/geometry/metric-crs.ts';
import { HttpProblem } from './problems.ts';

/** The CRS a city measures in. @throws HttpProblem not_found while it has none, which is before its first import */
export function cityCrs(city: City): MetricCrs {
  const crs = city.srid === null ? null : metricCrs(city.srid);
  if (!crs) throw new HttpProblem('not_found', { detail: `The city «${city.id}» has no layers yet.` });
  return crs;
}
