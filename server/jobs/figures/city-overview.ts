import type { Overview } from '#contract/figures.ts';
import { metricCrs } from '#planning/geometry/metric-crs.ts';
import { listDivisionLevels } from '../../db/repositories/figure-areas.ts';
import { listOldPlaces, listUnitVerdicts } from '../../db/repositories/overview.ts';
import { divisionNumbers } from './division-coverage.ts';
import type { Asker, FigureService } from './figure-service.ts';

/** Entries of each list of a receipt on the first screen; the whole receipt is asked for by area. */
const listLimit = 100;
/** Worst divisions of each rule. */
const gapsPerRule = 5;
/** The smallest division people steer by, where the city has it. */
const gapLevels = ['subdistrict', 'community', 'district', 'county', 'dev_zone', 'city'];
const placeLevels = ['district', 'county', 'dev_zone', 'subdistrict', 'community', 'city'];

/** The leaders' first screen: city figures, old places by division, units with their verdicts, and where most people are out of reach. @throws FigureProblem */
export async function cityOverview(service: FigureService, oldKinds: readonly string[], cityId: string, asker: Asker): Promise<Overview> {
  const city = await service.figuresOf(cityId, 'city', asker, { listLimit });
  const levels = await listDivisionLevels(service.db.pool, cityId);
  const placeLevel = placeLevels.find((level) => levels.includes(level)) ?? '';
  return {
    city,
    oldPlaces: await listOldPlaces(service.db.pool, cityId, oldKinds, placeLevel),
    units: await listUnitVerdicts(service.db.pool, cityId),
    gaps: await gapsOf(service, cityId, gapLevels.find((level) => levels.includes(level)), asker),
  };
}

async function gapsOf(service: FigureService, cityId: string, level: string | undefined, asker: Asker): Promise<Overview['gaps']> {
  const crs = metricCrs((await service.keyOf(cityId)).srid);
  if (level === undefined || !crs) return [];
  const ruleIds = service.ruleSets.flatMap(({ rules }) => rules.filter(({ kind }) => kind === 'people_within_radius' || kind === 'circle_completeness').map(({ id }) => id));
  const covered = await divisionNumbers(service, cityId, ruleIds, level, asker);
  return [...covered].flatMap(([ruleId, divisions]) => divisions
    .map(({ area, numerator, denominator }) => ({ area, people: numerator === null || denominator === null ? 0 : denominator - numerator }))
    .filter(({ people }) => people > 0)
    .sort((a, b) => b.people - a.people || (a.area.id < b.area.id ? -1 : 1))
    .slice(0, gapsPerRule)
    .map(({ area, people }) => ({ ruleId, division: area.id, divisionName: area.name, people, center: crs.inverse(...area.center) })));
}
