import type { LonLatArea } from '#planning/geometry/types.ts';
import type { Plan, RenewalUnit } from '#planning/plan/edit.ts';
import { boundsOf } from '../../layers/bounds.ts';

/** Further than this apart, in degrees, people do not think of merging (about half a kilometre). */
const reachDeg = 0.005;
const mostListed = 12;

/** Other units around a unit, by name. */
export function nearUnits(plan: Plan, unitId: string): readonly RenewalUnit[] {
  const own = plan.units.get(unitId);
  const box = own && boundsOf(own.geometry);
  if (!box) return [];
  const [west, south, east, north] = box;
  const apart = (unit: RenewalUnit): number => {
    const other = boundsOf(unit.geometry);
    return other ? Math.max(other[0] - east, west - other[2], other[1] - north, south - other[3], 0) : Infinity;
  };
  return [...plan.units.values()].filter((unit) => unit.id !== unitId).map((unit) => ({ unit, apart: apart(unit) })).filter((each) => each.apart <= reachDeg)
    .sort((a, b) => a.apart - b.apart || a.unit.name.localeCompare(b.unit.name, 'zh-CN', { numeric: true })).slice(0, mostListed).map(({ unit }) => unit);
}

const ringsOf = ({ type, coordinates }: LonLatArea) => (type === 'Polygon' ? [coordinates] : coordinates).flat();
/** Corners of all rings. */
export const cornerCount = (area: LonLatArea): number => ringsOf(area).reduce((sum, ring) => sum + ring.length - 1, 0);
