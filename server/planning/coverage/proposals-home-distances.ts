import type { LayerTable } from './dataset.ts';
import { boxOf, distanceTo, distanceToOutline, isInside, type Box } from './features.ts';
import type { Homes } from './homes.ts';
import { widened } from './box-search.ts';
import type { Member } from './member.ts';

/** Homes a proposal reaches where it stands, with their distances in metres: the first `count(radiusM)` of both lists are those within a radius, in no order. */
export interface Reached {
  readonly homes: Int32Array;
  readonly distancesM: Float64Array;
}

/** A pointer that moves on stays this long within the homes once looked up. m */
const NEIGHBOURHOOD_M = 150;

/** What is known of one proposal. Lists are used again at its next place. */
class Spot {
  /** Where it was last measured. */
  table: LayerTable | null = null;
  /** Radii that rules asked about, ascending, and for each the number of homes within it. */
  radiiM: readonly number[] = [];
  counts: number[] = [];
  homes = new Int32Array(0);
  distancesM = new Float64Array(0);
  /** Homes around the place it was last looked up at. */
  around: { readonly box: Box; readonly homes: readonly number[] } | null = null;
}

/** How far homes are from proposals in a straight line: worked out once for each place of a proposal, whatever number of rules ask, and sorted by the radii they ask about. */
export class HomeDistances {
  readonly #homes: Homes;
  readonly #spots = new Map<string, Spot>();
  // Of the measure under way: homes within the largest radius, their distances, and the place of their radius among the radii.
  #found = new Int32Array(0);
  #foundM = new Float64Array(0);
  #rings = new Uint8Array(0);

  constructor(homes: Homes) { this.#homes = homes; }

  /** Good until the proposal is asked about at another place. @returns the lists, and how many of their first entries lie within the member's radius */
  of(member: Member): { readonly reached: Reached; readonly count: number } {
    const key = `${member.layer} ${member.id}`;
    let spot = this.#spots.get(key);
    if (!spot) this.#spots.set(key, spot = new Spot());
    const isNew = !spot.radiiM.includes(member.radiusM);
    if (isNew) spot.radiiM = [...spot.radiiM, member.radiusM].sort((a, b) => a - b);
    if (isNew || spot.table !== member.table) this.#measure(spot, member);
    return { reached: spot, count: spot.counts[spot.radiiM.indexOf(member.radiusM)] };
  }

  /** Proposals that are there no more are forgotten. */
  keep(ids: ReadonlySet<string>): void {
    for (const id of this.#spots.keys()) if (!ids.has(id)) this.#spots.delete(id);
  }

  #measure(spot: Spot, member: Member): void {
    const { x, y } = this.#homes;
    const { table, row } = member;
    const { radiiM } = spot;
    const farthestM = radiiM[radiiM.length - 1];
    const box = boxOf(table, row);
    const isPolygon = table.geometryType === 'polygon';
    const isPoint = table.geometryType === 'point' && table.coords.length === 2;
    const [px, py] = table.coords;
    const squaredM = (farthestM + 1) * (farthestM + 1);
    const around = homesAround(spot, this.#homes, widened(box, farthestM));
    if (this.#found.length < around.length) this.#makeRoom(2 * around.length);
    const [found, foundM, rings] = [this.#found, this.#foundM, this.#rings];
    const counts = new Array<number>(radiiM.length).fill(0);
    let count = 0;
    for (let i = 0; i < around.length; i++) {
      const home = around[i];
      const hx = x[home];
      const hy = y[home];
      // Away from the extent by more is away from the shape by more.
      const ox = Math.max(box.minX - hx, 0, hx - box.maxX);
      const oy = Math.max(box.minY - hy, 0, hy - box.maxY);
      if (ox * ox + oy * oy > squaredM) continue;
      const dx = px - hx;
      const dy = py - hy;
      const distanceM = isPoint ? Math.sqrt(dx * dx + dy * dy) : isPolygon && ox + oy > 0 ? distanceToOutline(table, row, hx, hy) : distanceTo(table, row, hx, hy);
      if (distanceM > farthestM) continue;
      let ring = 0;
      while (distanceM > radiiM[ring]) ring += 1;
      found[count] = home;
      foundM[count] = distanceM;
      rings[count++] = ring;
      counts[ring] += 1;
    }
    sortByRing(spot, found, foundM, rings, count, counts);
    spot.table = table;
  }

  #makeRoom(length: number): void {
    this.#found = new Int32Array(length);
    this.#foundM = new Float64Array(length);
    this.#rings = new Uint8Array(length);
  }
}

/** Lays the homes of each radius behind those of the one before; `counts` come as homes of each ring and stay as homes within each radius. */
function sortByRing(spot: Spot, found: Int32Array, foundM: Float64Array, rings: Uint8Array, count: number, counts: number[]): void {
  if (spot.homes.length < count) {
    spot.homes = new Int32Array(2 * count);
    spot.distancesM = new Float64Array(2 * count);
  }
  const next: number[] = [];
  let within = 0;
  for (let ring = 0; ring < counts.length; ring++) {
    next.push(within);
    counts[ring] = within += counts[ring];
  }
  for (let i = 0; i < count; i++) {
    const at = next[rings[i]]++;
    spot.homes[at] = found[i];
    spot.distancesM[at] = foundM[i];
  }
  spot.counts = counts;
}

/** More homes than the proposal can reach, looked up once for many moves. */
function homesAround(spot: Spot, homes: Homes, reach: Box): readonly number[] {
  if (spot.around && isInside(reach, spot.around.box)) return spot.around.homes;
  const box = widened(reach, NEIGHBOURHOOD_M);
  spot.around = { box, homes: homes.near(box) };
  return spot.around.homes;
}
