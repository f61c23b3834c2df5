import type { LonLatArea } from '#planning/geometry/types.ts';

type Position = readonly [number, number];
/** The drawing library takes no finer coordinates: about 0.1 mm. */
const decimals = 9;
const round = (value: number): number => Number(value.toFixed(decimals)) + 0;

/**
 * The doubles of places that were taken over from something else. The drawing library works on rounded coordinates; when a boundary leaves
 * it, corners that are still where they were taken over get their source's own numbers back, so that a shared corner is shared to the bit.
 */
export class ExactPlaces {
  private readonly places = new Map<string, Position>();

  /** Remembers a place and gives it as the library takes it. The first of two that round alike stays. */
  take([lon, lat]: Position): [number, number] {
    const rounded: [number, number] = [round(lon), round(lat)];
    const key = rounded.join();
    if (!this.places.has(key)) this.places.set(key, [lon, lat]);
    return rounded;
  }
  takeArea(area: LonLatArea): void {
    const rings = area.type === 'Polygon' ? area.coordinates : area.coordinates.flat();
    for (const ring of rings) for (const [lon = NaN, lat = NaN] of ring) this.take([lon, lat]);
  }
  place(rounded: readonly number[]): Position {
    const [lon = NaN, lat = NaN] = rounded;
    return this.places.get([round(lon), round(lat)].join()) ?? [lon, lat];
  }
  restore(area: LonLatArea): LonLatArea {
    const ring = (places: readonly (readonly number[])[]) => places.map((place) => this.place(place));
    return area.type === 'Polygon'
      ? { type: 'Polygon', coordinates: area.coordinates.map(ring) }
      : { type: 'MultiPolygon', coordinates: area.coordinates.map((rings) => rings.map(ring)) };
  }
}
