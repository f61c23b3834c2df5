import type { VerificationEntry } from '#contract/figures.ts';
import type { Figure } from '#planning/coverage/figure.ts';
import { areaRefOf } from '../../db/repositories/figure-areas.ts';
import { figuresIn, saveSecondVerification, saveVerification } from '../../db/repositories/figures.ts';
import type { FigureService, KnownFigures } from './figure-service.ts';
import { secondReadingOf, type SecondReading } from './second-reading.ts';
import { beginVerification, type Verification, type VerifyOptions } from './verification.ts';

/** `superseded`: the figures were computed anew meanwhile, and what was found about the old ones was dropped. */
export interface ReadingOutcome {
  readonly state: 'verified' | 'disputed' | 'superseded';
  readonly entries: readonly VerificationEntry[];
}

export interface VerificationOutcome extends ReadingOutcome {
  readonly area: string;
  /** The second reading of a unit; null when it has none, or one that PostGIS cannot count. */
  readonly withProposals: ReadingOutcome | null;
}

/** PostGIS works out every figure of an area on its own, of a unit in both readings; where it differs the features that make the difference are sought. The outcome is stored. */
export async function verifyArea(service: FigureService, cityId: string, ref: string, options: VerifyOptions): Promise<VerificationOutcome> {
  options.progress(0, 'computing');
  const known = await service.known(cityId, ref, null, 'batch', { listLimit: 0 });
  const verification = await beginVerification(service, known, options);
  const first = await verifyFirst(service, cityId, known, verification);
  const withProposals = await verifySecond(service, cityId, known, verification, first.entries);
  return { area: areaRefOf(known.area), ...first, withProposals };
}

async function verifyFirst(service: FigureService, cityId: string, { key, area, stored }: KnownFigures, verification: Verification): Promise<ReadingOutcome> {
  if (verification.options.isUnverifiedOnly && stored.state !== 'computed') return { state: stored.state, entries: stored.verification ?? [] };
  const entries = await verification.entriesOf(figuresIn(stored));
  // Other rules may have come into force meanwhile; figures by the old ones held against the new ones say nothing.
  const isCurrent = service.inputsHash(key, area) === stored.inputsHash;
  const isKept = isCurrent && await saveVerification(service.db.pool, cityId, area, stored.inputsHash, entries);
  const state = stateOf(entries);
  if (isKept) service.announce(cityId, area, state);
  return { state: isKept ? state : 'superseded', entries };
}

/** Null: there is no second reading. Proposals that changed while they were looked at supersede what was found. */
async function verifySecond(service: FigureService, cityId: string, known: KnownFigures, verification: Verification, first: readonly VerificationEntry[]): Promise<ReadingOutcome | null> {
  const { key, area, stored } = known;
  const now = (): Promise<SecondReading | null> => secondReadingOf(service.db.pool, key, area, stored.inputsHash);
  const second = await now();
  if (!second) return null;
  if (verification.options.isUnverifiedOnly && stored.second?.hash === second.hash) return { state: stateOf(stored.second.verification), entries: stored.second.verification };
  const figures = await service.proposedFigures(key, area, second.proposals, { listLimit: 0 }, 'batch');
  const entries = await verification.entriesOfSecond(figures, second, { figures: figuresIn(stored), entries: first });
  const isCurrent = service.inputsHash(key, area) === stored.inputsHash && (await now())?.hash === second.hash;
  const isKept = isCurrent && await saveSecondVerification(service.db.pool, cityId, area, stored.inputsHash, second.hash, entries);
  const state = stateOf(entries);
  if (isKept) service.announce(cityId, area, state);
  return { state: isKept ? state : 'superseded', entries };
}

const stateOf = (entries: readonly VerificationEntry[]): 'verified' | 'disputed' => (entries.every(({ agrees }) => agrees) ? 'verified' : 'disputed');

/** The same for figures of any area, saved or not; nothing is stored. One entry a figure, in their order. */
export async function verifyFigures(service: FigureService, known: Pick<KnownFigures, 'key' | 'area'>, figures: readonly Figure[], options: VerifyOptions): Promise<VerificationEntry[]> {
  return (await beginVerification(service, known, options)).entriesOf(figures);
}
