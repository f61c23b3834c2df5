/** West, south, east, north of any GeoJSON geometry in degrees; null for an empty one. */
export function boundsOf(geometry: { readonly coordinates?: unknown } | null | undefined): [number, number, number, number] | null {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  const visit = (value: unknown): void => {
    if (!Array.isArray(value)) return;
    const [x, y] = value as unknown[];
    if (typeof x === 'number' && typeof y === 'number') {
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    } else value.forEach(visit);
  };
  visit(geometry?.coordinates);
  return box[0] <= box[2] ? box : null;
}
