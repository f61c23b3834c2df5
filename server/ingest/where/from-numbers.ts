import { parseSourceCrs, type SourceCrs } from '../source-crs.ts';
import type { CandidateReason } from './reasons.ts';
import { gaussCode, sourceProjection, type SourceProjection } from './source-projections.ts';

/** What the numbers of a source may be (standards.md §3.1, fact 5). */
export interface NumbersGuess { readonly crs: string; readonly confidence: 'certain' | 'likely' | 'possible'; readonly why: CandidateReason }

type Pairs = readonly (readonly [x: number, y: number])[];

/** The box of China, degrees: where the zones and offset coordinates are used. */
const CHINA = { west: 72, east: 136, south: 3, north: 54 } as const;
/** Eastings within a zone and northings of China, metres. */
const EASTING = { low: 100_000, high: 900_000 } as const;
const NORTHING = { low: 300_000, high: 6_100_000 } as const;
const MERCATOR_HALF_M = 20_037_508.35;
/** Share of the positions that must fall into a range: a null island or two say nothing about the rest. */
const ENOUGH = 0.9;

function share(pairs: Pairs, holds: (x: number, y: number) => boolean): number {
  let count = 0;
  for (const [x, y] of pairs) if (holds(x, y)) count += 1;
  return pairs.length === 0 ? 0 : count / pairs.length;
}

const inChina = (lon: number, lat: number): boolean => lon >= CHINA.west && lon <= CHINA.east && lat >= CHINA.south && lat <= CHINA.north;
const isDegrees = (x: number, y: number): boolean => Math.abs(x) <= 180 && Math.abs(y) <= 90;
const isNorthing = (y: number): boolean => y >= NORTHING.low && y <= NORTHING.high;
const isEasting = (x: number): boolean => x >= EASTING.low && x <= EASTING.high;
const prefixOf = (x: number): number => Math.floor(x / 1_000_000);
const isMercator = (x: number, y: number): boolean => Math.abs(x) <= MERCATOR_HALF_M && Math.abs(y) <= MERCATOR_HALF_M && (Math.abs(x) > 180 || Math.abs(y) > 90);

function fitsProjection(projection: SourceProjection, x: number, y: number): boolean {
  switch (projection.type) {
    case 'degrees': return isDegrees(x, y);
    case 'mercator': return isMercator(x, y);
    case 'utm': return isEasting(x) && y >= 0 && y <= 10_000_000;
    default: return isEasting(x - (projection.zone ?? 0) * 1_000_000) && isNorthing(y);
  }
}

/** Whether the numbers can be of a CRS at all. */
export function looksLike({ base, isSwapped }: SourceCrs, pairs: Pairs): boolean {
  return share(pairs, (a, b) => {
    const [x, y] = isSwapped ? [b, a] : [a, b];
    return typeof base === 'string' ? isDegrees(x, y) && inChina(x, y) : fitsProjection(base, x, y);
  }) >= ENOUGH;
}

/** The prefix most positions have, when nearly all share it. */
function commonPrefix(pairs: Pairs): number | null {
  if (pairs.length === 0) return null;
  const xs = pairs.map(([x]) => x).sort((a, b) => a - b);
  const prefix = prefixOf(xs[xs.length >> 1]!);
  return share(pairs, (x, y) => prefixOf(x) === prefix && isEasting(x - prefix * 1_000_000) && isNorthing(y)) >= ENOUGH ? prefix : null;
}

function fromDegrees(pairs: Pairs): NumbersGuess[] {
  const straight = share(pairs, inChina), swapped = share(pairs, (x, y) => inChina(y, x));
  const asIs = share(pairs, isDegrees), turned = share(pairs, (x, y) => isDegrees(y, x));
  if (asIs < ENOUGH) return turned >= ENOUGH ? [{ crs: 'swap:EPSG:4326', confidence: 'likely', why: 'degrees_swapped' }] : [];
  const list: NumbersGuess[] = [];
  // In western China latitude and longitude both stay under 90: (43.8, 87.6) is Urumqi the wrong way round, or a place in the Arctic Ocean.
  const looksTurned = swapped >= ENOUGH && straight < ENOUGH;
  list.push({ crs: 'EPSG:4326', confidence: looksTurned ? 'possible' : 'likely', why: 'degrees' });
  if (looksTurned) list.unshift({ crs: 'swap:EPSG:4326', confidence: 'likely', why: 'degrees_swapped' });
  if (straight >= ENOUGH) list.push({ crs: 'EPSG:4490', confidence: 'possible', why: 'degrees' }, { crs: 'GCJ-02', confidence: 'possible', why: 'may_be_gcj02' }, { crs: 'BD-09', confidence: 'possible', why: 'may_be_bd09' });
  return list;
}

