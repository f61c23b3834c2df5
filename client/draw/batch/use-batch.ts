import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { fieldsOf } from '#planning/plan/apply-edit.ts';
import type { RenewalUnit } from '#planning/plan/edit.ts';
import { keys } from '../../api/queries.ts';
import i18n from '../../app/i18n.ts';
import { useLiveState } from '../../coverage/live-state.ts';
import { coverageClient } from '../../coverage/session.ts';
import { boundsOf } from '../../layers/bounds.ts';
import { newId, planStore, usePlan } from '../../units/plan.ts';
import { readAreas, type BatchArea } from './batch-area.ts';
import { settleBatch, type Batch } from './settle-batch.ts';

/** The features of a layer, all or within bounds. */
export const useAreas = (cityId: string | null, kind: string | null, bounds: readonly number[] | null) => useQuery({
  queryKey: [...keys.layers(cityId ?? ''), 'areas', kind, bounds], enabled: cityId !== null && kind !== null,
  queryFn: ({ signal }) => readAreas(cityId ?? '', kind ?? '', bounds ?? undefined, signal),
});

/** `settling`: how many have been looked at; `no_engine`: nobody can judge them yet. */
export type BatchState = { readonly state: 'settling'; readonly done: number } | { readonly state: 'settled'; readonly batch: Batch } | { readonly state: 'no_engine' };

/** Says when boundaries or names of units change: news of verifications changes the plan and not them. */
const keyOf = (units: Iterable<RenewalUnit>): string => Array.from(units, ({ id, version, name, geometry }) => [id, version, name, boundsOf(geometry)].join()).join(';');

/** Settles them again whenever they, the units there are or the choice changes; an older question is dropped. */
export function useBatch(areas: readonly BatchArea[], overlap: 'cut' | 'refuse'): BatchState {
  const units = usePlan((state) => state.plan.units);
  const unitsKey = useMemo(() => keyOf(units.values()), [units]);
  const status = useLiveState((state) => state.status);
  const question = useMemo(() => ({ areas, overlap, unitsKey, status }), [areas, overlap, unitsKey, status]);
  const [answer, setAnswer] = useState<{ readonly of: object; readonly state: BatchState } | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    const tell = (state: BatchState) => { if (!stop.signal.aborted) setAnswer({ of: question, state }); };
    const ask = async (): Promise<BatchState> => {
      const judge = coverageClient();
      if (!judge) return { state: 'no_engine' };
      const before = Array.from(planStore().getState().plan.units.values(), fieldsOf);
      const batch = await settleBatch(question.areas, before, judge, {
        overlap: question.overlap, newId, signal: stop.signal, nameOf: (n) => i18n.t('draw:newName', { n }), onProgress: (done) => tell({ state: 'settling', done }),
      });
      return { state: 'settled', batch };
    };
    void ask().catch((): BatchState => ({ state: 'no_engine' })).then(tell);
    return () => stop.abort();
  }, [question]);
  return answer?.of === question ? answer.state : { state: 'settling', done: 0 };
}
