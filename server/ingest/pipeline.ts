import type { PositionCheck } from '#contract/deliveries.ts';
import type { City, ImportReport } from '#contract/layers.ts';
import type { MetricCrs } from '#planning/geometry/metric-crs.ts';
import { transaction, type Database } from '../db/database.ts';
import { findCity } from '../db/repositories/cities.ts';
import { currentIdOf, lockCity, makeCurrent, makeWait, settleBounds, settleSrid } from '../db/repositories/edition-switch.ts';
import { describeStaging, dropStaging } from '../db/repositories/editions.ts';
import { insertReportRows } from '../db/repositories/report-rows.ts';
import { IngestProblem, type Reading } from './driver.ts';
import { progressAt, type ImportedEdition, type ImportHooks, type ImportOrder, type ImportOutcome, type ImportSource } from './import-order.ts';
import { centreOf, placesOf } from './import-plan.ts';
import { positionsOf } from './position.ts';
import { farAway, readLayers, type ReadLayer } from './read-layers.ts';
import { ReportBuilder } from './report.ts';
import { storeLayers, type StoredLayer } from './store-layers.ts';
import { keepArchive, removeTiles } from './tiles/build-tiles.ts';
import { limits } from './where/position-settings.ts';
import { mustWait } from './where/sentinel.ts';
import { Ahead } from './work/ahead.ts';

export { importSteps, progressAt, type ImportHooks, type ImportOrder, type ImportOutcome, type ImportStep } from './import-order.ts';

/** Where each layer lies, held against what is in use. A layer far from the city is kept only where a known mistake explains it. */
async function locate(db: Database, city: City, crs: MetricCrs, layers: readonly ReadLayer[], signal: AbortSignal): Promise<ReadonlyMap<string, PositionCheck>> {
  const positions = await positionsOf(db, { id: city.id, bounds: city.bounds, crs }, layers.map(({ kind, rows, reading }) => ({ kind, crs: reading.crs, sample: rows.sample(limits.sampleFeatures), places: placesOf(rows) })), signal);
  for (const { kind, rows, isFar } of layers) {
    const centre = isFar && positions.get(kind)?.verdict !== 'shifted' ? centreOf([rows]) : null;
    if (centre) throw farAway(centre);
  }
  return positions;
}

function nothingUsable(total: ImportReport): IngestProblem {
  const worst = total.leftOut[0];
  const why = total.leftOut.slice(0, 3).map((entry) => `${entry.code} (${entry.count}): ${entry.examples[0]}`).join('; ');
  return new IngestProblem('nothing_usable', total.read === 0 ? 'The file holds no features.' : `None of ${total.read} rows can be taken. ${why}`, worst?.examples[0]);
}

/** Tiles of what may be shown. What is held back has none: they are cut when it is accepted, where it belongs. */
async function tile(db: Database, dataDir: string, order: ImportOrder, stored: readonly StoredLayer[], hooks: ImportHooks, files: string[]): Promise<void> {
  for (const [index, { kind, id, featureCount, archive, report, crs, bounds, position }] of stored.entries()) {
    hooks.onProgress(progressAt('tiling', index / stored.length), 'tiling');
    hooks.signal.throwIfAborted();
    const file = archive && await keepArchive(dataDir, { cityId: order.cityId, kind, editionId: id }, await archive());
    if (file) files.push(file);
    await describeStaging(db.pool, id, { featureCount, report: report.finish(), tiles: file, srid: crs.srid, bounds, position });
  }
}

async function switchOver(db: Database, order: ImportOrder, crs: MetricCrs, stored: readonly StoredLayer[]): Promise<ImportedEdition[]> {
  return transaction(db, async (client) => {
    const city = await lockCity(client, order.cityId);
    if (!city || (city.srid !== null && city.srid !== crs.srid)) throw new IngestProblem('version_conflict', 'Another import has settled the city on a different CRS meanwhile, or the city is gone. Import again.', order.cityId);
    const editions: ImportedEdition[] = [];
    for (const { kind, position, id, edition, featureCount } of stored) {
      const asks = order.acceptance === 'ask' && await currentIdOf(client, order.cityId, kind) !== null;
      const status = mustWait(position) ? 'quarantined' : asks ? 'pending' : 'current';
      const isThere = status === 'current' ? await makeCurrent(client, order.cityId, id, ['staging']) : await makeWait(client, id, status);
      // A server that starts clears away what no running job of its own has staged.
      if (!isThere) throw new IngestProblem('version_conflict', 'The staged layers were cleared away while the import ran, e.g. because the server was started meanwhile. Import again.');
      editions.push({ id, kind, edition, featureCount, status, position });
    }
    if (editions.some(({ status }) => status === 'current')) { await settleSrid(client, order.cityId, crs.srid); await settleBounds(client, order.cityId); }
    return editions;
  });
}

/**
 * Takes the features of some sources into the city as new editions, one a layer kind, all or nothing: nothing is visible before the last step, and whatever
 * fails or is cancelled leaves nothing behind. An edition is in use at once, waits for its difference to be accepted (`acceptance: 'ask'`), or is held back
 * where it does not lie right. Throws IngestProblem for what the file or the order is to blame for.
 */
export async function importSources(db: Database, dataDir: string, order: ImportOrder, sources: readonly ImportSource[], hooks: ImportHooks): Promise<ImportOutcome> {
  const city = await findCity(db.pool, order.cityId);
  if (!city) throw new IngestProblem('not_found', `There is no city “${order.cityId}”.`, 'city');
  const ahead = new Ahead(city.srid ?? order.srid ?? null, hooks.signal);
  try { return await importInto(db, dataDir, city, order, sources, ahead, hooks); } finally { await ahead.close(); }
}

async function importInto(db: Database, dataDir: string, city: City, order: ImportOrder, sources: readonly ImportSource[], ahead: Ahead, hooks: ImportHooks): Promise<ImportOutcome> {
  const total = new ReportBuilder();
  const { layers, crs, reports } = await readLayers(city, order, sources, total, ahead, hooks);
  const sumUp = (): ImportReport => {
    const sum = new ReportBuilder();
    sum.merge(total);
    for (const report of reports) sum.merge(report);
    return sum.finish();
  };
  if (!crs) throw nothingUsable(sumUp());
  const positions = await locate(db, city, crs, layers, hooks.signal);
  const files: string[] = [];
  try {
    await insertReportRows(db.pool, order.cityId, order.importId, null, total.rows.finish());
    const stored = await storeLayers(db, order, layers, positions, ahead, hooks);
    if (stored.length === 0) throw nothingUsable(sumUp());
    await tile(db, dataDir, order, stored, hooks, files);
    hooks.signal.throwIfAborted();
    hooks.onProgress(progressAt('switching', 0), 'switching');
    const editions = await switchOver(db, order, crs, stored);
    return { importId: order.importId, srid: crs.srid, report: sumUp(), editions };
  } catch (error) {
    await dropStaging(db.pool, order.importId);
    await removeTiles(dataDir, files);
    throw error;
  }
}

/** One source that is open already. */
export function importFeatures(db: Database, dataDir: string, order: ImportOrder, reading: Reading, hooks: ImportHooks): Promise<ImportOutcome> {
  return importSources(db, dataDir, order, [{ open: () => Promise.resolve(reading), ...hooks.driverReport ? { driverReport: hooks.driverReport } : {} }], hooks);
}
