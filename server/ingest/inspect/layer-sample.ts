import type { Geometry } from 'geojson';
import type { SourceField, SourceLayer } from '#contract/deliveries.ts';
import type { Dimension } from '../geometry/flat-geometry.ts';

type Cell = string | number | boolean | null;
type FieldType = SourceField['type'];

/** What of a row a person is shown and proposals are made from. */
const ROWS = 10, SAMPLES = 5, SAMPLE_LENGTH = 80, CELL_LENGTH = 200, FIELDS = 500, POSITIONS = 400, VALUES = 100;

const DIMENSIONS: Readonly<Record<string, Dimension>> = { Point: 'point', MultiPoint: 'point', LineString: 'line', MultiLineString: 'line', Polygon: 'polygon', MultiPolygon: 'polygon' };
const DATE = /^\d{4}[-/]\d{1,2}[-/]\d{1,2}(?:[T ]\d{1,2}:\d{2}.*)?$/;

/** A value as one cell: lists and objects as JSON, dates as ISO text. */
export function cellOf(value: unknown): Cell {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (typeof value === 'bigint') return Number(value);
  try { return JSON.stringify(value) ?? null; } catch { return '…'; }
}

const typeOf = (value: Cell): FieldType | null => (value === null || value === '' ? null : typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : DATE.test(value) ? 'date' : 'text');

interface Field { type: FieldType | null; readonly samples: string[]; readonly values: Set<string> }

/** Gathers, row by row, what an inspection shows: fields with first values, first rows, kinds of geometry, and positions spread over the layer. */
export class LayerSample {
  count = 0;
  readonly rows: SourceLayer['rows'] = [];
  readonly positions: (readonly [number, number])[] = [];
  private readonly fields = new Map<string, Field>();
  private readonly dimensions = new Set<Dimension>();
  private stride = 1;

  /** Fields whose type the format knows, so that they are listed even when every value is empty. */
  declare(name: string, type: FieldType | null): void { this.fields.set(name, { type, samples: [], values: new Set() }); }

  add(fields: Readonly<Record<string, unknown>>, geometry: Geometry | null): void {
    this.count += 1;
    const row: Record<string, Cell> | null = this.rows.length < ROWS ? {} : null;
    for (const name in fields) {
      const cell = cellOf(fields[name]);
      this.note(name, cell);
      if (row && Object.keys(row).length < FIELDS) row[name] = typeof cell === 'string' ? cell.slice(0, CELL_LENGTH) : cell;
    }
    if (row) this.rows.push(row);
    if (geometry) this.take(geometry);
  }

  private note(name: string, cell: Cell): void {
    let field = this.fields.get(name);
    if (!field) {
      if (this.fields.size >= FIELDS) return;
      this.fields.set(name, (field = { type: null, samples: [], values: new Set() }));
    }
    const type = typeOf(cell);
    if (type === null) return;
    if (field.samples.length < SAMPLES) field.samples.push(String(cell).slice(0, SAMPLE_LENGTH));
    if (field.values.size < VALUES) field.values.add(String(cell).slice(0, SAMPLE_LENGTH));
    field.type = field.type === null || field.type === type ? type : 'text';
  }

  private take(geometry: Geometry): void {
    if (geometry.type === 'GeometryCollection') { for (const part of geometry.geometries ?? []) if (part) this.take(part); return; }
    const dimension = DIMENSIONS[geometry.type];
    if (!dimension) return;
    this.dimensions.add(dimension);
    if (this.count % this.stride !== 0) return;
    let first: unknown = geometry.coordinates;
    while (Array.isArray(first) && Array.isArray(first[0])) first = first[0];
    if (!Array.isArray(first) || typeof first[0] !== 'number' || typeof first[1] !== 'number' || !Number.isFinite(first[0]) || !Number.isFinite(first[1])) return;
    this.positions.push([first[0], first[1]]);
    if (this.positions.length < POSITIONS) return;
    // Every second position goes and half as many come: they stay spread over the whole layer.
    for (let i = 0; i < POSITIONS / 2; i += 1) this.positions[i] = this.positions[2 * i]!;
    this.positions.length = POSITIONS / 2;
    this.stride *= 2;
  }

  get geometry(): SourceLayer['geometry'] { return (['point', 'line', 'polygon'] as const).filter((dimension) => this.dimensions.has(dimension)); }
  get values(): ReadonlyMap<string, ReadonlySet<string>> { return new Map([...this.fields].map(([name, { values }]) => [name, values])); }
  get fieldList(): SourceField[] { return [...this.fields].map(([name, { type, samples }]) => ({ name, type: type ?? 'text', samples })); }
}
