import type { MetricCrs } from '../geometry/metric-crs.ts';
import type { Position } from '../geometry/types.ts';
import type { ExplainedPlace, ExplainedRule, ExplainedTopic, Explanation, NearFacility, NotCounted } from './explain-api.ts';

type LonLat = [lon: number, lat: number];
/** As `Explanation`, for people: places in degrees, features with their names. */
export interface NamedExplanation {
  readonly place: Omit<ExplainedPlace, 'x' | 'y'> & { readonly at: LonLat; readonly name: string | null };
  readonly rules: readonly (Omit<ExplainedRule, 'topics'> & { readonly topics: readonly NamedTopic[] })[];
}
export type NamedTopic = Omit<ExplainedTopic, 'nearest' | 'notCounted'> & { readonly nearest: readonly NamedFacility[]; readonly notCounted: readonly NamedNotCounted[] };
export type NamedFacility = Omit<NearFacility, 'path' | 'walkPath'> & { readonly name: string | null; readonly path: readonly LonLat[]; readonly walkPath: readonly LonLat[] | null };
export type NamedNotCounted = Omit<NotCounted, 'x' | 'y'> & { readonly name: string | null; readonly at: LonLat };

/** Ids of every feature an explanation speaks of. */
export function featuresOf({ place, rules }: Explanation): readonly number[] {
  const topics = rules.flatMap((rule) => rule.topics);
  return [...new Set([...(place.id === null ? [] : [place.id]), ...topics.flatMap((topic) => [...topic.nearest, ...topic.notCounted].map(({ id }) => id))])];
}

/** The browser's worker and the server answer with the same words: metres to degrees, ids to names. */
export function namedExplanation({ place, rules }: Explanation, crs: MetricCrs, names: ReadonlyMap<number, string | null>): NamedExplanation {
  const nameOf = (id: number | null): string | null => (id === null ? null : names.get(id) ?? null);
  const inDegrees = ([px, py]: Position): LonLat => crs.inverse(px, py);
  const { x, y, ...placed } = place;
  return {
    place: { ...placed, at: crs.inverse(x, y), name: nameOf(place.id) },
    rules: rules.map((rule) => ({
      ...rule,
      topics: rule.topics.map((topic) => ({
        ...topic,
        nearest: topic.nearest.map((near) => ({ ...near, name: nameOf(near.id), path: near.path.map(inDegrees), walkPath: near.walkPath && near.walkPath.map(inDegrees) })),
        notCounted: topic.notCounted.map(({ x: nx, y: ny, ...rest }) => ({ ...rest, name: nameOf(rest.id), at: crs.inverse(nx, ny) })),
      })),
    })),
  };
}
