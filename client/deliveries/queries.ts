import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Delivery, DeliveryImport, EditionDecision, EditionDifference, LayerReading, PositionPreview, SourceLayer } from '#contract/deliveries.ts';
import type { Job, LayerEdition } from '#contract/layers.ts';
import type { Static } from 'typebox';
import { api, cityPath } from '../api/api.ts';
import { keys, useEditions } from '../api/queries.ts';

type Decision = Static<typeof EditionDecision>;

const deliveryKey = (cityId: string, id: string) => [...keys.city(cityId), 'delivery', id] as const;

/** A delivery as it was looked into; it does not change. */
export const useDelivery = (cityId: string, id: string) => useQuery({ queryKey: deliveryKey(cityId, id), queryFn: ({ signal }) => api.get<Delivery>(cityPath(cityId, 'deliveries', id), signal), staleTime: Infinity });

/** Reads one layer again in another way; nothing is stored. */
export const usePreview = (cityId: string, deliveryId: string) => useMutation({ mutationFn: (reading: LayerReading) => api.post<SourceLayer>(cityPath(cityId, 'deliveries', deliveryId, 'preview'), reading) });

/** Starts the import of chosen layers. */
export function useImportDelivery(cityId: string, deliveryId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: DeliveryImport) => api.post<Job>(cityPath(cityId, 'deliveries', deliveryId, 'import'), body),
    onSuccess: () => void client.invalidateQueries({ queryKey: keys.jobs(cityId) }),
  });
}

/** Forgets a delivery with its files. */
export function useForgetDelivery(cityId: string, deliveryId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.del(cityPath(cityId, 'deliveries', deliveryId)),
    onSuccess: () => { client.removeQueries({ queryKey: deliveryKey(cityId, deliveryId) }); void client.invalidateQueries({ queryKey: keys.jobs(cityId) }); },
  });
}

export const useDifference = (cityId: string, editionId: number) => useQuery({
  queryKey: [...keys.city(cityId), 'difference', editionId], queryFn: ({ signal }) => api.get<EditionDifference>(cityPath(cityId, 'editions', editionId, 'difference'), signal),
});
export const usePosition = (cityId: string, editionId: number) => useQuery({
  queryKey: [...keys.city(cityId), 'position', editionId], queryFn: ({ signal }) => api.get<PositionPreview>(cityPath(cityId, 'editions', editionId, 'position'), signal),
});

/** Address of every row an import mended or left out, as a file. */
export const reportUrl = (cityId: string, editionId: number, format: 'csv' | 'xlsx', locale: string) => `/api${cityPath(cityId, 'editions', editionId, `report.${format}`)}?lang=${locale}`;

export const isWaiting = ({ status }: LayerEdition): boolean => status === 'pending' || status === 'quarantined';
const none: readonly LayerEdition[] = [];
/** Editions that wait for a person, newest first. */
export function useWaitingEditions(cityId: string | null): readonly LayerEdition[] {
  const editions = useEditions(cityId).data;
  return editions ? editions.filter(isWaiting) : none;
}

/** A job by its id, asked again until it has ended. */
const useJob = (jobId: string | null) => useQuery({
  queryKey: ['job', jobId], enabled: jobId !== null, queryFn: ({ signal }) => api.get<Job>(`/jobs/${jobId ?? ''}`, signal),
  refetchInterval: (query) => (query.state.data && !['queued', 'running'].includes(query.state.data.state) ? false : 400),
});

/** Decides about an edition and follows the job that carries it out; when it has ended everything of the city is asked anew. */
export function useDecide(cityId: string, editionId: number) {
  const client = useQueryClient();
  const send = useMutation({
    mutationFn: (decision: Decision) => api.post<Job>(cityPath(cityId, 'editions', editionId, 'decision'), decision),
    // Somebody else may have decided meanwhile: then the list is what has to be read again.
    onError: () => void client.invalidateQueries({ queryKey: keys.editions(cityId) }),
  });
  const job = useJob(send.data?.id ?? null).data ?? send.data ?? null;
  const hasEnded = job !== null && job.state !== 'queued' && job.state !== 'running';
  useEffect(() => {
    if (!hasEnded) return;
    void client.invalidateQueries({ queryKey: keys.city(cityId) });
    void client.invalidateQueries({ queryKey: keys.cities });
  }, [hasEnded, client, cityId]);
  return { decide: send.mutate, decision: send.variables ?? null, error: send.error, job, isBusy: send.isPending || (job !== null && !hasEnded) };
}
