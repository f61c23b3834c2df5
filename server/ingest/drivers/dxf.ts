import { join } from 'node:path';
import type { Geometry } from 'geojson';
import { runGdal, type GdalSession } from '../../gdal/run-gdal.ts';
import type { GdalInput } from '../../gdal/tasks.ts';
import { inTemporaryFolder, makeTemporaryFolder, removeFolder } from '../../gdal/temporary-folder.ts';
import { IngestProblem, type Driver, type InspectedLayer, type ReadOptions, type SourceFeature } from '../driver.ts';
import { LayerSample } from '../inspect/layer-sample.ts';
import { layerRegistry } from '../layer-kinds.ts';
import { pickLayer } from '../pick-layer.ts';
import { RowMapper } from '../raw-rows.ts';
import { dxfEncoding, gdalEncoding, type DxfText } from './dxf-encoding.ts';
import { flatGeobufRows, type FgbRow } from './gdal/flatgeobuf-rows.ts';
import { asIngestProblem, crsOf, kindOf } from './gdal/gdal-source.ts';
import { headText } from './sniff.ts';

const TITLE = 'The drawing';
const LIMIT_MS = 60_000;
/** A drawing's layers that are offered; those with most entities first. */
const LAYERS = 300;
/** GDAL's own bookkeeping beside layer, text and handle. */
const PLUMBING = new Set(['PaperSpace', 'SubClasses', 'Linetype']);

const layerOf = ({ fields }: FgbRow): string => String(fields['Layer'] ?? '0');

async function readDrawing(path: string, text: DxfText, to: string, signal: AbortSignal, session?: GdalSession): Promise<readonly string[]> {
  const input: GdalInput = { path, drivers: ['DXF'], config: { DXF_ENCODING: gdalEncoding(text.encoding.name) } };
  const result = await runGdal({ kind: 'read', input, layer: 'entities', to }, { signal, timeLimitMs: LIMIT_MS, session }).catch((error: unknown) => { throw asIngestProblem(error, TITLE); });
  if (!result.path) throw new IngestProblem('nothing_usable', 'The drawing holds no entities.', 'ENTITIES');
  return result.messages;
}

/** Every layer of the drawing with its entities counted. */
async function layersIn(rows: string): Promise<Map<string, LayerSample>> {
  const samples = new Map<string, LayerSample>();
  for await (const row of flatGeobufRows(rows)) {
    const name = layerOf(row);
    let sample = samples.get(name);
    if (!sample) samples.set(name, (sample = new LayerSample()));
    sample.add(Object.fromEntries(Object.entries(row.fields).filter(([field]) => !PLUMBING.has(field))), row.geometry);
  }
  if (samples.size === 0) throw new IngestProblem('nothing_usable', 'The drawing holds no entities that have a place.', 'ENTITIES');
  return samples;
}

const byCount = (samples: ReadonlyMap<string, LayerSample>): [string, LayerSample][] => [...samples].sort((a, b) => b[1].count - a[1].count || (a[0] < b[0] ? -1 : 1)).slice(0, LAYERS);

/** A closed line is an area where the kind has areas and no lines: that is how plots and houses are drawn. */
function closedToArea(geometry: Geometry | null): Geometry | null {
  if (geometry?.type !== 'LineString') return null;
  const [first] = geometry.coordinates, last = geometry.coordinates.at(-1);
  return geometry.coordinates.length >= 4 && first && last && first[0] === last[0] && first[1] === last[1] ? { type: 'Polygon', coordinates: [geometry.coordinates] } : null;
}

async function* features(rows: string, layer: string, kind: string, options: ReadOptions): AsyncGenerator<SourceFeature> {
  const mapper = new RowMapper(kind, options);
  const wantsArea = !layerRegistry.kinds[kind]?.geometry.includes('line') && (layerRegistry.kinds[kind]?.geometry.includes('polygon') ?? false);
  let number = 0;
  for await (const row of flatGeobufRows(rows)) {
    number += 1;
    if (number % 512 === 0) options.signal.throwIfAborted();
    if (layerOf(row) !== layer) continue;
    const place = `entity ${number}${row.fields['EntityHandle'] ? ` (handle ${String(row.fields['EntityHandle'])})` : ''}`;
    const area = wantsArea ? closedToArea(row.geometry) : null;
    if (area) options.onReport('mended', 'line_to_area', place);
    const fields: Record<string, unknown> = {};
    for (const name in row.fields) if (!PLUMBING.has(name) && name !== 'EntityHandle') fields[name] = row.fields[name];
    const feature = mapper.map({ fields, geometry: area ?? row.geometry, sourceId: null, place });
    if (feature) yield feature;
  }
}

/** DXF drawings: every layer of the drawing is a layer here, blocks taken apart, arcs as chords. A drawing never says its CRS. */
export const dxfDriver: Driver = {
  id: 'dxf',
  extensions: ['.dxf'],
  sniff: (head, fileName) => /^\s*(?:999\s[^\n]*\n\s*)*0\s*\r?\n\s*SECTION\s*\r?\n/.test(headText(head)) || (/\.dxf$/.test(fileName) && headText(head).startsWith('AutoCAD Binary DXF')),
  inspect: (path, options) => inTemporaryFolder(async (folder) => {
    const text = await dxfEncoding(path, options.encoding);
    const to = join(folder, 'rows.fgb');
    const messages = await readDrawing(path, text, to, options.signal, options.gdal);
    const samples = await layersIn(to);
    if (options.layer) pickLayer([...samples.keys()], options.layer);
    return byCount(samples).filter(([name]) => !options.layer || name === options.layer).map(([name, sample]): InspectedLayer => ({
      name, geometry: sample.geometry, featureCount: sample.count, fields: sample.fieldList, rows: sample.rows, values: sample.values,
      crs: { stated: null, text: null, format: null, sample: sample.positions }, encoding: text.encoding, mapping: {},
      findings: [...text.findings, ...(messages.length > 0 ? [{ code: 'reader_warning', count: messages.length, examples: messages.slice(0, 20) }] : [])],
    }));
  }),
  async open(path, options) {
    const kind = kindOf(options, TITLE);
    const crs = crsOf(null, null, options, TITLE);
    const folder = await makeTemporaryFolder();
    try {
      const to = join(folder, 'rows.fgb');
      for (const message of await readDrawing(path, await dxfEncoding(path, options.encoding), to, options.signal)) options.onReport('notices', 'reader_warning', message.slice(0, 300));
      options.onProgress(0.5);
      const layer = pickLayer(byCount(await layersIn(to)).map(([name]) => name), options.layer);
      return { format: 'dxf', crs, attribution: null, sourceDate: null, features: features(to, layer, kind, options), close: () => removeFolder(folder) };
    } catch (error) {
      await removeFolder(folder);
      throw error;
    }
  },
};
