import type { ExportEncoding, ExportFormat } from '#contract/exports.ts';
import { shortNames } from '../ingest/fields.ts';
import type { Field } from './fields.ts';
import type { Locale } from './locale.ts';
import { bytesOf, cutTo } from './text-bytes.ts';

/** dBase: bytes of a field's name. */
const shapefileBytes = 10;
/** Columns of their own that formats add. */
const taken: Partial<Record<ExportFormat, readonly string[]>> = { geopackage: ['fid', 'geom'], csv: ['x', 'y', 'wkt'], xlsx: ['x', 'y', 'wkt'], dxf: ['layer'] };

export interface FieldNames {
  /** Key → name in the file; no two alike, whatever their case. */
  readonly names: ReadonlyMap<string, string>;
  /** `name → shorter name`. */
  readonly shortened: readonly string[];
}

/** What fields are called in a file: by their keys or, for people, by their titles; as short as the format asks. */
export function fieldNames(fields: readonly Field[], format: ExportFormat, encoding: ExportEncoding, by: 'keys' | 'titles', locale: Locale): FieldNames {
  const most = format === 'shapefile' ? shapefileBytes : Infinity;
  const used = new Set(taken[format] ?? []);
  const names = new Map<string, string>();
  const shortened: string[] = [];
  for (const { key, title } of fields) {
    const wanted = by === 'keys' ? key : title[locale];
    const fitting = bytesOf(wanted, encoding) <= most ? wanted : shortNames[wanted] ?? cutTo(wanted, most, encoding);
    const name = free(fitting, used, most, encoding);
    used.add(name.toLowerCase());
    names.set(key, name);
    if (fitting !== wanted) shortened.push(`${wanted} → ${name}`);
  }
  return { names, shortened };
}

function free(name: string, used: ReadonlySet<string>, most: number, encoding: ExportEncoding): string {
  let tried = name;
  for (let i = 2; used.has(tried.toLowerCase()); i += 1) tried = `${cutTo(name, most - String(i).length - 1, encoding)}_${i}`;
  return tried;
}
