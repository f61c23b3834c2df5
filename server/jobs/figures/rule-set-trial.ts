import type { TrialChange, TrialResult } from '#contract/rule-sets.ts';
import type { Figure } from '#planning/coverage/figure.ts';
import { stableText } from '#planning/standards/compare-versions.ts';
import type { RuleSet } from '#planning/standards/rule.ts';
import { areaRefOf, findArea, listDivisionAreas, listDivisionLevels, type DivisionArea, type FigureArea } from '../../db/repositories/figure-areas.ts';
import { listUnits } from '../../db/repositories/units.ts';
import type { JobHandler } from '../job-queue.ts';
import { FigureProblem } from './figure-problem.ts';
import type { FigureService } from './figure-service.ts';
import type { Draft, RuleSetStore } from './rule-set-store.ts';

/**
 * Handler of jobs of kind `trial` with the input `{ ruleSetId, expectedVersion, from?, changes }`: every unit and division and the city by the rules a draft
 * would change, before and after. Nothing is stored.
 */
export function trialJob(service: FigureService, store: RuleSetStore): JobHandler {
  return async ({ id, cityId, input, signal, progress }): Promise<TrialResult> => {
    const ruleSetId = input['ruleSetId'];
    if (cityId === null || typeof ruleSetId !== 'string') throw new FigureProblem('bad_request', 'A trial needs a city and a rule set.');
    const drawn = await store.drawUp(ruleSetId, input as unknown as Draft);
    const current = store.standing(ruleSetId)?.ruleSet;
    if (drawn.kind !== 'ready' || !current) throw new FigureProblem('version_conflict', 'The rule set has changed since the trial was asked for; look at it again and try anew.');
    const touched = touchedRules(current, drawn.ruleSet);
    const areas = await areasOf(service, cityId);
    const key = await service.keyOf(cityId);
    const changes: TrialChange[] = [];
    try {
      for (const [i, { area, level }] of areas.entries()) {
        signal.throwIfAborted();
        progress(i / areas.length, 'trying');
        const options = { areaKind: area.kind, ruleIds: touched, listLimit: 0 };
        const before = await service.briefFigures(key, area, options);
        const after = await service.trialFigures(key, area, id, [drawn.ruleSet], options);
        changes.push(...changesOf(area, level, before, after));
      }
    } finally {
      await service.endTrial(key, id);
    }
    changes.sort((a, b) => Number(b.flips) - Number(a.flips));
    return { ruleSetId, areas: areas.length, rules: [...touched], flips: changes.filter(({ flips }) => flips).length, changes };
  };
}

/** Rules of both that do not read the same, what they mean resolved: a changed walking table touches every rule that uses it. */
export function touchedRules(current: RuleSet, drawn: RuleSet): readonly string[] {
  const now = new Map(current.rules.map((rule) => [rule.id, stableText(rule)]));
  return drawn.rules.filter((rule) => now.has(rule.id) && now.get(rule.id) !== stableText(rule)).map(({ id }) => id);
}

interface TriedArea { readonly area: FigureArea; readonly level: string }

/** Units first, then divisions from the whole to its parts, the city last. */
async function areasOf({ db }: FigureService, cityId: string): Promise<TriedArea[]> {
  const found: TriedArea[] = [];
  for (const { id } of await listUnits(db.pool, cityId)) {
    const area = await findArea(db.pool, cityId, `unit:${id}`);
    if (area) found.push({ area, level: 'unit' });
  }
  for (const level of await listDivisionLevels(db.pool, cityId)) {
    if (level !== 'city') found.push(...(await listDivisionAreas(db.pool, cityId, { level })).map((area: DivisionArea) => ({ area, level })));
  }
  const city = await findArea(db.pool, cityId, 'city');
  return city ? [...found, { area: city, level: 'city' }] : found;
}

function changesOf(area: FigureArea, level: string, before: readonly Figure[], after: readonly Figure[]): TrialChange[] {
  return before.flatMap((figure) => {
    const now = after.find(({ ruleId }) => ruleId === figure.ruleId);
    if (!now || (now.value === figure.value && now.verdict === figure.verdict)) return [];
    return [{
      area: areaRefOf(area), areaName: area.name, level, ruleId: figure.ruleId, unit: figure.unit,
      before: { value: figure.value, verdict: figure.verdict }, after: { value: now.value, verdict: now.verdict }, flips: now.verdict !== figure.verdict,
    }];
  });
}
