import type { PositionCheck } from '#contract/deliveries.ts';
import type { City, ImportReport } from '#contract/layers.ts';
import type { MetricCrs } from '#planning/geometry/metric-crs.ts';
import { transaction, type Database } from '../db/database.ts';
import { findCity } from '../db/repositories/cities.ts';
import { currentIdOf, lockCity, makeCurrent, makeWait, settleBounds, settleSrid } from '../db/repositories/edition-switch.ts';
import { describeStaging, dropStaging, insertStaging } from '../db/repositories/editions.ts';
import { insertFeatures, type NewFeature } from '../db/repositories/features.ts';
import { insertReportRows } from '../db/repositories/report-rows.ts';
import { IngestProblem, type Reading } from './driver.ts';
import { loadGeos, type Geos } from './geometry/geos.ts';
import { mend } from './geometry/mend.ts';
import { toWkb } from './geometry/wkb.ts';
import { progressAt, type ImportedEdition, type ImportHooks, type ImportOrder, type ImportOutcome, type ImportSource } from './import-order.ts';
import { centreOf, withRow, type BoundsBox } from './import-plan.ts';
import { layerRegistry } from './layer-kinds.ts';
import { positionsOf } from './position.ts';
import { farAway, readLayers, type ReadLayer } from './read-layers.ts';
import { ReportBuilder } from './report.ts';
import type { Row } from './rows.ts';
import { buildTiles, removeTiles } from './tiles/build-tiles.ts';
import { Turns } from './turns.ts';
import { mustWait } from './where/sentinel.ts';

export { importSteps, progressAt, type ImportHooks, type ImportOrder, type ImportOutcome, type ImportStep } from './import-order.ts';

/** Rows a statement; a few megabytes at most, so that an embedded database answers others in between. */
const BATCH = 1000;

/** `features` is emptied once it is stored. */
interface Layer extends Pick<ReadLayer, 'kind' | 'report' | 'reading' | 'crs'> { readonly features: NewFeature[]; readonly bounds: BoundsBox; readonly position: PositionCheck }

function metresOf({ degrees: { coords }, metres }: Row, crs: MetricCrs): number[] {
  if (metres?.srid === crs.srid) return metres.coords;
  const own: number[] = [];
  for (let i = 0; i < coords.length; i += 2) {
    const [x, y] = crs.forward(coords[i]!, coords[i + 1]!);
    own.push(x, y);
  }
  return own;
}

/** A row in metres, mended. Null: left out, told to the report. */
export function mendRow(row: Row, kind: string, crs: MetricCrs, geos: Geos, report: ReportBuilder): NewFeature | null {
  const { flat, leftOut, mended } = mend({ ...row.degrees, coords: metresOf(row, crs) }, layerRegistry.kinds[kind]!.geometry, geos);
  if (!flat) { report.note('leftOut', leftOut!.code, `${row.place}: ${leftOut!.detail}`); return null; }
  for (const { code, detail } of mended) report.note('mended', code, `${row.place}: ${detail}`);
  report.taken += 1;
  return { sourceId: row.sourceId, name: row.name, attrs: row.attrs, ewkb: toWkb(flat, crs.srid) };
}

/** Where each layer lies, held against what is in use. A layer far from the city is kept only where a known mistake explains it. */
async function locate(db: Database, city: City, crs: MetricCrs, layers: readonly ReadLayer[], signal: AbortSignal): Promise<ReadonlyMap<string, PositionCheck>> {
  const positions = await positionsOf(db, { id: city.id, bounds: city.bounds, crs }, layers.map(({ kind, rows, reading }) => ({ kind, crs: reading.crs, features: rows.map(({ degrees }) => degrees) })), signal);
  for (const { kind, rows, isFar } of layers) {
    const centre = isFar && positions.get(kind)?.verdict !== 'shifted' ? centreOf(new Map([[kind, rows]])) : null;
    if (centre) throw farAway(centre);
  }
  return positions;
}

/** Mends layer by layer and lets go of the rows as it goes: a city's buildings fill a gigabyte otherwise. */
async function mendLayers(layers: ReadLayer[], positions: ReadonlyMap<string, PositionCheck>, hooks: ImportHooks): Promise<readonly Layer[]> {
  const geos = await loadGeos();
  const turns = new Turns(hooks.signal);
  const total = layers.reduce((sum, { rows }) => sum + rows.length, 0);
  let done = 0;
  const usable: Layer[] = [];
  for (const { kind, rows, report, reading, crs } of layers.splice(0)) {
    const features: NewFeature[] = [];
    let bounds: BoundsBox | null = null;
    for (const row of rows) {
      const feature = mendRow(row, kind, crs, geos, report);
      if (feature) { features.push(feature); bounds = withRow(bounds, row); }
      done += 1;
      if (done % 256 === 0) hooks.onProgress(progressAt('mending', done / total), 'mending');
      await turns.maybe();
    }
    rows.length = 0;
    if (bounds) usable.push({ kind, features, report, reading, crs, bounds, position: positions.get(kind)! });
  }
  return usable;
}

