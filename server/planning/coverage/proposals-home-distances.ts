import type { LayerTable } from './dataset.ts';
import { boxOf, type Box } from './features.ts';
import type { Homes } from './homes.ts';
import { distanceToMember, widened, type Member } from './selection.ts';

/** Homes within a radius of a proposal, and maybe of a larger one, with their distance in metres; both in the same order. */
export interface Reached { readonly homes: readonly number[]; readonly distancesM: readonly number[] }

/** A pointer that moves on stays this long within the homes once looked up. m */
const NEIGHBOURHOOD_M = 150;

/** How far homes are from proposals in a straight line: worked out once for each place of a proposal, whatever number of rules ask, up to the farthest of their radii. */
export class HomeDistances {
  readonly #homes: Homes;
  readonly #known = new WeakMap<LayerTable, { readonly radiusM: number; readonly reached: Reached }>();
  /** By layer the largest radius any rule has asked for. */
  readonly #farthestM = new Map<string, number>();
  /** Homes around the place a proposal was last looked up at, by layer and id. */
  readonly #around = new Map<string, { readonly box: Box; readonly homes: readonly number[] }>();

  constructor(homes: Homes) { this.#homes = homes; }

  of(member: Member): Reached {
    const radiusM = Math.max(this.#farthestM.get(member.layer) ?? 0, member.radiusM);
    this.#farthestM.set(member.layer, radiusM);
    let known = this.#known.get(member.table);
    if (!known || known.radiusM < member.radiusM) this.#known.set(member.table, known = { radiusM, reached: this.#measure(member, radiusM) });
    return known.reached;
  }

  /** Proposals that are there no more are forgotten. */
  keep(ids: ReadonlySet<string>): void {
    for (const id of this.#around.keys()) if (!ids.has(id)) this.#around.delete(id);
  }

  #measure(member: Member, radiusM: number): Reached {
    const { x, y } = this.#homes;
    const [homes, distancesM]: [number[], number[]] = [[], []];
    const { table } = member;
    const box = boxOf(table, member.row);
    const isPoint = table.geometryType === 'point' && table.coords.length === 2;
    const [px, py] = table.coords;
    const squaredM = (radiusM + 1) * (radiusM + 1);
    for (const home of this.#homesAround(member, widened(box, radiusM))) {
      const [hx, hy] = [x[home], y[home]];
      // Away from the extent by more is away from the shape by more.
      const [ox, oy] = [Math.max(box.minX - hx, 0, hx - box.maxX), Math.max(box.minY - hy, 0, hy - box.maxY)];
      if (ox * ox + oy * oy > squaredM) continue;
      const [dx, dy] = [px - hx, py - hy];
      const distanceM = isPoint ? Math.sqrt(dx * dx + dy * dy) : distanceToMember(member, hx, hy);
      if (distanceM > radiusM) continue;
      homes.push(home);
      distancesM.push(distanceM);
    }
    return { homes, distancesM };
  }

  /** More homes than the proposal can reach, looked up once for many moves. */
  #homesAround({ layer, id }: Member, reach: Box): readonly number[] {
    const key = `${layer} ${id}`;
    const known = this.#around.get(key);
    if (known && isInside(reach, known.box)) return known.homes;
    const box = widened(reach, NEIGHBOURHOOD_M);
    const homes = this.#homes.near(box);
    this.#around.set(key, { box, homes });
    return homes;
  }
}

function isInside(inner: Box, outer: Box): boolean {
  return inner.minX >= outer.minX && inner.maxX <= outer.maxX && inner.minY >= outer.minY && inner.maxY <= outer.maxY;
}
