import type { PlanarMap } from './planar-map.ts';
import { isRoad } from './planar-map.ts';
import type { Parcel } from './parcels.ts';
import { boxOf, boxesTouch, insideRing, isSimple, ringArea, ringsTouch, segmentDistance, segmentsTouch, tidyRing, type Box, type Pt, type Ring } from './polygon.ts';
import type { Programme } from './programme.ts';
import type { Random } from './random.ts';

export type BuildingUse = 'residential' | 'commercial' | 'industrial' | 'office' | 'public' | 'school' | 'health' | 'other';

export interface Building { readonly ring: Ring; readonly hole: Ring | null; readonly use: BuildingUse; readonly floors: number; readonly heightM: number; readonly buildYear: number; readonly parcel: number; people: number; readonly shop: boolean }
export interface Lane { readonly points: readonly Pt[]; readonly cls: 'path' | 'alley'; readonly deadEnd: boolean }
export interface Green { readonly ring: Ring; readonly cls: string; readonly name: string | null; readonly open: boolean; readonly status: 'in_use' | 'closed' | 'construction'; readonly riverside: boolean; readonly hole: Ring | null; readonly areaM2: number; readonly zone: string }
export interface Gate { readonly at: Pt; readonly open: boolean; readonly name: string | null }

/** Everything that stands inside the blocks. */
export interface Fabric {
  readonly buildings: Building[];
  readonly lanes: Lane[];
  readonly greens: Green[];
  readonly walls: Pt[][];
  readonly gates: Gate[];
  readonly grounds: { readonly ring: Ring; readonly parcel: number; readonly type: 'large_ground' | 'medium_ground' | 'small_ground' }[];
}

export const emptyFabric = (): Fabric => ({ buildings: [], lanes: [], greens: [], walls: [], gates: [], grounds: [] });

/** One parcel being built on: refuses what would stand on something else. */
export class Yard {
  private readonly standing: { readonly ring: Ring; readonly box: Box }[] = [];
  private readonly lanes: { readonly a: Pt; readonly b: Pt; readonly box: Box; readonly clearM: number }[] = [];
  readonly openings: Pt[] = [];
  /** Buildings put up so far. */
  count = 0;

  readonly map: PlanarMap;
  readonly parcel: Parcel;
  readonly index: number;
  readonly rng: Random;
  readonly fabric: Fabric;
  private readonly programme: Programme;

  constructor(map: PlanarMap, parcel: Parcel, index: number, rng: Random, fabric: Fabric, programme: Programme) {
    this.map = map;
    this.parcel = parcel;
    this.index = index;
    this.rng = rng;
    this.fabric = fabric;
    this.programme = programme;
  }

  /** Keeps a place free of buildings. */
  reserve(ring: Ring): void { this.standing.push({ ring, box: boxOf(ring) }); }

  free(ring: Ring): boolean {
    const box = boxOf(ring);
    for (const other of this.standing) if (boxesTouch(box, other.box) && ringsTouch(ring, other.ring)) return false;
    for (const lane of this.lanes) {
      if (!boxesTouch(box, lane.box)) continue;
      if (insideRing(ring, lane.a[0], lane.a[1])) return false;
      for (let i = 0; i < ring.length; i++) if (closerThan(lane.a, lane.b, ring[i]!, ring[(i + 1) % ring.length]!, lane.clearM)) return false;
    }
    return true;
  }

  /** Puts up a building if it stands wholly in the parcel and on nothing else. */
  build(ring: Ring, facts: { use: BuildingUse; floors: number; storeyM?: number; shop?: boolean; hole?: Ring | null; year?: number }): boolean {
    const tidy = tidyRing(ring, 0.05);
    if (tidy.length < 3 || ringArea(tidy) < 12 || !isSimple(tidy)) return false;
    if (!within(this.parcel.ring, tidy) || !this.free(tidy)) return false;
    this.reserve(tidy);
    this.count++;
    const heightM = Math.round((facts.floors * (facts.storeyM ?? 3) + 0.6) * 10) / 10;
    this.fabric.buildings.push({
      ring: tidy, hole: facts.hole ?? null, use: facts.use, floors: facts.floors, heightM, parcel: this.index, people: 0, shop: facts.shop ?? false,
      buildYear: facts.year ?? Math.min(2024, this.parcel.buildYear + this.rng.int(0, 2)),
    });
    return true;
  }

