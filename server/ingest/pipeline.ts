import { setImmediate as breathe } from 'node:timers/promises';
import type { ImportReport } from '#contract/layers.ts';
import type { MetricCrs } from '#planning/geometry/metric-crs.ts';
import { transaction, type Database } from '../db/database.ts';
import { findCity } from '../db/repositories/cities.ts';
import { describeStaging, dropStaging, insertStaging, settleCity, switchEditions } from '../db/repositories/editions.ts';
import { insertFeatures, type NewFeature } from '../db/repositories/features.ts';
import { IngestProblem, type Reading } from './driver.ts';
import { loadGeos, type Geos } from './geometry/geos.ts';
import { mend } from './geometry/mend.ts';
import { toWkb } from './geometry/wkb.ts';
import { centreOf, dropStrays, metricCrsFor, withRow, type BoundsBox } from './import-plan.ts';
import { layerRegistry } from './layer-kinds.ts';
import { ReportBuilder } from './report.ts';
import { toRow, type Row } from './rows.ts';
import { toDegrees } from './source-crs.ts';
import { buildTiles, removeTiles } from './tiles/build-tiles.ts';

/** What is being imported and by whom. */
export interface ImportOrder {
  readonly cityId: string;
  /** Shared by the editions of this import; a job's id when a job runs it. */
  readonly importId: string;
  /** File name or description. */
  readonly source: string;
  readonly sourceDate: string | null;
  readonly attribution: string | null;
  readonly sha256: string;
  readonly createdBy: number | null;
  /** Metric CRS of a new city, when told; else by the place of the data. */
  readonly srid?: number | null;
}

export const importSteps = ['reading', 'mapping', 'mending', 'storing', 'tiling', 'switching'] as const;
export type ImportStep = (typeof importSteps)[number];

export interface ImportHooks {
  readonly signal: AbortSignal;
  onProgress(share: number, step: ImportStep): void;
  /** What the driver has to report of its own; made by `importReport` before the file is opened. */
  readonly driverReport?: ReportBuilder;
}

export interface ImportedEdition { readonly id: number; readonly kind: string; readonly edition: number; readonly featureCount: number }
export interface ImportOutcome { readonly importId: string; readonly editions: readonly ImportedEdition[]; readonly srid: number; readonly report: ImportReport }

/** Where the steps end on the way from 0 to 1. */
const ENDS: Readonly<Record<ImportStep, number>> = { reading: 0.2, mapping: 0.3, mending: 0.45, storing: 0.75, tiling: 0.98, switching: 1 };
const STARTS: Readonly<Record<ImportStep, number>> = { reading: 0, mapping: 0.2, mending: 0.3, storing: 0.45, tiling: 0.75, switching: 0.98 };
export const progressAt = (step: ImportStep, share: number): number => STARTS[step] + (ENDS[step] - STARTS[step]) * Math.min(1, Math.max(0, share));

/** Rows a statement; a few megabytes at most, so that an embedded database answers others in between. */
const BATCH = 1000;
/** How long work may go on before others get their turn, ms. */
const TURN_MS = 15;

/** `features` is emptied once it is stored. */
interface Layer { readonly kind: string; readonly features: NewFeature[]; readonly report: ReportBuilder }

/** Hands the thread over every few milliseconds and ends when the import is cancelled. */
class Turns {
  private since = performance.now();
  private readonly signal: AbortSignal;
  constructor(signal: AbortSignal) { this.signal = signal; }
  async maybe(): Promise<void> {
    if (performance.now() - this.since < TURN_MS) return;
    await breathe();
    this.signal.throwIfAborted();
    this.since = performance.now();
  }
}

async function readRows(reading: Reading, hooks: ImportHooks, turns: Turns): Promise<{ layers: Map<string, Row[]>; reports: Map<string, ReportBuilder> }> {
  const layers = new Map<string, Row[]>();
  const reports = new Map<string, ReportBuilder>();
  const convert = toDegrees(reading.crs);
  for await (const source of reading.features) {
    let report = reports.get(source.kind);
    if (!report) { reports.set(source.kind, (report = new ReportBuilder())); layers.set(source.kind, []); }
    const row = toRow(source, convert, reading.crs, report);
    if (row) layers.get(source.kind)!.push(row);
    await turns.maybe();
  }
  hooks.signal.throwIfAborted();
  return { layers, reports };
}

function mendRow(row: Row, kind: string, crs: MetricCrs, geos: Geos, report: ReportBuilder): NewFeature | null {
  const coords = new Array<number>(row.degrees.coords.length);
  for (let i = 0; i < coords.length; i += 2) {
    const [x, y] = crs.forward(row.degrees.coords[i]!, row.degrees.coords[i + 1]!);
    coords[i] = x;
    coords[i + 1] = y;
  }
  const { flat, leftOut, mended } = mend({ ...row.degrees, coords }, layerRegistry.kinds[kind]!.geometry, geos);
  if (!flat) { report.note('leftOut', leftOut!.code, `${row.place}: ${leftOut!.detail}`); return null; }
  for (const { code, detail } of mended) report.note('mended', code, `${row.place}: ${detail}`);
  report.taken += 1;
  return { sourceId: row.sourceId, name: row.name, attrs: row.attrs, ewkbHex: toWkb(flat, crs.srid).toString('hex') };
}

