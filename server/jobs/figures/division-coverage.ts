import type { DivisionCoverage } from '#contract/figures.ts';
import { lookup } from '#planning/standards/parse.ts';
import type { DatasetKey } from '../../db/repositories/coverage-layers.ts';
import { listDivisionAreas, type DivisionArea } from '../../db/repositories/figure-areas.ts';
import { listFigureHashes, listFiguresOfRules } from '../../db/repositories/figures.ts';
import { FigureProblem } from './figure-problem.ts';
import type { Asker, FigureService } from './figure-service.ts';

/** Entries of each list of a receipt in a choropleth; the whole receipt is asked for by division. */
const longestList = 20;

export interface CoveredDivision {
  readonly area: DivisionArea;
  readonly coverage: DivisionCoverage;
}

/** Every division of a level with its figure of one rule, by code; what is not stored yet is computed, all rules at once, and stored. @throws FigureProblem */
export async function divisionCoverage(service: FigureService, cityId: string, ruleId: string, level: string, asker: Asker): Promise<DivisionCoverage[]> {
  if (!lookup(service.ruleSets, ruleId)) throw new FigureProblem('not_found', `There is no rule «${ruleId}».`);
  return (await coveredDivisions(service, cityId, [ruleId], level, asker, longestList)).get(ruleId)?.map(({ coverage }) => coverage) ?? [];
}

/** As `divisionCoverage`, for several rules, by rule id; of each list of a receipt at most `listLimit` entries. */
export async function coveredDivisions(service: FigureService, cityId: string, ruleIds: readonly string[], level: string, asker: Asker, listLimit: number): Promise<ReadonlyMap<string, CoveredDivision[]>> {
  const key = await service.keyOf(cityId);
  const areas = await listDivisionAreas(service.db.pool, cityId, { level });
  const hashes = await listFigureHashes(service.db.pool, cityId, 'division');
  const outdated = areas.filter((area) => hashes.get(area.id) !== service.inputsHash(key, area));
  await storeFigures(service, key, outdated, asker);
  const figures = await listFiguresOfRules(service.db.pool, cityId, 'division', ruleIds, areas.map(({ id }) => id), listLimit);
  const covered = new Map<string, CoveredDivision[]>();
  for (const ruleId of ruleIds) {
    covered.set(ruleId, areas.flatMap((area) => {
      const figure = figures.get(ruleId)?.get(area.id);
      return figure ? [{ area, coverage: { code: area.id, name: area.name, level: area.level, figure } }] : [];
    }));
  }
  return covered;
}

/** Two at a time: one in the figure thread, one on its way into the database. The figures of all divisions at once would fill the memory. */
async function storeFigures(service: FigureService, key: DatasetKey, areas: readonly DivisionArea[], asker: Asker): Promise<void> {
  const waiting = areas.values();
  const takeNext = async (): Promise<void> => {
    for (const area of waiting) await service.stateOf(key, area, asker, 'batch');
  };
  await Promise.all([takeNext(), takeNext()]);
}
