import type { Geometry } from 'geojson';
import type { FieldMapping } from '#contract/deliveries.ts';
import { IngestProblem, type InspectedLayer, type Reading, type ReadOptions, type SourceFeature } from '../driver.ts';
import { kindOf } from '../drivers/gdal/gdal-source.ts';
import { LayerSample } from '../inspect/layer-sample.ts';
import { loadGeos, type Geos } from '../geometry/geos.ts';
import { RowMapper } from '../raw-rows.ts';
import { coordinateColumns, coordinateOf, type CoordinateColumns } from './coordinates.ts';
import { geometryColumn, geometryOfCell, sridOf } from './geometry-cells.ts';
import type { TableRow } from './header.ts';

/** Rows that are looked at to tell which columns hold the coordinates. */
const LOOK_ROWS = 200;

/** A table of points, or of geometries written out in a column, in whatever file: `rows` may be gone through more than once. */
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

/** Where the rows of a table say their place: two columns, or one with a whole geometry. */
type PlaceColumns = ({ readonly kind: 'point' } & CoordinateColumns) | { readonly kind: 'geometry'; readonly column: string; readonly geos: Geos };

async function placeColumns(header: readonly string[], rows: readonly Record<string, unknown>[], mapping: FieldMapping | null | undefined): Promise<PlaceColumns | null> {
  // An outline says more than the two columns of its middle.
  const column = geometryColumn(header, rows, mapping);
  if (column !== null) return { kind: 'geometry', column, geos: await loadGeos() };
  const columns = coordinateColumns(header, rows, mapping);
  return columns && { kind: 'point', ...columns };
}

const mappingOf = (columns: PlaceColumns): FieldMapping => (columns.kind === 'geometry' ? { [columns.column]: '#wkt' } : { [columns.x]: '#x', [columns.y]: '#y' });

/** The geometry of a row; null for empty cells, a word for cells that hold none. */
function geometryOf(fields: Readonly<Record<string, unknown>>, columns: PlaceColumns): Geometry | null | string {
  if (columns.kind === 'geometry') return geometryOfCell(fields[columns.column], columns.column, columns.geos);
  const { x, y } = columns;
  const east = coordinateOf(fields[x]), north = coordinateOf(fields[y]);
  if (east === null || north === null) return null;
  if (!Number.isFinite(east)) return `${x}=${String(fields[x]).slice(0, 40)}`;
  if (!Number.isFinite(north)) return `${y}=${String(fields[y]).slice(0, 40)}`;
  return { type: 'Point', coordinates: [east, north] };
}

/** The CRS that the cells themselves name, all the same one; null where they name none. */
function crsOfCells(rows: readonly Record<string, unknown>[], columns: PlaceColumns | null): string | null {
  if (columns?.kind !== 'geometry') return null;
  const codes = new Set(rows.map((row) => sridOf(row[columns.column])).filter((code) => code !== null));
  return codes.size === 1 ? `EPSG:${[...codes][0]}` : null;
}

/** Words that are numbers all the same; a leading zero makes a code of them. */
const isNumberText = (text: string): boolean => /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text.trim());

export async function inspectTable(table: Table, mapping: FieldMapping | null | undefined, encoding: InspectedLayer['encoding']): Promise<InspectedLayer> {
  const first = await firstRows(table);
  const columns = await placeColumns(table.header, first, mapping);
  const sample = new LayerSample();
  const empty: string[] = [], wrong: string[] = [];
  for (const name of table.header) sample.declare(name, null);
  for await (const { fields, place } of table.rows()) {
    const geometry = columns ? geometryOf(fields, columns) : null;
    if (columns && geometry === null) empty.push(place);
    if (typeof geometry === 'string') wrong.push(`${place}: ${geometry}`);
    sample.add(fields, typeof geometry === 'string' ? null : geometry);
  }
  const finding = (code: string, places: readonly string[]) => (places.length === 0 ? [] : [{ code, count: places.length, examples: places.slice(0, 20) }]);
  return {
    name: table.name, geometry: columns?.kind === 'geometry' ? sample.geometry : columns ? ['point'] : [], featureCount: sample.count, rows: sample.rows, values: sample.values,
    fields: sample.fieldList.map((field) => (field.type === 'text' && field.samples.length > 0 && field.samples.every(isNumberText) ? { ...field, type: 'number' as const } : field)),
    crs: { stated: crsOfCells(first, columns), text: null, format: null, sample: sample.positions }, encoding, mapping: columns ? mappingOf(columns) : {},
    findings: [...(columns ? [] : finding('columns_missing', [table.header.slice(0, 20).join(', ')])), ...finding('no_geometry', empty), ...finding('coordinates_invalid', wrong)],
  };
}

async function* features(table: Table, columns: PlaceColumns, kind: string, options: ReadOptions): AsyncGenerator<SourceFeature> {
  const mapper = new RowMapper(kind, { ...options, mapping: { ...(options.mapping ?? {}), ...mappingOf(columns) } });
  let number = 0;
  for await (const { fields, place } of table.rows()) {
    number += 1;
    if (number % 512 === 0) options.signal.throwIfAborted();
    const geometry = geometryOf(fields, columns);
    if (typeof geometry === 'string') { options.onReport('leftOut', 'coordinates_invalid', `${place}: ${geometry}`); continue; }
    const feature = mapper.map({ fields, geometry, sourceId: null, place });
    if (feature) yield feature;
  }
}

export async function openTable(format: string, title: string, table: Table, options: ReadOptions): Promise<Reading> {
  const kind = kindOf(options, title);
  const first = await firstRows(table);
  const columns = await placeColumns(table.header, first, options.mapping);
  if (!columns) throw new IngestProblem('layer_mismatch', `${title} has no columns with coordinates that are known by name or number. Its columns: ${table.header.slice(0, 40).join(', ')}. State which hold easting or longitude (#x) and northing or latitude (#y), or which holds the geometry as WKT (#wkt); a list without coordinates cannot be put on the map.`, 'columns');
  const crs = options.crs ?? crsOfCells(first, columns);
  if (crs === null) throw new IngestProblem('crs_unknown', `${title} does not say in which coordinate system its columns ${columns.kind === 'geometry' ? columns.column : `${columns.x}, ${columns.y}`} are. State the CRS when importing: EPSG:4326 for longitude and latitude of GPS, GCJ-02 for those of Amap or Tencent, EPSG:4547 for metres of the 114°E zone.`, 'crs');
  return { format, crs, attribution: null, sourceDate: null, features: features(table, columns, kind, options) };
}
