import { open } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import type { Geometry } from 'geojson';
import type { SourceLayer } from '#contract/deliveries.ts';
import { inTemporaryFolder, makeTemporaryFolder, removeFolder } from '../../gdal/temporary-folder.ts';
import { encodingNamed } from '../encoding/labels.ts';
import { textFileEncoding } from '../encoding/text-file.ts';
import { IngestProblem, type Driver, type InspectedLayer, type Reading, type ReadOptions, type SourceFeature } from '../driver.ts';
import { LayerSample } from '../inspect/layer-sample.ts';
import { parseDocument, parsedRows, type ParsedLayer } from '../parse/parse-document.ts';
import { pickLayer } from '../pick-layer.ts';
import { RowMapper } from '../raw-rows.ts';
import { kindOf } from './gdal/gdal-source.ts';

interface DocumentRow { readonly fields: Readonly<Record<string, unknown>>; readonly geometry: Geometry | null; readonly sourceId: string | null }

/** The encoding an XML document declares, which holds over what is detected; null where it declares none that is known. */
async function declaredInXml(path: string): Promise<string | null> {
  const file = await open(path);
  try {
    const head = Buffer.alloc(200);
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    const label = /^<\?xml[^>]*\sencoding\s*=\s*["']([^"']+)["']/.exec(head.subarray(0, bytesRead).toString('latin1').trimStart())?.[1];
    return label ? encodingNamed(label) : null;
  } finally { await file.close(); }
}

async function encodingOf(path: string, stated: string | null | undefined, isXml: boolean, signal: AbortSignal): Promise<NonNullable<SourceLayer['encoding']>> {
  const detected = await textFileEncoding(path, stated, signal);
  if (detected.from === 'user' || detected.from === 'declared' || !isXml) return { name: detected.name, from: detected.from };
  const declared = await declaredInXml(path);
  // A document that says UTF-8 and is not, or says GBK and is strict UTF-8 (saved again by an editor), is read as what it is.
  return declared === null || (declared !== 'utf-8') === (detected.name === 'utf-8') || (declared === 'utf-8' && detected.name !== 'utf-8') ? { name: detected.name, from: 'detected' } : { name: declared, from: 'declared' };
}

async function* features(layer: ParsedLayer, kind: string, options: ReadOptions): AsyncGenerator<SourceFeature> {
  const mapper = new RowMapper(kind, options);
  let number = 0;
  for await (const row of parsedRows<DocumentRow>(layer.path)) {
    number += 1;
    if (number % 512 === 0) { options.signal.throwIfAborted(); options.onProgress(0.5 + (0.5 * number) / layer.count); }
    const feature = mapper.map({ ...row, place: `feature ${number}` });
    if (feature) yield feature;
  }
}

/** A driver for documents of features that are held whole and are in degrees by their format: KML, GPX, TopoJSON. */
export function documentDriver(id: 'kml' | 'gpx' | 'topojson', title: string, recognise: Pick<Driver, 'extensions' | 'sniff'>): Driver {
  const isXml = id !== 'topojson';
  const nameOf = (layer: ParsedLayer, path: string): string => layer.name ?? basename(path, extname(path));
  const empty = (): IngestProblem => new IngestProblem('nothing_usable', `${title} holds no features.`, 'whole file');
  return {
    id, ...recognise,
    inspect: (path, options) => inTemporaryFolder(async (folder) => {
      const encoding = await encodingOf(path, options.encoding, isXml, options.signal);
      const parsed = await parseDocument(id, path, encoding.name, folder, options.signal);
      if (parsed.length === 0) throw empty();
      if (options.layer) pickLayer(parsed.map((layer) => nameOf(layer, path)), options.layer);
      const layers: InspectedLayer[] = [];
      for (const layer of parsed) {
        if (options.layer && options.layer !== nameOf(layer, path)) continue;
        const sample = new LayerSample();
        for await (const { fields, geometry } of parsedRows<DocumentRow>(layer.path)) sample.add(fields, geometry);
        layers.push({
          name: nameOf(layer, path), geometry: sample.geometry, featureCount: layer.count, fields: sample.fieldList, rows: sample.rows, values: sample.values,
          crs: { stated: null, text: null, format: 'EPSG:4326', sample: sample.positions }, encoding, mapping: {}, findings: [],
        });
      }
      return layers;
    }),
    async open(path, options): Promise<Reading> {
      const kind = kindOf(options, title);
      const folder = await makeTemporaryFolder();
      try {
        const encoding = await encodingOf(path, options.encoding, isXml, options.signal);
        const parsed = await parseDocument(id, path, encoding.name, folder, options.signal);
        if (parsed.length === 0) throw empty();
        const name = pickLayer(parsed.map((layer) => nameOf(layer, path)), options.layer);
        options.onProgress(0.5);
        const layer = parsed.find((each) => nameOf(each, path) === name)!;
        return { format: id, crs: options.crs ?? 'EPSG:4326', attribution: null, sourceDate: null, features: features(layer, kind, options), close: () => removeFolder(folder) };
      } catch (error) {
        await removeFolder(folder);
        throw error;
      }
    },
  };
}
