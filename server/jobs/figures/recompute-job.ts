import type { AreaKind } from '../../db/repositories/figure-areas.ts';
import { findArea } from '../../db/repositories/figure-areas.ts';
import { listFigureHashes } from '../../db/repositories/figures.ts';
import type { JobHandler } from '../job-queue.ts';
import { FigureProblem } from './figure-problem.ts';
import type { FigureService } from './figure-service.ts';

export interface RecomputeResult { readonly areas: number; readonly computed: number }

const kinds: readonly AreaKind[] = ['unit', 'city', 'division'];

/**
 * Handler of jobs of kind `recompute`: the stored figures of a city that a new version of a rule set has put out of date, computed anew. They stand as `computed` until
 * somebody asks for them to be verified: PostGIS takes the better part of a minute a unit, and every unit of a city would keep a planner's own one waiting.
 */
export function recomputeJob(service: FigureService): JobHandler {
  return async ({ cityId, accountId, signal, progress }): Promise<RecomputeResult> => {
    if (cityId === null) throw new FigureProblem('bad_request', 'A recomputation needs a city.');
    const key = await service.keyOf(cityId);
    const asker = accountId === null ? null : { id: accountId };
    const stored = (await Promise.all(kinds.map(async (kind) => [...await listFigureHashes(service.db.pool, cityId, kind)].map(([id, hash]) => ({ kind, id, hash }))))).flat();
    let computed = 0;
    for (const [i, { kind, id, hash }] of stored.entries()) {
      signal.throwIfAborted();
      progress(i / stored.length, 'computing');
      const area = await findArea(service.db.pool, cityId, kind === 'city' ? 'city' : `${kind}:${id}`);
      if (!area || service.inputsHash(key, area) === hash) continue;
      const { state } = await service.stateOf(key, area, asker, 'batch');
      computed += 1;
      if (kind === 'unit') service.announce(cityId, area, state);
    }
    if (computed > 0) service.announce(cityId, { kind: 'city', id: '' }, 'computed');
    return { areas: stored.length, computed };
  };
}
