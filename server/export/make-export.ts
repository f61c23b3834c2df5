import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import iconv from 'iconv-lite';
import { mostRowsAtOnce, type ExportFormat, type ExportWarning } from '#contract/exports.ts';
import type { FeatureTable } from './feature-table.ts';
import { Fitting, type ExportChoice } from './fitting.ts';
import { readMe } from './read-me.ts';
import { gbk } from './text-bytes.ts';
import { cellsOf, geometryColumnsOf } from './write/cells.ts';
import { csvTexts } from './write/csv.ts';
import { geoJsonTexts, pieces } from './write/geojson.ts';
import { writeSheet } from './write/sheet.ts';
import { gdalEndings, writeWithGdal } from './write/with-gdal.ts';
import { writeZip } from './write/zip.ts';

export interface ExportOrder {
  readonly table: FeatureTable;
  readonly choice: ExportChoice;
  readonly cityName: string;
  /** CRS that was asked for and cannot be had in this format. */
  readonly crsNotUsed: string | null;
}

interface Kind { readonly ending: string; readonly type: string }
const kinds: Readonly<Record<ExportFormat, Kind>> = {
  shapefile: { ending: 'zip', type: 'application/zip' },
  geopackage: { ending: gdalEndings.geopackage, type: 'application/geopackage+sqlite3' },
  kml: { ending: gdalEndings.kml, type: 'application/vnd.google-earth.kml+xml' },
  dxf: { ending: gdalEndings.dxf, type: 'image/vnd.dxf' },
  flatgeobuf: { ending: gdalEndings.flatgeobuf, type: 'application/octet-stream' },
  geojson: { ending: 'geojson', type: 'application/geo+json' },
  csv: { ending: 'csv', type: 'text/csv' },
  xlsx: { ending: 'xlsx', type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
};

export const exportType = ({ format, encoding }: ExportChoice): string => (format === 'csv' ? `text/csv; charset=${encoding}` : kinds[format].type);

/** Characters file systems do not take become spaces. */
export const exportFileName = ({ table, choice, cityName }: ExportOrder): string =>
  `${`${cityName} ${table.title[choice.locale]} ${choice.target.code.replace(':', '')}`.replace(/[\\/:*?"<>|\r\n\t]+/g, ' ').slice(0, 120).trim()}.${kinds[choice.format].ending}`;

const streams: readonly ExportFormat[] = ['geojson', 'csv'];
/** GeoJSON and CSV go out while they are made; of others the whole file is needed first. */
export const isStreamed = (format: ExportFormat): boolean => streams.includes(format);
export const needsJob = ({ table, choice }: ExportOrder): boolean => !isStreamed(choice.format) && table.count > mostRowsAtOnce;

function fittingOf({ table, choice, crsNotUsed }: ExportOrder): Fitting {
  const fitting = new Fitting(table, choice);
  if (crsNotUsed !== null) fitting.noteCrsFixed(crsNotUsed);
  return fitting;
}

/** Longest text of a cell of Excel. */
const cellText = 32_767;

/** What the format cannot hold of this table: every row is looked at, nothing is written. */
export async function checkExport(order: ExportOrder, signal: AbortSignal): Promise<ExportWarning[]> {
  const { table, choice } = order;
  const fitting = fittingOf(order);
  const geometry = choice.format === 'xlsx' ? await geometryColumnsOf(table, choice, signal) : 'none';
  for await (const given of table.rows(choice.target, signal)) {
    const row = fitting.take(given);
    if (row && geometry === 'wkt') cellsOf(row, table, fitting, geometry, cellText);
  }
  return fitting.warnings();
}

/** Warnings that follow from the format alone, before any row is looked at. */
export function warningsOfFormat(order: ExportOrder): ExportWarning[] {
  return fittingOf(order).warnings().filter(({ code }) => code !== 'empty');
}

/** GeoJSON or CSV as a stream of bytes, made as it is read. */
export async function streamExport(order: ExportOrder, signal: AbortSignal): Promise<Readable> {
  const { table, choice } = order;
  const fitting = fittingOf(order);
  if (choice.format === 'geojson') return Readable.from(pieces(geoJsonTexts(table, choice, fitting, signal)), { objectMode: false });
  const texts = pieces(csvTexts(table, choice, fitting, await geometryColumnsOf(table, choice, signal), signal));
  return Readable.from(choice.encoding === 'GBK' ? inGbk(texts) : texts, { objectMode: false });
}

async function* inGbk(texts: AsyncIterable<string>): AsyncGenerator<Buffer> {
  for await (const text of texts) yield iconv.encode(text, gbk);
}

export interface MadeExport { readonly path: string; readonly warnings: readonly ExportWarning[] }

/** Makes the whole file in `folder`. A shapefile is an archive with a page that says what it is and what it could not hold. */
export async function makeExport(order: ExportOrder, folder: string, signal: AbortSignal): Promise<MadeExport> {
  const { table, choice, cityName } = order;
  await mkdir(folder, { recursive: true });
  const path = join(folder, `export.${kinds[choice.format].ending}`);
  if (isStreamed(choice.format)) {
    await pipeline(await streamExport(order, signal), createWriteStream(path), { signal });
    return { path, warnings: await checkExport(order, signal) };
  }
  const fitting = fittingOf(order);
  if (choice.format === 'xlsx') {
    await writeSheet(table, choice, fitting, path, signal);
    return { path, warnings: fitting.warnings() };
  }
  const files = await writeWithGdal(table, choice, fitting, folder, signal);
  const warnings = fitting.warnings();
  if (choice.format !== 'shapefile') return { path: files[0] as string, warnings };
  await writeZip([...files.map((file) => ({ name: basename(file), path: file })), readMe(table, choice, fitting, warnings, cityName, new Date())], path);
  return { path, warnings };
}
