import { join } from 'node:path';
import type { SourceField, SourceLayer } from '#contract/deliveries.ts';
import { GdalProblem, runGdal } from '../../../gdal/run-gdal.ts';
import type { GdalInput, GdalLayer, ReadResult } from '../../../gdal/tasks.ts';
import { inTemporaryFolder, makeTemporaryFolder, removeFolder } from '../../../gdal/temporary-folder.ts';
import { IngestProblem, type InspectedLayer, type InspectOptions, type Reading, type ReadOptions, type SourceFeature } from '../../driver.ts';
import { LayerSample } from '../../inspect/layer-sample.ts';
import { pickLayer } from '../../pick-layer.ts';
import type { Flattened } from '../../geometry/flat-geometry.ts';
import { RowMapper } from '../../raw-rows.ts';
import { flatGeobufRows, flatRowBatches, type FlatRow } from './flatgeobuf-rows.ts';
import { growingFile } from './growing-file.ts';

/** Rows an inspection looks at. */
const SAMPLE_ROWS = 300;
/** Big deliveries take their time; whoever waits can cancel. */
const READ_LIMIT_MS = 10 * 60_000;
const INSPECT_LIMIT_MS = 60_000;

/** What a format adds to reading through GDAL. */
export interface GdalFormat {
  readonly id: string;
  /** What a person calls the format, for messages. */
  readonly title: string;
  /** Turns what GDAL gave as a text into what it is; absent: as it is. */
  readonly text?: ((value: string, place: string) => string) | undefined;
  readonly encoding?: SourceLayer['encoding'];
  /** CRS the format demands. */
  readonly formatCrs?: string | null;
  /** Words of the .prj, where there is one; over GDAL's. */
  readonly crsText?: string | null;
  /** Seen before GDAL: codes of report-codes. */
  readonly findings?: InspectedLayer['findings'];
}

/** GDAL's problem in this app's words. `time`, `memory` and `crashed` are the file's fault too: nothing else was done. */
export function asIngestProblem(error: unknown, title: string): unknown {
  if (!(error instanceof GdalProblem)) return error;
  switch (error.fault) {
    case 'time': return new IngestProblem('file_too_large', `${title}: ${error.message} Split the file, or hand in only the layers that are needed.`, 'whole file');
    case 'memory': return new IngestProblem('file_too_large', `${title}: ${error.message} A size stated in the file may be wrong; save it again, or split it.`, 'whole file');
    case 'crashed': return new IngestProblem('file_unreadable', `${title}: the reader broke off; the file is damaged. Save it again from the program it comes from.`, 'whole file');
    default: return new IngestProblem('file_unreadable', `${title}: ${error.message.slice(0, 300)} Save it again from the program it comes from, or hand it in in another format.`, 'whole file');
  }
}

const fieldType = ({ type, subtype }: { type: string; subtype: string | null }): SourceField['type'] =>
  subtype === 'Boolean' ? 'boolean' : /^(?:Integer|Integer64|Real)$/.test(type) ? 'number' : /^(?:Date|DateTime)$/.test(type) ? 'date' : 'text';

function geometryOf(type: string | null): SourceLayer['geometry'] {
  if (type === null) return [];
  if (/Point/.test(type)) return ['point'];
  if (/Line|Curve(?!.*Polygon)/.test(type)) return ['line'];
  return /Polygon|Surface|TIN|Triangle/.test(type) ? ['polygon'] : [];
}

function decoded(fields: Readonly<Record<string, unknown>>, text: GdalFormat['text'], place: string): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const name in fields) { const value = fields[name]; out[text ? text(name, place) : name] = text && typeof value === 'string' ? text(value, place) : value; }
  return out;
}

async function describe(layer: GdalLayer, format: GdalFormat): Promise<InspectedLayer> {
  const sample = new LayerSample();
  for (const field of layer.fields) sample.declare(format.text ? format.text(field.name, 'fields') : field.name, fieldType(field));
  if (layer.sample) for await (const { fields, geometry } of flatGeobufRows(layer.sample)) sample.add(decoded(fields, format.text, `row ${sample.count + 1}`), geometry);
  return {
    name: layer.name, geometry: sample.geometry.length > 0 ? sample.geometry : geometryOf(layer.geometryType), featureCount: layer.featureCount, fields: sample.fieldList, rows: sample.rows, values: sample.values,
    crs: { stated: layer.crsCode, text: format.crsText ?? layer.crsWkt, isPrj: format.crsText != null, format: format.formatCrs ?? null, sample: sample.positions },
    encoding: format.encoding ?? null, mapping: {}, findings: format.findings ?? [],
  };
}

