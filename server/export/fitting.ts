import type { ExportEncoding, ExportFormat, ExportWarning, ExportWarningCode } from '#contract/exports.ts';
import { startsFormula } from './csv.ts';
import type { FeatureRow, FeatureTable } from './feature-table.ts';
import { fieldNames } from './field-names.ts';
import type { Field, Scalar } from './fields.ts';
import type { Locale } from './locale.ts';
import { plainText } from './tables.ts';
import type { PlainGeometry, TargetCrs } from './target-crs.ts';
import { asGbk, cutTo } from './text-bytes.ts';

/** How a table is to be written. */
export interface ExportChoice {
  readonly format: ExportFormat;
  readonly target: TargetCrs;
  readonly encoding: ExportEncoding;
  readonly fields: 'keys' | 'titles';
  readonly locale: Locale;
}

export type Shape = 'point' | 'line' | 'polygon';
export const shapeOf = ({ type }: PlainGeometry): Shape => (type.endsWith('Point') ? 'point' : type.endsWith('LineString') ? 'line' : 'polygon');

/** What was seen of a field's numbers: decides the type of its column. */
export interface FieldFacts { isWhole: boolean; most: number }

/** dBase: bytes of a text; characters of a number, of which one is the sign and one the point. */
const dbfText = 254;
const dbfNumber = 24;
const mostDecimals = 15;
const cellText = 32_767;
const examplesKept = 5;
const withoutTimes: readonly ExportFormat[] = ['shapefile', 'kml', 'xlsx'];
const withoutBooleans: readonly ExportFormat[] = ['shapefile', 'kml'];
const withoutCrs: readonly ExportFormat[] = ['dxf', 'csv', 'xlsx'];

/** Decimals a dBase number has room for when the largest of its column is so large. */
export const decimalsOf = ({ most }: FieldFacts): number => Math.max(0, Math.min(mostDecimals, dbfNumber - 2 - String(Math.floor(most)).length));

/**
 * Makes rows fit a format, one after the other, and remembers what could not be kept. The rows given back are what goes into the file, so what a person
 * is told before a download and what the file holds cannot differ.
 */
export class Fitting {
  readonly names: ReadonlyMap<string, string>;
  readonly facts = new Map<string, FieldFacts>();
  readonly shapes = new Map<Shape, { isMulti: boolean }>();
  rows = 0;
  readonly #table: FeatureTable;
  readonly #choice: ExportChoice;
  readonly #warnings = new Map<ExportWarningCode, { count: number; examples: string[] }>();
  /** Numbers whose column's width is known only when all are seen. */
  readonly #fractions = new Map<string, number[]>();

  constructor(table: FeatureTable, choice: ExportChoice) {
    this.#table = table;
    this.#choice = choice;
    const { names, shortened } = fieldNames(table.fields, choice.format, choice.encoding, choice.fields, choice.locale);
    this.names = names;
    for (const { key } of table.fields) this.facts.set(key, { isWhole: true, most: 0 });
    for (const each of shortened) this.#note('field_renamed', each);
    this.#noteFormat();
  }

