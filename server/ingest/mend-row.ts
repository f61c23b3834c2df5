import { manyInMetres, type MetricCrs } from '#planning/geometry/metric-crs.ts';
import type { NewFeature } from '../db/repositories/features.ts';
import type { FlatGeometry } from './geometry/flat-geometry.ts';
import type { Geos } from './geometry/geos.ts';
import { mend } from './geometry/mend.ts';
import { inDegrees } from './geometry/to-lonlat.ts';
import { toWkb } from './geometry/wkb.ts';
import { layerRegistry } from './layer-kinds.ts';
import type { ReportBuilder } from './report.ts';
import type { Row } from './rows.ts';

/** A row as it is stored, and its geometry in degrees as it is drawn. */
export interface MendedRow { readonly feature: NewFeature; readonly degrees: FlatGeometry }

const metresOf = ({ degrees, metres }: Row, crs: MetricCrs): number[] => (metres?.srid === crs.srid ? metres.coords : manyInMetres(crs, degrees.coords));

/** A row in metres, mended. Null: left out, told to the report. */
export function mendRow(row: Row, kind: string, crs: MetricCrs, geos: Geos, report: ReportBuilder): MendedRow | null {
  const source: FlatGeometry = { ...row.degrees, coords: metresOf(row, crs) };
  const { flat, leftOut, mended } = mend(source, layerRegistry.kinds[kind]!.geometry, geos);
  if (!flat) { report.note('leftOut', leftOut!.code, `${row.place}: ${leftOut!.detail}`); return null; }
  for (const { code, detail } of mended) report.note('mended', code, `${row.place}: ${detail}`);
  report.taken += 1;
  const feature = { sourceId: row.sourceId, name: row.name, attrs: row.attrs, ewkb: toWkb(flat, crs.srid) };
  return { feature, degrees: flat === source ? row.degrees : inDegrees(flat, crs) };
}
