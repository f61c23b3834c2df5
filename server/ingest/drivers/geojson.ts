import type { Geometry } from 'geojson';
import { basename, extname } from 'node:path';
import { IngestProblem, type Driver, type InspectedLayer, type InspectOptions, type Reading, type ReadOptions, type SourceFeature } from '../driver.ts';
import { knownEncoding } from '../encoding/text-file.ts';
import { plainGeometry } from '../geojson/echarts.ts';
import { locateJsonError } from '../geojson/locate-error.ts';
import { fileSize, textChunks, textEncodingOf, type TextEncodingName } from '../geojson/read-text.ts';
import { LayerSample } from '../inspect/layer-sample.ts';
import { RowMapper, type RawRow } from '../raw-rows.ts';
import { FeatureScanner, placeName, type Outline, type ScannedElement, type TextPlace } from '../geojson/scan.ts';

/** The outline is read first, the features after: so much of the progress is the first pass. */
const OUTLINE_SHARE = 0.3;
const GEOMETRY_TYPES = new Set(['Point', 'MultiPoint', 'LineString', 'MultiLineString', 'Polygon', 'MultiPolygon', 'GeometryCollection']);

interface Document { readonly type?: unknown; readonly crs?: unknown; readonly features?: unknown; readonly [member: string]: unknown }

function advance(text: string, offset: number, from: TextPlace): TextPlace {
  const before = text.slice(0, offset);
  const lines = before.split('\n').length - 1;
  return lines === 0 ? { line: from.line, column: from.column + offset } : { line: from.line + lines, column: offset - before.lastIndexOf('\n') };
}

function notJson(text: string, at: TextPlace): IngestProblem {
  const fault = locateJsonError(text) ?? { offset: 0, message: 'is not JSON' };
  const place = placeName(advance(text, fault.offset, at));
  return new IngestProblem('file_unreadable', `Not valid JSON at ${place}: ${fault.message}.`, place);
}

function parseOutline(outline: Outline): Document {
  try {
    const document: unknown = JSON.parse(outline.text);
    if (document === null || typeof document !== 'object' || Array.isArray(document)) throw new IngestProblem('file_unreadable', 'GeoJSON is an object.', 'line 1');
    return document as Document;
  } catch (error) {
    if (error instanceof IngestProblem) throw error;
    const fault = locateJsonError(outline.text);
    if (fault && outline.tailAt && fault.offset >= outline.tailFrom) throw notJsonIn(outline.text.slice(outline.tailFrom), fault.offset - outline.tailFrom, fault.message, outline.tailAt);
    throw notJson(outline.text, { line: 1, column: 1 });
  }
}

function notJsonIn(text: string, offset: number, message: string, at: TextPlace): IngestProblem {
  const place = placeName(advance(text, offset, at));
  return new IngestProblem('file_unreadable', `Not valid JSON at ${place}: ${message}.`, place);
}

/** GeoJSON 2008 could state a CRS; RFC 7946 cannot, and then it is WGS 84 degrees. */
function statedCrs(document: Document): string {
  if (document.crs === undefined || document.crs === null) return 'EPSG:4326';
  const name = (document.crs as { properties?: { name?: unknown; code?: unknown } }).properties;
  const text = name?.name ?? (name?.code === undefined ? undefined : `EPSG:${String(name.code)}`);
  if (typeof text !== 'string') throw new IngestProblem('crs_unknown', 'The file has a “crs” member that names no coordinate system. State the CRS when importing.', 'crs');
  return text;
}

function checkDocument(document: Document, outline: Outline): void {
  if (document.type === 'FeatureCollection') {
    if (!Array.isArray(document.features)) throw new IngestProblem('file_unreadable', 'The FeatureCollection has no “features” list.', 'features');
    if (outline.elements === 0) throw new IngestProblem('nothing_usable', 'The FeatureCollection is empty.', 'features');
    return;
  }
  if (document.type === 'Feature' || GEOMETRY_TYPES.has(String(document.type))) return;
  if (document.type === 'Topology') throw new IngestProblem('format_unknown', 'This is TopoJSON. Export it as GeoJSON.', 'type');
  throw new IngestProblem('file_unreadable', `“type” must be FeatureCollection, Feature or a geometry, not ${JSON.stringify(document.type)?.slice(0, 60) ?? 'absent'}.`, 'type');
}

async function readOutline(path: string, encoding: TextEncodingName, size: number, options: Scanned): Promise<Outline> {
  const scanner = new FeatureScanner(() => undefined);
  for await (const { text, share } of textChunks(path, encoding, options.signal)) {
    scanner.feed(text);
    options.onProgress(share * OUTLINE_SHARE);
  }
  return scanner.finish(size);
}

async function* elementsOf(path: string, encoding: TextEncodingName, options: Scanned): AsyncGenerator<ScannedElement> {
  let batch: ScannedElement[] = [];
  const scanner = new FeatureScanner((element) => batch.push(element));
  for await (const { text, share } of textChunks(path, encoding, options.signal)) {
    scanner.feed(text);
    yield* batch;
    batch = [];
    options.onProgress(OUTLINE_SHARE + share * (1 - OUTLINE_SHARE));
  }
}

interface RawFeature { readonly type?: unknown; readonly id?: unknown; readonly geometry?: unknown; readonly properties?: unknown }

