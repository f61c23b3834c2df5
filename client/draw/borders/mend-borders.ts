import type { BorderFault } from '#planning/plan/topology/border-faults.ts';
import type { TopologyChange } from '#planning/plan/topology/types.ts';
import i18n from '../../app/i18n.ts';
import { coverageClient } from '../../coverage/session.ts';
import { planRules } from '../../coverage/plan-rules.ts';
import { planStore } from '../../units/plan.ts';
import { changesOf, commitChanges, scheme } from '../tools/unit-changes.ts';

/** Overlaps and gaps between the units as they are shown; null without an engine. */
export async function askBorders(): Promise<readonly BorderFault[] | null> {
  try {
    return (await coverageClient()?.borders({ units: scheme(planStore().getState().plan) })) ?? null;
  } catch {
    return null;
  }
}

/** Narrow enough to be taken for an inexact drawing: mended without asking which unit gives way. */
export const isNarrow = ({ meanWidthM }: BorderFault): boolean => meanWidthM <= planRules.maxGapWidthM;

/**
 * Aligns one unit after the other to its neighbours, each on what the one before came to, and commits all of it in one step. Returns how many units were aligned; a unit that cannot be is
 * passed over.
 */
export async function alignUnits(unitIds: readonly string[]): Promise<number> {
  const client = coverageClient();
  const { plan } = planStore().getState();
  const now = new Map(scheme(plan).map((unit) => [unit.id, unit]));
  const changed = new Map<string, TopologyChange>();
  let aligned = 0;
  for (const unitId of unitIds) {
    const result = await client?.topology({ units: [...now.values()], operation: { kind: 'align', unitId, widthM: planRules.maxGapWidthM } }).catch(() => null);
    if (!result?.ok) continue;
    aligned += 1;
    for (const change of result.changes) {
      changed.set(change.unitId, change);
      if (change.geometry) now.set(change.unitId, { id: change.unitId, geometry: change.geometry });
      else now.delete(change.unitId);
    }
  }
  const [first] = unitIds;
  if (aligned === 0 || first === undefined || planStore().getState().plan !== plan) return 0;
  const isDone = commitChanges(changesOf(plan, [...changed.values()], first, (name) => name), i18n.t('draw:borders.reason'), 'amended');
  return isDone ? aligned : 0;
}
