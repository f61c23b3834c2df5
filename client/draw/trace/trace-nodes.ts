export type Place = readonly [lon: number, lat: number];

export const metresPerDeg = 111_320;
/** Two places are one up to here, degrees: half a millimetre, more than the rounding of what was snapped. */
export const sameDeg = 5e-9;
/** As snapping rounds what it works out. */
export const fineDeg = (value: number): number => Number(value.toFixed(9)) + 0;
/** A corner of one feature is the corner of another when they round alike: about 0.1 mm. */
export const keyOf = (lon: number, lat: number): string => `${lon.toFixed(9)},${lat.toFixed(9)}`;

/** Places where lines begin, end or meet. Coordinates stay the source's doubles. */
export class TraceNodes {
  private readonly byKey = new Map<string, number>();
  private readonly coords: number[] = [];
  private readonly feet = new Set<number>();
  private cos = 1;

  /** The node at a place, new or known. */
  add(lon: number, lat: number): number {
    const key = keyOf(lon, lat);
    const known = this.byKey.get(key);
    if (known !== undefined) return known;
    const node = this.push(lon, lat);
    this.byKey.set(key, node);
    return node;
  }
  /** A place on an edge that only stands for a corner near it: no corner of a boundary. */
  addFoot(lon: number, lat: number): number {
    const node = this.push(lon, lat);
    this.feet.add(node);
    return node;
  }
  private push(lon: number, lat: number): number {
    if (this.coords.length === 0) this.cos = Math.cos(lat * Math.PI / 180);
    return this.coords.push(lon, lat) / 2 - 1;
  }
  at(place: Place): number | undefined { return this.byKey.get(keyOf(...place)); }
  isFoot(node: number): boolean { return this.feet.has(node); }
  placeOf(node: number): Place { return [this.coords[2 * node] as number, this.coords[2 * node + 1] as number]; }
  get size(): number { return this.coords.length / 2; }
  get cosLat(): number { return this.cos; }

  /** Metres, good enough to tell the shorter of two ways. */
  lengthM([lon1, lat1]: Place, [lon2, lat2]: Place): number {
    return metresPerDeg * Math.hypot((lon2 - lon1) * this.cos, lat2 - lat1);
  }
  apartM(a: number, b: number): number {
    return metresPerDeg * Math.hypot(((this.coords[2 * a] as number) - (this.coords[2 * b] as number)) * this.cos, (this.coords[2 * a + 1] as number) - (this.coords[2 * b + 1] as number));
  }
}
