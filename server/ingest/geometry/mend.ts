import type { ReportCode } from '#contract/report-codes.ts';
import { clean } from './clean.ts';
import { flatArea, type Dimension, type FlatGeometry } from './flat-geometry.ts';
import type { Geos } from './geos.ts';
import { isSurelySimpleArea } from './surely-simple.ts';

export interface MendedPart { readonly code: ReportCode<'mended'>; readonly detail: string }

export interface Mended {
  /** Valid by the OGC's rules and of a dimension the layer takes, or null: left out, by `leftOut`. */
  readonly flat: FlatGeometry | null;
  readonly leftOut: { readonly code: 'geometry_collapsed' | 'self_intersection' | 'geometry_mismatch'; readonly detail: string } | null;
  /** Codes of what was mended, with words for people. */
  readonly mended: readonly MendedPart[];
}

/**
 * A repair is safe when the area stays what its author meant: within this share of the area the rings enclose as drawn. A bow-tie's lobes
 * cancel out as drawn, a doubled loop counts twice; neither can be repaired without guessing.
 */
const SAFE_AREA_CHANGE = 0.01;

const round1 = (areaM2: number): string => areaM2.toFixed(1);

/** Mends one geometry in metres: cleans it, makes areas valid where that is safe, and turns an area into a point inside it where the layer wants points. */
export function mend(source: FlatGeometry, allowed: readonly Dimension[], geos: Geos): Mended {
  const mended: MendedPart[] = [];
  if (allowed.includes('polygon') && isSurelySimpleArea(source)) return { flat: source, leftOut: null, mended };
  const { flat, closedRings, duplicatePoints, collapsed } = clean(source);
  const give = (result: FlatGeometry): Mended => ({ flat: result, leftOut: null, mended });
  const refuse = (code: NonNullable<Mended['leftOut']>['code'], detail: string): Mended => ({ flat: null, leftOut: { code, detail }, mended });
  if (flat.partEnds.length === 0) return refuse('geometry_collapsed', 'encloses or measures nothing');
  if (closedRings > 0) mended.push({ code: 'ring_closed', detail: `${closedRings} rings` });
  if (duplicatePoints > 0) mended.push({ code: 'duplicate_points', detail: `${duplicatePoints} points` });
  if (collapsed > 0) mended.push({ code: 'part_dropped', detail: `${collapsed} parts without extent` });
  if (flat.dimension !== 'polygon') {
    return allowed.includes(flat.dimension) ? give(flat) : refuse('geometry_mismatch', `is a ${flat.dimension}, the layer takes ${allowed.join(' or ')}`);
  }
  const valid = geos.isValid(flat) ? flat : repair(flat, geos, mended);
  if (!valid) return refuse('self_intersection', 'its boundary crosses itself and cannot be mended without guessing; draw it again');
  if (allowed.includes('polygon')) return give(valid);
  if (!allowed.includes('point')) return refuse('geometry_mismatch', `is an area, the layer takes ${allowed.join(' or ')}`);
  const inside = geos.pointInside(valid);
  if (!inside) return refuse('geometry_collapsed', 'has no point inside');
  mended.push({ code: 'area_to_point', detail: 'point inside the area' });
  return give({ dimension: 'point', coords: [...inside], ringEnds: [1], partEnds: [1] });
}

function repair(flat: FlatGeometry, geos: Geos, mended: MendedPart[]): FlatGeometry | null {
  const before = flatArea(flat);
  const repaired = geos.makeValid(flat).find((part) => part.dimension === 'polygon');
  if (!repaired || !geos.isValid(repaired)) return null;
  const after = flatArea(repaired);
  if (!(Math.abs(after - before) <= SAFE_AREA_CHANGE * Math.max(after, before))) return null;
  mended.push({ code: 'polygon_repaired', detail: `${round1(before)} → ${round1(after)} m²` });
  return repaired;
}