/** Mends layer by layer and lets go of the rows as it goes: a city's buildings fill a gigabyte otherwise. `bounds` of what is taken, null when nothing is. */
async function mendLayers(layers: Map<string, readonly Row[]>, reports: ReadonlyMap<string, ReportBuilder>, crs: MetricCrs, hooks: ImportHooks, turns: Turns): Promise<{ readonly usable: readonly Layer[]; readonly bounds: BoundsBox | null }> {
  const geos = await loadGeos();
  const total = [...layers.values()].reduce((sum, rows) => sum + rows.length, 0);
  let done = 0;
  let bounds: BoundsBox | null = null;
  const usable: Layer[] = [];
  for (const [kind, rows] of layers) {
    const report = reports.get(kind)!;
    const features: NewFeature[] = [];
    for (const row of rows) {
      const feature = mendRow(row, kind, crs, geos, report);
      if (feature) { features.push(feature); bounds = withRow(bounds, row); }
      done += 1;
      if (done % 256 === 0) hooks.onProgress(progressAt('mending', done / total), 'mending');
      await turns.maybe();
    }
    if (features.length > 0) usable.push({ kind, features, report });
    layers.delete(kind);
  }
  return { usable, bounds };
}

function nothingUsable(total: ImportReport): IngestProblem {
  const worst = total.leftOut[0];
  const why = total.leftOut.slice(0, 3).map((entry) => `${entry.code} (${entry.count}): ${entry.examples[0]}`).join('; ');
  return new IngestProblem('nothing_usable', total.read === 0 ? 'The file holds no features.' : `None of ${total.read} rows can be taken. ${why}`, worst?.examples[0]);
}

interface Staged { readonly layer: Layer; readonly id: number; readonly edition: number; readonly featureCount: number }

async function stage(db: Database, order: ImportOrder, reading: Reading, layers: readonly Layer[], hooks: ImportHooks): Promise<Staged[]> {
  const total = layers.reduce((sum, layer) => sum + layer.features.length, 0);
  const staged: Staged[] = [];
  let done = 0;
  for (const layer of layers) {
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
    staged.push({ layer, id, edition, featureCount: layer.features.length });
    layer.features.length = 0;
  }
  return staged;
}

async function tile(db: Database, dataDir: string, order: ImportOrder, crs: MetricCrs, staged: readonly Staged[], hooks: ImportHooks, files: string[]): Promise<void> {
  for (const [index, { layer, id, featureCount }] of staged.entries()) {
    const file = await buildTiles(db, dataDir, { cityId: order.cityId, editionId: id, kind: layer.kind, crs }, hooks.signal,
      (share) => hooks.onProgress(progressAt('tiling', (index + share) / staged.length), 'tiling'));
    if (file) files.push(file);
    await describeStaging(db.pool, id, { featureCount, report: layer.report.finish(), tiles: file });
  }
}

async function switchOver(db: Database, order: ImportOrder, crs: MetricCrs, bounds: BoundsBox, editions: number): Promise<void> {
  await transaction(db, async (client) => {
    if (!(await settleCity(client, order.cityId, crs.srid, bounds))) throw new IngestProblem('version_conflict', 'Another import has settled the city on a different CRS meanwhile, or the city is gone. Import again.', order.cityId);
    const switched = await switchEditions(client, order.cityId, order.importId);
    // A server that starts clears away what no running job of its own has staged.
    if (switched !== editions) throw new IngestProblem('version_conflict', 'The staged layers were cleared away while the import ran, e.g. because the server was started meanwhile. Import again.');
  });
}

/**
 * Takes the features of a reading into the city as new editions, one a layer kind, all or nothing: nothing is visible before the last step, and whatever
 * fails or is cancelled leaves nothing behind. Throws IngestProblem for what the file or the order is to blame for.
 */
export async function importFeatures(db: Database, dataDir: string, order: ImportOrder, reading: Reading, hooks: ImportHooks): Promise<ImportOutcome> {
  const city = await findCity(db.pool, order.cityId);
  if (!city) throw new IngestProblem('not_found', `There is no city “${order.cityId}”.`, 'city');
  const turns = new Turns(hooks.signal);
  const { layers, reports } = await readRows(reading, hooks, turns);
  const total = new ReportBuilder();
  const sumUp = (): ImportReport => {
    if (hooks.driverReport) total.merge(hooks.driverReport);
    for (const report of reports.values()) total.merge(report);
    return total.finish();
  };
  const centre = centreOf(layers);
  if (!centre) throw nothingUsable(sumUp());
  const crs = metricCrsFor(city, order.srid ?? null, centre);
  dropStrays(layers, centre, reports);
  const { usable, bounds } = await mendLayers(layers, reports, crs, hooks, turns);
  if (!bounds) throw nothingUsable(sumUp());
  // With one layer the driver's own notes are of that layer, so its report adds up by itself.
  if (usable.length === 1 && reports.size === 1 && hooks.driverReport && reading.format === 'geojson') { usable[0]!.report.merge(hooks.driverReport); hooks.driverReport.reset(); }
  const files: string[] = [];
  try {
    const staged = await stage(db, order, reading, usable, hooks);
    await tile(db, dataDir, order, crs, staged, hooks, files);
    hooks.signal.throwIfAborted();
    hooks.onProgress(progressAt('switching', 0), 'switching');
    await switchOver(db, order, crs, bounds, staged.length);
    return {
      importId: order.importId, srid: crs.srid, report: sumUp(),
      editions: staged.map(({ layer, id, edition, featureCount }) => ({ id, kind: layer.kind, edition, featureCount })),
    };
  } catch (error) {
    await dropStaging(db.pool, order.importId);
    await removeTiles(dataDir, files);
    throw error;
  }
}
