import { useEffect } from 'react';
import type { Query, QueryClient } from '@tanstack/react-query';
import type { CityEvent } from '#contract/units.ts';
import { cityPath } from './api.ts';
import { keys } from './queries.ts';
import { queryClient } from './query-client.ts';

type Listener = (event: CityEvent) => void;
const listeners = new Set<Listener>();
const types: readonly CityEvent['type'][] = ['unit', 'schemes', 'figures', 'proposals', 'layers', 'rule-sets', 'job'];

/** Hear every event of the open city; returns the way to stop. */
export function subscribeToCity(listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

const waitedFor = new WeakSet<Query>();

/**
 * Makes what is under a key stale. An invalidation passes by a query whose first answer is still on its way, and that answer, which may be older than the event,
 * would stand as fresh for good («computed» of a unit verified meanwhile): such a query is asked once more when its answer has come.
 */
function makeStale(client: QueryClient, queryKey: readonly unknown[]): void {
  for (const query of client.getQueryCache().findAll({ queryKey, fetchStatus: 'fetching', predicate: ({ state }) => state.data === undefined })) {
    if (waitedFor.has(query)) continue;
    waitedFor.add(query);
    const again = () => {
      waitedFor.delete(query);
      void client.invalidateQueries({ queryKey: query.queryKey, exact: true });
    };
    void query.promise?.then(again, again);
  }
  void client.invalidateQueries({ queryKey });
}

/** What an event makes stale. Units are the business of the plan store, which takes the event itself. */
export function invalidateFor(event: CityEvent, cityId: string, client: QueryClient): void {
  const stale = (queryKey: readonly unknown[]) => makeStale(client, queryKey);
  if (event.type === 'unit') stale(keys.units(cityId));
  if (event.type === 'unit' || event.type === 'figures' || event.type === 'proposals' || event.type === 'rule-sets') stale(keys.figures(cityId));
  if (event.type === 'unit' || event.type === 'schemes' || event.type === 'proposals' || event.type === 'rule-sets') stale(keys.schemes(cityId));
  if (event.type === 'rule-sets') stale(keys.ruleSets);
  if (event.type === 'proposals') stale(keys.proposals(cityId));
  if (event.type === 'job') stale(keys.jobs(cityId));
  if (event.type === 'layers') {
    stale(keys.city(cityId));
    stale(keys.cities);
  }
}

/** Opens the event stream of a city. The browser reconnects by itself; after a gap everything of the city is asked again. */
export function openCityEvents(cityId: string, client: QueryClient = queryClient): () => void {
  const stream = new EventSource(`/api${cityPath(cityId, 'events')}`);
  let hadGap = false;
  const hear = (message: MessageEvent<string>) => {
    const event = { ...(JSON.parse(message.data) as object), type: message.type } as CityEvent;
    invalidateFor(event, cityId, client);
    for (const listener of listeners) listener(event);
  };
  for (const type of types) stream.addEventListener(type, hear);
  stream.addEventListener('error', () => { hadGap = true; });
  stream.addEventListener('open', () => {
    if (hadGap) void client.invalidateQueries({ predicate: ({ queryKey: [first, second] }) => (first === 'city' && second === cityId) || first === keys.ruleSets[0] });
    hadGap = false;
  });
  return () => stream.close();
}

/** Keeps the stream of the open city; used once, by the shell. */
export function useCityEvents(cityId: string | null): void {
  useEffect(() => (cityId === null ? undefined : openCityEvents(cityId)), [cityId]);
}
