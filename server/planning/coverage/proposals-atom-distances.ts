import { SURELY_OUTSIDE } from './area-reach.ts';
import type { Atoms } from './atoms.ts';
import type { LayerTable } from './dataset.ts';
import { boxOf, distanceTo, distanceToOutline, isFartherThan, isInside, type Box } from './features.ts';
import { widened } from './box-search.ts';
import type { Member } from './member.ts';

/** Atoms a proposal's service area may touch, ascending, and its distance from the centre of each one's circle in metres. */
export interface ReachedAtoms { readonly atoms: readonly number[]; readonly distancesM: readonly number[] }

/** A pointer that moves on stays this long within the atoms once looked up. m */
const NEIGHBOURHOOD_M = 150;

/** What is known of one proposal and one demand. */
class Spot {
  /** Where it was last measured. */
  table: LayerTable | null = null;
  /** The largest radius any rule asked about: measured once as far as that, it is known for every other. */
  farthestM = 0;
  /** Atoms around the place it was last looked up at. */
  around: { readonly box: Box; readonly atoms: readonly number[] } | null = null;
  /** By radius, at this place. */
  readonly reached = new Map<number, ReachedAtoms>();
}

/** Which atoms proposals reach: worked out once for each place of a proposal, whatever number of rules ask about the same demand. */
export class AtomDistances {
  readonly #spots = new Map<string, Map<Atoms, Spot>>();

  /** Of atoms that exist. Good for as long as the proposal is not moved, and after that for whoever holds it. */
  of(member: Member, atoms: Atoms): ReachedAtoms {
    const spot = this.#spot(`${member.layer} ${member.id}`, atoms);
    if (spot.table !== member.table) {
      spot.table = member.table;
      spot.reached.clear();
    }
    if (member.radiusM > spot.farthestM) spot.farthestM = member.radiusM;
    let farthest = spot.reached.get(spot.farthestM);
    if (!farthest) spot.reached.set(spot.farthestM, farthest = measured(spot, member, atoms));
    let reached = spot.reached.get(member.radiusM);
    if (!reached) spot.reached.set(member.radiusM, reached = nearerOf(farthest, atoms, member.radiusM));
    return reached;
  }

  /** Proposals that are there no more are forgotten. */
  keep(ids: ReadonlySet<string>): void {
    for (const id of this.#spots.keys()) if (!ids.has(id)) this.#spots.delete(id);
  }

  #spot(key: string, atoms: Atoms): Spot {
    let spots = this.#spots.get(key);
    if (!spots) this.#spots.set(key, spots = new Map());
    let spot = spots.get(atoms);
    if (!spot) spots.set(atoms, spot = new Spot());
    return spot;
  }
}

function measured(spot: Spot, { table, row }: Member, atoms: Atoms): ReachedAtoms {
  const { centerX, centerY, circleM } = atoms;
  const [found, distancesM]: [number[], number[]] = [[], []];
  const reachM = spot.farthestM * SURELY_OUTSIDE;
  const box = boxOf(table, row);
  const around = atomsAround(spot, atoms, widened(box, reachM));
  const isPolygon = table.geometryType === 'polygon';
  for (let i = 0; i < around.length; i++) {
    const atom = around[i];
    const x = centerX[atom];
    const y = centerY[atom];
    if (isFartherThan(reachM + circleM[atom], box, x, y)) continue;
    const isOutside = x < box.minX || x > box.maxX || y < box.minY || y > box.maxY;
    const distanceM = isPolygon && isOutside ? distanceToOutline(table, row, x, y) : distanceTo(table, row, x, y);
    if (distanceM - circleM[atom] > reachM) continue;
    found.push(atom);
    distancesM.push(distanceM);
  }
  return { atoms: found, distancesM };
}

function nearerOf(farther: ReachedAtoms, { circleM }: Atoms, radiusM: number): ReachedAtoms {
  const [atoms, distancesM]: [number[], number[]] = [[], []];
  const reachM = radiusM * SURELY_OUTSIDE;
  for (let i = 0; i < farther.atoms.length; i++) {
    const atom = farther.atoms[i];
    if (farther.distancesM[i] - circleM[atom] > reachM) continue;
    atoms.push(atom);
    distancesM.push(farther.distancesM[i]);
  }
  return { atoms, distancesM };
}

/** More atoms than the proposal can touch, looked up once for many moves. */
function atomsAround(spot: Spot, atoms: Atoms, reach: Box): readonly number[] {
  if (spot.around && isInside(reach, spot.around.box)) return spot.around.atoms;
  const box = widened(reach, NEIGHBOURHOOD_M);
  spot.around = { box, atoms: atoms.circlesWithin(box) };
  return spot.around.atoms;
}
