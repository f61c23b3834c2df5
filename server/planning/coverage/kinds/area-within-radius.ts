import { QUADRANT_SEGMENTS, settled, type AreaReach } from '../area-reach.ts';
import { overlapNotes } from '../atoms.ts';
import type { AreaView, AtomPart } from '../area-view.ts';
import type { CountedFeature } from '../figure.ts';
import { facilities } from '../facilities.ts';
import { ratio, sum, type Measured, type RuleRun } from '../rule-run.ts';
import { memberShape } from '../selection.ts';
import type { AreaWithinRadius } from '../../standards/rule.ts';

interface PartCover extends AtomPart {
  readonly coveredM2: number;
}

/** Area of demand in the area within reach of supply ÷ area of demand in the area. Demand is clipped, supply is not. */
export function areaWithinRadius({ city, rule, area }: RuleRun<AreaWithinRadius>): Measured {
  const reach = city.areaReach(rule.demand, rule.supply);
  const parts = area.parts(reach.atoms).map((part): PartCover => ({ ...part, coveredM2: coveredM2(reach, part, area) }));
  const numerator = sum(parts.map((part) => part.coveredM2));
  const denominator = sum(parts.map((part) => part.areaM2));
  const demand = (part: PartCover, amount: number): CountedFeature => ({ layer: rule.demand.layer, id: reach.atoms.selection.members[part.atom].id, amount, role: 'demand' });
  const serving = facilities(reach.supply, area.box, servingMembers(reach, parts, area));
  return {
    numerator, denominator, value: ratio(numerator, denominator), numeratorUnit: 'm²', denominatorUnit: 'm²',
    counted: [...serving.counted, ...parts.filter((part) => part.coveredM2 > 0).map((part) => demand(part, part.coveredM2))],
    leftOut: serving.leftOut,
    uncovered: parts.filter((part) => part.areaM2 - part.coveredM2 > 0).map((part) => demand(part, part.areaM2 - part.coveredM2)),
    notes: overlapNotes(reach.atoms, parts),
    quadrantSegments: QUADRANT_SEGMENTS,
  };
}

/** m² of a part of the area within reach. */
export function coveredM2(reach: AreaReach, part: AtomPart, area: AreaView): number {
  const state = reach.state(part.atom);
  if (state === 'bare') return 0;
  if (part.clip === null) return reach.coveredM2(part.atom);
  if (state === 'covered') return part.areaM2;
  return settled(part.areaM2 - area.overlay.area(area.overlay.difference(part.clip, reach.served(part.atom))), part.areaM2);
}

/** Members within whose radius some demand of the area lies. Circles answer most; exact distance the rest. */
function servingMembers(reach: AreaReach, parts: readonly PartCover[], area: AreaView): ReadonlySet<number> {
  const serving = new Set<number>();
  const unsure: { part: PartCover; member: number }[] = [];
  for (const part of parts) {
    if (part.coveredM2 === 0) continue;
    for (const { member, distanceM } of reach.candidates(part.atom)) {
      if (distanceM + reach.atoms.circleM[part.atom] <= reach.supply.members[member].radiusM) serving.add(member);
      else unsure.push({ part, member });
    }
  }
  for (const { part, member } of unsure) {
    if (serving.has(member)) continue;
    const facility = memberShape(area.overlay, reach.supply.members[member]);
    if (area.overlay.distance(part.clip ?? reach.atoms.shape(part.atom), facility) <= reach.supply.members[member].radiusM) serving.add(member);
  }
  return serving;
}
