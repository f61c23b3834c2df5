import type { AttributeShare } from '#planning/standards/rule.ts';
import { amountOf, contributionsToQuantity } from './quantities.ts';
import type { Contribution, Recomputed, VerificationContext } from './verification-context.ts';

const metresPerKilometre = 1000;
const squareMetresPerSquareKilometre = 1e6;

/** One amount ÷ another, or ÷ the area itself. */
export async function recomputeAttributeShare(context: VerificationContext, { part, whole }: AttributeShare): Promise<Recomputed> {
  const amount = await amountOf(context, part);
  if ('of' in whole) return { numerator: amount, denominator: await amountOf(context, whole), extras: {} };
  const { areaM2 } = context.area;
  if (part.measure === 'area') return { numerator: amount, denominator: areaM2, extras: {} };
  return { numerator: part.measure === 'length' ? amount / metresPerKilometre : amount, denominator: areaM2 / squareMetresPerSquareKilometre, extras: {} };
}

export const contributionsToAttributeShare = (context: VerificationContext, { part }: AttributeShare): Promise<Contribution[]> => contributionsToQuantity(context, part);
