/** Features and shapes as what ../geometry/ground-cut.ts cuts, and what it cuts with. */
import { circlePart, partOfPolygon, type ConvexPart } from '../geometry/convex-parts.ts';
import { GroundCut, type Ground } from '../geometry/ground-cut.ts';
import type { Overlay, Shape } from '../geometry/overlay.ts';
import type { LayerTable } from './dataset.ts';
import { ringRange } from './features.ts';
import type { Member } from './member.ts';

/** Segments a quarter circle of every buffer; 8 (PostGIS's default) would lose 0.64 % of a circle's area (coverage.md, ground rule 5). */
export const QUADRANT_SEGMENTS = 32;

export interface Circle { readonly centerX: number; readonly centerY: number; readonly circleM: number }

/** One for all: what it holds does not outlive a question. */
export const groundCut = new GroundCut();

/** A polygon feature within a circle around it. Its rings are those of the table, not copies. */
export function groundOfRow(table: LayerTable, row: number, { centerX, centerY, circleM }: Circle): Ground {
  const [first, end] = ringRange(table, row);
  const rings: Float64Array[] = [];
  for (let r = first; r < end; r++) rings.push(ringOf(table, r));
  return { rings, originX: 0, originY: 0, centerX, centerY, circleM };
}

/** A polygon feature to cut with; its parts share no ground. */
export function partsOfRow(table: LayerTable, row: number): readonly ConvexPart[] {
  const parts: ConvexPart[] = [];
  for (let polygon = table.featureOffsets[row]; polygon < table.featureOffsets[row + 1]; polygon++) {
    const rings: Float64Array[] = [];
    for (let r = table.partOffsets[polygon]; r < table.partOffsets[polygon + 1]; r++) rings.push(ringOf(table, r));
    const part = partOfPolygon(rings);
    if (part) parts.push(part);
  }
  return parts;
}

/** The service area of a member to cut with: around points as circles, which the library would draw the same, around anything else as `bufferOf` has it. */
export function servicePartsOf({ table, row, radiusM }: Member, bufferOf: () => Shape, overlay: Overlay): readonly ConvexPart[] {
  if (table.geometryType !== 'point') return overlay.toRings(bufferOf()).map(partOfPolygon).filter((part) => part !== null);
  if (radiusM <= 0) return [];
  const [first, end] = ringRange(table, row);
  const parts: ConvexPart[] = [];
  for (let p = table.ringOffsets[first]; p < table.ringOffsets[end]; p++) parts.push(circlePart(table.coords[2 * p], table.coords[2 * p + 1], radiusM, QUADRANT_SEGMENTS));
  return parts;
}

function ringOf(table: LayerTable, ring: number): Float64Array {
  return table.coords.subarray(2 * table.ringOffsets[ring], 2 * table.ringOffsets[ring + 1]);
}
