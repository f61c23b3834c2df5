import { facilitiesInArea, measuredOnce, sizeOf } from '../facilities-in-area.ts';
import type { LeftOutFeature } from '../figure.ts';
import { NO_LISTS, ratio, type Measured, type RuleRun } from '../rule-run.ts';
import type { Member } from '../member.ts';
import type { MinimumSize } from '../../standards/rule.ts';

/**
 * Facilities in the area at least as large as asked ÷ facilities in the area. One of unknown size stays in the denominator and does not meet; extra
 * `sizeUnknown` counts them.
 */
export function minimumSize({ city, rule, area, numbersOnly }: RuleRun<MinimumSize>): Measured {
  const { inside, leftOut } = facilitiesInArea(city.selection([rule.supply]), area, numbersOnly);
  return numbersOnly ? measuredOnce(rule, inside, () => ({ ...sizesOf(rule, inside, []), ...NO_LISTS })) : sizesOf(rule, inside, leftOut);
}

function sizesOf(rule: MinimumSize, inside: readonly Member[], leftOut: readonly LeftOutFeature[]): Measured {
  const meeting: Member[] = [];
  const failing: Member[] = [];
  const below: LeftOutFeature[] = [];
  let unknown = 0;
  for (const member of inside) {
    const size = sizeOf(member, rule.size);
    if (size >= rule.minimum) {
      meeting.push(member);
      continue;
    }
    failing.push(member);
    if (Number.isNaN(size)) unknown += 1;
    below.push({ layer: member.layer, id: member.id, reason: Number.isNaN(size) ? 'size_unknown' : 'too_small' });
  }
  const feature = ({ layer, id, role }: Member): { layer: string; id: number; amount: number; role: string } => ({ layer, id, amount: 1, role });
  return {
    numerator: meeting.length, denominator: inside.length, value: ratio(meeting.length, inside.length), numeratorUnit: 'count', denominatorUnit: 'count',
    extras: unknown > 0 ? { sizeUnknown: unknown } : NO_EXTRAS,
    counted: meeting.map(feature), leftOut: [...below, ...leftOut], uncovered: failing.map(feature),
  };
}

const NO_EXTRAS: Readonly<Record<string, number>> = {};
