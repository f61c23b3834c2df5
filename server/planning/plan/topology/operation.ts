/** One door to the operations on a scheme's boundaries, for whoever holds the overlay: plain values in, plain values out. */
import { OverlayError } from '../../geometry/overlay.ts';
import type { LonLatArea } from '../../geometry/types.ts';
import { alignToNeighbours } from './align-to-neighbours.ts';
import { bufferUnit } from './buffer-unit.ts';
import { cutHole } from './cut-hole.ts';
import { cutToNeighbours } from './cut-to-neighbours.ts';
import { mergeUnits, type MergeOptions } from './merge-units.ts';
import { reshapeByStroke } from './reshape-by-stroke.ts';
import { simplifyBoundary } from './simplify-boundary.ts';
import { splitByLine } from './split-by-line.ts';
import { tidyUnit } from './tidy-unit.ts';
import { refusal, type LonLat, type TopologyResult, type TopologyScene } from './types.ts';
import { withSharedMove, type MoveOptions } from './with-shared-move.ts';

export type TopologyOperation =
  | { readonly kind: 'move'; readonly unitId: string; readonly geometry: LonLatArea; readonly options: MoveOptions }
  | { readonly kind: 'cut'; readonly unitId: string }
  | { readonly kind: 'align'; readonly unitId: string; readonly widthM: number }
  | { readonly kind: 'tidy'; readonly unitId: string }
  | { readonly kind: 'split'; readonly unitId: string; readonly line: readonly LonLat[]; readonly newIds: readonly string[] }
  | { readonly kind: 'merge'; readonly unitIds: readonly string[]; readonly keepId: string; readonly options: MergeOptions }
  | { readonly kind: 'hole'; readonly unitId: string; readonly ring: readonly LonLat[]; readonly newId: string | null }
  | { readonly kind: 'reshape'; readonly unitId: string; readonly line: readonly LonLat[]; readonly options: MoveOptions }
  | { readonly kind: 'simplify'; readonly unitIds: readonly string[]; readonly toleranceM: number }
  | { readonly kind: 'buffer'; readonly unitId: string; readonly metres: number; readonly overlap: 'refuse' | 'cut' };

function carriedOut(scene: TopologyScene, operation: TopologyOperation): TopologyResult {
  switch (operation.kind) {
    case 'move': return withSharedMove(scene, operation.unitId, operation.geometry, operation.options);
    case 'cut': return cutToNeighbours(scene, operation.unitId);
    case 'align': return alignToNeighbours(scene, operation.unitId, operation.widthM);
    case 'tidy': return tidyUnit(scene, operation.unitId);
    case 'split': return splitByLine(scene, operation.unitId, operation.line, operation.newIds);
    case 'merge': return mergeUnits(scene, operation.unitIds, operation.keepId, operation.options);
    case 'hole': return cutHole(scene, operation.unitId, operation.ring, operation.newId);
    case 'reshape': return reshapeByStroke(scene, operation.unitId, operation.line, operation.options);
    case 'simplify': return simplifyBoundary(scene, operation.unitIds, operation.toleranceM);
    case 'buffer': return bufferUnit(scene, operation.unitId, operation.metres, operation.overlap);
  }
}

/** Carries an operation out. Total: what the geometry library cannot do is a refusal `not_valid`. */
export function runTopology(scene: TopologyScene, operation: TopologyOperation): TopologyResult {
  try {
    return carriedOut(scene, operation);
  } catch (error) {
    if (error instanceof OverlayError) return refusal('not_valid');
    throw error;
  }
}
