import type { FeatureRow, FeatureTable } from '../feature-table.ts';
import { shapeOf, type ExportChoice, type Fitting } from '../fitting.ts';
import type { Cell, Column } from '../tables.ts';
import type { PlainGeometry } from '../target-crs.ts';

/** How a table holds geometry: two columns when everything is a point, else Well-Known Text. */
export type GeometryColumns = 'xy' | 'wkt' | 'none';

type Nested = readonly number[] | readonly Nested[];
const isPosition = (nested: Nested): nested is readonly number[] => typeof nested[0] === 'number';
const inner = (nested: Nested): string => (isPosition(nested) ? `${nested[0]} ${nested[1]}` : `(${nested.map(inner).join(',')})`);

/** OGC 06-103r4, two dimensions, coordinates unrounded. */
export function wktOf({ type, coordinates }: PlainGeometry): string {
  return type === 'Point' ? `POINT (${coordinates[0]} ${coordinates[1]})` : `${type.toUpperCase()} ${inner(coordinates as Nested)}`;
}

/** Looks through the rows for the geometry they have. */
export async function geometryColumnsOf(table: FeatureTable, choice: ExportChoice, signal: AbortSignal): Promise<GeometryColumns> {
  let found: GeometryColumns = 'none';
  for await (const { geometry } of table.rows(choice.target, signal)) {
    if (!geometry) continue;
    if (shapeOf(geometry) !== 'point' || geometry.type === 'MultiPoint') return 'wkt';
    found = 'xy';
  }
  return found;
}

const geometryHeaders: Readonly<Record<GeometryColumns, readonly string[]>> = { xy: ['x', 'y'], wkt: ['wkt'], none: [] };

export function columnsOf(table: FeatureTable, fitting: Fitting, geometry: GeometryColumns): Column[] {
  const looks = { text: 'text', instant: 'text', boolean: 'text', integer: 'integer', number: 'number' } as const;
  return [
    ...table.fields.map(({ key, type }): Column => ({ header: fitting.names.get(key) as string, look: looks[type], width: type === 'text' ? 24 : 14 })),
    ...geometryHeaders[geometry].map((header): Column => ({ header, look: header === 'wkt' ? 'text' : 'number', width: header === 'wkt' ? 40 : 16 })),
  ];
}

/** A fitted row as cells. @param mostText longest text of a cell; a geometry that is longer is left out and told of */
export function cellsOf(row: FeatureRow, table: FeatureTable, fitting: Fitting, geometry: GeometryColumns, mostText: number): Cell[] {
  const cells = table.fields.map(({ key }): Cell => {
    const value = row.values[key] ?? null;
    return typeof value === 'boolean' ? String(value) : value;
  });
  if (geometry === 'xy') cells.push(...(row.geometry ? row.geometry.coordinates as [number, number] : [null, null]));
  if (geometry === 'wkt') {
    const text = row.geometry ? wktOf(row.geometry) : null;
    const fits = text === null || text.length <= mostText;
    if (!fits) fitting.noteGeometryLeftOut(row);
    cells.push(fits ? text : null);
  }
  return cells;
}
