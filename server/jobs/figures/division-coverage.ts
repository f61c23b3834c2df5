import type { DivisionCoverage } from '#contract/figures.ts';
import { lookup } from '#planning/standards/parse.ts';
import type { DatasetKey } from '../../db/repositories/coverage-layers.ts';
import { listDivisionAreas, type DivisionArea } from '../../db/repositories/figure-areas.ts';
import { listFigureHashes, listFiguresOfRules, listNumbersOfRules, type FigureNumbers } from '../../db/repositories/figures.ts';
import { FigureProblem } from './figure-problem.ts';
import type { Asker, FigureService } from './figure-service.ts';

/** Entries of each list of a receipt in a choropleth; the whole receipt is asked for by division. */
const longestList = 20;

export interface DivisionNumbers extends FigureNumbers {
  readonly area: DivisionArea;
}

/** Every division of a level with its figure of one rule, by code; what is not stored yet is computed, all rules at once, and stored. @throws FigureProblem */
export async function divisionCoverage(service: FigureService, cityId: string, ruleId: string, level: string, asker: Asker): Promise<DivisionCoverage[]> {
  if (!lookup(service.ruleSets, ruleId)) throw new FigureProblem('not_found', `There is no rule «${ruleId}».`);
  const areas = await currentDivisions(service, cityId, level, asker);
  const figures = (await listFiguresOfRules(service.db.pool, cityId, 'division', [ruleId], areas.map(({ id }) => id), longestList)).get(ruleId);
  return areas.flatMap(({ id, name, level: own }) => {
    const figure = figures?.get(id);
    return figure ? [{ code: id, name, level: own, figure }] : [];
  });
}

/** The numbers of several rules in every division of a level, by rule id and code; computed and stored as in `divisionCoverage`. @throws FigureProblem */
export async function divisionNumbers(service: FigureService, cityId: string, ruleIds: readonly string[], level: string, asker: Asker): Promise<ReadonlyMap<string, DivisionNumbers[]>> {
  const areas = await currentDivisions(service, cityId, level, asker);
  const numbers = await listNumbersOfRules(service.db.pool, cityId, 'division', ruleIds, areas.map(({ id }) => id));
  return new Map(ruleIds.map((ruleId) => [ruleId, areas.flatMap((area) => {
    const ofArea = numbers.get(ruleId)?.get(area.id);
    return ofArea ? [{ area, ...ofArea }] : [];
  })]));
}

/** The divisions of a level, by code, once figures by the present inputs are stored of each. */
async function currentDivisions(service: FigureService, cityId: string, level: string, asker: Asker): Promise<DivisionArea[]> {
  const key = await service.keyOf(cityId);
  const areas = await listDivisionAreas(service.db.pool, cityId, { level });
  const hashes = await listFigureHashes(service.db.pool, cityId, 'division');
  const outdated = areas.filter((area) => hashes.get(area.id) !== service.inputsHash(key, area));
  await storeFigures(service, key, outdated, asker);
  return areas;
}

/** Two at a time: one in the figure thread, one on its way into the database. The figures of all divisions at once would fill the memory. */
async function storeFigures(service: FigureService, key: DatasetKey, areas: readonly DivisionArea[], asker: Asker): Promise<void> {
  const waiting = areas.values();
  const takeNext = async (): Promise<void> => {
    for (const area of waiting) await service.stateOf(key, area, asker, 'batch');
  };
  await Promise.all([takeNext(), takeNext()]);
}
