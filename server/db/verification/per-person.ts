import type { PerPerson, Quantity } from '#planning/standards/rule.ts';
import { peopleInArea } from './people-in-area.ts';
import { amountOf, contributionsToQuantity } from './quantities.ts';
import type { Contribution, Recomputed, VerificationContext } from './verification-context.ts';

const groundOf = ({ supply }: PerPerson): Quantity => ({ measure: 'area', of: [supply] });

/** m² of the selected features inside the area, ground under two of them once ÷ people of the homes in the area. */
export async function recomputePerPerson(context: VerificationContext, rule: PerPerson): Promise<Recomputed> {
  return { numerator: await amountOf(context, groundOf(rule)), denominator: await peopleInArea(context), extras: {} };
}

export const contributionsToPerPerson = (context: VerificationContext, rule: PerPerson): Promise<Contribution[]> => contributionsToQuantity(context, groundOf(rule));
