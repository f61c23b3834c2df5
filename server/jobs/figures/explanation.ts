import type { ExplanationRequest } from '#contract/gaps.ts';
import type { AskedPlace, Explanation } from '#planning/coverage/explain-api.ts';
import { featuresOf, namedExplanation, type NamedExplanation } from '#planning/coverage/explain-lonlat.ts';
import { metricCrs, type MetricCrs } from '#planning/geometry/metric-crs.ts';
import { findFeaturePlace, listFeatureNames } from '../../db/repositories/feature-names.ts';
import { FigureProblem } from './figure-problem.ts';
import type { FigureService } from './figure-service.ts';

/** Why a place is covered or not, in degrees and with names. @throws FigureProblem */
export async function explanationOf(service: FigureService, cityId: string, { place, rules, ruleSets, count }: ExplanationRequest): Promise<NamedExplanation> {
  const key = await service.keyOf(cityId);
  const crs = metricCrs(key.srid) as MetricCrs;
  for (const id of rules ?? []) if (!service.ruleSets.some((set) => set.rules.some((rule) => rule.id === id))) throw new FigureProblem('not_found', `There is no rule «${id}».`);
  for (const id of ruleSets ?? []) if (!service.ruleSets.some((set) => set.id === id)) throw new FigureProblem('not_found', `There is no rule set «${id}».`);
  const options = { ...(rules ? { ruleIds: rules } : {}), ...(ruleSets ? { ruleSetIds: ruleSets } : {}), ...(count === undefined ? {} : { count }) };
  const ask = async (asked: AskedPlace): Promise<Explanation | null> => service.explain(key, asked, options);
  let explanation = await ask('featureId' in place ? place : metricPlace(place.at, crs));
  if (!explanation && 'featureId' in place) {
    // A layer that no rule reads: its place is still a place.
    const found = await findFeaturePlace(service.db.pool, cityId, place.featureId);
    if (!found) throw new FigureProblem('not_found', `There is no feature ${place.featureId} in «${cityId}».`);
    const there = await ask({ x: found.x, y: found.y });
    explanation = there && { ...there, place: { ...there.place, layer: found.layer, id: place.featureId } };
  }
  if (!explanation) throw new FigureProblem('not_found', 'There is no such place.');
  return namedExplanation(explanation, crs, await listFeatureNames(service.db.pool, cityId, featuresOf(explanation)));
}

function metricPlace([lon, lat]: readonly [number, number], crs: MetricCrs): { readonly x: number; readonly y: number } {
  const isOnEarth = Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
  const [x, y] = isOnEarth ? crs.forward(lon, lat) : [NaN, NaN];
  if (!Number.isFinite(x + y)) throw new FigureProblem('bad_request', `The place ${lon}, ${lat} cannot be measured in ${crs.code}: longitude and latitude in degrees are expected, near the city.`);
  return { x, y };
}
