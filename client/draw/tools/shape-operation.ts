import type { TopologyOperation } from '#planning/plan/topology/operation.ts';
import { planRules } from '../../coverage/plan-rules.ts';
import type { ShapeState, Sharing } from './shape-state.ts';

/** What a tool asks for as it stands; null: something is missing yet. `newIds` for the units that come into being. */
export function shapeOperation(state: ShapeState, { isShared, overlap }: Sharing, newIds: readonly string[]): TopologyOperation | null {
  const { tool, unitId, points, picked, toleranceM, bufferM, isMultiPart, makesUnit } = state;
  if (tool === null || unitId === null) return null;
  switch (tool) {
    case 'split': return points.length < 2 ? null : { kind: 'split', unitId, line: points, newIds };
    case 'hole': return points.length < 3 ? null : { kind: 'hole', unitId, ring: points, newId: makesUnit ? (newIds[0] as string) : null };
    case 'reshape': return points.length < 2 ? null : { kind: 'reshape', unitId, line: points, options: { share: isShared, overlap } };
    case 'merge': return picked.length === 0 ? null : { kind: 'merge', unitIds: [unitId, ...picked], keepId: unitId, options: { closeWidthM: planRules.maxGapWidthM, multiPart: isMultiPart } };
    case 'simplify': return toleranceM > 0 ? { kind: 'simplify', unitIds: [unitId], toleranceM } : null;
    case 'buffer': return bufferM === 0 || !Number.isFinite(bufferM) ? null : { kind: 'buffer', unitId, metres: bufferM, overlap };
  }
}
