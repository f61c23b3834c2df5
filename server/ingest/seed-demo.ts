import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createGeosOverlay } from '#planning/geometry/geos-overlay.ts';
import { parsePlanRules } from '#planning/plan/plan-rules.ts';
import type { Database } from '../db/database.ts';
import { findLogin } from '../db/repositories/accounts.ts';
import { findCity, insertCity } from '../db/repositories/cities.ts';
import { commitEdit } from '../db/repositories/commit-edit.ts';
import { dropCity } from '../db/repositories/drop-city.ts';
import { buildCity, type City } from './demo-city/build-city.ts';
import { featuresOf, penFor } from './demo-city/generate-city.ts';
import type { CitySize } from './demo-city/plan-file.ts';
import { IngestProblem, type Reading, type SourceFeature } from './driver.ts';
import { importFeatures, type ImportOutcome } from './pipeline.ts';

export const FICTIONAL_ATTRIBUTION = '虚构数据 / fictional data';

export interface SeedOrder { readonly size: CitySize; readonly cityId: string }
/** `unitsDrawn` is 0 where there is no planner yet whose work they could be. */
export interface SeedOutcome { readonly import: ImportOutcome; readonly unitsDrawn: number }

/**
 * Makes the fictional city, imports it like any other source and draws its first renewal units. All or nothing: when anything fails, the city is gone
 * again. `onProgress` gets 0..1 and what is being done. @throws IngestProblem when the id belongs to a city that already has layers
 */
export async function seedDemo(db: Database, dataDir: string, onProgress: (share: number, step: string) => void = () => {}, { size, cityId }: SeedOrder = { size: 'demo', cityId: 'demo' }): Promise<SeedOutcome> {
  const known = await findCity(db.pool, cityId);
  // A start that was cut off leaves an empty fictional city behind; that one is taken up again.
  if (known && (known.layers > 0 || known.units > 0 || !known.isFictional)) throw new IngestProblem('version_conflict', `There is already a city “${cityId}”.`, 'city');
  onProgress(0, 'generating');
  const city = buildCity(size, undefined, (share) => onProgress(share * 0.2, 'generating'));
  if (!known) await insertCity(db.pool, { id: cityId, name: city.plan.name, nameEn: city.plan.nameEn, srid: city.crs.srid, isFictional: true });
  try {
    const outcome = await importCity(db, dataDir, cityId, city, (share, step) => onProgress(0.22 + share * 0.77, step));
    const unitsDrawn = await drawUnits(db, cityId, city);
    onProgress(1, 'done');
    return { import: outcome, unitsDrawn };
  } catch (error) {
    await dropCity(db.pool, cityId);
    throw error;
  }
}

function importCity(db: Database, dataDir: string, cityId: string, city: City, onProgress: (share: number, step: string) => void): Promise<ImportOutcome> {
  const hash = createHash('sha256');
  for (const feature of featuresOf(city)) hash.update(JSON.stringify(feature)).update('\n');
  const reading: Reading = { format: 'generated', crs: 'EPSG:4326', attribution: FICTIONAL_ATTRIBUTION, sourceDate: null, features: inTurn(featuresOf(city)) };
  const order = {
    cityId, importId: randomUUID(), source: `demo-city generator v${city.plan.version} seed ${city.seed}`, sourceDate: city.plan.asOf, attribution: FICTIONAL_ATTRIBUTION,
    sha256: hash.digest('hex'), createdBy: null, srid: city.crs.srid,
  };
  return importFeatures(db, dataDir, order, reading, { signal: new AbortController().signal, onProgress });
}

async function* inTurn(features: Iterable<SourceFeature>): AsyncIterable<SourceFeature> { yield* features; }

/** Draws the plan's first units through the one door, as the planner's work. Gives how many. */
async function drawUnits(db: Database, cityId: string, city: City): Promise<number> {
  const planner = await findLogin(db.pool, 'planner');
  if (!planner) return 0;
  const checks = { rules: parsePlanRules(JSON.parse(readFileSync(new URL('../../data/plan-rules.json', import.meta.url), 'utf8'))), overlay: await createGeosOverlay() };
  const pen = penFor(city);
  for (const { name, areas } of city.drawnUnits) {
    const unit = { id: randomUUID(), name, isPriority: true, note: '虚构示例 / fictional example', geometry: pen.areas(areas) };
    const outcome = await commitEdit(db, checks, cityId, { id: randomUUID(), kind: 'put-unit', baseVersion: 0, unit, reason: '示例数据' }, planner.account.id);
    if (outcome.kind !== 'saved') throw new Error(`The demo unit ${name} was refused: ${JSON.stringify(outcome)}`);
  }
  return city.drawnUnits.length;
}
