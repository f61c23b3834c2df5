/** The facility that each home or parcel misses by least on foot. */
import { reachOf } from '../network/service.ts';
import type { DoorSet } from '../network/doors.ts';
import type { SupplyTier } from '../standards/rule.ts';
import type { Atoms } from './atoms.ts';
import type { AreaView } from './area-view.ts';
import type { PeopleWithinWalk, WalkingLinks } from '../standards/rule.ts';
import type { GapHome, GapNear } from './gaps-api.ts';
import { divisionAt } from './gaps-divisions.ts';
import type { Uncovered } from './gaps-ground.ts';
import type { Homes } from './homes.ts';
import { peopleWithinWalk } from './kinds/people-within-walk.ts';
import type { PreparedCity } from './prepare.ts';
import { memberShape } from './member.ts';
import { limitGroups, parcelWalkReach } from './walk-reach.ts';
import { walkCityOf } from './walk-city.ts';

/** Farther beyond its limit nothing is told as the nearest: whoever has to walk so far has none. m */
const LOOK_BEYOND_M = 5000;

/** `key` names the doors; item by item, null: none within 5 km beyond its limit, or no way. */
export function nearOnFoot(city: PreparedCity, key: string, doors: DoorSet, supply: readonly SupplyTier[]): (item: number) => GapNear | null {
  const { members } = city.selection(supply);
  const { memberOf, metresOf } = city.kept(`gaps walk ${key} ${JSON.stringify(supply)}`, () => {
    const nearest = { memberOf: new Int32Array(doors.count).fill(-1), metresOf: new Float64Array(doors.count), beyondM: new Float64Array(doors.count).fill(Infinity) };
    for (const { limitM, members: ofGroup, service } of limitGroups(walkCityOf(city), city.selection(supply), LOOK_BEYOND_M)) {
      const reached = reachOf(service, doors);
      for (let item = 0; item < doors.count; item++) {
        const metres = reached.distanceM[item];
        if (reached.facility[item] < 0 || metres - limitM >= nearest.beyondM[item]) continue;
        nearest.beyondM[item] = metres - limitM;
        nearest.metresOf[item] = metres;
        nearest.memberOf[item] = ofGroup[reached.facility[item]];
      }
    }
    return nearest;
  });
  return (item) => {
    if (memberOf[item] < 0) return null;
    const { layer, id, role, radiusM } = members[memberOf[item]];
    return { layer, id, role, distanceM: metresOf[item], limitM: radiusM, beyondM: metresOf[item] - radiusM };
  };
}

/** Homes that lack a way to any of some category. There is no nearest to tell: where a way is broken no distance is. */
export function unlinkedHomes(city: PreparedCity, homes: Homes, area: AreaView, { categories }: WalkingLinks): readonly GapHome[] {
  const links = city.walkLinks(homes);
  const linked = categories.map(({ supply }) => links.homesLinked(city.selection(supply)));
  return area.homes(homes).flatMap((home): readonly GapHome[] => {
    const missing = categories.filter((_, i) => linked[i][home] === 0).map(({ id }) => ({ topic: id, near: null }));
    const [x, y] = [homes.x[home], homes.y[home]];
    return missing.length === 0 ? [] : [{ layer: 'building', id: homes.ids[home], x, y, people: homes.people[home], division: divisionAt(city)(x, y), missing, beyondM: null }];
  });
}

/** Parcels out of reach on foot, with the very amounts of the figure; ground that a parcel in reach claims too is not among them. */
export function uncoveredParcels(city: PreparedCity, rule: PeopleWithinWalk, atoms: Atoms, area: AreaView): readonly (Uncovered & { readonly atom: number })[] {
  const reach = parcelWalkReach(city, atoms, rule.supply);
  const amounts = new Map(peopleWithinWalk({ city, rule, area }).uncovered.map(({ id, amount }) => [id, amount ?? 0]));
  return area.parts(atoms).flatMap((part) => {
    const { atom, areaM2 } = part;
    const member = atoms.selection.members[atom];
    const amount = amounts.get(member.id);
    if (amount === undefined) return [];
    const whole = area.shapeOf(atoms, part);
    const served = amount === areaM2 ? [] : atoms.selection.members.flatMap((other, i) => (i > atom && reach.nearest[i] >= 0 && atoms.overlapM2[i] > 0 ? [memberShape(area.overlay, other)] : []));
    const left = served.length === 0 ? whole : area.overlay.difference(whole, area.overlay.union(served));
    return [{ atom, layer: member.layer, id: member.id, amount, of: areaM2, polygons: area.overlay.toCoords(left), lines: [] }];
  });
}
