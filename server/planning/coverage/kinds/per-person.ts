import { overlapNotes } from '../atoms.ts';
import { ratio, sum, type Measured, type RuleRun } from '../rule-run.ts';
import type { PerPerson } from '../../standards/rule.ts';
import { nobodyCounted } from './people-within-radius.ts';

/** Area of the selected features inside the area, overlaps counted once ÷ people of the area. */
export function perPerson({ city, rule, area }: RuleRun<PerPerson>): Measured {
  const homes = city.homes();
  if (!homes) return nobodyCounted('m²');
  const atoms = city.atoms(rule.supply);
  const parts = area.parts(atoms);
  const numerator = sum(parts.map(({ areaM2 }) => areaM2));
  const denominator = sum(area.homes(homes).map((home) => homes.people[home]));
  return {
    numerator, denominator, value: ratio(numerator, denominator), numeratorUnit: 'm²', denominatorUnit: 'people',
    counted: parts.map(({ atom, areaM2 }) => {
      const { layer, id, role } = atoms.selection.members[atom];
      return { layer, id, amount: areaM2, role };
    }),
    leftOut: atoms.selection.rejectsNear(area.box).map((index) => atoms.selection.rejects[index]),
    uncovered: [],
    notes: overlapNotes(atoms, parts),
  };
}
