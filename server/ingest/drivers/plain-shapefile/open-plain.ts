import { basename } from 'node:path';
import type { Reading, ReadOptions } from '../../driver.ts';
import { sourceProjection } from '../../where/source-projections.ts';
import { readPrj } from '../../where/prj.ts';
import { crsOf, featuresOf, kindOf, placeOf, type GdalFormat } from '../gdal/gdal-source.ts';
import { findPlain } from './find-plain.ts';
import { plainRowBatches } from './plain-rows.ts';

/** What is known of a shapefile before its rows are read. */
interface KnownFormat extends Pick<GdalFormat, 'id' | 'crsText'> {
  readonly textOfBytes: (bytes: Uint8Array, place: string) => string;
  readonly textOfLines: (bytes: Uint8Array) => string | null;
}

/** The CRS a .prj names beyond doubt: its zone is one of the datum it names. Else GDAL, which knows every name, has to say. */
function namedBy(text: string | null | undefined): string | null {
  const { epsg, datum } = readPrj(text);
  return epsg !== null && sourceProjection(epsg)?.datum === datum ? `EPSG:${epsg}` : null;
}

/**
 * Opens a shapefile in which nothing is unusual, without GDAL; null: GDAL has to. Both give the same rows. The problems of the looking into its format come first,
 * as they do with GDAL.
 */
export async function openPlain(stem: string, looking: Promise<KnownFormat>, title: string, options: ReadOptions): Promise<Reading | null> {
  const isAsked = (options.layer ?? null) === null || options.layer === basename(stem);
  const [format, file] = await Promise.all([looking, isAsked ? findPlain(stem, options.signal) : null]);
  const named = options.crs === null ? namedBy(format.crsText) : null;
  if (!file || (options.crs === null && named === null)) return null;
  const kind = kindOf(options, title), crs = crsOf(named, format.crsText ?? null, options, title);
  const lots = plainRowBatches(file, { one: (bytes, row) => format.textOfBytes(bytes, placeOf(row)), lines: format.textOfLines });
  return { format: format.id, crs, attribution: null, sourceDate: null, features: featuresOf(lots, kind, file.rows, options) };
}
