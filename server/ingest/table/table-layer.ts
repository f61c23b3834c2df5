import type { Geometry } from 'geojson';
import type { FieldMapping } from '#contract/deliveries.ts';
import { IngestProblem, type InspectedLayer, type Reading, type ReadOptions, type SourceFeature } from '../driver.ts';
import { kindOf } from '../drivers/gdal/gdal-source.ts';
import { LayerSample } from '../inspect/layer-sample.ts';
import { RowMapper } from '../raw-rows.ts';
import { coordinateColumns, coordinateOf, type CoordinateColumns } from './coordinates.ts';
import type { TableRow } from './header.ts';

/** Rows that are looked at to tell which columns hold the coordinates. */
const LOOK_ROWS = 200;

/** A table of points in whatever file: `rows` may be gone through more than once. */
export interface Table {
  readonly name: string;
  readonly header: readonly string[];
  rows(): AsyncIterable<TableRow>;
}

async function firstRows(table: Table): Promise<Record<string, unknown>[]> {
  const first: Record<string, unknown>[] = [];
  for await (const { fields } of table.rows()) { first.push(fields); if (first.length === LOOK_ROWS) break; }
  return first;
}

/** The point of a row; null for empty cells, a word for cells that are no numbers. */
function pointOf(fields: Readonly<Record<string, unknown>>, { x, y }: CoordinateColumns): Geometry | null | string {
  const east = coordinateOf(fields[x]), north = coordinateOf(fields[y]);
  if (east === null || north === null) return null;
  if (!Number.isFinite(east)) return `${x}=${String(fields[x]).slice(0, 40)}`;
  if (!Number.isFinite(north)) return `${y}=${String(fields[y]).slice(0, 40)}`;
  return { type: 'Point', coordinates: [east, north] };
}

/** Words that are numbers all the same; a leading zero makes a code of them. */
const isNumberText = (text: string): boolean => /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text.trim());

export async function inspectTable(table: Table, mapping: FieldMapping | null | undefined, encoding: InspectedLayer['encoding']): Promise<InspectedLayer> {
  const columns = coordinateColumns(table.header, await firstRows(table), mapping);
  const sample = new LayerSample();
  const empty: string[] = [], wrong: string[] = [];
  for (const name of table.header) sample.declare(name, null);
  for await (const { fields, place } of table.rows()) {
    const point = columns ? pointOf(fields, columns) : null;
    if (columns && point === null) empty.push(place);
    if (typeof point === 'string') wrong.push(`${place}: ${point}`);
    sample.add(fields, typeof point === 'string' ? null : point);
  }
  const finding = (code: string, places: readonly string[]) => (places.length === 0 ? [] : [{ code, count: places.length, examples: places.slice(0, 20) }]);
  return {
    name: table.name, geometry: columns ? ['point'] : [], featureCount: sample.count, rows: sample.rows, values: sample.values,
    fields: sample.fieldList.map((field) => (field.type === 'text' && field.samples.length > 0 && field.samples.every(isNumberText) ? { ...field, type: 'number' as const } : field)),
    crs: { stated: null, text: null, format: null, sample: sample.positions }, encoding, mapping: columns ? { [columns.x]: '#x', [columns.y]: '#y' } : {},
    findings: [...(columns ? [] : finding('columns_missing', [table.header.slice(0, 20).join(', ')])), ...finding('no_geometry', empty), ...finding('coordinates_invalid', wrong)],
  };
}

async function* features(table: Table, columns: CoordinateColumns, kind: string, options: ReadOptions): AsyncGenerator<SourceFeature> {
  const mapper = new RowMapper(kind, { ...options, mapping: { ...(options.mapping ?? {}), [columns.x]: '#x', [columns.y]: '#y' } });
  let number = 0;
  for await (const { fields, place } of table.rows()) {
    number += 1;
    if (number % 512 === 0) options.signal.throwIfAborted();
    const geometry = pointOf(fields, columns);
    if (typeof geometry === 'string') { options.onReport('leftOut', 'coordinates_invalid', `${place}: ${geometry}`); continue; }
    const feature = mapper.map({ fields, geometry, sourceId: null, place });
    if (feature) yield feature;
  }
}

export async function openTable(format: string, title: string, table: Table, options: ReadOptions): Promise<Reading> {
  const kind = kindOf(options, title);
  const columns = coordinateColumns(table.header, await firstRows(table), options.mapping);
  if (!columns) throw new IngestProblem('layer_mismatch', `${title} has no columns with coordinates that are known by name or number. Its columns: ${table.header.slice(0, 40).join(', ')}. State which hold easting or longitude (#x) and northing or latitude (#y); a list without coordinates cannot be put on the map.`, 'columns');
  if (options.crs === null) throw new IngestProblem('crs_unknown', `${title} does not say in which coordinate system its columns ${columns.x}, ${columns.y} are. State the CRS when importing: EPSG:4326 for longitude and latitude of GPS, GCJ-02 for those of Amap or Tencent, EPSG:4547 for metres of the 114°E zone.`, 'crs');
  return { format, crs: options.crs, attribution: null, sourceDate: null, features: features(table, columns, kind, options) };
}