/** Layers without geometry are tables that belong to others; they are not offered where there is another. */
export async function inspectWithGdal(input: GdalInput, format: GdalFormat, options: InspectOptions): Promise<InspectedLayer[]> {
  return inTemporaryFolder(async (folder) => {
    const result = await runGdal({ kind: 'inspect', input, sampleFolder: folder, sampleRows: SAMPLE_ROWS }, { signal: options.signal, timeLimitMs: INSPECT_LIMIT_MS, session: options.gdal }).catch((error: unknown) => { throw asIngestProblem(error, format.title); });
    const wanted = result.layers.filter(({ name, geometryType }) => (options.layer ? name === options.layer : geometryType !== null));
    if (options.layer) pickLayer(result.layers.map(({ name }) => name), options.layer);
    if (result.layers.length === 0) throw new IngestProblem('file_unreadable', `${format.title}: no layer can be read from it${result.messages[0] ? ` (${result.messages[0].slice(0, 200)})` : ''}. It is empty, damaged or cut off; save it again from the program it comes from.`, 'layers');
    if (wanted.length === 0) throw new IngestProblem('nothing_usable', `${format.title}: none of its layers has geometry (${result.layers.map(({ name }) => name).join(', ')}).`, 'layers');
    const layers: InspectedLayer[] = [];
    for (const layer of wanted) {
      const described = await describe(layer, format);
      const findings = result.messages.length === 0 ? described.findings : [...described.findings, { code: 'reader_warning', count: result.messages.length, examples: result.messages.slice(0, 20) }];
      layers.push({ ...described, findings });
    }
    return layers;
  });
}

/** Rows in lots as features of a kind. `count`: how many there are, where that is known. */
export async function* featuresOf(lots: AsyncIterable<Iterable<FlatRow>>, kind: string, count: number | null, options: ReadOptions): AsyncGenerator<SourceFeature<Flattened>> {
  const mapper = new RowMapper(kind, options);
  let number = 0;
  for await (const rows of lots) {
    options.signal.throwIfAborted();
    for (const { fields, geometry, digest } of rows) {
      number += 1;
      const feature = mapper.map({ fields, geometry, digest, sourceId: null, place: `row ${number}` });
      if (feature) yield feature;
    }
    if (count) options.onProgress(Math.min(1, number / count));
  }
}

/** Where a person finds a row, or the names of the fields. */
export const placeOf = (row: number): string => (row === 0 ? 'fields' : `row ${row}`);

/** Kinds are the person's to say for every format but OSM. */
export function kindOf(options: ReadOptions, title: string): string {
  if (options.kind === null) throw new IngestProblem('layer_mismatch', `${title} does not say which layer it is. State the layer kind when importing.`, 'kind');
  return options.kind;
}

/** The CRS to read in: what the user states, what the file names. Throws `crs_unknown` where nobody says. */
export function crsOf(stated: string | null, text: string | null, options: ReadOptions, title: string): string {
  const crs = options.crs ?? stated;
  if (crs === null) {
    const words = text ? ` Its words for it are “${text.slice(0, 120)}”, which name no EPSG code.` : '';
    throw new IngestProblem('crs_unknown', `${title} does not say in which coordinate system it is.${words} State the CRS when importing, e.g. EPSG:4547 for CGCS2000, 3-degree zone, 114°E.`, 'crs');
  }
  return crs;
}

/** A layer that GDAL is writing to a file: known before its first row is there. */
interface Writing { readonly layer: GdalLayer | null; readonly layers: readonly GdalLayer[]; /** Ends with the last row, and as GDAL does. */ readonly written: Promise<ReadResult> }

function write(input: GdalInput, layer: string | null, to: string, title: string, signal: AbortSignal): Promise<Writing> {
  return new Promise((resolve, reject) => {
    const written = runGdal({ kind: 'read', input, layer, to }, { signal, timeLimitMs: READ_LIMIT_MS, onLayer: (found) => { resolve({ layer: found, layers: [found], written }); } })
      .catch((error: unknown) => { throw asIngestProblem(error, title); });
    written.then((result) => { resolve({ layer: result.layer, layers: result.layers, written }); }, reject);
  });
}

/** The rows, and after the last of them what GDAL had to say. */
async function* withWarnings<T>(rows: AsyncIterable<T>, written: Promise<ReadResult>, options: ReadOptions): AsyncGenerator<T> {
  yield* rows;
  for (const message of (await written).messages) options.onReport('notices', 'reader_warning', message.slice(0, 300));
}

/**
 * Opens one layer: GDAL writes it to a file of its own as it stands, which is read row by row as it grows. GDAL starts at once, beside the looking into the
 * format, whose problems come first.
 */
export async function openWithGdal(input: GdalInput, formatting: GdalFormat | Promise<GdalFormat>, title: string, options: ReadOptions): Promise<Reading> {
  const folder = await makeTemporaryFolder();
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  const to = join(folder, 'rows.fgb');
  let writing: Promise<Writing> | null = null;
  const close = async (): Promise<void> => {
    stop.abort();
    await writing?.then(({ written }) => written).catch(() => undefined);
    await removeFolder(folder);
  };
  try {
    writing = write(input, options.layer ?? null, to, title, signal);
    writing.catch(() => undefined);
    const format = await formatting;
    const kind = kindOf(options, title);
    let found = await writing;
    if (!found.layer) {
      // A table without geometry beside one layer needs no pick.
      const spatial = found.layers.filter(({ geometryType }) => geometryType !== null);
      const name = pickLayer((options.layer ? found.layers : spatial).map((each) => each.name), options.layer);
      writing = write(input, name, to, title, signal);
      found = await writing;
    }
    const { written, layer } = found;
    const crs = crsOf(layer!.crsCode ?? format.formatCrs ?? null, format.crsText ?? layer!.crsWkt, options, title);
    const { text } = format;
    const rows = featuresOf(flatRowBatches(growingFile(to, written), text ? (value, row) => text(value, placeOf(row)) : null), kind, layer!.featureCount, options);
    return { format: format.id, crs, attribution: null, sourceDate: null, features: withWarnings(rows, written, options), close };
  } catch (error) {
    await close();
    throw error;
  }
}
