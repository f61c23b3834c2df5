import type { AreaView, AtomPart } from '../area-view.ts';
import { overlapNotes, type Atoms } from '../atoms.ts';
import { boxOf } from '../features.ts';
import { facilities } from '../facilities.ts';
import type { CountedFeature } from '../figure.ts';
import { NO_LISTS, ratio, sum, type Measured, type RuleRun } from '../rule-run.ts';
import { memberShape } from '../selection.ts';
import { walkCityOf } from '../walk-city.ts';
import { homeWalkReach, parcelWalkReach, type WalkReach } from '../walk-reach.ts';
import type { PeopleWithinWalk, Selector } from '../../standards/rule.ts';
import { homeWithout, nobodyCounted, peopleByNearest, peopleReached } from './people-within-radius.ts';

/** People, or land, of the area from where a facility is no farther to walk than its limit ÷ all of them. A facility's amount is what it is the nearest for. */
export function peopleWithinWalk(run: RuleRun<PeopleWithinWalk>): Measured {
  const measured = run.rule.demand ? land(run, run.rule.demand) : people(run);
  return { ...measured, notes: [...measured.notes ?? [], ...walkCityOf(run.city).notes] };
}

function people({ city, rule, area, numbersOnly }: RuleRun<PeopleWithinWalk>): Measured {
  const homes = city.homes();
  if (!homes) return nobodyCounted('people');
  const reach = homeWalkReach(city, homes, rule.supply);
  const inside = area.homes(homes);
  const numerator = peopleReached(homes, reach, inside);
  const denominator = area.people(homes);
  const numbers = { numerator, denominator, value: ratio(numerator, denominator), numeratorUnit: 'people', denominatorUnit: 'people' };
  if (numbersOnly) return { ...numbers, ...NO_LISTS };
  const byFacility = peopleByNearest(homes, reach, inside.filter((home) => reach.nearest[home] >= 0));
  return {
    ...numbers,
    ...facilities(reach.supply, area.box, new Set(byFacility.keys()), (member) => byFacility.get(member) ?? null),
    uncovered: inside.filter((home) => reach.nearest[home] < 0).map((home) => homeWithout(homes, home)),
  };
}

/** A parcel is in or out as a whole; what counts is its part inside the area, and ground that a parcel in reach and one out of reach both claim is in. */
function land({ city, rule, area, numbersOnly }: RuleRun<PeopleWithinWalk>, demand: Selector): Measured {
  const atoms = city.atoms(demand);
  const reach = parcelWalkReach(city, atoms, rule.supply);
  const parts = area.parts(atoms);
  const sharedM2 = sharedWithServed(area, atoms, parts, reach);
  const servedM2 = ({ atom, areaM2 }: AtomPart): number => (reach.nearest[atom] >= 0 ? areaM2 : sharedM2.get(atom) ?? 0);
  const numerator = sum(parts.map(servedM2));
  const denominator = sum(parts.map(({ areaM2 }) => areaM2));
  const numbers = { numerator, denominator, value: ratio(numerator, denominator), numeratorUnit: 'm²', denominatorUnit: 'm²', notes: overlapNotes(atoms, parts) };
  if (numbersOnly) return { ...numbers, ...NO_LISTS };
  const byFacility = new Map<number, number>();
  const parcels: CountedFeature[] = [];
  const uncovered: CountedFeature[] = [];
  for (const part of parts) {
    const nearest = reach.nearest[part.atom];
    if (nearest >= 0) byFacility.set(nearest, (byFacility.get(nearest) ?? 0) + part.areaM2);
    const parcel = { layer: demand.layer, id: atoms.selection.members[part.atom].id, role: 'demand' };
    const inM2 = servedM2(part);
    if (inM2 > 0) parcels.push({ ...parcel, amount: inM2 });
    if (part.areaM2 - inM2 > 0) uncovered.push({ ...parcel, amount: part.areaM2 - inM2 });
  }
  const serving = facilities(reach.supply, area.box, new Set(byFacility.keys()), (member) => byFacility.get(member) ?? null);
  return { ...numbers, counted: [...serving.counted, ...parcels], leftOut: serving.leftOut, uncovered };
}

/** Ground of parcels out of reach that lies under others in reach as well, m² by atom. Atoms give common ground to the first parcel only. */
function sharedWithServed(area: AreaView, atoms: Atoms, parts: readonly AtomPart[], { nearest }: WalkReach): ReadonlyMap<number, number> {
  const over = new Map<number, number[]>();
  // Not only of `parts`: a parcel whose ground is all claimed by earlier ones has no part of its own.
  for (const atom of atoms.within(area.box)) {
    if (nearest[atom] < 0 || atoms.overlapM2[atom] <= 0) continue;
    const member = atoms.selection.members[atom];
    for (const other of atoms.within(boxOf(member.table, member.row))) {
      if (other >= atom || nearest[other] >= 0) continue;
      over.set(other, [...over.get(other) ?? [], atom]);
    }
  }
  const sharedM2 = new Map<number, number>();
  for (const { atom, clip } of parts) {
    const served = over.get(atom);
    if (!served) continue;
    const common = area.overlay.intersection(clip ?? atoms.shape(atom), area.overlay.union(served.map((each) => memberShape(area.overlay, atoms.selection.members[each]))));
    sharedM2.set(atom, area.overlay.area(common));
  }
  return sharedM2;
}