/** A feature as a raw row; null when it is none. */
function toRow(raw: unknown, place: string): RawRow | null {
  if (raw === null || typeof raw !== 'object' || (raw as RawFeature).type !== 'Feature') return null;
  const feature = raw as RawFeature;
  const geometry = feature.geometry !== null && typeof feature.geometry === 'object' ? plainGeometry(feature.geometry as Geometry) : null;
  const fields = feature.properties !== null && typeof feature.properties === 'object' ? (feature.properties as Record<string, unknown>) : {};
  return { fields, geometry, sourceId: typeof feature.id === 'string' || typeof feature.id === 'number' ? String(feature.id) : null, place };
}

type Scanned = Pick<ReadOptions, 'signal' | 'onProgress'>;

/** Every element of the document by its place, a feature or not. */
async function* rawFeatures(path: string, encoding: TextEncodingName, document: Document, options: Scanned): AsyncGenerator<{ readonly raw: unknown; readonly place: string }> {
  if (document.type !== 'FeatureCollection') {
    yield { raw: document.type === 'Feature' ? document : { type: 'Feature', geometry: document, properties: {} }, place: 'feature 1' };
    return;
  }
  let number = 0;
  for await (const element of elementsOf(path, encoding, options)) {
    number += 1;
    let raw: unknown;
    try { raw = JSON.parse(element.text); } catch { throw notJson(element.text, element.at); }
    yield { raw, place: `feature ${number} (line ${element.at.line})` };
  }
}

async function* features(path: string, encoding: TextEncodingName, kind: string, document: Document, options: ReadOptions): AsyncGenerator<SourceFeature> {
  const mapper = new RowMapper(kind, options);
  for await (const { raw, place } of rawFeatures(path, encoding, document, options)) {
    const row = toRow(raw, place);
    if (!row) { options.onReport('leftOut', 'not_a_feature', place); continue; }
    const feature = mapper.map(row);
    if (feature) yield feature;
  }
}

async function documentOf(path: string, stated: string | null | undefined, options: Scanned): Promise<{ readonly encoding: TextEncodingName; readonly document: Document }> {
  const size = await fileSize(path);
  const encoding = stated ? readableAs(stated) : await textEncodingOf(path, options.signal);
  const outline = await readOutline(path, encoding, size, options);
  const document = parseOutline(outline);
  checkDocument(document, outline);
  return { encoding, document };
}

/** JSON is read in these; a statement of another is told, not followed. */
function readableAs(stated: string): TextEncodingName {
  const name = knownEncoding(stated);
  if (name !== 'utf-8' && name !== 'utf-16le' && name !== 'gb18030') throw new IngestProblem('bad_request', `GeoJSON is read as UTF-8, UTF-16 or GB18030, not as ${name}.`, 'encoding');
  return name;
}

async function inspect(path: string, options: InspectOptions): Promise<InspectedLayer[]> {
  const quiet: Scanned = { signal: options.signal, onProgress: () => undefined };
  const { encoding, document } = await documentOf(path, options.encoding, quiet);
  const sample = new LayerSample();
  let odd = 0;
  const oddPlaces: string[] = [];
  for await (const { raw, place } of rawFeatures(path, encoding, document, quiet)) {
    const row = toRow(raw, place);
    if (row) sample.add(row.fields, row.geometry);
    else { odd += 1; if (oddPlaces.length < 20) oddPlaces.push(place); }
  }
  let stated: string | null = null;
  const findings: { code: string; count: number; examples: string[] }[] = odd > 0 ? [{ code: 'not_a_feature', count: odd, examples: oddPlaces }] : [];
  // A CRS that names nothing is a question for the person, no reason to refuse the look.
  try { stated = document.crs === undefined || document.crs === null ? null : statedCrs(document); } catch (error) { findings.push({ code: 'prj_unusable', count: 1, examples: [(error as Error).message] }); }
  return [{
    name: basename(path, extname(path)), geometry: sample.geometry, featureCount: sample.count, fields: sample.fieldList, rows: sample.rows, values: sample.values,
    crs: { stated, text: null, format: stated === null ? 'EPSG:4326' : null, sample: sample.positions },
    encoding: { name: encoding, from: options.encoding ? 'user' : 'detected' }, mapping: {}, findings,
  }];
}

/** GeoJSON of any size: features are read one by one, so memory is bounded by the largest feature. */
export const geojsonDriver: Driver = {
  id: 'geojson',
  extensions: ['.geojson', '.json'],
  sniff(head) {
    const text = new TextDecoder('latin1').decode(head).replace(/^\u00ef\u00bb\u00bf|^\u00ff\u00fe/, '').replace(/\0/g, '').trimStart();
    return text.startsWith('{') && /"(?:type|features|coordinates|crs|bbox)"/.test(text);
  },
  inspect,
  async open(path, options): Promise<Reading> {
    const { encoding, document } = await documentOf(path, options.encoding, options);
    if (options.kind === null) throw new IngestProblem('layer_mismatch', 'GeoJSON does not say which layer it is. State the layer kind when importing.', 'kind');
    if (encoding === 'gb18030') options.onReport('notices', 'text_decoded_gb18030', 'whole file');
    return {
      format: 'geojson', crs: options.crs ?? statedCrs(document), attribution: null, sourceDate: null,
      features: features(path, encoding, options.kind, document, options),
    };
  },
};
