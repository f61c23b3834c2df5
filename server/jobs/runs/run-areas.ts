import { findArea, listDivisionAreas, listDivisionLevels, type FigureArea } from '../../db/repositories/figure-areas.ts';
import type { Database } from '../../db/database.ts';
import { listUnitIds } from '../../db/repositories/city-runs.ts';

/** An area of a run. `level` is '' but for a division. */
export interface AreaInRun extends FigureArea { readonly level: string }

/** Everything a run goes through, in its order: the city, its divisions from the largest level down, its units by name. */
export async function areasOfRun(db: Database, cityId: string): Promise<AreaInRun[]> {
  const city = await findArea(db.pool, cityId, 'city');
  const areas: AreaInRun[] = city ? [{ ...city, level: '' }] : [];
  for (const level of await listDivisionLevels(db.pool, cityId)) areas.push(...await listDivisionAreas(db.pool, cityId, { level }));
  return [...areas, ...await unitsOfRun(db, cityId)];
}

export async function unitsOfRun(db: Database, cityId: string): Promise<AreaInRun[]> {
  const units: AreaInRun[] = [];
  for (const id of await listUnitIds(db.pool, cityId)) {
    const unit = await findArea(db.pool, cityId, `unit:${id}`);
    if (unit) units.push({ ...unit, level: '' });
  }
  return units;
}
