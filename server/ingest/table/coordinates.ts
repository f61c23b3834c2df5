import type { FieldMapping } from '#contract/deliveries.ts';
import { aliases, plainName } from '../fields.ts';

/** Which columns hold the coordinates: easting or longitude, northing or latitude. */
export interface CoordinateColumns { readonly x: string; readonly y: string }
type Cells = Readonly<Record<string, unknown>>;

const DEGREES = /^(-?\d{1,3})\s*[°度]\s*(?:(\d{1,2}(?:\.\d+)?)\s*[′'分]\s*)?(?:(\d{1,2}(?:\.\d+)?)\s*(?:[″"”秒]|''|′′)\s*)?([NSEW东西南北])?$/i;
const GROUPED = /^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;

/** A cell as a coordinate: plain numbers, numbers with thousands set apart, degrees with minutes and seconds. Null for an empty cell, NaN for what is none. */
export function coordinateOf(cell: unknown): number | null {
  if (cell === null || cell === undefined) return null;
  if (typeof cell === 'number') return cell;
  const text = String(cell).normalize('NFKC').trim();
  if (text === '' || /^(?:null|none|nan|-|—|无)$/i.test(text)) return null;
  if (GROUPED.test(text)) return Number(text.replace(/,/g, ''));
  const degrees = DEGREES.exec(text);
  if (degrees) {
    const size = Math.abs(Number(degrees[1])) + Number(degrees[2] ?? 0) / 60 + Number(degrees[3] ?? 0) / 3600;
    return text.startsWith('-') || /[SW西南]/i.test(degrees[4] ?? '') ? -size : size;
  }
  return /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(text) ? Number(text) : NaN;
}

function byName(header: readonly string[], names: readonly string[]): string | null {
  const plain = header.map((name) => plainName(name).replace(/[\s()[\]（）]/g, ''));
  for (const name of names) { const at = plain.indexOf(name); if (at >= 0) return header[at]!; }
  // `Residence_Addresses_Latitude`: a long word within a longer name.
  for (const name of names) if (name.length >= 3 || /\p{Script=Han}{2}/u.test(name)) { const at = plain.findIndex((field) => field.endsWith(name) || field.startsWith(name)); if (at >= 0) return header[at]!; }
  return null;
}

type Range = (value: number) => boolean;
const isLongitude: Range = (value) => value >= 72 && value <= 136 && !Number.isInteger(value);
const isLatitude: Range = (value) => value >= 3 && value <= 54 && !Number.isInteger(value);
const isEasting: Range = (value) => (value >= 100_000 && value <= 900_000) || (value >= 13_000_000 && value <= 46_000_000);
const isNorthing: Range = (value) => value >= 1_800_000 && value <= 6_100_000;

/** Nine in ten of the values that are there, and at least one. */
function mostly(rows: readonly Cells[], column: string, holds: Range): boolean {
  const values = rows.map((row) => coordinateOf(row[column])).filter((value) => value !== null);
  return values.length > 0 && values.filter((value) => holds(value)).length >= values.length * 0.9;
}

/** Neighbouring columns whose numbers can only be a position in China. */
function byValues(header: readonly string[], rows: readonly Cells[]): CoordinateColumns | null {
  for (let i = 0; i + 1 < header.length; i += 1) {
    const [a, b] = [header[i]!, header[i + 1]!];
    for (const [isX, isY] of [[isLongitude, isLatitude], [isEasting, isNorthing]] as const) {
      if (mostly(rows, a, isX) && mostly(rows, b, isY)) return { x: a, y: b };
      if (mostly(rows, a, isY) && mostly(rows, b, isX)) return { x: b, y: a };
    }
  }
  return null;
}

/**
 * The columns with the coordinates: as a person states in the mapping (`#x`, `#y`), by their names, else by their numbers. Surveyors call the northing X:
 * where the numbers show it, the two are exchanged. Null when there are none.
 */
export function coordinateColumns(header: readonly string[], rows: readonly Cells[], mapping: FieldMapping | null | undefined): CoordinateColumns | null {
  const stated = (target: string): string | null => header.find((name) => mapping?.[name] === target) ?? null;
  const statedX = stated('#x'), statedY = stated('#y');
  const x = statedX ?? byName(header.filter((name) => name !== statedY), aliases.columns.x), y = statedY ?? byName(header.filter((name) => name !== statedX), aliases.columns.y);
  if (x === null || y === null || x === y) return byValues(header, rows);
  const isExchanged = statedX === null && statedY === null && mostly(rows, x, isNorthing) && mostly(rows, y, isEasting);
  return isExchanged ? { x: y, y: x } : { x, y };
}
