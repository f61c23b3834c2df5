import type { Field, Scalar } from './fields.ts';
import type { PlainGeometry, TargetCrs } from './target-crs.ts';

/** A row on its way out. */
export interface FeatureRow {
  /** Id of the row in its source, where it has one; what an import knows it by again. */
  readonly id: string | null;
  /** By the keys of the fields; every field has a value, maybe null. */
  readonly values: Readonly<Record<string, Scalar>>;
  /** In the CRS asked for, east before north. */
  readonly geometry: PlainGeometry | null;
}

/** What is given away, whatever the format: its fields, and its rows read one page after the other. */
export interface FeatureTable {
  /** ASCII, for names of files and layers in formats with few letters: `land_use`. */
  readonly name: string;
  /** For people, both languages. */
  readonly title: { readonly zh: string; readonly en: string };
  readonly fields: readonly Field[];
  readonly count: number;
  /** Where the data come from, for the page that goes with a file; absent for what the app itself knows. */
  readonly origin?: { readonly source: string; readonly sourceDate: string | null; readonly attribution: string };
  rows(target: TargetCrs, signal: AbortSignal): AsyncIterable<FeatureRow>;
}
