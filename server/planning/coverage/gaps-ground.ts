/** Uncovered ground and uncovered stretches, piece by piece, with the very amounts of the figure. */
import { segmentInDisc } from '../geometry/segment.ts';
import type { MultiPolygonCoords, Position } from '../geometry/types.ts';
import type { AreaWithinRadius, StreetLengthWithinRadius } from '../standards/rule.ts';
import { settled } from './area-reach.ts';
import type { AreaView } from './area-view.ts';
import { ringRange } from './features.ts';
import type { PreparedCity } from './prepare.ts';
import type { Selection } from './selection.ts';

export interface Uncovered {
  readonly layer: string;
  readonly id: number;
  readonly amount: number;
  readonly of: number;
  readonly polygons: MultiPolygonCoords;
  readonly lines: readonly (readonly Position[])[];
}

/** Demand minus what is served, by exact overlay. `area` is cut to the rule's `within` already. */
export function uncoveredGround(city: PreparedCity, rule: AreaWithinRadius, area: AreaView): readonly Uncovered[] {
  const reach = city.areaReach(rule.demand, rule.supply);
  const found: Uncovered[] = [];
  for (const part of area.parts(reach.atoms)) {
    const { atom, areaM2 } = part;
    const state = reach.state(atom);
    if (state === 'covered') continue;
    const whole = area.shapeOf(reach.atoms, part);
    const gap = state === 'bare' ? whole : area.overlay.difference(whole, reach.served(atom));
    const amount = state === 'bare' ? areaM2 : areaM2 - settled(areaM2 - area.overlay.area(gap), areaM2);
    if (amount > 0) {
      const { layer, id } = reach.atoms.selection.members[atom];
      found.push({ layer, id, amount, of: areaM2, polygons: area.overlay.toCoords(gap), lines: [] });
    }
    if (state !== 'bare') area.overlay.release(gap);
  }
  return found;
}

/** Missing less than this is rounding. m */
const NO_GAP_M = 1e-6;

/** Stretches of the rule's streets that no disc reaches. */
export function uncoveredStreets(city: PreparedCity, rule: StreetLengthWithinRadius, area: AreaView): readonly Uncovered[] {
  const reach = city.streetReach(rule.demand, rule.supply);
  const found: Uncovered[] = [];
  for (const street of reach.within(area.box)) {
    const shape = reach.shape(street);
    const isInside = area.covers(shape);
    if (!isInside && !area.intersects(shape)) continue;
    const lines = area.overlay.toLines(isInside ? shape : area.overlay.intersection(shape, area.shape));
    const { lengthM, coveredM } = isInside ? reach.whole(street) : reach.lines(lines, street);
    if (lengthM - coveredM <= NO_GAP_M) continue;
    const { layer, id } = reach.streets.members[street];
    found.push({ layer, id, amount: lengthM - coveredM, of: lengthM, polygons: [], lines: lines.flatMap((line) => stretchesOf(line, reach.supply)) });
  }
  return found;
}

/** What is left of a line outside every disc, as lines of its own. */
function stretchesOf(line: Float64Array, supply: Selection): readonly (readonly Position[])[] {
  const stretches: Position[][] = [];
  let open: Position[] | null = null;
  for (let i = 0; i + 3 < line.length; i += 2) {
    const [ax, ay, bx, by] = [line[i], line[i + 1], line[i + 2], line[i + 3]];
    const lengthM = Math.sqrt((bx - ax) ** 2 + (by - ay) ** 2);
    if (lengthM === 0) continue;
    for (const [from, to] of outsideDiscs(ax, ay, bx, by, lengthM, supply)) {
      const at = (along: number): Position => (along === 0 ? [ax, ay] : along === lengthM ? [bx, by] : [ax + ((bx - ax) * along) / lengthM, ay + ((by - ay) * along) / lengthM]);
      if (open === null || from > 0) {
        open = [at(from)];
        stretches.push(open);
      }
      open.push(at(to));
      if (to < lengthM) open = null;
    }
    if (open !== null && (open[open.length - 1][0] !== bx || open[open.length - 1][1] !== by)) open = null;
  }
  return stretches;
}

function outsideDiscs(ax: number, ay: number, bx: number, by: number, lengthM: number, supply: Selection): readonly (readonly [from: number, to: number])[] {
  const inside: (readonly [number, number])[] = [];
  const box = { minX: Math.min(ax, bx), minY: Math.min(ay, by), maxX: Math.max(ax, bx), maxY: Math.max(ay, by) };
  for (const member of supply.reaching(box)) {
    const { table, row, radiusM } = supply.members[member];
    const [first, end] = ringRange(table, row);
    for (let p = table.ringOffsets[first]; p < table.ringOffsets[end]; p++) {
      const interval = segmentInDisc(ax, ay, bx, by, table.coords[2 * p], table.coords[2 * p + 1], radiusM);
      if (interval) inside.push(interval);
    }
  }
  inside.sort((a, b) => a[0] - b[0]);
  const outside: (readonly [number, number])[] = [];
  let reached = 0;
  for (const [from, to] of inside) {
    if (from > reached) outside.push([reached, from]);
    if (to > reached) reached = to;
  }
  if (reached < lengthM) outside.push([reached, lengthM]);
  return outside;
}
