import type { LonLatArea } from '#planning/geometry/types.ts';

/** Vertices of an area nobody saved. */
const mostPoints = 20_000;

/** Why an area in degrees cannot be measured, for a person; null when it can. What crosses itself can: it is mended, and the figures say so. */
export function unmeasurable(area: LonLatArea): string | null {
  const polygons = area.type === 'Polygon' ? [area.coordinates] : area.coordinates;
  const rings = polygons.flat();
  if (rings.reduce((sum, ring) => sum + ring.length, 0) > mostPoints) return `The area has more than ${mostPoints} points; simplify it.`;
  for (const [index, ring] of rings.entries()) {
    const outside = ring.findIndex(([lon = NaN, lat = NaN]) => !(Math.abs(lon) <= 180 && Math.abs(lat) <= 90));
    if (outside >= 0) return `Point ${outside + 1} of ring ${index + 1} is not a place in degrees: longitude −180…180, latitude −90…90.`;
  }
  // A ring needs three different corners, whether or not the first is repeated at the end.
  const hasShell = polygons.some(([shell]) => shell !== undefined && new Set(shell.map(([lon, lat]) => `${lon} ${lat}`)).size >= 3);
  return hasShell ? null : 'The area has no outline: a ring needs at least three different corners.';
}