  /** A lane inside the parcel; buildings keep `clearM` from it. */
  lane(points: readonly Pt[], cls: Lane['cls'], clearM: number, deadEnd: boolean): void {
    this.fabric.lanes.push({ points, cls, deadEnd });
    for (let i = 0; i + 1 < points.length; i++) {
      const a = points[i]!, b = points[i + 1]!;
      const box = boxOf([a, b]);
      this.lanes.push({ a, b, clearM, box: { minX: box.minX - clearM, minY: box.minY - clearM, maxX: box.maxX + clearM, maxY: box.maxY + clearM } });
    }
  }

  /**
   * The street node met by walking from a point of the parcel's edge straight out. Null when the next thing out there is
   * another parcel, a railway or an expressway.
   */
  streetFrom(edge: Pt, out: Pt): Pt | null {
    let best: { h: number; t: number; at: Pt } | null = null;
    for (const h of this.map.outline(this.parcel.face)) {
      const a = this.map.at(h), b = this.map.nodes[this.map.target(h)]!;
      const ex = b[0] - a[0], ey = b[1] - a[1];
      const det = out[0] * ey - out[1] * ex;
      if (Math.abs(det) < 1e-9) continue;
      const t = ((a[0] - edge[0]) * ey - (a[1] - edge[1]) * ex) / det;
      const u = ((a[0] - edge[0]) * out[1] - (a[1] - edge[1]) * out[0]) / det;
      if (t > 0.2 && u >= 0 && u <= 1 && (!best || t < best.t)) best = { h, t, at: [a[0] + ex * u, a[1] + ey * u] };
    }
    if (!best) return null;
    const cls = this.map.classOf(best.h);
    const half = this.programme.roads[cls]?.halfM ?? 0;
    if (!isRoad(cls) || cls === 'expressway' || best.t > half * 1.45 + 2) return null;
    for (const node of [this.map.origin[best.h]!, this.map.target(best.h)]) {
      const p = this.map.nodes[node]!;
      if (Math.hypot(p[0] - best.at[0], p[1] - best.at[1]) < 4) return p;
    }
    return this.map.nodes[this.map.splitEdge(best.h, best.at)]!;
  }

  /** A wall round the parcel with gaps at the gates opened so far. */
  wall(): void {
    const ring = this.parcel.ring;
    let run: Pt[] = [];
    const gap = 3.5;
    for (let i = 0; i < ring.length; i++) {
      const a = ring[i]!, b = ring[(i + 1) % ring.length]!;
      const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
      const at = (s: number): Pt => [a[0] + ((b[0] - a[0]) * s) / length, a[1] + ((b[1] - a[1]) * s) / length];
      const doors = this.openings.map((door) => ({ s: ((door[0] - a[0]) * (b[0] - a[0]) + (door[1] - a[1]) * (b[1] - a[1])) / length, door }))
        .filter(({ s, door }) => s > -gap && s < length + gap && Math.hypot(at(s)[0] - door[0], at(s)[1] - door[1]) < 0.5).sort((p, q) => p.s - q.s);
      if (run.length === 0) run.push(a);
      for (const { s } of doors) {
        if (s > gap) this.endWall([...run, at(s - gap)]);
        run = s + gap < length ? [at(s + gap)] : [];
      }
      if (run.length > 0) run.push(b);
    }
    this.endWall(run);
  }

  private endWall(run: Pt[]): void { if (run.length > 1) this.fabric.walls.push(run); }
}

function within(outer: Ring, ring: Ring): boolean {
  for (const [x, y] of ring) if (!insideRing(outer, x, y)) return false;
  for (let i = 0; i < ring.length; i++) {
    for (let j = 0; j < outer.length; j++) if (segmentsTouch(ring[i]!, ring[(i + 1) % ring.length]!, outer[j]!, outer[(j + 1) % outer.length]!)) return false;
  }
  return true;
}

function closerThan(a: Pt, b: Pt, c: Pt, d: Pt, limit: number): boolean {
  if (segmentsTouch(a, b, c, d)) return true;
  return Math.min(segmentDistance(a, c, d), segmentDistance(b, c, d), segmentDistance(c, a, b), segmentDistance(d, a, b)) < limit;
}
