import type { CityRun } from '#contract/runs.ts';
import { ENGINE_VERSION } from '#planning/coverage/compute.ts';
import { listRuns, runHashes, type StoredRun } from '../../db/repositories/city-runs.ts';
import type { FigureService } from '../figures/figure-service.ts';
import { parametersHash } from './city-run.ts';
import { unitsOfRun } from './run-areas.ts';

/** Finished runs of a city, newest first; of the latest, what has changed since. @throws FigureProblem */
export async function runsOfCity(service: FigureService, cityId: string): Promise<CityRun[]> {
  const runs = await listRuns(service.db.pool, cityId);
  return Promise.all(runs.map(async (run, index) => ({ ...shown(run), outdated: index === 0 ? await outdated(service, cityId, run) : null })));
}

function shown({ datasetHash: _, parametersHash: __, ruleSets, layers, ...run }: StoredRun): Omit<CityRun, 'outdated'> {
  return { ...run, ruleSets: [...ruleSets], layers: [...layers] };
}

/** Divisions change only with their layer, so while layers and rules are the same only units can differ. */
async function outdated(service: FigureService, cityId: string, run: StoredRun): Promise<NonNullable<CityRun['outdated']>> {
  const key = await service.keyOf(cityId);
  const layers = key.hash !== run.datasetHash;
  const rules = parametersHash(service.ruleSets) !== run.parametersHash || run.engine !== ENGINE_VERSION;
  if (layers || rules) return { layers, rules, areas: run.computed + run.cached };
  const known = await runHashes(service.db.pool, run.id);
  const units = await unitsOfRun(service.db, cityId);
  return { layers, rules, areas: units.filter((unit) => known.get(`unit:${unit.id}`) !== service.inputsHash(key, unit)).length };
}
