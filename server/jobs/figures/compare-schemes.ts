/** Two schemes, or a scheme and the baseline, unit by unit and rule by rule. */
import type { FigureSet } from '#contract/figures.ts';
import type { Proposal } from '#contract/proposals.ts';
import type { ComparedUnit, SchemeComparison, SchemeTotals, UnitPair } from '#contract/scheme-comparison.ts';
import type { Unit } from '#contract/units.ts';
import { differingFigures } from '#planning/renewal/renewal-figures.ts';
import { listProposals } from '../../db/repositories/proposals.ts';
import { findScheme } from '../../db/repositories/schemes.ts';
import { listUnits } from '../../db/repositories/units.ts';
import type { Asker, FigureService } from './figure-service.ts';
import { FigureProblem } from './figure-problem.ts';
import { boundaryText, pairUnits, proposalsText, ruleDifferences, stateOfPair, type PairChanges, type PairedUnits } from './scheme-pairs.ts';

interface Plan { readonly ref: string; readonly name: string | null; readonly units: readonly Unit[]; readonly proposals: readonly Proposal[] }

/** @throws FigureProblem not_found */
async function planOf(service: FigureService, cityId: string, ref: string): Promise<Plan> {
  if (ref === 'baseline') return { ref, name: null, units: await listUnits(service.db.pool, cityId), proposals: await listProposals(service.db.pool, cityId, { schemeId: null }) };
  const scheme = await findScheme(service.db.pool, cityId, ref);
  if (!scheme) throw new FigureProblem('not_found', 'There is no such scheme; it may have been deleted.');
  return { ref, name: scheme.name, units: await listUnits(service.db.pool, cityId, ref), proposals: await listProposals(service.db.pool, cityId, { schemeId: ref }) };
}

const sumOf = (values: readonly (number | null | undefined)[]): number | null => values.reduce<number | null>((sum, value) => (value === null || value === undefined ? sum : (sum ?? 0) + value), null);

function compared(unit: Unit, people: number | null, proposals: readonly Proposal[]): ComparedUnit {
  const { id, name, version, geometry, areaM2 } = unit;
  return { unitId: id, name, version, geometry, areaM2, people, proposals: proposals.length, cost: sumOf(proposals.map(({ cost }) => cost)) };
}

const totalsOf = (units: readonly ComparedUnit[]): SchemeTotals => ({
  units: units.length, areaM2: units.reduce((sum, { areaM2 }) => sum + areaM2, 0), people: sumOf(units.map(({ people }) => people)),
  proposals: units.reduce((sum, { proposals }) => sum + proposals, 0), cost: sumOf(units.map(({ cost }) => cost)),
});

class Comparer {
  readonly #service: FigureService;
  readonly #cityId: string;
  readonly #asker: Asker;
  readonly #proposals = new Map<string, Proposal[]>();

  constructor(service: FigureService, cityId: string, asker: Asker, proposals: readonly Proposal[]) {
    this.#service = service;
    this.#cityId = cityId;
    this.#asker = asker;
    for (const proposal of proposals) this.#proposals.set(proposal.unitId, [...this.#proposals.get(proposal.unitId) ?? [], proposal]);
  }

  #proposalsOf(unit: Unit | null): readonly Proposal[] {
    return (unit && this.#proposals.get(unit.id)) ?? [];
  }

  /** Stored figures while they are current, else computed now. */
  #figuresOf(unit: Unit | null): Promise<FigureSet | null> {
    return unit ? this.#service.figuresOf(this.#cityId, `unit:${unit.id}`, this.#asker) : Promise.resolve(null);
  }

  async pair(units: PairedUnits): Promise<UnitPair> {
    const { key, a, b } = units;
    const changes: PairChanges = {
      isBoundaryChanged: a !== null && b !== null && boundaryText(a) !== boundaryText(b),
      areProposalsChanged: a !== null && b !== null && proposalsText(this.#proposalsOf(a)) !== proposalsText(this.#proposalsOf(b)),
      isRenewalChanged: a !== null && b !== null && differingFigures(a.renewal, b.renewal).length > 0,
    };
    const state = stateOfPair(units, changes);
    const setA = await this.#figuresOf(a);
    // An equal area has equal figures: they are not asked for twice.
    const setB = state === 'same' ? setA : await this.#figuresOf(b);
    const side = (unit: Unit | null, set: FigureSet | null) => unit && compared(unit, set?.people ?? null, this.#proposalsOf(unit));
    return { key, state, a: side(a, setA), b: side(b, setB), ...changes, rules: state === 'same' ? [] : ruleDifferences(setA, setB) };
  }
}

/** @param a, b `baseline` or the id of a scheme @throws FigureProblem not_found, not_ready, crs_unknown */
export async function compareSchemes(service: FigureService, cityId: string, a: string, b: string, asker: Asker): Promise<SchemeComparison> {
  const planA = await planOf(service, cityId, a);
  const planB = await planOf(service, cityId, b);
  const comparer = new Comparer(service, cityId, asker, [...planA.proposals, ...planB.proposals]);
  const pairs: UnitPair[] = [];
  for (const units of pairUnits(planA.units, planB.units)) pairs.push(await comparer.pair(units));
  const side = ({ ref, name }: Plan, which: 'a' | 'b') => ({ ref, name, totals: totalsOf(pairs.flatMap((pair) => pair[which] ?? [])) });
  return { a: side(planA, 'a'), b: side(planB, 'b'), pairs };
}
