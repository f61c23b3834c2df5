import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { create, useStore } from 'zustand';
import type { Unit } from '#contract/units.ts';
import { api, cityPath } from '../api/api.ts';
import { subscribeToCity } from '../api/events.ts';
import { keys } from '../api/queries.ts';
import { createDraftStorage } from '../edit/draft-storage.ts';
import { createPlanStore, type PlanStore } from '../edit/plan-store.ts';
import { sendEditTo } from '../edit/send-edit.ts';
import { figureSetQuery } from '../figures/queries.ts';
import type { DraftStorage, PlanActions, PlanState } from '../edit/types.ts';

/** A version 4 UUID; `crypto.randomUUID` is missing on a page without TLS, which is how an office network serves us. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Different for every page that is open. */
export const tabId = newId();
const wait = (ms: number, signal: AbortSignal) => new Promise<void>((resolve) => {
  const timer = setTimeout(resolve, ms);
  signal.addEventListener('abort', () => { clearTimeout(timer); resolve(); }, { once: true });
});

const noCity = createPlanStore({ cityId: '', send: () => Promise.resolve({ kind: 'offline' }), storage: { load: () => Promise.resolve(null), save: () => Promise.resolve(true) }, newId, wait });
interface Held { readonly cityId: string | null; /** null: the baseline. */ readonly schemeId: string | null; readonly store: PlanStore; /** False until the city's units have been read once. */ readonly isRead: boolean }
const useHeld = create<Held>()(() => ({ cityId: null, schemeId: null, store: noCity, isRead: false }));

/** The plan of the open city, for commands. */
export const planStore = (): PlanStore => useHeld.getState().store;
/** The plan of the open city, for what is on screen. */
export const usePlan = <T>(select: (state: PlanState & PlanActions) => T): T => useStore(useHeld((s) => s.store), select);
export const useIsPlanRead = (): boolean => useHeld((s) => s.isRead);

/** Rows of the baseline, or of a scheme. */
export const useUnitRows = (cityId: string | null, schemeId: string | null) => useQuery({
  queryKey: [...keys.units(cityId ?? ''), 'of', schemeId ?? 'baseline'], enabled: cityId !== null,
  queryFn: ({ signal }) => api.get<Unit[]>(cityPath(cityId ?? '', 'units') + (schemeId === null ? '' : `?scheme=${schemeId}`), signal),
});

/** Drafts of each scheme by themselves; those of the baseline stand under the city's name alone. */
function draftsOf(cityId: string, schemeId: string | null): DraftStorage {
  const storage = createDraftStorage(window.localStorage, navigator.locks, tabId);
  const name = schemeId === null ? cityId : `${cityId}/${schemeId}`;
  return { load: () => storage.load(name), save: (_, drafts) => storage.save(name, drafts) };
}

/** Units whose figures nobody has asked for yet are asked for, one after the other, so that lists and map can say how they stand. */
function useMissingFigures(cityId: string | null, rows: readonly Unit[] | undefined): void {
  const client = useQueryClient();
  const asked = useRef(new Set<string>());
  useEffect(() => {
    if (cityId === null || !rows) return;
    const missing = rows.filter(({ id, version, figures }) => figures === null && !asked.current.has(`${id}/${version}`));
    missing.forEach(({ id, version }) => asked.current.add(`${id}/${version}`));
    if (missing.length === 0) return;
    const ask = async () => {
      for (const { id } of missing) await client.prefetchQuery(figureSetQuery(cityId, `unit:${id}`));
      await client.invalidateQueries({ queryKey: keys.units(cityId) });
    };
    void ask();
  }, [cityId, rows, client]);
}

/** Opens the plan of a city, of its baseline or of a scheme, and keeps it fed: rows as read, events as heard, edits tried again when the network is back. Used once, by the top bar. */
export function usePlanSession(cityId: string | null, schemeId: string | null): void {
  const client = useQueryClient();
  const rows = useUnitRows(cityId, schemeId);
  const restored = useRef<PlanStore | null>(null);
  useEffect(() => {
    if (cityId === null) return;
    const store = createPlanStore({
      cityId, schemeId, newId, wait, send: sendEditTo(cityId), storage: draftsOf(cityId, schemeId),
      onOutcome: (_edit, outcome) => {
        if (outcome.kind === 'saved') void client.invalidateQueries({ queryKey: keys.figures(cityId) });
        if (outcome.kind === 'signed_out') void client.invalidateQueries({ queryKey: keys.session });
      },
    });
    useHeld.setState({ cityId, schemeId, store, isRead: false });
    const stop = subscribeToCity((event) => {
      if (event.type === 'unit' && event.schemeId === schemeId) store.getState().receiveRemote(event);
      // Rows carry the state of their figures.
      if (event.type === 'figures' && event.areaKind === 'unit') void client.invalidateQueries({ queryKey: keys.units(cityId) });
    });
    const retry = () => store.getState().retryNow();
    window.addEventListener('online', retry);
    return () => {
      window.removeEventListener('online', retry);
      stop();
      store.getState().close();
      useHeld.setState({ cityId: null, schemeId: null, store: noCity, isRead: false });
    };
  }, [cityId, schemeId, client]);
  const data = rows.data;
  useMissingFigures(cityId, data);
  useEffect(() => {
    const { store, ...held } = useHeld.getState();
    if (!data || held.cityId !== cityId || held.schemeId !== schemeId) return;
    store.getState().receiveRows(data);
    useHeld.setState({ isRead: true });
    if (restored.current === store) return;
    restored.current = store;
    void store.getState().restoreDrafts();
  }, [data, cityId, schemeId]);
}
