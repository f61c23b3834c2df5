import type { Geometry } from 'geojson';
import { IngestProblem, type Driver, type Reading, type ReadOptions, type SourceFeature } from '../driver.ts';
import { mapFields } from '../fields.ts';
import { locateJsonError } from '../geojson/locate-error.ts';
import { fileSize, textChunks, textEncodingOf, type TextEncodingName } from '../geojson/read-text.ts';
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

async function readOutline(path: string, encoding: TextEncodingName, size: number, options: ReadOptions): Promise<Outline> {
  const scanner = new FeatureScanner(() => undefined);
  for await (const { text, share } of textChunks(path, encoding, options.signal)) {
    scanner.feed(text);
    options.onProgress(share * OUTLINE_SHARE);
  }
  return scanner.finish(size);
}

async function* elementsOf(path: string, encoding: TextEncodingName, options: ReadOptions): AsyncGenerator<ScannedElement> {
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

function toSource(raw: unknown, kind: string, place: string, options: ReadOptions): SourceFeature | null {
  if (raw === null || typeof raw !== 'object' || (raw as RawFeature).type !== 'Feature') {
    options.onReport('leftOut', 'not_a_feature', place);
    return null;
  }
  const feature = raw as RawFeature;
  if (feature.geometry === null || feature.geometry === undefined || typeof feature.geometry !== 'object') {
    options.onReport('leftOut', 'no_geometry', place);
    return null;
  }
  const properties = feature.properties !== null && typeof feature.properties === 'object' ? (feature.properties as Record<string, unknown>) : {};
  const { name, attrs, unknown } = mapFields(kind, properties);
  for (const field of unknown) options.onReport('notices', 'attribute_unknown', field);
  const sourceId = typeof feature.id === 'string' || typeof feature.id === 'number' ? String(feature.id) : null;
  return { kind, sourceId, name, attrs, geometry: feature.geometry as Geometry, place };
}

async function* features(path: string, encoding: TextEncodingName, kind: string, document: Document, options: ReadOptions): AsyncGenerator<SourceFeature> {
  if (document.type !== 'FeatureCollection') {
    const only = document.type === 'Feature' ? document : { type: 'Feature', geometry: document, properties: {} };
    const feature = toSource(only, kind, 'feature 1', options);
    if (feature) yield feature;
    return;
  }
  let number = 0;
  for await (const element of elementsOf(path, encoding, options)) {
    number += 1;
    let raw: unknown;
    try { raw = JSON.parse(element.text); } catch { throw notJson(element.text, element.at); }
    const feature = toSource(raw, kind, `feature ${number} (line ${element.at.line})`, options);
    if (feature) yield feature;
  }
}

/** GeoJSON of any size: features are read one by one, so memory is bounded by the largest feature. */
export const geojsonDriver: Driver = {
  id: 'geojson',
  extensions: ['.geojson', '.json'],
  sniff(head) {
    const text = new TextDecoder('latin1').decode(head).replace(/^\u00ef\u00bb\u00bf|^\u00ff\u00fe/, '').replace(/\0/g, '').trimStart();
    return text.startsWith('{') && /"(?:type|features|coordinates|crs|bbox)"/.test(text);
  },
  async open(path, options): Promise<Reading> {
    const size = await fileSize(path);
    const encoding = await textEncodingOf(path, options.signal);
    const outline = await readOutline(path, encoding, size, options);
    const document = parseOutline(outline);
    checkDocument(document, outline);
    if (options.kind === null) throw new IngestProblem('layer_mismatch', 'GeoJSON does not say which layer it is. State the layer kind when importing.', 'kind');
    if (encoding === 'gb18030') options.onReport('notices', 'text_decoded_gb18030', 'whole file');
    return {
      format: 'geojson', crs: options.crs ?? statedCrs(document), attribution: null, sourceDate: null,
      features: features(path, encoding, options.kind, document, options),
    };
  },
};
