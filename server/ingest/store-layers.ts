import type { PositionCheck } from '#contract/deliveries.ts';
import type { ReportCode } from '#contract/report-codes.ts';
import type { Database } from '../db/database.ts';
import { insertStaging } from '../db/repositories/editions.ts';
import { idsOf, insertBatch, reserveFeatureIds, type FeatureBatch } from '../db/repositories/features.ts';
import { insertReportRows } from '../db/repositories/report-rows.ts';
import { progressAt, type ImportHooks, type ImportOrder } from './import-order.ts';
import { widened, type BoundsBox } from './import-plan.ts';
import type { ReadLayer } from './read-layers.ts';
import type { ReportBuilder } from './report.ts';
import type { Ahead } from './work/ahead.ts';
import type { MendedPack } from './work/layer-work.ts';
import type { RowPack } from './work/row-pack.ts';
import { mustWait } from './where/sentinel.ts';

/** Statements under way while the next rows are mended: enough that a processor is never without one, few enough that others find a connection. */
const IN_FLIGHT = 4;

/** A layer whose rows are stored and invisible. `archive` ends with its tiles; null: it is not to be shown, so it gets none. */
export interface StoredLayer extends Pick<ReadLayer, 'kind' | 'report' | 'crs'> {
  readonly id: number; readonly edition: number; readonly featureCount: number; readonly bounds: BoundsBox; readonly position: PositionCheck; readonly archive: (() => Promise<Uint8Array>) | null;
}

/** Writes batches of one edition, some at a time. */
class BatchWriter {
  private readonly db: Database;
  private readonly editionId: number;
  private readonly under: Promise<void>[] = [];
  constructor(db: Database, editionId: number) { this.db = db; this.editionId = editionId; }

  async add(batch: FeatureBatch): Promise<void> {
    if (this.under.length >= IN_FLIGHT) await this.under.shift();
    const insert = insertBatch(this.db.pool, this.editionId, batch);
    // Awaited when its turn comes; until then a failure is not unheard of.
    insert.catch(() => undefined);
    this.under.push(insert);
  }

  /** Nothing is under way any more. Rejects with the first failure. */
  async settle(): Promise<void> {
    const ends = await Promise.allSettled(this.under.splice(0));
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  }
}

interface Work { readonly db: Database; readonly order: ImportOrder; readonly hooks: ImportHooks; readonly ahead: Ahead; readonly total: number; done: number }

function tell(report: ReportBuilder, { places }: RowPack, { notes, taken }: MendedPack): void {
  for (const { row, list, code, detail } of notes) report.note(list, code as ReportCode<typeof list>, `${places[row]}: ${detail}`);
  report.taken += taken?.length ?? places.length;
}

const those = <T>(list: readonly T[], taken: readonly number[] | null): readonly T[] => taken?.map((row) => list[row]!) ?? list;

async function storeLayer(layer: ReadLayer, position: PositionCheck, work: Work): Promise<StoredLayer | null> {
  const { db, order, hooks, ahead } = work;
  const { kind, rows, report, reading, crs } = layer;
  let writer: BatchWriter | null = null, staged: { readonly id: number; readonly edition: number } | null = null;
  let bounds: BoundsBox | null = null, featureCount = 0, ids: Float64Array = new Float64Array(0), archive: StoredLayer['archive'] = null;
  const reserved = rows.count;
  try {
    for await (const { pack, mended } of ahead.mended(kind, crs.srid, rows)) {
      tell(report, pack, mended);
      const { taken } = mended, count = taken?.length ?? pack.places.length;
      work.done += pack.places.length;
      hooks.signal.throwIfAborted();
      hooks.onProgress(progressAt('storing', work.done / work.total), 'storing');
      if (count === 0) continue;
      if (!staged || !writer) {
        // A layer of which no row can be taken leaves no edition.
        staged = await insertStaging(db.pool, {
          cityId: order.cityId, kind, importId: order.importId, source: order.source, sourceDate: order.sourceDate ?? reading.sourceDate,
          attribution: order.attribution ?? reading.attribution ?? '', format: reading.format, sha256: order.sha256, crs: reading.crs, createdBy: order.createdBy,
        });
        writer = new BatchWriter(db, staged.id);
        ids = idsOf(await reserveFeatureIds(db.pool, reserved));
        // Cut while the rows are stored: a thread begins when it has mended the last of them.
        if (!mustWait(position)) archive = ahead.bench.tiles(kind, ids);
      }
      await writer.add({ ids: ids.subarray(featureCount, featureCount + count), sourceIds: those(pack.sourceIds, taken), names: those(pack.names, taken), attrs: those(pack.attrs, taken), geometry: mended.geometry });
      bounds = widened(bounds, mended.bounds!);
      featureCount += count;
    }
    if (!archive) ahead.forget(kind);
    await writer?.settle();
    if (!staged || !bounds) return null;
    await insertReportRows(db.pool, order.cityId, order.importId, staged.id, report.rows.finish());
    return { kind, report, crs, position, ...staged, featureCount, bounds, archive };
  } finally { await writer?.settle().catch(() => undefined); }
}

/** Mends and stores layer by layer, letting go of the rows as it goes. Layers without a row that can be taken are not among the answers. */
export async function storeLayers(db: Database, order: ImportOrder, layers: ReadLayer[], positions: ReadonlyMap<string, PositionCheck>, ahead: Ahead, hooks: ImportHooks): Promise<readonly StoredLayer[]> {
  hooks.onProgress(progressAt('mending', 0), 'mending');
  hooks.signal.throwIfAborted();
  const work: Work = { db, order, hooks, ahead, total: layers.reduce((sum, { rows }) => sum + rows.count, 0), done: 0 };
  hooks.onProgress(progressAt('storing', 0), 'storing');
  const stored: StoredLayer[] = [];
  for (const layer of layers.splice(0)) {
    const one = await storeLayer(layer, positions.get(layer.kind)!, work);
    hooks.signal.throwIfAborted();
    if (one) stored.push(one);
  }
  return stored;
}
