import { useEffect, useMemo, useState } from 'react';
import type { Feature, FeatureCollection } from 'geojson';
import type { CountedFeature, Figure } from '#planning/coverage/figure.ts';
import { isProposalId, proposalFeatureId } from '#planning/coverage/proposal.ts';
import { useMapOwner } from '../../map/map-context.ts';
import { useRestingProposals } from '../../proposals/unit-proposals.ts';
import { queryFeatures } from '../queries.ts';

const largestRequest = 5000;
/** While an edge is dragged the lists change with every frame; the map is asked for new features only when they rest. */
const restMs = 150;

export type FeatureIndex = ReadonlyMap<number, Feature>;

/** Features already fetched; ids are never used twice, so nothing here grows old. One city at a time. */
let cache: { cityId: string; byId: Map<number, Feature> } = { cityId: '', byId: new Map() };
function cacheOf(cityId: string): Map<number, Feature> {
  if (cache.cityId !== cityId) cache = { cityId, byId: new Map() };
  return cache.byId;
}
const idOf = (feature: Feature) => Number(feature.id ?? (feature.properties as { id?: number } | null)?.id);

export const receiptIds = ({ receipt: { counted, leftOut, uncovered, proposals = [] }, robustness }: Figure): number[] => [...new Set([...counted, ...uncovered, ...leftOut, ...proposals, ...robustness?.edges ?? []].map(({ id }) => id))];

async function fetchMissing(cityId: string, ids: readonly number[], signal: AbortSignal): Promise<void> {
  const byId = cacheOf(cityId);
  // A proposal is no feature of the database, and draws itself.
  const missing = ids.filter((id) => !byId.has(id) && !isProposalId(id));
  for (let i = 0; i < missing.length; i += largestRequest) {
    const answer = await queryFeatures(cityId, missing.slice(i, i + largestRequest), signal);
    for (const feature of answer.features) byId.set(idOf(feature), feature);
  }
}

const noneProposed: readonly (readonly [number, Feature])[] = [];
/** Proposals among these ids, as they stand on the map: no feature of the database. */
function useProposedFeatures(cityId: string | null, ids: readonly number[]): readonly (readonly [number, Feature])[] {
  const wanted = useMemo(() => new Set(ids.filter(isProposalId)), [ids]);
  const proposals = useRestingProposals(wanted.size === 0 ? null : cityId);
  return useMemo(() => (wanted.size === 0 ? noneProposed : proposals.map((proposal): readonly [number, Feature] => {
    const id = proposalFeatureId(proposal.number);
    return [id, { type: 'Feature', id, geometry: proposal.geometry as Feature['geometry'], properties: { name: proposal.name || proposal.existing?.name || null } }];
  }).filter(([id]) => wanted.has(id))), [wanted, proposals]);
}

/** The features a receipt speaks of, by id, as they arrive; `isComplete` when all that exist have. */
export function useReceiptFeatures(cityId: string | null, figure: Figure | null): { readonly features: FeatureIndex; readonly isComplete: boolean; readonly error: unknown } {
  const ids = useMemo(() => (figure ? receiptIds(figure) : []), [figure]);
  const [state, setState] = useState<{ features: FeatureIndex; ids: readonly number[]; error: unknown }>({ features: new Map(), ids: [], error: null });
  useEffect(() => {
    if (cityId === null) return;
    const abort = new AbortController();
    const show = (error: unknown) => { if (!abort.signal.aborted) setState({ features: new Map(cacheOf(cityId)), ids, error }); };
    const timer = setTimeout(() => { fetchMissing(cityId, ids, abort.signal).then(() => show(null), show); }, ids.every((id) => isProposalId(id) || cacheOf(cityId).has(id)) ? 0 : restMs);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [cityId, ids]);
  const proposed = useProposedFeatures(cityId, ids);
  const features = useMemo(() => (proposed.length === 0 ? state.features : new Map([...state.features, ...proposed])), [state.features, proposed]);
  return { features, isComplete: state.ids === ids, error: state.error };
}

/** A parcel partly covered stands in both lists; on the map it has the one colour of its larger part. */
export function splitPartly({ counted, uncovered }: Figure['receipt']): { readonly counted: readonly CountedFeature[]; readonly uncovered: readonly CountedFeature[]; readonly partly: number } {
  const missing = new Map(uncovered.map(({ id, amount }) => [id, amount ?? 0]));
  const covered = new Map(counted.filter(({ id }) => missing.has(id)).map(({ id, amount }) => [id, amount ?? 0]));
  const isMostlyCovered = (id: number) => (covered.get(id) ?? 0) >= (missing.get(id) ?? 0);
  return {
    counted: counted.filter(({ id }) => !missing.has(id) || isMostlyCovered(id)), uncovered: uncovered.filter(({ id }) => !covered.has(id) || !isMostlyCovered(id)), partly: covered.size,
  };
}

function collection(items: readonly { readonly id: number }[], features: FeatureIndex): FeatureCollection {
  return { type: 'FeatureCollection', features: [...new Set(items.map(({ id }) => id))].flatMap((id) => { const feature = features.get(id); return feature ? [feature] : []; }) };
}

/** Lights a receipt's features on the map while it is open: counted, left out and not covered in three looks. */
export function useReceiptHighlight(figure: Figure | null, features: FeatureIndex): void {
  const owner = useMapOwner();
  useEffect(() => {
    if (!owner || !figure) return;
    const { leftOut } = figure.receipt;
    const { counted, uncovered } = splitPartly(figure.receipt);
    owner.setHighlight({ counted: collection(counted, features), leftOut: collection(leftOut, features), uncovered: collection(uncovered, features) });
  }, [owner, figure, features]);
  useEffect(() => () => owner?.setHighlight(null), [owner]);
}
