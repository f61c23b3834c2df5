// @ts-check
// Parses documents that must be held whole (KML, GPX, TopoJSON, workbooks) in a thread with a memory limit of its own. Plain JavaScript, so that it starts
// without a loader. Rows go to files, one JSON text a line: { fields, geometry, sourceId }.
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';

/** A document that is not what it should be; `message` is for the person. */
class Refusal extends Error {
  constructor(message, place = 'whole file', code = 'file_unreadable') { super(message); this.place = place; this.code = code; }
}

/** How a drawing looks, and togeojson's copies of the geometry: no attributes of things. */
const LOOKS = /^(?:style.*|stroke.*|fill.*|icon.*|label-.*|coordinateProperties|visibility|@geometry-type|polyStyle|lineStyle)$/i;
const GPX_LAYERS = /** @type {const} */ ({ wpt: 'waypoints', rte: 'routes', trk: 'tracks' });

async function xmlOf(text, wanted) {
  if (/<!ENTITY/i.test(text)) throw new Refusal('The document declares XML entities, which map files do not need and hostile ones use. It is not read.', `byte ${text.search(/<!ENTITY/i)}`);
  const { DOMParser } = await import('@xmldom/xmldom');
  let fault = null;
  let document;
  try {
    document = new DOMParser({ onError: (level, message, context) => { if (level !== 'warning' && !fault) fault = { message, line: context?.locator?.lineNumber ?? null }; } }).parseFromString(text, 'text/xml');
  } catch (error) { fault ??= { message: error instanceof Error ? error.message : String(error), line: error?.locator?.lineNumber ?? null }; }
  if (fault || !document?.documentElement) {
    const line = fault?.line ?? /line[: ]*(\d+)/i.exec(fault?.message ?? '')?.[1] ?? null;
    throw new Refusal(`The XML is broken${line ? ` at line ${line}` : ''}: ${(fault?.message ?? 'there is no root element').split('\n')[0].slice(0, 200)}.`, line ? `line ${line}` : 'whole file');
  }
  const root = document.documentElement.localName ?? document.documentElement.nodeName;
  if (root.toLowerCase() !== wanted) throw new Refusal(`The document begins with <${root}>, not <${wanted}>.`, 'line 1', 'format_unknown');
  return document;
}

function plainFields(properties) {
  const fields = {};
  for (const [key, value] of Object.entries(properties ?? {})) {
    if (LOOKS.test(key)) continue;
    // A description in HTML comes as { '@type': 'html', value }.
    fields[key] = value && typeof value === 'object' && 'value' in value ? value.value : value;
  }
  return fields;
}

const idOf = (feature) => (typeof feature.id === 'string' || typeof feature.id === 'number' ? String(feature.id) : null);

function* inFolders(node, path) {
  for (const child of node.children) {
    if (child.type === 'folder') yield* inFolders(child, [...path, String(child.meta?.name ?? '')].filter(Boolean));
    else yield { feature: child, folder: path.join('/') };
  }
}

async function* kmlRows(text) {
  const { kmlWithFolders } = await import('@tmcw/togeojson');
  const document = await xmlOf(text, 'kml');
  for (const { feature, folder } of inFolders(kmlWithFolders(document), [])) {
    const fields = plainFields(feature.properties);
    if (folder && !('folder' in fields)) fields['folder'] = folder;
    yield { layer: null, row: { fields, geometry: feature.geometry ?? null, sourceId: idOf(feature) } };
  }
}

async function* gpxRows(text) {
  const { gpxGen } = await import('@tmcw/togeojson');
  const document = await xmlOf(text, 'gpx');
  for (const feature of gpxGen(document)) {
    const { _gpxType: type, ...properties } = feature.properties ?? {};
    yield { layer: GPX_LAYERS[type] ?? 'waypoints', row: { fields: plainFields(properties), geometry: feature.geometry ?? null, sourceId: null } };
  }
}

async function* topojsonRows(text, limits) {
  let topology;
  try { topology = JSON.parse(text); } catch (error) { throw new Refusal(`Not valid JSON: ${error instanceof Error ? error.message : error}.`); }
  if (topology?.type !== 'Topology' || topology.objects === null || typeof topology.objects !== 'object' || !Array.isArray(topology.arcs)) throw new Refusal('A TopoJSON document has “type”: “Topology”, “objects” and “arcs”; this one has not.', 'type');
  const { feature } = await import('topojson-client');
  let budget = limits.positions;
  for (const [name, object] of Object.entries(topology.objects)) {
    const geometries = object?.type === 'GeometryCollection' ? object.geometries ?? [] : [object];
    for (const [index, geometry] of geometries.entries()) {
      // Arcs are shared: a small document can ask for a great many positions.
      const count = (arcs) => (Array.isArray(arcs) ? arcs.reduce((sum, arc) => sum + count(arc), 0) : typeof arcs === 'number' ? topology.arcs[arcs < 0 ? ~arcs : arcs]?.length ?? 0 : 0);
      budget -= count(geometry?.arcs);
      if (budget < 0) throw new Refusal(`The TopoJSON asks for more than ${limits.positions} positions.`, `objects.${name}`, 'file_too_large');
      let made;
      try { made = feature(topology, geometry); } catch { throw new Refusal(`Object “${name}”, geometry ${index + 1}, refers to arcs that are not there.`, `objects.${name}`); }
      yield { layer: name, row: { fields: made.properties ?? {}, geometry: made.geometry ?? null, sourceId: idOf(made) } };
    }
  }
}

async function* workbookRows(path) {
  const { default: readWorkbook } = await import('read-excel-file/node');
  let sheets;
  try { sheets = await readWorkbook(path); } catch (error) { throw new Refusal(`The workbook cannot be read: ${(error instanceof Error ? error.message : String(error)).split('\n')[0].slice(0, 200)}. Save it again as .xlsx.`); }
  for (const { sheet, data } of sheets) for (const cells of data) yield { layer: sheet, row: cells.map((cell) => (cell instanceof Date ? (Number.isNaN(cell.getTime()) ? null : cell.toISOString().replace(/T00:00:00\.000Z$/, '')) : cell)) };
}

async function run() {
  const { format, path, encoding, folder, limits } = workerData;
  const text = format === 'xlsx' ? '' : new TextDecoder(encoding).decode(await readFile(path));
  const rows = format === 'kml' ? kmlRows(text) : format === 'gpx' ? gpxRows(text) : format === 'topojson' ? topojsonRows(text, limits) : workbookRows(path);
  const layers = new Map();
  for await (const { layer, row } of rows) {
    let out = layers.get(layer);
    if (!out) layers.set(layer, (out = { stream: createWriteStream(join(folder, `${layers.size}.ndjson`)), count: 0, path: join(folder, `${layers.size}.ndjson`) }));
    out.count += 1;
    if (!out.stream.write(`${JSON.stringify(row)}\n`)) await once(out.stream, 'drain');
  }
  for (const { stream } of layers.values()) { stream.end(); await finished(stream); }
  parentPort?.postMessage({ layers: [...layers].map(([name, { path: file, count }]) => ({ name, path: file, count })) });
}

run().catch((error) => parentPort?.postMessage({ refusal: error instanceof Refusal ? { code: error.code, message: error.message, place: error.place } : { code: 'file_unreadable', message: `The document cannot be read: ${error?.message ?? error}`, place: 'whole file' } }));
