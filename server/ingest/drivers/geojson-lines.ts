import { basename, extname } from 'node:path';
import type { Geometry } from 'geojson';
import { IngestProblem, type Driver, type InspectedLayer, type Reading, type ReadOptions, type SourceFeature } from '../driver.ts';
import { decodedChunks, textFileEncoding } from '../encoding/text-file.ts';
import { fileSize } from '../geojson/read-text.ts';
import { LayerSample } from '../inspect/layer-sample.ts';
import { RowMapper, type RawRow } from '../raw-rows.ts';
import { kindOf } from './gdal/gdal-source.ts';
import { headText } from './sniff.ts';

/** One feature may be this many characters; a bound on memory. */
const LINE_LIMIT = 64 * 1024 * 1024;
const RECORD_SEPARATOR = '\u001e';
const GEOMETRIES = /^(?:Multi)?(?:Point|LineString|Polygon)$|^GeometryCollection$/;

interface Line { readonly text: string; readonly number: number; readonly share: number }

async function* linesOf(path: string, encoding: string, signal: AbortSignal): AsyncGenerator<Line> {
  const size = await fileSize(path);
  let rest = '', number = 0;
  for await (const { text, share } of decodedChunks(path, encoding, size, signal)) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LINE_LIMIT) throw new IngestProblem('file_too_large', `Line ${number + lines.length + 1} has more than ${LINE_LIMIT / 1024 ** 2} million characters; one feature a line has not. Are there line breaks in the file?`, `line ${number + lines.length + 1}`);
    for (const line of lines) { number += 1; yield { text: line, number, share }; }
  }
  if (rest !== '') yield { text: rest, number: number + 1, share: 1 };
}

/** The feature of a line; null for one that is none. Throws where the line is no JSON. */
function rowOf(text: string, place: string): RawRow | null {
  let raw: { type?: unknown; id?: unknown; geometry?: unknown; properties?: unknown } | null;
  try { raw = JSON.parse(text) as typeof raw; } catch (error) { throw new IngestProblem('file_unreadable', `Not valid JSON at ${place}: ${(error as Error).message}. Every line must be one whole feature.`, place); }
  if (raw === null || typeof raw !== 'object') return null;
  if (GEOMETRIES.test(String(raw.type))) return { fields: {}, geometry: raw as unknown as Geometry, sourceId: null, place };
  if (raw.type !== 'Feature') return null;
  return {
    fields: raw.properties !== null && typeof raw.properties === 'object' ? (raw.properties as Record<string, unknown>) : {},
    geometry: raw.geometry !== null && typeof raw.geometry === 'object' ? (raw.geometry as Geometry) : null,
    sourceId: typeof raw.id === 'string' || typeof raw.id === 'number' ? String(raw.id) : null, place,
  };
}

async function* rowsOf(path: string, encoding: string, signal: AbortSignal, onProgress: (share: number) => void): AsyncGenerator<{ readonly row: RawRow | null; readonly place: string }> {
  for await (const { text, number, share } of linesOf(path, encoding, signal)) {
    const json = text.replace(RECORD_SEPARATOR, '').replace(/^\ufeff/, '').trim();
    if (json === '') continue;
    const place = `line ${number}`;
    yield { row: rowOf(json, place), place };
    onProgress(share);
  }
}

async function* features(path: string, encoding: string, kind: string, options: ReadOptions): AsyncGenerator<SourceFeature> {
  const mapper = new RowMapper(kind, options);
  for await (const { row, place } of rowsOf(path, encoding, options.signal, (share) => options.onProgress(share))) {
    const feature = row ? mapper.map(row) : null;
    if (!row) options.onReport('leftOut', 'not_a_feature', place);
    if (feature) yield feature;
  }
}

/** A whole feature in the first line, and another beginning in the second. */
function looksLikeLines(head: Uint8Array): boolean {
  const text = headText(head);
  if (text.startsWith(RECORD_SEPARATOR)) return true;
  const [first, second] = text.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  return first !== undefined && second !== undefined && /^\{.*"type"\s*:\s*"Feature".*\}$/.test(first) && second.startsWith('{');
}

/** GeoJSON, one feature a line (.geojsonl, .ndjson; RFC 8142 with record separators too). */
export const geojsonLinesDriver: Driver = {
  id: 'geojson-lines',
  extensions: ['.geojsonl', '.geojsonseq', '.geojsons', '.ndjson', '.jsonl', '.ndgeojson'],
  sniff: (head, fileName) => looksLikeLines(head) || (/\.(?:geojsonl|geojsonseq|geojsons|ndjson|jsonl|ndgeojson)$/.test(fileName) && headText(head).trimStart().startsWith('{')),
  async inspect(path, options): Promise<InspectedLayer[]> {
    const encoding = await textFileEncoding(path, options.encoding, options.signal);
    const sample = new LayerSample();
    const odd: string[] = [];
    for await (const { row, place } of rowsOf(path, encoding.name, options.signal, () => undefined)) if (row) sample.add(row.fields, row.geometry); else odd.push(place);
    return [{
      name: basename(path, extname(path)), geometry: sample.geometry, featureCount: sample.count, fields: sample.fieldList, rows: sample.rows, values: sample.values,
      crs: { stated: null, text: null, format: 'EPSG:4326', sample: sample.positions }, encoding: { name: encoding.name, from: encoding.from }, mapping: {},
      findings: odd.length > 0 ? [{ code: 'not_a_feature', count: odd.length, examples: odd.slice(0, 20) }] : [],
    }];
  },
  async open(path, options): Promise<Reading> {
    const kind = kindOf(options, 'A file of features');
    const encoding = await textFileEncoding(path, options.encoding, options.signal);
    return { format: 'geojson-lines', crs: options.crs ?? 'EPSG:4326', attribution: null, sourceDate: null, features: features(path, encoding.name, kind, options) };
  },
};
