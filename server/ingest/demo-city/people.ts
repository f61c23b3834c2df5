import type { Parcel } from './parcels.ts';
import { ringArea } from './polygon.ts';
import type { Programme } from './programme.ts';
import type { Random } from './random.ts';
import type { Building } from './yard.ts';

/** Share of gross floor area that is homes people live in: walls, stairs and empty flats taken off. */
const LIVED_IN = 0.62;

/** Fills homes with people by floor area; gives the people of every parcel. */
export function settlePeople(buildings: readonly Building[], parcels: readonly Parcel[], programme: Programme, seed: Random): Float64Array {
  const rng = seed.fork('people');
  const sums = new Float64Array(parcels.length);
  for (const building of buildings) {
    const parcel = parcels[building.parcel]!;
    const perPerson = programme.uses[parcel.use]!.m2PerPerson;
    const lived = building.use === 'residential' || (building.use === 'commercial' && parcel.use === 'shophouse');
    if (!perPerson || !lived) continue;
    const ground = ringArea(building.ring) + (building.hole ? ringArea(building.hole) : 0);
    const floors = building.use === 'commercial' ? building.floors - 1 : building.floors;
    building.people = Math.round(((ground * floors * LIVED_IN) / perPerson) * rng.range(0.8, 1.15));
    sums[building.parcel]! += building.people;
  }
  return sums;
}
