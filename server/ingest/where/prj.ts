import proj4 from 'proj4';
import type { Datum } from '#contract/deliveries.ts';
import { gaussCode } from './source-projections.ts';

/** Why a .prj names no CRS this app knows. */
export const prjFaults = ['empty', 'not_wkt', 'datum_unknown', 'projection_unknown', 'zone_unknown'] as const;
export type PrjFault = (typeof prjFaults)[number];

/** What a .prj says. `epsg` null: `fault` says why; `datum` where at least that could be read. */
export interface PrjAnswer {
  readonly epsg: number | null;
  readonly datum: Datum;
  readonly fault: PrjFault | null;
  /** The CRS's own name, e.g. `CGCS2000_3_Degree_GK_CM_114E`; '' when there is none. */
  readonly name: string;
}

/** What the WKT parser makes of a text; the fields that decide. Angles in radians. */
interface Parsed {
  readonly projName?: string; readonly name?: string; readonly datumCode?: string; readonly ellps?: string; readonly title?: string;
  readonly a?: number; readonly rf?: number; readonly long0?: number; readonly lat0?: number; readonly x0?: number; readonly y0?: number; readonly k0?: number; readonly to_meter?: number; readonly units?: string;
}

/** By the words of datum, ellipsoid and CRS together: ESRI, OGC and WKT2 spell them differently. */
const DATUMS: readonly { readonly datum: Exclude<Datum, 'gcj02' | 'bd09' | 'unknown'>; readonly words: RegExp; readonly geographic: number }[] = [
  { datum: 'cgcs2000', words: /cgcs|china[ _]?(geodetic|2000)|d_china_2000/i, geographic: 4490 },
  { datum: 'xian80', words: /xi'?an[ _]?(19)?80/i, geographic: 4610 },
  { datum: 'beijing54', words: /beijing[ _]?(19)?54/i, geographic: 4214 },
  { datum: 'wgs84', words: /wgs[ _]?(19)?84|world geodetic system 1984|epsg_4326/i, geographic: 4326 },
];

const no = (fault: PrjFault, datum: Datum = 'unknown', name = ''): PrjAnswer => ({ epsg: null, datum, fault, name });

function parse(text: string): Parsed | null {
  try {
    return new proj4.Proj(text) as Parsed;
  } catch {
    // The parser throws texts and errors of several kinds; none of them says more than that it is no WKT.
    return null;
  }
}

/**
 * The words of a .prj (ESRI WKT1, OGC WKT1, WKT2) → EPSG code and datum, or why not. The parameters decide, not the name or the code written at the end: a wrong
 * name over right parameters is met more often than the other way round. Never throws: a .prj may be a web page that a failed download left.
 */
export function readPrj(text: string | null | undefined): PrjAnswer {
  const words = (text ?? '').replace(/^\uFEFF/, '').trim();
  if (words === '') return no('empty');
  if (!/^[A-Z_0-9]+\s*[[(]/i.test(words)) return no('not_wkt');
  const parsed = parse(words);
  if (!parsed) return no('not_wkt');
  const name = parsed.name ?? '';
  // The projected name comes last: «CGCS2000» may stand in it over another datum.
  const known = DATUMS.find((one) => one.words.test(`${parsed.datumCode ?? ''} ${datumWords(words)}`)) ?? DATUMS.find((one) => one.words.test(name));
  if (!known) return no('datum_unknown', 'unknown', name);
  const answer = (epsg: number | null, fault: PrjFault): PrjAnswer => ({ epsg, datum: known.datum, fault: epsg === null ? fault : null, name });
  const projection = (parsed.projName ?? '').replace(/[ _-]/g, '').toLowerCase();
  if (projection === 'longlat') return answer(known.geographic, 'projection_unknown');
  if (/mercatorauxiliarysphere|popularvisualisationpseudomercator/.test(projection) || (known.datum === 'wgs84' && /^(mercator|merc|mercator1sp|mercatorvarianta)$/.test(projection) && /pseudo|web|google|900913|3857/i.test(words))) return answer(known.datum === 'wgs84' ? 3857 : null, 'projection_unknown');
  if (!/^(gausskruger|transversemercator|tmerc|utm|fasttransversemercator|etmerc|universaltransversemercatorsystem)$/.test(projection)) return answer(null, 'projection_unknown');
  if (Math.abs((parsed.to_meter ?? 1) - 1) > 1e-9) return answer(null, 'projection_unknown');
  return answer(transverse(parsed, known.datum, name), 'zone_unknown');
}

/** The DATUM part of the text: a projected name may carry any other word. */
function datumWords(text: string): string {
  return /(?:DATUM|ENSEMBLE|TRF|GEODETICDATUM)\s*\[\s*"([^"]*)"/i.exec(text)?.[1] ?? '';
}

function transverse({ long0 = NaN, lat0 = 0, x0 = NaN, y0 = 0, k0 = 1 }: Parsed, datum: Exclude<Datum, 'gcj02' | 'bd09' | 'unknown'>, name: string): number | null {
  const meridian = Math.round(long0 * 180 / Math.PI * 1e6) / 1e6;
  if (lat0 !== 0) return null;
  if (datum === 'wgs84' && Math.abs(k0 - 0.9996) < 1e-7) {
    const zone = (meridian + 183) / 6;
    if (x0 !== 500_000 || !Number.isInteger(zone) || (y0 !== 0 && y0 !== 10_000_000)) return null;
    return (y0 === 0 ? 32600 : 32700) + zone;
  }
  // A zone drawn over WGS 84 by hand: no code of its own, and the same place as over CGCS2000 (standards.md §3.1, fact 6).
  if (datum === 'wgs84') return transverse({ long0, lat0, x0, y0, k0 }, 'cgcs2000', name);
  if (y0 !== 0 || Math.abs(k0 - 1) > 1e-9) return null;
  const prefix = (x0 - 500_000) / 1_000_000;
  // Without a prefix both series are the same numbers where their meridians meet; the name says which is meant.
  const saysThree = /3[ _-]?deg/i.test(name);
  if (prefix === 0) return (!saysThree && /gk[ _]cm|gauss-kruger cm/i.test(name) ? gaussCode(datum, 6, meridian, false) : null) ?? gaussCode(datum, 3, meridian, false);
  if (prefix * 3 === meridian) return gaussCode(datum, 3, meridian, true);
  return prefix * 6 - 3 === meridian ? gaussCode(datum, 6, meridian, true) : null;
}
