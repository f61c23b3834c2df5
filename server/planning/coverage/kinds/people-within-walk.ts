import { exactSum } from '../../geometry/exact-sum.ts';
import type { AreaView, AtomPart } from '../area-view.ts';
import type { Atoms } from '../atoms.ts';
import { boxOf } from '../features.ts';
import { facilities, notesOnFoot } from '../facilities.ts';
import type { CountedFeature } from '../figure.ts';
import { NO_LISTS, ratio, type Measured, type RuleRun } from '../rule-run.ts';
import { memberShape } from '../member.ts';
import { walkCityOf } from '../walk-city.ts';
import { homeWalkReach, parcelWalkReach, type WalkReach } from '../walk-reach.ts';
import type { PeopleWithinWalk, Selector } from '../../standards/rule.ts';
import { homeWithout, nobodyCounted, peopleByNearest } from './people-within-radius.ts';

/** People, or land, of the area from where a facility is no farther to walk than its limit ÷ all of them. A facility's amount is what it is the nearest for. */
export function peopleWithinWalk(run: RuleRun<PeopleWithinWalk>): Measured {
  const measured = run.rule.demand ? land(run, run.rule.demand) : people(run);
  return { ...measured, notes: notesOnFoot([...measured.notes ?? [], ...walkCityOf(run.city).notes], measured.leftOut) };
}

function people({ city, rule, area, numbersOnly }: RuleRun<PeopleWithinWalk>): Measured {
  const homes = city.homes();
  if (!homes) return nobodyCounted('people');
  const reach = homeWalkReach(city, homes, rule.supply);
  const numerator = area.peopleReached(homes, reach);
  const denominator = area.people(homes);
  const numbers = { numerator, denominator, value: ratio(numerator, denominator), numeratorUnit: 'people', denominatorUnit: 'people' };
  if (numbersOnly) return { ...numbers, ...NO_LISTS };
  const inside = area.homes(homes);
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
  const servedM2Of = (part: AtomPart): number => (reach.nearest[part.atom] >= 0 ? part.areaM2 : sharedWithServed(area, atoms, part, reach));
  const isChanging = reach.isFollowing || 'base' in atoms;
  const parts = numbersOnly && !isChanging ? null : area.parts(atoms);
  const servedM2 = parts && area.values(reach, parts, atomOf, reach.isFollowing ? changing : null, servedM2Of);
  const numerator = servedM2 ? exactSum(servedM2) : area.partsTotal(atoms, reach, servedM2Of);
  const { areaM2: denominator, notes } = area.total(atoms);
  const numbers = { numerator, denominator, value: ratio(numerator, denominator), numeratorUnit: 'm²', denominatorUnit: 'm²', notes };
  if (numbersOnly || !parts || !servedM2) return { ...numbers, ...NO_LISTS };
  const byFacility = new Map<number, number>();
  const parcels: CountedFeature[] = [];
  const uncovered: CountedFeature[] = [];
  for (const [i, part] of parts.entries()) {
    const nearest = reach.nearest[part.atom];
    if (nearest >= 0) byFacility.set(nearest, (byFacility.get(nearest) ?? 0) + part.areaM2);
    const parcel = { layer: demand.layer, id: atoms.selection.members[part.atom].id, role: 'demand' };
    const inM2 = servedM2[i];
    if (inM2 > 0) parcels.push({ ...parcel, amount: inM2 });
    if (part.areaM2 - inM2 > 0) uncovered.push({ ...parcel, amount: part.areaM2 - inM2 });
  }
  const serving = facilities(reach.supply, area.box, new Set(byFacility.keys()), (member) => byFacility.get(member) ?? null);
  return { ...numbers, counted: [...serving.counted, ...parcels], leftOut: serving.leftOut, uncovered };
}

/** What a reach says that follows proposals is not kept. */
const changing = (): number => -1;

const atomOf = ({ atom }: AtomPart): number => atom;

/** Ground of a parcel out of reach that lies under others in reach as well, m². Atoms give common ground to the first parcel only. */
function sharedWithServed(area: AreaView, atoms: Atoms, part: AtomPart, { nearest }: WalkReach): number {
  const { atom } = part;
  const member = atoms.selection.members[atom];
  const served = atoms.within(boxOf(member.table, member.row)).filter((other) => other > atom && nearest[other] >= 0 && atoms.overlapM2[other] > 0);
  if (served.length === 0) return 0;
  const united = area.overlay.union(served.map((each) => memberShape(area.overlay, atoms.selection.members[each])));
  return area.overlay.area(area.overlay.intersection(area.shapeOf(atoms, part), united));
}
