import type { CoverageEngine } from '#planning/coverage/engine-api.ts';
import type { MetricCrs } from '#planning/geometry/metric-crs.ts';
import type { Overlay } from '#planning/geometry/overlay.ts';
import { groundFromFeatures } from '#planning/plan/assistant/ground-from-features.ts';
import { proposeBoundaries } from '#planning/plan/assistant/propose.ts';
import type { PlanRules } from '#planning/plan/plan-rules.ts';
import type { LandUseCodes } from '#planning/standards/land-use-codes.ts';
import landUse from '../../data/land-use-codes.json?raw';
import { assistantRules } from './assistant-rules.ts';
import type { BoundaryProposals, ProposeQuestion } from './protocol.ts';

const codes = JSON.parse(landUse) as LandUseCodes;

interface Means { readonly engine: CoverageEngine; readonly overlay: Overlay; readonly crs: MetricCrs; readonly planRules: PlanRules; readonly bounds: readonly [number, number, number, number] | null }

/** Boundaries with the figures they would have, proposed facilities not counted. */
export function measuredProposals({ seed, near, units, locked, ruleIds }: ProposeQuestion, { engine, overlay, crs, planRules, bounds }: Means): BoundaryProposals {
  const ground = groundFromFeatures(near, units, codes);
  const { proposals, notes } = proposeBoundaries({ crs, seed, ground, locked }, { rules: assistantRules, planRules, overlay, bounds });
  return {
    notes,
    proposals: proposals.map((proposal) => ({ ...proposal, people: engine.people(engine.toMetric(proposal.geometry)), figures: engine.figuresOfLonLat(proposal.geometry, { ruleIds, listLimit: 0 }) })),
  };
}
