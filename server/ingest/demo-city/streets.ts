import type { Ground } from './ground.ts';
import type { Names } from './names.ts';
import { isRoad, type EdgeClass, type PlanarMap } from './planar-map.ts';
import { distance, type Pt } from './polygon.ts';
import type { Random } from './random.ts';
import type { LineName } from './skeleton.ts';

/** A named stretch of street of one class, on the ground or on a bridge. */
export interface Street { readonly points: readonly Pt[]; readonly cls: EdgeClass; readonly name: string | null; readonly bridge: boolean; readonly deadEnd: boolean; readonly zone: string; readonly lengthM: number }

/** How far a street that the railway cuts off stays away from the rails; how much a walled-up alley lacks. Metres. */
const RAIL_GAP = 19;

/** Joins edges that run on into one another to streets, names them, and marks bridges and dead ends. */
export function nameStreets(map: PlanarMap, grounds: readonly Ground[], lines: readonly LineName[], names: Names, seed: Random): Street[] {
  const rng = seed.fork('streets');
  const follow = matchThrough(map);
  const rails = railNodes(map);
  const done = new Uint8Array(map.classes.length);
  const streets: Street[] = [];
  for (let edge = 0; edge < map.classes.length; edge++) {
    if (done[edge] || !isRoad(map.classes[edge]!)) continue;
    const chain = walkBoth(edge, follow);
    for (const h of chain) done[h >> 1] = 1;
    streets.push(...cutAtBridges(map, grounds, rails, chain, nameFor(map, grounds, chain, lines, names), rng));
  }
  return streets;
}

/** For every half-edge the one that carries the street on beyond its end, or -1. */
function matchThrough(map: PlanarMap): Int32Array {
  const follow = new Int32Array(map.origin.length).fill(-1);
  const leaving: number[][] = map.nodes.map(() => []);
  for (let h = 0; h < map.origin.length; h++) if (isRoad(map.classOf(h))) leaving[map.origin[h]!]!.push(h);
  const bearing = (h: number): number => {
    const a = map.at(h), b = map.nodes[map.target(h)]!;
    return Math.atan2(b[1] - a[1], b[0] - a[0]);
  };
  for (const list of leaving) {
    const pairs: { p: number; q: number; turn: number }[] = [];
    for (let i = 0; i < list.length; i++) {
      for (let j = i + 1; j < list.length; j++) {
        const p = list[i]!, q = list[j]!;
        if (map.classOf(p) !== map.classOf(q)) continue;
        const line = map.lines[p >> 1]!;
        if (line !== map.lines[q >> 1]!) continue;
        const turn = Math.abs(Math.abs(((bearing(p) - bearing(q) + 3 * Math.PI) % (2 * Math.PI)) - Math.PI) - Math.PI);
        if (turn < (line >= 0 ? 1.2 : 0.6)) pairs.push({ p, q, turn });
      }
    }
    for (const { p, q } of pairs.sort((a, b) => a.turn - b.turn)) {
      if (follow[p ^ 1] !== -1 || follow[q ^ 1] !== -1) continue;
      follow[p ^ 1] = q;
      follow[q ^ 1] = p;
    }
  }
  return follow;
}

function walkBoth(edge: number, follow: Int32Array): number[] {
  const forward = [edge * 2];
  for (let h = follow[edge * 2]!; h !== -1 && h >> 1 !== edge; h = follow[h]!) forward.push(h);
  if (follow[forward[forward.length - 1]!] !== -1) return forward;
  const backward: number[] = [];
  for (let h = follow[edge * 2 + 1]!; h !== -1; h = follow[h]!) backward.push(h ^ 1);
  return [...backward.reverse(), ...forward];
}

