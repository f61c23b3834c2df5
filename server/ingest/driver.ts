import type { Geometry } from 'geojson';
import type { ProblemCode } from '#contract/common.ts';
import type { FieldMapping, SourceField, SourceLayer } from '#contract/deliveries.ts';
import type { GdalSession } from '../gdal/run-gdal.ts';
import type { ReportEntry } from '#contract/layers.ts';
import type { ReportCode, ReportList } from '#contract/report-codes.ts';
import type { Flattened } from './geometry/flat-geometry.ts';

/** A geometry as GeoJSON, or as flat numbers where a reader has them at hand. */
export type SourceShape = Geometry | Flattened;

/** One row of a source, mapped to a layer kind of `data/layers.json`. Geometry in the CRS the reading states (degrees for GeoJSON and OSM). */
export interface SourceFeature<Shape extends SourceShape = Geometry> {
  readonly kind: string;
  /** Id in the source, e.g. `way/4512`. */
  readonly sourceId: string | null;
  readonly name: string | null;
  readonly attrs: Readonly<Record<string, string | number | boolean | null>>;
  readonly geometry: Shape;
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
  readonly features: AsyncIterable<SourceFeature<SourceShape>>;
  /** Gives back what the reading holds on disk. Call it when done, whether or not the features were consumed; more than once does no harm. */
  close?(): Promise<void>;
}

export interface ReadOptions {
  /** Layer kind for formats that do not say it themselves (GeoJSON). */
  readonly kind: string | null;
  /** EPSG code the user states, overriding the file's. */
  readonly crs: string | null;
  /** Which layer of the file; not needed where there is one. */
  readonly layer?: string | null;
  /** Character encoding the user states, overriding what the file says and what is detected. */
  readonly encoding?: string | null;
  /** Where the fields go; a field that is absent goes where its name says. */
  readonly mapping?: FieldMapping | null;
  /** Land-use classification of codes whose row states none (a version of data/land-use-codes.json). */
  readonly classification?: string | null;
  readonly signal: AbortSignal;
  /** 0..1 of the reading. */
  onProgress(share: number): void;
  /** A row that was left out or mended by the driver itself; `code` from `#contract/report-codes.ts`. */
  onReport<List extends ReportList>(list: List, code: ReportCode<List>, place: string): void;
}

export interface InspectOptions {
  readonly signal: AbortSignal;
  /** The GDAL process of this delivery. */
  readonly gdal?: GdalSession | undefined;
  /** Only this layer; null: all. */
  readonly layer?: string | null;
  readonly encoding?: string | null;
  /** For tables: `#x` and `#y`, or `#wkt`. */
  readonly mapping?: FieldMapping | null;
}

/** What a driver finds out about a layer without importing it; proposals of kind, mapping and CRS are made from it (inspect-file.ts). */
export interface InspectedLayer {
  readonly name: string;
  readonly geometry: SourceLayer['geometry'];
  readonly featureCount: number | null;
  readonly fields: readonly SourceField[];
  readonly rows: SourceLayer['rows'];
  /** Different values of the fields, at most a hundred of each, as text. */
  readonly values?: ReadonlyMap<string, ReadonlySet<string>>;
  /** `stated`: as the file names it; `text`: WKT, of a .prj beside the file when `isPrj`; `format`: what the format demands; `sample`: positions as they stand in the source. */
  readonly crs: { readonly stated: string | null; readonly text: string | null; readonly isPrj?: boolean; readonly format: string | null; readonly sample: readonly (readonly [x: number, y: number])[] };
  readonly encoding: SourceLayer['encoding'];
  /** What the format itself knows of the mapping, e.g. the columns of a table that hold the coordinates. */
  readonly mapping: FieldMapping;
  readonly findings: readonly ReportEntry[];
}

/** One format. Adding a format is adding one file that exports one of these. */
export interface Driver {
  readonly id: string;
  readonly extensions: readonly string[];
  /** True when the first bytes look like this format; the name, in small letters, is only a hint. */
  sniff(head: Uint8Array, fileName: string): boolean;
  /** The layers of a file. Throws IngestProblem for a file that cannot be read at all. */
  inspect(path: string, options: InspectOptions): Promise<readonly InspectedLayer[]>;
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
