export interface RingMoments {
  /** m², positive when counter-clockwise. */
  readonly area: number;
  /** ∫x dA and ∫y dA with the ring's first point as origin: small numbers keep their digits. */
  readonly momentX: number;
  readonly momentY: number;
}

/** Signed area and first moments of a closed ring: points `first … end - 1` of interleaved coordinates in metres. */
export function ringMoments(coords: Float64Array, first: number, end: number): RingMoments {
  const originX = coords[2 * first];
  const originY = coords[2 * first + 1];
  let area = 0;
  let momentX = 0;
  let momentY = 0;
  for (let p = first; p + 1 < end; p++) {
    const ax = coords[2 * p] - originX;
    const ay = coords[2 * p + 1] - originY;
    const bx = coords[2 * p + 2] - originX;
    const by = coords[2 * p + 3] - originY;
    const cross = ax * by - bx * ay;
    area += cross;
    momentX += (ax + bx) * cross;
    momentY += (ay + by) * cross;
  }
  return { area: area / 2, momentX: momentX / 6, momentY: momentY / 6 };
}
