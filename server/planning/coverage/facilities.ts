import type { Box } from './features.ts';
import type { CountedFeature, LeftOutFeature } from './figure.ts';
import { widened } from './box-search.ts';
import type { Selection } from './selection.ts';

/** Who is near enough to be told as left out is asked in a straight line, whatever the rule measures. */
export const LEFT_OUT_NEAR_NOTE = 'left_out_near_straight';

/** The notes of a rule on foot with what it leaves out. */
export function notesOnFoot(notes: readonly string[], leftOut: readonly LeftOutFeature[]): readonly string[] {
  return leftOut.length > 0 ? [...notes, LEFT_OUT_NEAR_NOTE] : notes;
}

/**
 * The supply side of a receipt: members that served, those near enough to ask about that served nothing, and features of the same layers that the rule does
 * not count. Near: extent widened by the radius meets the area's extent.
 * On foot too that is a straight line, and a receipt that leaves anything out so says it: `LEFT_OUT_NEAR_NOTE`.
 * @param amountOf what a serving member contributed, where the kind can say
 */
export function facilities(
  supply: Selection, area: Box, serving: ReadonlySet<number>, amountOf: (member: number) => number | null = () => null,
): { counted: CountedFeature[]; leftOut: LeftOutFeature[] } {
  const counted = [...serving].sort((a, b) => a - b).map((index): CountedFeature => {
    const { layer, id, role } = supply.members[index];
    return { layer, id, amount: amountOf(index), role };
  });
  const idle = supply.reaching(area).filter((index) => !serving.has(index)).map((index): LeftOutFeature => {
    const { layer, id } = supply.members[index];
    return { layer, id, reason: 'out_of_reach' };
  });
  const rejected = supply.rejectsNear(widened(area, 0)).map((index): LeftOutFeature => supply.rejectAt(index));
  return { counted, leftOut: [...rejected, ...idle] };
}
