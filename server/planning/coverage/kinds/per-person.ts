import { NO_LISTS, ratio, type Measured, type RuleRun } from '../rule-run.ts';
import type { PerPerson } from '../../standards/rule.ts';
import { nobodyCounted } from './people-within-radius.ts';
import { sizePerPerson } from './size-per-person.ts';

/** Area of the selected features inside the area, overlaps counted once ÷ people of the area. */
export function perPerson(run: RuleRun<PerPerson>): Measured {
  const { city, rule, area, numbersOnly } = run;
  if (rule.size) return sizePerPerson(run, rule.size);
  const homes = city.homes();
  if (!homes) return nobodyCounted('m²');
  const atoms = city.atoms(rule.supply);
  const { areaM2: numerator, notes } = area.total(atoms);
  const denominator = area.people(homes);
  const numbers = { numerator, denominator, value: ratio(numerator, denominator), numeratorUnit: 'm²', denominatorUnit: 'people', notes };
  if (numbersOnly) return { ...numbers, ...NO_LISTS };
  return {
    ...numbers,
    counted: area.parts(atoms).map(({ atom, areaM2 }) => {
      const { layer, id, role } = atoms.selection.members[atom];
      return { layer, id, amount: areaM2, role };
    }),
    leftOut: atoms.selection.rejectsNear(area.box).map((index) => atoms.selection.rejectAt(index)),
    uncovered: [],
  };
}
