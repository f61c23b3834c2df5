import type { PositionCheck } from '#contract/deliveries.ts';
import type { Database } from '../db/database.ts';
import { insertStaging } from '../db/repositories/editions.ts';
import { insertFeatures, reserveFeatureIds, type IdRun, type NewFeature } from '../db/repositories/features.ts';
import { insertReportRows } from '../db/repositories/report-rows.ts';
import { loadGeos, type Geos } from './geometry/geos.ts';
import { progressAt, type ImportHooks, type ImportOrder } from './import-order.ts';
import { withRow, type BoundsBox } from './import-plan.ts';
import { mendRow } from './mend-row.ts';
import type { ReadLayer } from './read-layers.ts';
import { TilePyramid } from './tiles/tile-pyramid.ts';
import { Turns } from './turns.ts';
import { mustWait } from './where/sentinel.ts';

/** Rows a statement; a few megabytes at most, so that an embedded database answers others in between. */
const BATCH = 1000;
/** Statements under way while the next rows are mended. */
const IN_FLIGHT = 2;

/** A layer whose rows are stored and invisible. `pyramid` null: it is not to be shown, so it gets no tiles. */
export interface StoredLayer extends Pick<ReadLayer, 'kind' | 'report' | 'crs'> {
  readonly id: number; readonly edition: number; readonly featureCount: number; readonly bounds: BoundsBox; readonly position: PositionCheck; readonly pyramid: TilePyramid | null;
}

/** Writes batches of one edition, some at a time; their ids are known before they are stored, so that tiles need not ask for them. */
class BatchWriter {
  private readonly db: Database;
  private readonly editionId: number;
  private readonly runs: IdRun[];
  private readonly under: Promise<void>[] = [];
  private batch: NewFeature[] = [];
  private firstId = 0;
  constructor(db: Database, editionId: number, runs: readonly IdRun[]) { this.db = db; this.editionId = editionId; this.runs = runs.map((run) => ({ ...run })); }

  /** The id the row will have. */
  async add(feature: NewFeature): Promise<number> {
    let [run] = this.runs;
    if (run!.count === 0) { await this.flush(); this.runs.shift(); [run] = this.runs; }
    if (this.batch.length === 0) this.firstId = run!.first;
    const id = run!.first;
    this.runs[0] = { first: id + 1, count: run!.count - 1 };
    this.batch.push(feature);
    if (this.batch.length >= BATCH) await this.flush();
    return id;
  }

  private async flush(): Promise<void> {
    if (this.batch.length === 0) return;
    if (this.under.length >= IN_FLIGHT) await this.under.shift();
    const insert = insertFeatures(this.db.pool, this.editionId, this.firstId, this.batch);
    // Awaited when its turn comes; until then a failure is not unheard of.
    insert.catch(() => undefined);
    this.under.push(insert);
    this.batch = [];
  }

  async finish(): Promise<void> {
    await this.flush();
    await this.settle();
  }
  /** Nothing is under way any more. Rejects with the first failure. */
  async settle(): Promise<void> {
    const ends = await Promise.allSettled(this.under.splice(0));
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  }
}

interface Work { readonly db: Database; readonly order: ImportOrder; readonly hooks: ImportHooks; readonly geos: Geos; readonly turns: Turns; readonly total: number; done: number }

async function storeLayer(layer: ReadLayer, position: PositionCheck, work: Work): Promise<StoredLayer | null> {
  const { db, order, hooks, geos, turns } = work;
  const { kind, rows, report, reading, crs } = layer;
  const pyramid = mustWait(position) ? null : new TilePyramid(kind);
  let writer: BatchWriter | null = null, staged: { readonly id: number; readonly edition: number } | null = null;
  let bounds: BoundsBox | null = null, featureCount = 0;
  try {
    for (const row of rows) {
      const mended = mendRow(row, kind, crs, geos, report);
      if (mended) {
        // A layer of which no row can be taken leaves no edition.
        staged ??= await insertStaging(db.pool, {
          cityId: order.cityId, kind, importId: order.importId, source: order.source, sourceDate: order.sourceDate ?? reading.sourceDate,
          attribution: order.attribution ?? reading.attribution ?? '', format: reading.format, sha256: order.sha256, crs: reading.crs, createdBy: order.createdBy,
        });
        writer ??= new BatchWriter(db, staged.id, await reserveFeatureIds(db.pool, rows.length));
        const id = await writer.add(mended.feature);
        pyramid?.add(id, mended.feature.name, mended.feature.attrs, mended.degrees);
        bounds = withRow(bounds, row);
        featureCount += 1;
      }
      work.done += 1;
      if (work.done % BATCH === 0) hooks.onProgress(progressAt('storing', work.done / work.total), 'storing');
      await turns.maybe();
    }
    await writer?.finish();
  } finally { await writer?.settle().catch(() => undefined); }
  if (!staged || !bounds) return null;
  await insertReportRows(db.pool, order.cityId, order.importId, staged.id, report.rows.finish());
  return { kind, report, crs, position, ...staged, featureCount, bounds, pyramid };
}

/** Mends and stores layer by layer, letting go of the rows as it goes: a city's buildings fill a gigabyte otherwise. Layers without a row that can be taken are not among the answers. */
export async function storeLayers(db: Database, order: ImportOrder, layers: ReadLayer[], positions: ReadonlyMap<string, PositionCheck>, hooks: ImportHooks): Promise<readonly StoredLayer[]> {
  hooks.onProgress(progressAt('mending', 0), 'mending');
  hooks.signal.throwIfAborted();
  const work: Work = { db, order, hooks, geos: await loadGeos(), turns: new Turns(hooks.signal), total: layers.reduce((sum, { rows }) => sum + rows.length, 0), done: 0 };
  hooks.onProgress(progressAt('storing', 0), 'storing');
  const stored: StoredLayer[] = [];
  for (const layer of layers.splice(0)) {
    const one = await storeLayer(layer, positions.get(layer.kind)!, work);
    layer.rows.length = 0;
    hooks.signal.throwIfAborted();
    if (one) stored.push(one);
  }
  return stored;
}
