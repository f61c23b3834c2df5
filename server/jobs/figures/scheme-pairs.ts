/** Which units of two schemes are one unit, and what about them differs; pure. */
import type { Proposal } from '#contract/proposals.ts';
import type { RuleDifference, UnitPair } from '#contract/scheme-comparison.ts';
import type { FigureSet } from '#contract/figures.ts';
import type { Unit } from '#contract/units.ts';
import type { Figure } from '#planning/coverage/figure.ts';

export interface PairedUnits { readonly key: string; readonly a: Unit | null; readonly b: Unit | null }

/** What units of several schemes that are one unit have in common. */
const lineageOf = ({ id, originId }: Unit): string => originId ?? id;

/** Pairs by the unit both come from, else by equal id; the rest alone. In the order of `a`, then of `b`. */
export function pairUnits(unitsA: readonly Unit[], unitsB: readonly Unit[]): PairedUnits[] {
  const open = new Map(unitsB.map((unit) => [unit.id, unit]));
  const byLineage = new Map(unitsB.map((unit) => [lineageOf(unit), unit]));
  const pairs = unitsA.map((a): PairedUnits => {
    const like = byLineage.get(lineageOf(a)) ?? open.get(a.id) ?? null;
    const b = like && open.delete(like.id) ? like : null;
    return { key: lineageOf(a), a, b };
  });
  return [...pairs, ...[...open.values()].map((b): PairedUnits => ({ key: lineageOf(b), a: null, b }))];
}

const proposalText = ({ action, existing, layer, name, attributes, geometry, cost }: Proposal): string => JSON.stringify([action, existing?.at, layer, name, Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1)), geometry.type, geometry.coordinates, cost ?? null]);
/** The proposals of a unit as one text: equal ones propose the same. */
export const proposalsText = (proposals: readonly Proposal[]): string => proposals.map(proposalText).sort().join('\n');
export const boundaryText = ({ geometry }: Unit): string => JSON.stringify([geometry.type, geometry.coordinates]);

type Readings = ReadonlyMap<string, { readonly figure: Figure; readonly proposed: Figure | null }>;

function readingsOf(set: FigureSet | null): Readings {
  const proposed = new Map(set?.withProposals?.figures.map((figure) => [figure.ruleId, figure]));
  return new Map(set?.figures.map((figure) => [figure.ruleId, { figure, proposed: proposed.get(figure.ruleId) ?? null }]));
}

const brief = ({ value, verdict }: Figure) => ({ value, verdict });

/** Rules that have a value in either, each with both readings and the difference. `null`: the unit is in the other scheme only. */
export function ruleDifferences(setA: FigureSet | null, setB: FigureSet | null): RuleDifference[] {
  const [ofA, ofB] = [readingsOf(setA), readingsOf(setB)];
  return [...new Set([...ofA.keys(), ...ofB.keys()])].flatMap((ruleId): RuleDifference[] => {
    const [a, b] = [ofA.get(ruleId) ?? null, ofB.get(ruleId) ?? null];
    const [lastA, lastB] = [a && (a.proposed ?? a.figure), b && (b.proposed ?? b.figure)];
    if ([a?.figure.value, b?.figure.value, lastA?.value, lastB?.value].every((value) => value === null || value === undefined)) return [];
    const difference = lastA && lastB && lastA.value !== null && lastB.value !== null ? lastB.value - lastA.value : null;
    return [{
      ruleId, unit: (lastA ?? lastB)!.unit, difference, isVerdictChanged: lastA !== null && lastB !== null && lastA.verdict !== lastB.verdict,
      a: a && { ...brief(a.figure), proposed: a.proposed && brief(a.proposed) }, b: b && { ...brief(b.figure), proposed: b.proposed && brief(b.proposed) },
    }];
  });
}

/** What about the pair differs; nothing where one side is missing. */
export type PairChanges = Pick<UnitPair, 'isBoundaryChanged' | 'areProposalsChanged' | 'isRenewalChanged'>;

/** What kind of pair it is; `same` when neither boundary, proposals, 留改拆建 nor name differ. */
export function stateOfPair({ a, b }: PairedUnits, { isBoundaryChanged, areProposalsChanged, isRenewalChanged }: PairChanges): UnitPair['state'] {
  if (!a || !b) return a ? 'only_a' : 'only_b';
  return isBoundaryChanged || areProposalsChanged || isRenewalChanged || a.name !== b.name ? 'changed' : 'same';
}
