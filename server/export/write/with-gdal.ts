import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ExportFormat } from '#contract/exports.ts';
import { runGdalTasks } from '../../gdal/run-gdal.ts';
import type { WriteTask } from '../../gdal/tasks.ts';
import { ExportProblem } from '../export-problem.ts';
import type { FeatureTable } from '../feature-table.ts';
import type { Field } from '../fields.ts';
import { decimalsOf, type ExportChoice, type FieldFacts, type Fitting, type Shape } from '../fitting.ts';
import { stagedName, stageRows, type StagedPart } from './staged-rows.ts';

export type GdalExport = Exclude<ExportFormat, 'geojson' | 'csv' | 'xlsx'>;
const drivers: Readonly<Record<GdalExport, string>> = { shapefile: 'ESRI Shapefile', geopackage: 'GPKG', kml: 'KML', dxf: 'DXF', flatgeobuf: 'FlatGeobuf' };
export const gdalEndings: Readonly<Record<GdalExport, string>> = { shapefile: 'shp', geopackage: 'gpkg', kml: 'kml', dxf: 'dxf', flatgeobuf: 'fgb' };
/** A million parcels take some minutes. */
const timeLimitMs = 15 * 60_000;
/** Of 32-bit integers; longer ones fewer programs know. */
const mostInteger = 2 ** 31 - 1;
/** dBase: a whole number of so many digits still is one to every program. */
const dbfInteger = 999_999_999;

const quoted = (name: string): string => `"${name.replaceAll('\\', '').replaceAll('"', '')}"`;

/** Type of a column in OGR SQL; null: text, which is as it is. */
function castOf(type: Field['type'], facts: FieldFacts, format: GdalExport): string | null {
  const isShapefile = format === 'shapefile';
  switch (type) {
    case 'text': return null;
    case 'instant': return isShapefile || format === 'kml' ? null : 'timestamp';
    case 'boolean': return isShapefile || format === 'kml' ? 'integer' : 'boolean';
    case 'integer': return facts.most > (isShapefile ? dbfInteger : mostInteger) ? 'bigint' : 'integer';
    case 'number':
      if (!isShapefile) return 'float';
      return facts.isWhole ? (facts.most > dbfInteger ? 'bigint' : 'integer') : `numeric(24,${decimalsOf(facts)})`;
  }
}

function selection({ fields, name }: FeatureTable, fitting: Fitting, format: GdalExport, from: string): string {
  // Drawings have no columns but the drawing layer their shapes are on.
  if (format === 'dxf') return `select '${name}' as Layer from ${quoted(from)}`;
  const columns = fields.map(({ key, type }, i) => {
    const cast = castOf(type, fitting.facts.get(key) as FieldFacts, format);
    const column = quoted(stagedName(i));
    return `${cast === null ? column : `cast(${column} as ${cast})`} as ${quoted(fitting.names.get(key) as string)}`;
  });
  return `select ${columns.join(', ')} from ${quoted(from)}`;
}

/** Parts of several pieces make every row of the layer such a one, for a layer is of one type; a shapefile holds both in one for lines and areas. */
function typeArguments(fitting: Fitting, part: StagedPart['part'], format: GdalExport): string[] {
  const shapes = [...fitting.shapes.entries()].filter(([shape]) => part === 'all' || shape === part);
  if (fitting.shapes.size === 0) return ['-nlt', 'NONE'];
  const [only] = shapes;
  if (shapes.length !== 1 || !only?.[1].isMulti || format === 'kml' || format === 'dxf') return [];
  return format === 'shapefile' && only[0] !== 'point' ? [] : ['-nlt', 'PROMOTE_TO_MULTI'];
}

function taskOf(table: FeatureTable, choice: ExportChoice, fitting: Fitting, parts: readonly StagedPart[], staged: StagedPart, folder: string): WriteTask {
  const format = choice.format as GdalExport;
  const suffix = parts.length > 1 ? `_${staged.part satisfies Shape | 'all'}` : '';
  const args = ['-sql', selection(table, fitting, format, basename(staged.path, '.geojsonl')), ...typeArguments(fitting, staged.part, format)];
  return {
    kind: 'write', format: drivers[format], path: join(folder, `${table.name}${suffix}.${gdalEndings[format]}`), crs: choice.target.code,
    inputs: [{ path: staged.path, layer: format === 'shapefile' ? `${table.name}${suffix}` : table.title[choice.locale], openOptions: ['DATE_AS_STRING=YES'], args }],
    ...(format === 'shapefile' ? { layerOptions: [`ENCODING=${choice.encoding === 'GBK' ? 'CP936' : 'UTF-8'}`, 'RESIZE=YES'] } : {}),
    ...(format === 'dxf' ? { config: { DXF_WRITE_HATCH: 'NO' } } : {}),
  };
}

/** Writes the table in a format of GDAL's into `folder` and names the files. @throws ExportProblem nothing_usable when no row can go into it, job_failed with GDAL's words */
export async function writeWithGdal(table: FeatureTable, choice: ExportChoice, fitting: Fitting, folder: string, signal: AbortSignal): Promise<string[]> {
  const rowsFolder = join(folder, 'rows');
  const outFolder = join(folder, 'out');
  await mkdir(rowsFolder, { recursive: true });
  await mkdir(outFolder, { recursive: true });
  const parts = await stageRows(table, choice, fitting, choice.format === 'shapefile', rowsFolder, signal);
  if (parts.length === 0) throw new ExportProblem('nothing_usable', table.count === 0 ? 'There are no rows to write.' : 'No row has a geometry, and this format holds nothing else. Choose CSV, Excel or GeoPackage.');
  const answers = await runGdalTasks(parts.map((part) => taskOf(table, choice, fitting, parts, part, outFolder)), { signal, timeLimitMs });
  return answers.flatMap((answer) => {
    if ('problem' in answer) throw new ExportProblem('job_failed', `GDAL did not write the file: ${answer.problem.message}`);
    return answer.result.files;
  });
}
