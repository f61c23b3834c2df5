import { createHash } from 'node:crypto';
import type { RunResult } from '#contract/runs.ts';
import { ENGINE_VERSION } from '#planning/coverage/compute.ts';
import type { RuleSet } from '#planning/standards/rule.ts';
import { addRunArea, beginRun, carryRunArea, dropRun, finishRun } from '../../db/repositories/city-runs.ts';
import { figuresIn, findFigures, noFigures } from '../../db/repositories/figures.ts';
import { findArea } from '../../db/repositories/figure-areas.ts';
import { FigureProblem } from '../figures/figure-problem.ts';
import type { FigureService } from '../figures/figure-service.ts';
import type { JobHandler } from '../job-queue.ts';
import { lineOf } from './figure-line.ts';
import { areasOfRun, type AreaInRun } from './run-areas.ts';

/** Runs of a city that are kept. */
const keptRuns = 5;

/** Hash over the rule sets in force, with every number in them. */
export function parametersHash(ruleSets: readonly RuleSet[]): string {
  return createHash('sha256').update(JSON.stringify(ruleSets)).digest('hex');
}

/**
 * Handler of jobs of kind `run`: every rule for every unit, every division and the city. An area whose inputs, parameters and engine are those of its stored
 * figures is taken over, so a run after which nothing changed computes nothing. What was computed before a run is cancelled stays with its area; the run itself is
 * shown whole or not at all.
 */
export function cityRunJob(service: FigureService): JobHandler {
  return async ({ id, cityId, accountId, signal, progress }): Promise<RunResult> => {
    if (cityId === null) throw new FigureProblem('bad_request', 'A run needs a city.');
    progress(0, 'listing');
    const key = await service.keyOf(cityId);
    const parameters = parametersHash(service.ruleSets);
    const { pool } = service.db;
    await beginRun(pool, {
      id, cityId, datasetHash: key.hash, parametersHash: parameters, engine: ENGINE_VERSION, layers: key.inputs, startedBy: accountId,
      ruleSets: service.ruleSets.map(({ id: ruleSetId, version, name }) => ({ id: ruleSetId, version, name })),
    });
    try {
      const areas = await areasOfRun(service.db, cityId);
      for (const [position, area] of areas.entries()) {
        signal.throwIfAborted();
        progress(position / areas.length, 'computing');
        await takeArea(service, key, { id, cityId, accountId }, position, area);
      }
      signal.throwIfAborted();
      if (parametersHash(service.ruleSets) !== parameters) throw new FigureProblem('version_conflict', 'Rule sets came into force while the run was on, so its lines do not belong together. Start it again; what is not affected is taken over.');
      return await finishRun(pool, cityId, id, keptRuns);
    } catch (error) {
      await dropRun(pool, id);
      throw error;
    }
  };
}

type RunOrder = { readonly id: string; readonly cityId: string; readonly accountId: number | null };

async function takeArea(service: FigureService, key: Awaited<ReturnType<FigureService['keyOf']>>, { id, cityId, accountId }: RunOrder, position: number, listed: AreaInRun): Promise<void> {
  const { pool } = service.db;
  // A unit may have been moved or removed since the list was made; its older shape must not come to stand over the newer figures.
  const now = listed.kind === 'unit' ? await findArea(pool, cityId, `unit:${listed.id}`) : listed;
  if (!now) return;
  const area = { ...now, level: listed.level };
  const inputsHash = service.inputsHash(key, area);
  if (await carryRunArea(pool, cityId, id, position, area, inputsHash)) return;
  const known = await findFigures(pool, cityId, area.kind, area.id, inputsHash, noFigures);
  const isCached = known?.inputsHash === inputsHash;
  const stored = await service.storedOf(key, area, accountId === null ? null : { id: accountId }, 'batch', { listLimit: 0 });
  await addRunArea(pool, id, position, {
    areaKind: area.kind, areaId: area.id, areaVersion: area.version, name: area.name, level: area.level, inputsHash, isCached, computedAt: stored.computedAt,
    lines: figuresIn(stored).map(lineOf),
  });
}