function nothingUsable(total: ImportReport): IngestProblem {
  const worst = total.leftOut[0];
  const why = total.leftOut.slice(0, 3).map((entry) => `${entry.code} (${entry.count}): ${entry.examples[0]}`).join('; ');
  return new IngestProblem('nothing_usable', total.read === 0 ? 'The file holds no features.' : `None of ${total.read} rows can be taken. ${why}`, worst?.examples[0]);
}

interface Staged { readonly layer: Layer; readonly id: number; readonly edition: number; readonly featureCount: number }

async function stage(db: Database, order: ImportOrder, layers: readonly Layer[], hooks: ImportHooks): Promise<Staged[]> {
  const total = layers.reduce((sum, layer) => sum + layer.features.length, 0);
  const staged: Staged[] = [];
  let done = 0;
  for (const layer of layers) {
    const { reading } = layer;
    const { id, edition } = await insertStaging(db.pool, {
      cityId: order.cityId, kind: layer.kind, importId: order.importId, source: order.source, sourceDate: order.sourceDate ?? reading.sourceDate,
      attribution: order.attribution ?? reading.attribution ?? '', format: reading.format, sha256: order.sha256, crs: reading.crs, createdBy: order.createdBy,
    });
    for (let from = 0; from < layer.features.length; from += BATCH) {
      hooks.signal.throwIfAborted();
      const batch = layer.features.slice(from, from + BATCH);
      await insertFeatures(db.pool, id, batch);
      done += batch.length;
      hooks.onProgress(progressAt('storing', done / total), 'storing');
    }
    await insertReportRows(db.pool, order.cityId, order.importId, id, layer.report.rows.finish());
    staged.push({ layer, id, edition, featureCount: layer.features.length });
    layer.features.length = 0;
  }
  return staged;
}

/** Tiles of what may be shown. What is held back has none: they are cut when it is accepted, where it belongs. */
async function tile(db: Database, dataDir: string, order: ImportOrder, staged: readonly Staged[], hooks: ImportHooks, files: string[]): Promise<void> {
  for (const [index, { layer, id, featureCount }] of staged.entries()) {
    const file = mustWait(layer.position) ? null : await buildTiles(db, dataDir, { cityId: order.cityId, editionId: id, kind: layer.kind, crs: layer.crs }, hooks.signal,
      (share) => hooks.onProgress(progressAt('tiling', (index + share) / staged.length), 'tiling'));
    if (file) files.push(file);
    await describeStaging(db.pool, id, { featureCount, report: layer.report.finish(), tiles: file, srid: layer.crs.srid, bounds: layer.bounds, position: layer.position });
  }
}

async function switchOver(db: Database, order: ImportOrder, crs: MetricCrs, staged: readonly Staged[]): Promise<ImportedEdition[]> {
  return transaction(db, async (client) => {
    const city = await lockCity(client, order.cityId);
    if (!city || (city.srid !== null && city.srid !== crs.srid)) throw new IngestProblem('version_conflict', 'Another import has settled the city on a different CRS meanwhile, or the city is gone. Import again.', order.cityId);
    const editions: ImportedEdition[] = [];
    for (const { layer: { kind, position }, id, edition, featureCount } of staged) {
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
  const total = new ReportBuilder();
  const { layers, crs, reports } = await readLayers(city, order, sources, total, hooks);
  const sumUp = (): ImportReport => {
    const sum = new ReportBuilder();
    sum.merge(total);
    for (const report of reports) sum.merge(report);
    return sum.finish();
  };
  if (!crs) throw nothingUsable(sumUp());
  const positions = await locate(db, city, crs, layers, hooks.signal);
  const usable = await mendLayers(layers, positions, hooks);
  if (usable.length === 0) throw nothingUsable(sumUp());
  const files: string[] = [];
  try {
    await insertReportRows(db.pool, order.cityId, order.importId, null, total.rows.finish());
    const staged = await stage(db, order, usable, hooks);
    await tile(db, dataDir, order, staged, hooks, files);
    hooks.signal.throwIfAborted();
    hooks.onProgress(progressAt('switching', 0), 'switching');
    const editions = await switchOver(db, order, crs, staged);
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
