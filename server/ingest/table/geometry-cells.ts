import type { Geometry } from 'geojson';
import type { FieldMapping } from '#contract/deliveries.ts';
import { aliases, plainName } from '../fields.ts';
import type { Geos } from '../geometry/geos.ts';
import { toGeometry } from '../geometry/to-lonlat.ts';

/** Columns whose cells hold a whole geometry: well-known text (with or without `SRID=`), its binary in hex as PostGIS gives it away, or GeoJSON. */

const WKT = /^(?:SRID=(\d{4,6})\s*;\s*)?((?:MULTI)?(?:POINT|LINESTRING|POLYGON)|GEOMETRYCOLLECTION)\s*(?:Z|M|ZM)?\s*(?:\(|EMPTY)/i;
const HEX = /^0[01](?:[0-9a-f]{2}){8,}$/i;
const SRID_FLAG = 0x20000000;

const textOf = (cell: unknown): string => (typeof cell === 'string' ? cell.trim() : '');
const isGeometryText = (text: string): boolean => WKT.test(text) || HEX.test(text) || (text.startsWith('{') && /"coordinates"\s*:/.test(text));

/** Every one of the cells that are filled, and at least one. */
function holdsGeometry(rows: readonly Readonly<Record<string, unknown>>[], column: string): boolean {
  const filled = rows.map((row) => textOf(row[column])).filter((text) => text !== '');
  return filled.length > 0 && filled.filter(isGeometryText).length >= filled.length * 0.9;
}

/** The column with the geometry: as a person states (`#wkt`), else one that holds some, a usual name first. Null when there is none. */
export function geometryColumn(header: readonly string[], rows: readonly Readonly<Record<string, unknown>>[], mapping: FieldMapping | null | undefined): string | null {
  const stated = header.find((name) => mapping?.[name] === '#wkt');
  if (stated !== undefined) return stated;
  // Two columns a person has named count for more.
  if (header.some((name) => mapping?.[name] === '#x')) return null;
  const usual = header.filter((name) => aliases.columns.geometry.includes(plainName(name)));
  return [...usual, ...header].find((name) => mapping?.[name] !== '' && holdsGeometry(rows, name)) ?? null;
}

/** EPSG code in a cell (`SRID=4490;POINT …`, or in the binary); null when it has none. */
export function sridOf(cell: unknown): number | null {
  const text = textOf(cell);
  const stated = WKT.exec(text)?.[1];
  if (stated !== undefined) return Number(stated);
  if (!HEX.test(text)) return null;
  const bytes = Buffer.from(text.slice(0, 18), 'hex');
  const isLittle = bytes[0] === 1;
  const head = isLittle ? bytes.readUInt32LE(1) : bytes.readUInt32BE(1);
  if ((head & SRID_FLAG) === 0) return null;
  return (isLittle ? bytes.readUInt32LE(5) : bytes.readUInt32BE(5)) || null;
}

const asItIs = { inverse: (x: number, y: number): [number, number] => [x, y] };

function ofJson(text: string): Geometry | null {
  try {
    const found: unknown = JSON.parse(text);
    return typeof found === 'object' && found !== null && 'type' in found && 'coordinates' in found && Array.isArray(found.coordinates) ? found as Geometry : null;
  } catch { return null; }
}

/** The geometry in a cell, in the numbers it is written in; null for an empty cell, a word for one that holds none. */
export function geometryOfCell(cell: unknown, column: string, geos: Geos): Geometry | null | string {
  const text = textOf(cell);
  if (text === '' || /^null$/i.test(text)) return null;
  const refused = `${column}=${text.slice(0, 40)}`;
  if (text.startsWith('{')) return ofJson(text) ?? refused;
  const isHex = HEX.test(text);
  if (!isHex && !WKT.test(text)) return refused;
  const flats = geos.read(isHex ? Buffer.from(text, 'hex') : text.replace(/^SRID=\d+\s*;\s*/i, ''));
  if (flats === null) return refused;
  const geometries = flats.map((flat) => toGeometry(flat, asItIs));
  return geometries.length > 1 ? { type: 'GeometryCollection', geometries } : geometries[0] ?? null;
}
