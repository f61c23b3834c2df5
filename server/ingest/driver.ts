import type { Geometry } from 'geojson';
import type { ProblemCode } from '#contract/common.ts';
import type { ReportCode, ReportList } from '#contract/report-codes.ts';

/** One row of a source, mapped to a layer kind of `data/layers.json`. Geometry in the CRS the reading states (degrees for GeoJSON and OSM). */
export interface SourceFeature {
  readonly kind: string;
  /** Id in the source, e.g. `way/4512`. */
  readonly sourceId: string | null;
  readonly name: string | null;
  readonly attrs: Readonly<Record<string, string | number | boolean | null>>;
  readonly geometry: Geometry;
  /** Where a person finds it in the file: `feature 3`, `way/4512`. */
  readonly place: string;
}

/** What a file turned out to be. `features` may be consumed once. */
export interface Reading {
  readonly format: string;
  /** As the file states or the format demands, e.g. `EPSG:4326`. */
  readonly crs: string;
  readonly attribution: string | null;
  /** ISO date of the data when the file tells. */
  readonly sourceDate: string | null;
  readonly features: AsyncIterable<SourceFeature>;
}

export interface ReadOptions {
  /** Layer kind for formats that do not say it themselves (GeoJSON). */
  readonly kind: string | null;
  /** EPSG code the user states, overriding the file's. */
  readonly crs: string | null;
  readonly signal: AbortSignal;
  /** 0..1 of the reading. */
  onProgress(share: number): void;
  /** A row that was left out or mended by the driver itself; `code` from `#contract/report-codes.ts`. */
  onReport<List extends ReportList>(list: List, code: ReportCode<List>, place: string): void;
}

/** One format. Adding a format is adding one file that exports one of these. */
export interface Driver {
  readonly id: string;
  readonly extensions: readonly string[];
  /** True when the first bytes look like this format; the name is only a hint. */
  sniff(head: Uint8Array, fileName: string): boolean;
  open(path: string, options: ReadOptions): Promise<Reading>;
}

/** Expected failure of an import, with where and how to mend. Becomes a problem document. */
export class IngestProblem extends Error {
  readonly code: ProblemCode;
  readonly place: string | undefined;
  constructor(code: ProblemCode, detail: string, place?: string) {
    super(detail);
    this.code = code;
    this.place = place;
  }
}
