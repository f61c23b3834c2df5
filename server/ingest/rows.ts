import { manyInDegrees, type MetricCrs } from '#planning/geometry/metric-crs.ts';
import { conform } from './attributes.ts';
import { IngestProblem, type SourceFeature, type SourceShape } from './driver.ts';
import { flatten, type Dimension, type FlatGeometry } from './geometry/flat-geometry.ts';
import { layerRegistry } from './layer-kinds.ts';
import type { ReportBuilder } from './report.ts';
import { guessCrs, metricCrsOf, toDegrees, type ToDegrees } from './source-crs.ts';

/** A row that may become a feature: attributes conform to its kind, geometry in degrees, not yet mended. */
export interface Row {
  readonly place: string;
  readonly sourceId: string | null;
  readonly name: string | null;
  readonly attrs: Readonly<Record<string, string | number | boolean>>;
  readonly degrees: FlatGeometry;
  /** The numbers as they were read, where they are metres of a metric CRS: a city measured in the same takes them as they stand. */
  readonly metres: { readonly srid: number; readonly coords: number[] } | null;
}

/** The CRS of a source: its name, its way to degrees, and the metric CRS it is itself. */
export interface RowCrs { readonly name: string; readonly toDegrees: ToDegrees; readonly metric: MetricCrs | null }
export const rowCrs = (name: string): RowCrs => ({ name, toDegrees: toDegrees(name), metric: metricCrsOf(name) });

const NAME_LIMIT = 200;

/** Checks a row of the source. Null: left out, told to the report. Throws where the whole file cannot be right (numbers that are no degrees). */
export function toRow(source: SourceFeature<SourceShape>, crs: RowCrs, report: ReportBuilder): Row | null {
  const kind = layerRegistry.kinds[source.kind];
  if (!kind) throw new IngestProblem('layer_mismatch', `There is no layer kind “${source.kind}”.`, source.place);
  const { parts, hadHeight, fault } = 'parts' in source.geometry ? source.geometry : flatten(source.geometry);
  if (fault) { report.note('leftOut', 'coordinates_invalid', `${source.place}: ${fault}`); return null; }
  const chosen = chooseDimension(parts, kind.geometry);
  if (!chosen) {
    if (parts.length === 0) report.note('leftOut', 'geometry_empty', source.place);
    else report.note('leftOut', 'geometry_mismatch', `${source.place}: ${parts.map((part) => part.dimension).join(', ')}`);
    return null;
  }
  const conformed = conform(source.kind, kind, source.attrs);
  if (conformed.missing) {
    const wrong = conformed.dropped.find((text) => text.startsWith(`${conformed.missing}=`));
    report.note('leftOut', wrong ? 'attribute_invalid' : 'attribute_missing', `${source.place}: ${wrong ?? conformed.missing}`);
    return null;
  }
  if (parts.length > 1) report.note('mended', 'part_dropped', `${source.place}: parts that are not ${chosen.dimension}`);
  if (hadHeight) report.note('notices', 'height_dropped', source.place);
  for (const name of conformed.unknown) report.note('notices', 'attribute_unknown', name);
  for (const text of conformed.dropped) report.note('mended', 'attribute_dropped', `${source.place}: ${text}`);
  const degrees = { ...chosen, coords: inDegrees(chosen.coords, crs, source.place) };
  return { place: source.place, sourceId: source.sourceId, name: source.name?.trim().slice(0, NAME_LIMIT) || null, attrs: conformed.attrs, degrees, metres: crs.metric && { srid: crs.metric.srid, coords: chosen.coords } };
}

/** The part the layer takes; an area will do for a layer of points, it becomes a point inside. */
function chooseDimension(parts: readonly FlatGeometry[], allowed: readonly Dimension[]): FlatGeometry | null {
  for (const dimension of allowed) { const part = parts.find((candidate) => candidate.dimension === dimension); if (part) return part; }
  return allowed.includes('point') ? parts.find((part) => part.dimension === 'polygon') ?? null : null;
}

function inDegrees(coords: readonly number[], { toDegrees, metric, name }: RowCrs, place: string): number[] {
  const degrees = metric ? manyInDegrees(metric, coords) : toDegrees ? eachInDegrees(coords, toDegrees) : [...coords];
  for (let i = 0; i < degrees.length; i += 2) {
    const lon = degrees[i]!, lat = degrees[i + 1]!;
    if (!(lon >= -180 && lon <= 180 && lat >= -90 && lat <= 90)) throw outOfRange(coords[i]!, coords[i + 1]!, name, place);
  }
  return degrees;
}

function eachInDegrees(coords: readonly number[], toDegrees: NonNullable<ToDegrees>): number[] {
  const degrees: number[] = [];
  for (let i = 0; i < coords.length; i += 2) { const [lon, lat] = toDegrees(coords[i]!, coords[i + 1]!); degrees.push(lon, lat); }
  return degrees;
}

function outOfRange(x: number, y: number, crs: string, place: string): IngestProblem {
  const guess = guessCrs(x, y);
  return new IngestProblem('crs_unknown', `${place}: (${x}, ${y}) is no place in ${crs}.${guess ? ` It looks like ${guess}.` : ''} State the right CRS, or mend the coordinates.`, place);
}