/** The datum a statement names stays with the zone its numbers name. */
function datumOf(statements: readonly string[]): 'cgcs2000' | 'xian80' | 'beijing54' {
  for (const crs of statements) {
    const datum = parseSourceCrs(crs)?.datum;
    if (datum === 'xian80' || datum === 'beijing54') return datum;
  }
  return 'cgcs2000';
}

/** The zone a statement names, with and without prefix: the commonest wrong label. */
function twinOf(statements: readonly string[], hasPrefix: boolean): { code: number } | null {
  for (const crs of statements) {
    const base = parseSourceCrs(crs)?.base;
    if (!base || typeof base === 'string' || base.meridian === null || base.type === 'utm' || base.datum === 'wgs84') continue;
    const code = gaussCode(base.datum, base.type === 'zone6' ? 6 : 3, base.meridian, hasPrefix);
    if (code !== null && code !== base.code) return { code };
  }
  return null;
}

function fromZones(pairs: Pairs, hints: NumbersHints, swap: boolean): NumbersGuess[] {
  const list: NumbersGuess[] = [];
  const push = (code: number | null, confidence: NumbersGuess['confidence'], why: CandidateReason) => {
    if (code !== null) list.push({ crs: `${swap ? 'swap:' : ''}EPSG:${code}`, confidence, why: swap ? 'axes_swapped' : why });
  };
  const datum = datumOf(hints.statements);
  const prefix = commonPrefix(pairs);
  if (prefix !== null && prefix > 0) {
    const isThree = prefix >= 25 && prefix <= 45, isSix = prefix >= 13 && prefix <= 23;
    // Millions with a zone in front; eastings of 13 to 15 million are also Web Mercator's for eastern China.
    if (isThree) push(gaussCode(datum, 3, prefix * 3, true), 'certain', twinOf(hints.statements, true) ? 'same_zone_with_prefix' : 'zone_prefix');
    if (isSix) push(gaussCode(datum, 6, prefix * 6 - 3, true), prefix <= 15 ? 'possible' : 'likely', 'zone_prefix_6');
    return list;
  }
  if (prefix !== 0) return list;
  const twin = twinOf(hints.statements, false);
  if (twin) push(twin.code, 'likely', 'same_zone_without_prefix');
  const cityMeridian = hints.citySrid === null ? null : sourceProjection(hints.citySrid)?.meridian ?? null;
  // Nearest the city's own meridian first; without a city, from the middle of the country outwards.
  const centre = cityMeridian ?? 108;
  const meridians = Array.from({ length: 21 }, (_, i) => 75 + 3 * i).sort((a, b) => Math.abs(a - centre) - Math.abs(b - centre));
  for (const meridian of meridians) push(gaussCode(datum, 3, meridian, false), 'possible', 'zone_without_prefix');
  for (let zone = 43; zone <= 53; zone += 1) push(32600 + zone, 'possible', 'utm_zone');
  return list;
}

export interface NumbersHints {
  /** What file and people say it is. */
  readonly statements: readonly string[];
  readonly citySrid: number | null;
}

/** What the numbers may be, likeliest first; empty where they fit nothing this app can place. */
export function crsFromNumbers(pairs: Pairs, hints: NumbersHints): NumbersGuess[] {
  if (pairs.length === 0) return [];
  const degrees = fromDegrees(pairs);
  if (degrees.length > 0) return degrees;
  const straight = fromZones(pairs, hints, false);
  const swapped = straight.length > 0 ? [] : fromZones(pairs.map(([x, y]) => [y, x] as const), hints, true);
  const list = [...straight, ...swapped];
  if (share(pairs, isMercator) >= ENOUGH && !list.some(({ why }) => why === 'zone_prefix')) {
    const [lon, lat] = sourceProjection(3857)!.inverse(...pairs[pairs.length >> 1]!);
    const unprefixed = list.some(({ why }) => why === 'zone_without_prefix' || why === 'axes_swapped');
    list.push({ crs: 'EPSG:3857', confidence: inChina(lon, lat) && !unprefixed ? 'likely' : 'possible', why: 'mercator' });
  }
  return list;
}
