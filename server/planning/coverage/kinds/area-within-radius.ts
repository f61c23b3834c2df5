import { exactSum } from '../../geometry/exact-sum.ts';
import type { AreaReach } from '../area-reach.ts';
import type { AreaView, AtomPart } from '../area-view.ts';
import type { CountedFeature } from '../figure.ts';
import { facilities } from '../facilities.ts';
import { QUADRANT_SEGMENTS } from '../ground.ts';
import { NO_LISTS, ratio, type Measured, type RuleRun } from '../rule-run.ts';
import { memberShape } from '../member.ts';
import type { AreaWithinRadius } from '../../standards/rule.ts';

/** Area of demand in the area within reach of supply ÷ area of demand in the area. Demand is clipped, supply is not. */
export function areaWithinRadius({ city, rule, area, numbersOnly }: RuleRun<AreaWithinRadius>): Measured {
  const reach = city.areaReach(rule.demand, rule.supply);
  const parts = numbersOnly ? null : area.parts(reach.atoms);
  const coversM2 = parts && area.coversM2(reach, parts);
  const numerator = coversM2 ? exactSum(coversM2) : area.coveredTotalM2(reach);
  const { areaM2: denominator, notes } = area.total(reach.atoms);
  const numbers = { numerator, denominator, value: ratio(numerator, denominator), numeratorUnit: 'm²', denominatorUnit: 'm²', notes, quadrantSegments: QUADRANT_SEGMENTS };
  if (!parts || !coversM2) return { ...numbers, ...NO_LISTS };
  const demand = ({ atom }: AtomPart, amount: number): CountedFeature => ({ layer: rule.demand.layer, id: reach.atoms.selection.members[atom].id, amount, role: 'demand' });
  const { counted, leftOut } = facilities(reach.supply, area.box, servingMembers(reach, parts, coversM2, area));
  const uncovered: CountedFeature[] = [];
  for (let i = 0; i < parts.length; i++) {
    const [part, inM2] = [parts[i], coversM2[i]];
    if (inM2 > 0) counted.push(demand(part, inM2));
    if (part.areaM2 - inM2 > 0) uncovered.push(demand(part, part.areaM2 - inM2));
  }
  return { ...numbers, counted, leftOut, uncovered };
}

/** m² of a part of the area within reach. */
export const coveredM2 = (reach: AreaReach, part: AtomPart, area: AreaView): number => area.coveredM2(reach, part);

/** Members within whose radius some demand of the area lies. Circles answer most; exact distance the rest. */
function servingMembers(reach: AreaReach, parts: readonly AtomPart[], coversM2: readonly number[], area: AreaView): ReadonlySet<number> {
  const serving = new Set<number>();
  const unsure: { part: AtomPart; member: number }[] = [];
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i];
    if (coversM2[i] === 0) continue;
    for (const { member, distanceM } of reach.candidates(part.atom)) {
      if (distanceM + reach.atoms.circleM[part.atom] <= reach.supply.members[member].radiusM) serving.add(member);
      else unsure.push({ part, member });
    }
  }
  for (const { part, member } of unsure) {
    if (serving.has(member)) continue;
    const facility = memberShape(area.overlay, reach.supply.members[member]);
    if (area.overlay.distance(area.shapeOf(reach.atoms, part), facility) <= reach.supply.members[member].radiusM) serving.add(member);
  }
  return serving;
}
