import type { City } from '#contract/layers.ts';
import { metricCrs, metricSridAt, type MetricCrs } from '#planning/geometry/metric-crs.ts';
import { IngestProblem, type Reading } from './driver.ts';
import type { ImportHooks, ImportOrder, ImportSource } from './import-order.ts';
import { centreOf, dropStrays, isFarFrom, metricCrsFor } from './import-plan.ts';
import { ReportBuilder } from './report.ts';
import { rowCrs, toRow } from './rows.ts';
import { Turns } from './turns.ts';
import type { Ahead } from './work/ahead.ts';
import { RowTable } from './work/row-pack.ts';

/** The rows of one kind as they were read, in degrees, and where they are to be measured. `rows` is emptied when they are mended. */
export interface ReadLayer {
  readonly kind: string;
  readonly rows: RowTable;
  readonly report: ReportBuilder;
  readonly reading: Pick<Reading, 'format' | 'crs' | 'attribution' | 'sourceDate'>;
  /** The city's; for a layer that lies far from the city, the one of the place where it lies. */
  readonly crs: MetricCrs;
  readonly isFar: boolean;
}

interface ReadOne { readonly reading: Reading; readonly layers: ReadonlyMap<string, RowTable>; readonly reports: Map<string, ReportBuilder> }

async function readRows(source: ImportSource, ahead: Ahead, turns: Turns): Promise<ReadOne> {
  const layers = new Map<string, RowTable>();
  const reports = new Map<string, ReportBuilder>();
  ahead.expect(source.bytes ?? 0);
  const reading = await source.open();
  try {
    const crs = rowCrs(reading.crs);
    for await (const feature of reading.features) {
      let report = reports.get(feature.kind);
      if (!report) { reports.set(feature.kind, (report = new ReportBuilder())); layers.set(feature.kind, new RowTable()); }
      const row = toRow(feature, crs, report);
      const pack = row && layers.get(feature.kind)!.add(row);
      if (pack) ahead.offer(feature.kind, pack);
      if (turns.isDue) await turns.pass();
    }
    for (const [kind, rows] of layers) { const pack = rows.close(); if (pack) ahead.offer(kind, pack); }
  } finally { await reading.close?.(); }
  // The driver's own notes are of the one layer it read, so that layer's report adds up by itself. An OSM file is of many, and much of it of none.
  const [only] = reports.values();
  if (only && reports.size === 1 && source.driverReport && !reading.format.startsWith('osm')) source.driverReport.giveTo(only);
  return { reading, layers, reports };
}

/**
 * Reads every source, sorts its rows by kind and finds where each is to be measured. Two sources of one kind become one layer. `total` takes what is
 * reported of no layer. `crs` is null when nothing had a place. What is read goes to `ahead` at once.
 */
export async function readLayers(city: City, order: ImportOrder, sources: readonly ImportSource[], total: ReportBuilder, ahead: Ahead, hooks: ImportHooks): Promise<{ readonly layers: ReadLayer[]; readonly crs: MetricCrs | null; readonly reports: readonly ReportBuilder[] }> {
  const turns = new Turns(hooks.signal);
  const layers: ReadLayer[] = [];
  const reports: ReportBuilder[] = [];
  let crs: MetricCrs | null = null;
  let bounds = city.bounds;
  for (const source of sources) {
    const one = await readRows(source, ahead, turns);
    hooks.signal.throwIfAborted();
    reports.push(...one.reports.values());
    if (source.driverReport) source.driverReport.giveTo(total);
    const centre = centreOf([...one.layers.values()]);
    if (!centre) continue;
    dropStrays(one.layers, centre, one.reports);
    const isFar = bounds !== null && isFarFrom(bounds, centre);
    crs ??= metricCrsFor(city, order.srid ?? null, isFar && bounds ? [bounds[0], bounds[1]] : centre);
    bounds ??= [centre[0], centre[1], centre[0], centre[1]];
    const own = isFar ? metricCrs(metricSridAt(centre[0], centre[1])) : crs;
    if (!own) throw farAway(centre);
    for (const [kind, rows] of one.layers) addLayer(layers, { kind, rows, report: one.reports.get(kind)!, reading: one.reading, crs: own, isFar }, centre);
  }
  return { layers, crs, reports };
}

function addLayer(layers: ReadLayer[], layer: ReadLayer, centre: readonly [number, number]): void {
  const same = layers.find(({ kind }) => kind === layer.kind);
  if (!same) { layers.push(layer); return; }
  if (same.isFar !== layer.isFar) throw farAway(centre);
  if (same.reading.crs !== layer.reading.crs) throw new IngestProblem('layer_mismatch', `Two layers of the kind “${layer.kind}” are in different coordinate systems, ${same.reading.crs} and ${layer.reading.crs}. Import one after the other.`, layer.kind);
  same.rows.append(layer.rows);
  layer.report.giveTo(same.report);
}

export const farAway = (centre: readonly [number, number]): IngestProblem => new IngestProblem('layer_mismatch',
  `The data lie around ${centre[0].toFixed(4)}, ${centre[1].toFixed(4)}, far from the city's other layers. Is it the right city, and is the CRS right?`, 'coordinates');
