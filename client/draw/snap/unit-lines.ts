import Flatbush from 'flatbush';
import type { LonLatArea } from '#planning/geometry/types.ts';
import { linesOf } from './lines-of.ts';
import { LineSetBuilder, type Box, type LineSet } from './line-set.ts';

/** What snapping needs to know of a unit. */
export interface UnitLike { readonly id: string; readonly name: string; readonly geometry: LonLatArea }
interface Held { readonly id: string; readonly geometry: LonLatArea; readonly name: string; readonly box: Box; lines: LineSet | null }

function boxOf(geometry: LonLatArea): Box {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const line of linesOf(geometry)) for (const [lon = NaN, lat = NaN] of line) {
    if (lon < west) west = lon;
    if (lon > east) east = lon;
    if (lat < south) south = lat;
    if (lat > north) north = lat;
  }
  return [west, south, east, north];
}

/**
 * The boundaries of the units. A change of one unit costs that unit's extent and a small index over the extents: the segments of a unit are
 * indexed when the pointer first comes near it.
 */
export class UnitLines {
  private held = new Map<string, Held>();
  private order: readonly Held[] = [];
  private index: Flatbush | null = null;

  /** The units as they are now; one whose geometry is the same object keeps its index. `exceptId`: the one being drawn. */
  set(units: Iterable<UnitLike>, exceptId: string | null): void {
    const next = new Map<string, Held>();
    for (const { id, name, geometry } of units) {
      if (id === exceptId) continue;
      const before = this.held.get(id);
      next.set(id, before && before.geometry === geometry && before.name === name ? before : { id, geometry, name, box: boxOf(geometry), lines: null });
    }
    this.held = next;
    this.order = [...next.values()];
    this.index = this.order.length > 0 ? new Flatbush(this.order.length) : null;
    for (const { box } of this.order) this.index?.add(...box);
    this.index?.finish();
  }
  /** Boundaries of the units whose extent touches a box. */
  near(box: Box): readonly LineSet[] {
    return (this.index?.search(...box) ?? []).sort((a, b) => a - b).map((i) => this.linesOf(this.order[i] as Held));
  }
  private linesOf(held: Held): LineSet {
    if (!held.lines) {
      const builder = new LineSetBuilder();
      builder.add({ kind: 'unit', layer: 'unit', name: held.name, id: held.id, isExact: true }, linesOf(held.geometry));
      held.lines = builder.build();
    }
    return held.lines;
  }
}
