import type { SnapToCustom } from 'terra-draw';
import type { OwnPath } from './guides.ts';

type Position = readonly [number, number];
/** What the drawing library says along with a question where to snap. */
type SnappableContext = Parameters<SnapToCustom>[1];

/** The boundary under the hand, as the drawing library holds it: corners set so far, or the ring whose corner is dragged. */
export function ownPathOf({ currentCoordinate = 0, getCurrentGeometrySnapshot }: SnappableContext, isDrawing: boolean): OwnPath | null {
  const geometry = getCurrentGeometrySnapshot();
  if (geometry?.type !== 'Polygon') return null;
  const ring = geometry.coordinates[0] as unknown as readonly Position[];
  if (isDrawing) return { corners: ring.slice(0, currentCoordinate), isRing: false, moving: null };
  const corners = ring.slice(0, -1);
  return { corners, isRing: true, moving: currentCoordinate % corners.length };
}
