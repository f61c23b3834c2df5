import { createHash } from 'node:crypto';
import type { FigureSet } from '#contract/figures.ts';
import { metricProposal, type MetricProposal } from '#planning/coverage/proposal.ts';
import { metricCrs } from '#planning/geometry/metric-crs.ts';
import type { Queryable } from '../../db/database.ts';
import type { DatasetKey } from '../../db/repositories/coverage-layers.ts';
import type { FigureArea } from '../../db/repositories/figure-areas.ts';
import type { StoredSecondReading } from '../../db/repositories/figures.ts';
import { listProposals } from '../../db/repositories/proposals.ts';
import type { AreaFigures } from './figure-protocol.ts';

/** What the second reading of a unit («含拟建») counts beside what exists. */
export interface SecondReading {
  readonly ids: readonly string[];
  /** By number. */
  readonly proposals: readonly MetricProposal[];
  /** Over the inputs of the first reading and every proposal as it stands: equal hash, equal figures. */
  readonly hash: string;
}

/** Null: no unit, or a unit that proposes nothing. */
export async function secondReadingOf(q: Queryable, { cityId, srid }: DatasetKey, area: Pick<FigureArea, 'kind' | 'id'>, inputsHash: string): Promise<SecondReading | null> {
  const drawn = area.kind === 'unit' && area.id !== '' ? await listProposals(q, cityId, { unitId: area.id }) : [];
  const crs = drawn.length > 0 && metricCrs(srid);
  if (!crs) return null;
  const hash = createHash('sha256').update(JSON.stringify([inputsHash, drawn.map(({ id, version, featureId }) => [id, version, featureId ?? null])])).digest('hex');
  return { ids: drawn.map(({ id }) => id), proposals: drawn.map((proposal) => metricProposal(proposal, crs)), hash };
}

/** As the API has it: with what PostGIS found, while it was about these very proposals. */
export function withProposalsOf({ ids, proposals, hash }: SecondReading, stored: StoredSecondReading | null, { figures, uncounted = [] }: Pick<AreaFigures, 'figures' | 'uncounted'>): NonNullable<FigureSet['withProposals']> {
  const found = stored?.hash === hash ? stored : null;
  const state = found === null ? 'computed' as const : found.verification.every(({ agrees }) => agrees) ? 'verified' as const : 'disputed' as const;
  return { state, proposals: [...ids], uncounted: ids.filter((_, i) => uncounted.includes(proposals[i]?.id ?? NaN)), figures: [...figures], verification: found && [...found.verification], verifiedAt: found && found.verifiedAt };
}