  #noteFormat(): void {
    const { format, target } = this.#choice;
    const { fields } = this.#table;
    const has = (type: Field['type']): readonly Field[] => fields.filter((each) => each.type === type);
    if (withoutTimes.includes(format)) for (const { key } of has('instant')) this.#note('time_as_text', key);
    if (withoutBooleans.includes(format)) for (const { key } of has('boolean')) this.#note('boolean_as_number', key);
    if (withoutCrs.includes(format)) this.#note('crs_not_stated', target.code);
    if (format === 'geojson' && !target.isDegrees) this.#note('crs_outside_standard', target.code);
    if (format === 'dxf') for (const { key } of fields) this.#note('no_attributes', key);
  }

  #note(code: ExportWarningCode, example: string): void {
    const found = this.#warnings.get(code);
    if (!found) { this.#warnings.set(code, { count: 1, examples: [example] }); return; }
    found.count += 1;
    if (found.examples.length < examplesKept) found.examples.push(example);
  }

  noteCrsFixed(asked: string): void {
    this.#note('crs_fixed', asked);
  }

  /** The row as the format can hold it; null when the format has no place for it. Its number counts from 1. */
  take(row: FeatureRow): FeatureRow | null {
    this.rows += 1;
    const label = String(row.values['name'] ?? row.values['rule'] ?? row.id ?? `#${this.rows}`);
    const geometry = this.#geometry(row.geometry, label);
    if (this.#choice.format === 'dxf') return geometry && { id: row.id, values: {}, geometry };
    const values: Record<string, Scalar> = {};
    for (const field of this.#table.fields) values[field.key] = this.#value(field, row.values[field.key] ?? null, label);
    return { id: row.id, values, geometry };
  }

  #geometry(geometry: PlainGeometry | null, label: string): PlainGeometry | null {
    const { format } = this.#choice;
    if (!geometry) { this.#note(format === 'dxf' || format === 'kml' ? 'rows_left_out' : 'no_geometry', label); return null; }
    const shape = shapeOf(geometry);
    const isMulti = geometry.type.startsWith('Multi');
    const seen = this.shapes.get(shape);
    if (!seen) this.shapes.set(shape, { isMulti });
    else seen.isMulti ||= isMulti;
    if (format === 'dxf' && shape === 'polygon') this.#note('holes_as_outlines', label);
    return geometry;
  }

  #value({ key, type }: Field, value: Scalar, label: string): Scalar {
    if (value === null) return null;
    if (typeof value === 'number') return this.#number(key, value, this.facts.get(key) as FieldFacts);
    if (typeof value === 'boolean') return value;
    return type === 'number' || type === 'integer' ? null : this.#text(value, label);
  }

  #number(key: string, value: number, facts: FieldFacts): number | null {
    if (!Number.isFinite(value)) return null;
    facts.most = Math.max(facts.most, Math.abs(value));
    if (!Number.isSafeInteger(value)) {
      facts.isWhole = false;
      if (this.#choice.format === 'shapefile') {
        const list = this.#fractions.get(key);
        if (list) list.push(value); else this.#fractions.set(key, [value]);
      }
    }
    return value;
  }

  #text(given: string, label: string): string {
    const { format, encoding } = this.#choice;
    let text = plainText(given);
    if (text !== given) this.#note('text_left_out', label);
    const hasCodePage = encoding === 'GBK' && (format === 'shapefile' || format === 'csv');
    if (hasCodePage) {
      const known = asGbk(text);
      if (known !== text) this.#note('character_replaced', text);
      text = known;
    }
    const most = format === 'shapefile' ? dbfText : Infinity;
    const cut = most === Infinity ? text : cutTo(text, most, encoding);
    const short = format === 'xlsx' && cut.length > cellText ? cut.slice(0, cellText) : cut;
    if (short !== text) this.#note('text_cut', label);
    if (format === 'csv' && startsFormula(short)) this.#note('formula_marked', short);
    return short;
  }

  /** A cell had no room for the geometry of the row. */
  noteGeometryLeftOut(row: FeatureRow): void {
    this.#note('geometry_left_out', String(row.values['name'] ?? row.id ?? `#${this.rows}`));
  }

  /** All of it, once every row was taken. */
  warnings(): ExportWarning[] {
    const { format } = this.#choice;
    if (this.rows === 0) this.#note('empty', this.#table.name);
    if (this.shapes.size > 1 && format === 'shapefile') for (const shape of this.shapes.keys()) this.#note('geometry_split', shape);
    if (this.shapes.size > 1 && (format === 'geopackage' || format === 'flatgeobuf')) for (const shape of this.shapes.keys()) this.#note('geometry_mixed', shape);
    for (const [key, fractions] of this.#fractions) {
      const decimals = decimalsOf(this.facts.get(key) as FieldFacts);
      for (const value of fractions) if (Number(value.toFixed(decimals)) !== value) this.#note('number_rounded', `${key} ${value}`);
    }
    this.#fractions.clear();
    return [...this.#warnings].map(([code, { count, examples }]) => ({ code, count, examples }));
  }
}
