import { metricCrs, type MetricCrs } from '#planning/geometry/metric-crs.ts';
import type { ImportReport } from '#contract/layers.ts';
import type { Database } from '../db/database.ts';
import { insertMoveStaging, movablePages, type EditionFacts, type MovedFacts } from '../db/repositories/edition-moves.ts';
import { insertFeatures, reserveFeatureIds, type NewFeature } from '../db/repositories/features.ts';
import type { PackedRows } from '../db/repositories/report-rows.ts';
import { IngestProblem } from './driver.ts';
import { loadGeos } from './geometry/geos.ts';
import { fromWkb } from './geometry/wkb.ts';
import { widened, type BoundsBox } from './import-plan.ts';
import { mendRow } from './mend-row.ts';
import { ReportBuilder } from './report.ts';
import { buildTiles } from './tiles/build-tiles.ts';
import { Turns } from './turns.ts';
import type { Unshift } from './where/unshift.ts';

const PAGE = 1000;

/** Where the moved rows are staged, and what is to be said of the edition afterwards. */
export interface Moved { readonly stagingId: number; readonly facts: MovedFacts; readonly rows: readonly PackedRows[] }

/** The edition's metric CRS; the city's for editions older than the column. */
export function crsOf(edition: Pick<EditionFacts, 'srid'>, citySrid: number | null): MetricCrs {
  const crs = metricCrs(edition.srid ?? citySrid ?? 0);
  if (!crs) throw new IngestProblem('crs_unknown', `EPSG:${edition.srid ?? citySrid} is not a metric system this app measures in.`, 'srid');
  return crs;
}

/** The report of the import, and what moving the rows mended and left out besides. */
function joined(before: ImportReport, moving: ReportBuilder): ImportReport {
  const { mended, leftOut, taken } = moving.finish();
  const both = (a: ImportReport['mended'], b: ImportReport['mended']): ImportReport['mended'] => {
    const sums = new Map(a.map((entry) => [entry.code, { ...entry }]));
    for (const entry of b) {
      const mine = sums.get(entry.code);
      if (mine) { mine.count += entry.count; mine.examples = [...mine.examples, ...entry.examples].slice(0, 20); } else sums.set(entry.code, { ...entry });
    }
    return [...sums.values()].sort((x, y) => y.count - x.count || (x.code < y.code ? -1 : 1));
  };
  return { ...before, taken, mended: both(before.mended, mended), leftOut: both(before.leftOut, leftOut) };
}

async function storePage(db: Database, stagingId: number, features: readonly NewFeature[]): Promise<void> {
  let from = 0;
  for (const { first, count } of await reserveFeatureIds(db.pool, features.length)) { await insertFeatures(db.pool, stagingId, first, features.slice(from, from + count)); from += count; }
}

/**
 * Stages the rows of an edition anew: in degrees, with a shift undone, measured in `to`, mended, and cuts their tiles. Nothing of the edition itself
 * changes. The caller drops the staging edition when anything fails.
 */
export async function moveEdition(db: Database, dataDir: string, cityId: string, edition: EditionFacts, from: MetricCrs, to: MetricCrs, undo: Unshift, importId: string, hooks: { readonly signal: AbortSignal; onProgress(share: number, step: 'moving' | 'tiling'): void }): Promise<Moved> {
  const geos = await loadGeos();
  const turns = new Turns(hooks.signal);
  const report = new ReportBuilder();
  const stagingId = await insertMoveStaging(db.pool, edition.id, importId);
  let bounds: BoundsBox | null = null, done = 0, featureCount = 0;
  for await (const page of movablePages(db.pool, edition.id, PAGE)) {
    const features: NewFeature[] = [];
    for (const { id, sourceId, name, attrs, wkb } of page) {
      const [flat] = fromWkb(wkb);
      const place = sourceId ?? name ?? `row ${id}`;
      done += 1;
      if (!flat) continue;
      let isOnEarth = true;
      for (let i = 0; i < flat.coords.length; i += 2) {
        const moved = undo(...from.inverse(flat.coords[i]!, flat.coords[i + 1]!));
        if (!moved) { isOnEarth = false; break; }
        [flat.coords[i], flat.coords[i + 1]] = moved;
      }
      if (!isOnEarth) { report.note('leftOut', 'coordinates_invalid', `${place}: no place on Earth once the shift is undone`); continue; }
      const row = { place, sourceId, name, attrs, degrees: flat, metres: null };
      const mended = mendRow(row, edition.kind, to, geos, report);
      if (mended) { features.push(mended.feature); bounds = widened(bounds, flat.coords); }
      await turns.maybe();
    }
    if (features.length > 0) await storePage(db, stagingId, features);
    featureCount += features.length;
    hooks.signal.throwIfAborted();
    hooks.onProgress(0.6 * Math.min(1, done / Math.max(1, edition.featureCount)), 'moving');
  }
  if (!bounds) throw new IngestProblem('nothing_usable', 'None of the rows has a place once the shift is undone. Is it the right shift?', 'shift');
  const tiles = await buildTiles(db, dataDir, { cityId, editionId: stagingId, kind: edition.kind, crs: to }, hooks.signal, (share) => hooks.onProgress(0.6 + 0.35 * share, 'tiling'));
  return { stagingId, facts: { srid: to.srid, bounds, tiles, featureCount, report: joined(edition.report, report) }, rows: report.rows.finish() };
}
