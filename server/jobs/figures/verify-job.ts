import type { JobHandler } from '../job-queue.ts';
import { FigureProblem } from './figure-problem.ts';
import type { FigureService } from './figure-service.ts';
import { verifyArea, type ReadingOutcome } from './verify-area.ts';

/** What a `verify` job leaves behind; what was found is with the figures of the area. */
export interface VerifyResult {
  readonly area: string;
  readonly state: 'verified' | 'disputed' | 'superseded';
  /** Rules checked, and those that differ. */
  readonly checked: number;
  readonly disputed: readonly string[];
  /** The second reading of a unit; null when it has none. */
  readonly withProposals: Omit<VerifyResult, 'area' | 'withProposals'> | null;
}

const told = ({ state, entries }: ReadingOutcome): Omit<VerifyResult, 'area' | 'withProposals'> => ({ state, checked: entries.length, disputed: entries.filter(({ agrees }) => !agrees).map(({ ruleId }) => ruleId) });

/** Handler of jobs of kind `verify` with the input `{ area, unverifiedOnly? }`, a contract `AreaRef`; `unverifiedOnly`: readings that stand verified as they are now are not asked again. */
export function verifyJob(service: FigureService): JobHandler {
  return async ({ cityId, input, signal, progress }): Promise<VerifyResult> => {
    const area = input['area'];
    if (cityId === null || typeof area !== 'string') throw new FigureProblem('bad_request', 'A verification needs a city and an area.');
    try {
      const { withProposals, ...first } = await verifyArea(service, cityId, area, { signal, progress, isUnverifiedOnly: input['unverifiedOnly'] === true });
      return { area, ...told(first), withProposals: withProposals && told(withProposals) };
    } catch (error) {
      // A unit may be deleted between its saving and its turn here.
      if (error instanceof FigureProblem && error.code === 'not_found') return { area, state: 'superseded', checked: 0, disputed: [], withProposals: null };
      throw error;
    }
  };
}
