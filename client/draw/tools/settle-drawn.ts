import type { Finding } from '#planning/plan/edit.ts';
import type { TopologyRefusal } from '#planning/plan/topology/types.ts';
import { coverageClient } from '../../coverage/session.ts';
import type { ChangeIntent, UnitDraft } from '../../edit/types.ts';
import { planStore } from '../../units/plan.ts';
import { hasErrors } from '#planning/plan/validate.ts';
import { useSharing, type Sharing } from './shape-state.ts';
import { askTopology, changesOf, checkChanges } from './unit-changes.ts';

export interface Settled {
  /** The unit, and the neighbours that follow it. */
  readonly changes: readonly ChangeIntent[];
  readonly findings: readonly Finding[];
  /** Why it cannot be, where findings do not say it already. */
  readonly refused: TopologyRefusal | null;
}

/** Findings on the unit by itself, among the others as they are. */
async function findingsAlone(unit: UnitDraft): Promise<readonly Finding[]> {
  try {
    return await checkChanges(planStore().getState().plan, [{ kind: 'put-unit', unit }]);
  } catch {
    return [];
  }
}

/** What a boundary just drawn comes to: neighbours follow or stay, overlap is cut or refused. Without an engine (no layers yet) the server alone decides, on saving. */
export async function settleDrawn(unit: UnitDraft, overlap: Sharing['overlap']): Promise<Settled> {
  const alone = { changes: [{ kind: 'put-unit' as const, unit }], refused: null };
  if (!coverageClient()) return { ...alone, findings: [] };
  const { plan } = planStore().getState();
  const result = await askTopology({ kind: 'move', unitId: unit.id, geometry: unit.geometry, options: { share: useSharing.getState().isShared, overlap } });
  if (result === null || (!result.ok && result.code === 'nothing_to_do')) return { ...alone, findings: await findingsAlone(unit) };
  if (result.ok) {
    const changes = changesOf(plan, result.changes, unit.id, (name) => name, [unit]);
    return { changes, findings: await checkChanges(plan, changes), refused: null };
  }
  const findings = await findingsAlone(unit);
  return { ...alone, findings, refused: hasErrors(findings) ? null : result };
}
