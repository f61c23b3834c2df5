import type { LonLatArea } from '#planning/geometry/types.ts';

export type Position = [lon: number, lat: number];
/** A closed ring and where it belongs: part of the area, ring of the part (0 is the outer one). */
export interface PlacedRing { readonly part: number; readonly ring: number; readonly coordinates: Position[] }

/** About 0.1 mm; the drawing library takes no finer coordinates. */
const decimals = 9;
/** Never -0, which would not survive being sent. */
const round = (value: number | undefined) => Number((value ?? 0).toFixed(decimals)) + 0;
const same = (a: Position | undefined, b: Position | undefined) => a !== undefined && b !== undefined && a[0] === b[0] && a[1] === b[1];

/** Rounded, without repeated neighbours, closed. */
export function cleanRing(ring: readonly (readonly number[])[]): Position[] {
  const points = ring.map((p): Position => [round(p[0]), round(p[1])]).filter((p, i, all) => i === 0 || !same(p, all[i - 1]));
  if (points.length > 1 && same(points[0], points[points.length - 1])) points.pop();
  return points[0] ? [...points, points[0]] : [];
}

/** The drawing library holds no holes and no multi-part areas: each ring is checked out as a polygon of its own. */
export function explode(area: LonLatArea): PlacedRing[] {
  const parts = area.type === 'Polygon' ? [area.coordinates] : area.coordinates;
  return parts.flatMap((rings, part) => rings.map((ring, index) => ({ part, ring: index, coordinates: cleanRing(ring) })));
}

/** The rings as one area again, in their old places; null when no outer ring has three corners. */
export function recombine(rings: readonly PlacedRing[]): LonLatArea | null {
  const parts = new Map<number, PlacedRing[]>();
  for (const ring of rings) {
    const coordinates = cleanRing(ring.coordinates);
    if (coordinates.length > 3) parts.set(ring.part, [...(parts.get(ring.part) ?? []), { ...ring, coordinates }]);
  }
  const whole = [...parts.entries()].sort(([a], [b]) => a - b)
    .map(([, placed]) => [...placed].sort((a, b) => a.ring - b.ring)).filter((placed) => placed[0]?.ring === 0)
    .map((placed) => placed.map(({ coordinates }) => coordinates));
  if (whole.length === 0) return null;
  return whole.length === 1 ? { type: 'Polygon', coordinates: whole[0] as Position[][] } : { type: 'MultiPolygon', coordinates: whole };
}

/** A ring without its corner at `index`; null when fewer than three would be left. */
export function withoutCorner(ring: readonly Position[], index: number): Position[] | null {
  const open = ring.slice(0, -1);
  if (open.length <= 3) return null;
  return cleanRing(open.filter((_, i) => i !== index % open.length));
}

/** Index of the first corner that differs, in rings of equal length; null when none does or corners were added or removed. */
export function movedCorner(before: readonly Position[] | undefined, now: readonly Position[]): number | null {
  if (!before || before.length !== now.length) return null;
  const index = now.findIndex((p, i) => !same(p, before[i]));
  return index < 0 ? null : index;
}
