import { layerItems } from '../../api/api.ts';
import type { LonLatArea } from '#planning/geometry/types.ts';
import { canonicalFigures, renewalFaults, renewalFields, type RenewalFigures } from '#planning/renewal/renewal-figures.ts';
import { snappingRules } from '../snap/shipped-rules.ts';

/** A feature of a layer that may become a unit. */
export interface BatchArea { readonly name: string | null; readonly isPriority: boolean; readonly note: string; readonly geometry: LonLatArea; /** 留改拆建; absent: none is stated, or none that could be saved. */ readonly renewal?: RenewalFigures }

/** Boundaries made for the purpose, as a file brought them. */
export const boundaryKind = 'unit_boundary';
/** Layers whose features may each become a unit, in the order they are offered. */
export const batchKinds: readonly string[] = [boundaryKind, ...snappingRules.kinds.filter(({ kind }) => kind === 'old_place' || kind === 'community').flatMap(({ layers }) => layers)];
/** Read at most: what a person can still look over, and one scheme can still hold with ease. */
export const mostAreas = 500;

interface Page {
  readonly numberMatched?: number;
  readonly features: readonly { readonly geometry: { readonly type: string } | null; readonly properties: Readonly<Record<string, unknown>> | null }[];
}
/** The feature's 留改拆建, as far as it can be true: numbers that contradict each other are not taken over. */
function renewalOf(properties: Readonly<Record<string, unknown>>): RenewalFigures | null {
  const figures = canonicalFigures(Object.fromEntries(renewalFields.flatMap((field) => (typeof properties[field] === 'number' ? [[field, properties[field]]] : []))));
  return figures && renewalFaults(figures).length === 0 ? figures : null;
}

/** The current features of a layer, of the whole city or within bounds (west, south, east, north; degrees), at most `mostAreas`; `matched`: how many there are. */
export async function readAreas(cityId: string, kind: string, bounds?: readonly number[], signal?: AbortSignal): Promise<{ readonly areas: readonly BatchArea[]; readonly matched: number }> {
  const page = await layerItems<Page>(cityId, kind, { limit: mostAreas, ...(bounds ? { bounds } : {}) }, signal);
  const areas = page.features.flatMap(({ geometry, properties }): BatchArea[] => {
    if (geometry?.type !== 'Polygon' && geometry?.type !== 'MultiPolygon') return [];
    const { name, note, is_priority: isPriority } = properties ?? {};
    const renewal = renewalOf(properties ?? {});
    return [{ name: typeof name === 'string' && name.trim() !== '' ? name.trim() : null, note: typeof note === 'string' ? note : '', isPriority: isPriority === true, geometry: geometry as LonLatArea, ...(renewal ? { renewal } : {}) }];
  });
  return { areas, matched: page.numberMatched ?? areas.length };
}
