import { useEffect } from 'react';
import type { LonLatDivision } from '#planning/plan/unit-context.ts';
import { useCity, useDivisions } from '../api/queries.ts';
import { subscribeToCity } from '../api/events.ts';
import { useRuleSets } from '../figures/queries.ts';
import { CoverageClient, type Preview } from './client.ts';
import { useLiveState } from './live-state.ts';
import type { CoverChange, OpenQuestion } from './protocol.ts';
import { createWorkerPort } from './worker-port.ts';

let client: CoverageClient | null = null;

const coverListeners = new Set<(change: CoverChange | null) => void>();
/** Hear what the map is to colour; null: nothing. Returns the way to stop. */
export function subscribeToCover(hear: (change: CoverChange | null) => void): () => void {
  coverListeners.add(hear);
  return () => void coverListeners.delete(hear);
}

const listener = {
  onFigures: (subject: string, live: Parameters<ConstructorParameters<typeof CoverageClient>[1]['onFigures']>[1]) => useLiveState.setState({ subject, live, status: 'ready', message: null }),
  onCover: (change: CoverChange | null) => { for (const hear of coverListeners) hear(change); },
  onFailure: (subject: string, message: string) => useLiveState.setState((s) => ({ subject, live: s.subject === subject ? s.live : null, status: 'failed', message })),
};

/** Asks for draft figures; the answer comes into the live state. */
export function previewFigures(preview: Preview): void {
  useLiveState.setState((s) => ({ subject: preview.subject, live: s.subject === preview.subject ? s.live : null, status: s.status === 'preparing' ? 'preparing' : 'computing', message: null }));
  client?.preview(preview);
}
export function stopPreview(subject: string): void {
  client?.stopPreview(subject);
  useLiveState.setState((s) => (s.subject === subject ? { subject: null, live: null, status: 'idle', message: null } : s));
}
export const coverageClient = (): CoverageClient | null => client;

/** Opens the engine of a city in its worker, and again when its layers change. Used once, by the tools. */
export function useCoverageSession(cityId: string | null): void {
  const city = useCity(cityId);
  const ruleSets = useRuleSets().data;
  const divisions = useDivisions(cityId).data;
  useEffect(() => {
    if (!city || !ruleSets || !divisions) return;
    const question: Omit<OpenQuestion, 'kind'> = {
      cityId: city.id, srid: city.srid, bounds: city.bounds, ruleSets,
      divisions: divisions.map(({ code, name, level, geometry }) => ({ id: code, name, level, geometry: geometry as unknown as LonLatDivision['geometry'] })),
    };
    const own = new CoverageClient(createWorkerPort(), listener);
    client = own;
    const open = () => {
      useLiveState.setState({ status: 'preparing', message: null });
      own.open(question).then(() => useLiveState.setState((s) => (s.status === 'preparing' ? { status: s.subject === null ? 'idle' : 'computing' } : s)), () => undefined);
    };
    open();
    const stop = subscribeToCity((event) => { if (event.type === 'layers') open(); });
    return () => {
      stop();
      own.close();
      if (client === own) client = null;
    };
  }, [city, ruleSets, divisions]);
}
