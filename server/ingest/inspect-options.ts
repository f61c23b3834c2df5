import type { FieldMapping } from '#contract/deliveries.ts';
import type { GdalSession } from '../gdal/run-gdal.ts';
import type { CrsClues } from './where/candidates.ts';

/** The city a delivery is for: its metric CRS and where its layers lie. */
export type CityPlace = NonNullable<CrsClues['city']>;

/** What was decided before for a source with these fields; null where nothing was. */
export interface Remembered { readonly kind: string | null; readonly mapping: FieldMapping | null; readonly crs: string | null; readonly encoding: string | null }

export interface InspectFileOptions {
  readonly signal: AbortSignal;
  /** Only this layer; null or absent: all of them. */
  readonly layer?: string | null;
  /** What a person states instead of what the file says: another reading of the layer (`LayerReading`). */
  readonly kind?: string | null;
  readonly encoding?: string | null;
  readonly crs?: string | null;
  readonly mapping?: FieldMapping | null;
  /** A GDAL process for several deliveries of one sender; else each has its own. */
  readonly gdal?: GdalSession;
  /** The city the delivery is for, so that proposals of the CRS can be held against where it lies. */
  readonly city?: CityPlace | null;
  /** Looks up what was chosen for a source with these field names before. */
  readonly remembered?: (layer: { readonly name: string; readonly fields: readonly string[] }) => Promise<Remembered | null>;
}