function nameFor(map: PlanarMap, grounds: readonly Ground[], chain: readonly number[], lines: readonly LineName[], names: Names): string | null {
  const line = map.lines[chain[0]! >> 1]!;
  if (line >= 0) return lines[line]!.name;
  const cls = map.classOf(chain[0]!);
  const a = map.at(chain[0]!), b = map.nodes[map.target(chain[chain.length - 1]!)]!;
  const lengthM = chain.reduce((sum, h) => sum + distance(map.at(h), map.nodes[map.target(h)]!), 0);
  if (cls === 'alley') return grounds[map.face[chain[0]!]!]!.place.kind === 'old' && lengthM > 70 ? names.alley() : null;
  return lengthM > 90 ? names.road(cls, Math.atan2(b[1] - a[1], b[0] - a[0])) : null;
}

function cutAtBridges(map: PlanarMap, grounds: readonly Ground[], rails: ReadonlySet<number>, chain: readonly number[], name: string | null, rng: Random): Street[] {
  const overRail = (h: number): boolean => [map.origin[h]!, map.target(h)].some((node) => rails.has(node) && map.degree[node]! >= 4);
  const isBridge = (h: number): boolean => (grounds[map.face[h]!]!.water !== null && grounds[map.face[h ^ 1]!]!.water !== null) || (chain.length > 1 && overRail(h));
  const streets: Street[] = [];
  for (let i = 0; i < chain.length;) {
    const bridge = isBridge(chain[i]!);
    let j = i;
    const points: Pt[] = [map.at(chain[i]!)];
    while (j < chain.length && isBridge(chain[j]!) === bridge) points.push(map.nodes[map.target(chain[j++]!)]!);
    const ends = bridge ? points : trimEnds(map, grounds, rails, chain, i, j, points, rng);
    const zone = grounds[map.face[chain[i]!]!]!.place.kind;
    streets.push({ points: ends, cls: map.classOf(chain[i]!), name, bridge, deadEnd: ends !== points, zone, lengthM: lengthOf(ends) });
    i = j;
  }
  return streets;
}

function railNodes(map: PlanarMap): Set<number> {
  const nodes = new Set<number>();
  map.classes.forEach((cls, e) => { if (cls === 'rail') nodes.add(map.origin[2 * e]!).add(map.origin[2 * e + 1]!); });
  return nodes;
}

/** Pulls a street back from the railway it cannot cross, and now and then from a wall that closes it. */
function trimEnds(map: PlanarMap, grounds: readonly Ground[], rails: ReadonlySet<number>, chain: readonly number[], i: number, j: number, points: Pt[], rng: Random): Pt[] {
  let result = points;
  const cls = map.classOf(chain[i]!);
  const small = cls === 'branch' || cls === 'alley';
  const zone = grounds[map.face[chain[i]!]!]!.place.kind;
  const closes = small && (zone === 'old' || zone === 'inner' || zone === 'village' || zone === 'mid') && j - i > 1 && rng.chance(0.07);
  const atEnd = (node: number): number => {
    if (rails.has(node)) return map.degree[node]! === 3 ? RAIL_GAP : 0;
    return 0;
  };
  const first = i === 0 ? atEnd(map.origin[chain[i]!]!) : 0;
  const last = j === chain.length ? atEnd(map.target(chain[j - 1]!)) || (closes && map.degree[map.target(chain[j - 1]!)]! === 3 ? 13 : 0) : 0;
  if (first) result = shortened([...result].reverse(), first)?.reverse() ?? result;
  if (last) result = shortened([...result], last) ?? result;
  return result;
}

function shortened(points: Pt[], byM: number): Pt[] | null {
  const b = points[points.length - 1]!, a = points[points.length - 2]!;
  const length = distance(a, b);
  if (length < byM + 4) return null;
  points[points.length - 1] = [b[0] + ((a[0] - b[0]) * byM) / length, b[1] + ((a[1] - b[1]) * byM) / length];
  return points;
}

function lengthOf(points: readonly Pt[]): number {
  let sum = 0;
  for (let i = 1; i < points.length; i++) sum += distance(points[i - 1]!, points[i]!);
  return sum;
}
