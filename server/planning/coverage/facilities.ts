import type { Box } from './features.ts';
import type { CountedFeature, LeftOutFeature } from './figure.ts';
import { widened, type Selection } from './selection.ts';

/**
 * The supply side of a receipt: members that served, those near enough to ask about that served nothing, and features of the same layers that the rule does
 * not count. Near: extent widened by the radius meets the area's extent.
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
