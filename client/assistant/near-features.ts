import type { LayerEdition } from '#contract/layers.ts';
import { groundLayers, type GroundLayer, type NearFeature, type NearFeatures } from '#planning/plan/assistant/ground-from-features.ts';
import { api, cityPath } from '../api/api.ts';
import { ApiProblem, problemOf } from '../api/problem.ts';

type Window = readonly [west: number, south: number, east: number, north: number];
/** The most features of a layer an answer holds (contract/ogc.ts); more of one kind in a few square kilometres no boundary needs. */
const mostFeatures = 10_000;

async function layerNear(cityId: string, layer: GroundLayer, window: Window): Promise<readonly NearFeature[]> {
  let answer: Response;
  try {
    answer = await fetch(`/ogc/collections/${encodeURIComponent(`${cityId}.${layer}`)}/items?limit=${mostFeatures}&bbox=${window.join(',')}`, { credentials: 'same-origin', headers: { accept: 'application/geo+json' } });
  } catch {
    throw new ApiProblem('offline', 0);
  }
  const text = await answer.text();
  if (!answer.ok) throw problemOf(answer.status, text);
  return (JSON.parse(text) as { readonly features: readonly NearFeature[] }).features;
}

let last: { readonly key: string; readonly near: Promise<NearFeatures> } | null = null;

/** What lies in a window in degrees, of the layers the city has, exactly as stored: tiles hold only rounded pieces. The last answer is kept for the next question there. */
export function nearFeatures(cityId: string, window: Window): Promise<NearFeatures> {
  const key = `${cityId} ${window.join(' ')}`;
  if (last?.key === key) return last.near;
  const ask = async (): Promise<NearFeatures> => {
    const kinds = new Set((await api.get<LayerEdition[]>(cityPath(cityId, 'layers'))).map(({ kind }) => kind));
    const layers = groundLayers.filter((layer) => kinds.has(layer));
    return Object.fromEntries(await Promise.all(layers.map(async (layer) => [layer, await layerNear(cityId, layer, window)] as const)));
  };
  const near = ask();
  last = { key, near };
  near.catch(() => { if (last?.near === near) last = null; });
  return near;
}
/** Layers have changed: what was kept is of yesterday. */
export function forgetNear(): void { last = null; }
