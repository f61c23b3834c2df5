/**
 * What a GDAL process can be told to do. Paths are absolute paths on this machine; the process sees only the folders that its task names.
 * `drivers`: short names of the GDAL drivers that may open the file, so that a file in disguise (a VRT that points elsewhere) is not followed.
 */
export interface GdalInput {
  /** A file, or a folder for drivers that read folders (OpenFileGDB). */
  readonly path: string;
  readonly drivers: readonly string[];
  /** GDAL open options, e.g. `ENCODING=CP936`. */
  readonly openOptions?: readonly string[];
  /** GDAL configuration, e.g. `DXF_ENCODING`. Holds for the whole process. */
  readonly config?: Readonly<Record<string, string>>;
}

/** Lists the layers. With `sampleFolder` the first `sampleRows` rows of every layer go to `sampleFolder/0.fgb`, `1.fgb` … in the order of the layers. */
export interface InspectTask {
  readonly kind: 'inspect';
  readonly input: GdalInput;
  readonly sampleFolder?: string;
  readonly sampleRows?: number;
}

/** One layer into a FlatGeobuf file without index, coordinates as they stand (never reprojected), curves as short chords, rows in the order of the source, rows without geometry kept. */
export interface ReadTask {
  readonly kind: 'read';
  readonly input: GdalInput;
  /** Layer name; null: the only one. */
  readonly layer: string | null;
  /** The file to make. GeoJSON is not offered: GDAL reprojects to WGS 84 when it writes it. */
  readonly to: string;
}

/** Layers into one new data set. Several inputs become several layers where the format has layers. */
export interface WriteTask {
  readonly kind: 'write';
  readonly inputs: readonly {
    /** FlatGeobuf or GeoJSONSeq, one layer. */
    readonly path: string;
    /** Name of the layer in the output. */
    readonly layer: string;
    readonly openOptions?: readonly string[];
    /** Further ogr2ogr arguments of this layer, e.g. `-select`, `-nlt`. */
    readonly args?: readonly string[];
  }[];
  /** GDAL driver: `ESRI Shapefile`, `GPKG`, `KML`, `DXF`, `FlatGeobuf`, `GeoJSON`, `CSV`. */
  readonly format: string;
  /** File to make; for a shapefile of several layers a folder. Its folder must exist. */
  readonly path: string;
  /** CRS the coordinates are in, `EPSG:4547` or WKT; written into the output, over what the input states. */
  readonly crs?: string;
  /** Reproject to this CRS. Figures are never computed from such a file. */
  readonly toCrs?: string;
  readonly datasetOptions?: readonly string[];
  readonly layerOptions?: readonly string[];
  readonly config?: Readonly<Record<string, string>>;
}

export type GdalTask = InspectTask | ReadTask | WriteTask;

export interface GdalField { readonly name: string; readonly type: string; readonly subtype: string | null; readonly width: number | null }
export interface GdalLayer {
  readonly name: string;
  readonly featureCount: number | null;
  /** GDAL's words: `Polygon`, `3D Point`, `Unknown (any)`, null for a table without geometry. */
  readonly geometryType: string | null;
  /** minX, minY, maxX, maxY as the file states it. */
  readonly extent: readonly [number, number, number, number] | null;
  readonly crsWkt: string | null;
  /** `EPSG:4547` when the file's definition names one. */
  readonly crsCode: string | null;
  readonly fields: readonly GdalField[];
  /** File of the sample rows, when asked for and there are any. */
  readonly sample: string | null;
}

/** `messages`: GDAL's warnings on the way, in its words, at most 100. */
export interface InspectResult { readonly kind: 'inspect'; readonly driver: string; readonly layers: readonly GdalLayer[]; readonly messages: readonly string[] }
/** `path`, `layer`: null when the layer is not there, or none was named and there are several: `layers` says which there are. */
export interface ReadResult { readonly kind: 'read'; readonly path: string | null; readonly layer: GdalLayer | null; readonly layers: readonly GdalLayer[]; readonly messages: readonly string[] }
export interface WriteResult { readonly kind: 'write'; /** Every file of the data set. */ readonly files: readonly string[]; readonly messages: readonly string[] }
export type GdalResult<Task extends GdalTask> = Task extends InspectTask ? InspectResult : Task extends ReadTask ? ReadResult : WriteResult;
