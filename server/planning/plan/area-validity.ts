/** What keeps an area from being a valid polygon (OGC Simple Features 06-103r4, 6.1.11 and 6.1.14), each with its place. */
import Flatbush from 'flatbush';
import type { MultiPolygonCoords, PolygonCoords, Position, Ring } from '../geometry/types.ts';
import { boundaryContacts, edgesOf, mostContacts, samePosition, type Contact, type Edge } from './boundary-contacts.ts';
import { orientation } from './orientation.ts';
import { boxOf } from './ring-measures.ts';

/**
 * `crossing`, `overlap`: edges cross or run along each other. `self_touch`: a ring meets itself at a point. `split`: rings touch so that the inside
 * falls apart. `hole_outside`: a hole is not inside its shell. `nested`: a part or hole lies inside another.
 */
export type FaultKind = 'crossing' | 'overlap' | 'self_touch' | 'split' | 'hole_outside' | 'nested';
export interface Fault {
  readonly kind: FaultKind;
  readonly place: Position;
  /** Same fault, same key. */
  readonly key: string;
}

/** Faults in boundary order, at most `limit`; none: the area is valid. Rings are closed with at least three different points. */
export function areaFaults(area: MultiPolygonCoords, limit: number): readonly Fault[] {
  const contacts = boundaryContacts(area, limit);
  // Edges that run along each other also touch at the ends of the run: one fault, not three.
  const runEnds = new Set(contacts.flatMap(({ kind, a, b }) => (kind === 'overlap' ? [a.from, a.to, b.from, b.to].map(String) : [])));
  const faults = contacts.flatMap(faultOfContact).filter(({ kind, place }) => kind !== 'self_touch' || !runEnds.has(String(place)));
  if (faults.length === 0 && contacts.length >= mostContacts) return contacts.slice(0, 1).map((contact) => ({ kind: 'split', place: contact.place, key: keyOf(contact) }));
  if (faults.length === 0) faults.push(...splits(contacts), ...partCrossings(area, contacts));
  if (faults.length === 0) faults.push(...misplacedRings(area));
  const places = new Set<string>();
  const distinct = faults.filter((fault) => {
    const place = `${fault.kind} ${fault.place[0]} ${fault.place[1]}`;
    return !places.has(place) && places.add(place);
  });
  return distinct.slice(0, limit);
}

const keyOf = (contact: Contact) => `${contact.a.ring}.${contact.a.edge}-${contact.b.ring}.${contact.b.edge}`;

function faultOfContact(contact: Contact): Fault[] {
  if (contact.kind !== 'touch') return [{ kind: contact.kind, place: contact.place, key: keyOf(contact) }];
  return contact.a.ring === contact.b.ring ? [{ kind: 'self_touch', place: contact.place, key: keyOf(contact) }] : [];
}

/** Rings and touching points of one polygon as a graph: a cycle in it cuts the inside in two. */
function splits(contacts: readonly Contact[]): Fault[] {
  const parent = new Map<string, string>();
  const root = (node: string): string => {
    let at = node;
    for (let up = parent.get(at); up !== undefined; up = parent.get(at)) {
      // Point past the parent, so that long chains stay short.
      const beyond = parent.get(up);
      if (beyond !== undefined) parent.set(at, beyond);
      at = up;
    }
    return at;
  };
  const seen = new Set<string>();
  const faults: Fault[] = [];
  for (const contact of contacts) {
    if (contact.a.polygon !== contact.b.polygon) continue;
    const point = `p${contact.place[0]},${contact.place[1]}`;
    for (const ring of [contact.a.ring, contact.b.ring]) {
      const link = `${point}|${ring}`;
      if (seen.has(link)) continue;
      seen.add(link);
      const [a, b] = [root(point), root(`r${ring}`)];
      if (a === b) faults.push({ kind: 'split', place: contact.place, key: keyOf(contact) });
      else parent.set(a, b);
    }
  }
  return faults;
}

/** Parts may touch in points; at such a point one boundary must not pass to the other side of the other. */
function partCrossings(area: MultiPolygonCoords, contacts: readonly Contact[]): Fault[] {
  const rings = edgesOf(area);
  return contacts.flatMap((contact) => {
    if (contact.a.polygon === contact.b.polygon) return [];
    const [a1, a2] = raysAt(contact.place, contact.a, rings);
    const [b1, b2] = raysAt(contact.place, contact.b, rings);
    const crosses = isBetween(contact.place, a1, a2, b1) !== isBetween(contact.place, a1, a2, b2);
    return crosses ? [{ kind: 'crossing' as const, place: contact.place, key: keyOf(contact) }] : [];
  });
}

/** The two points towards which a ring leaves a place on one of its edges. */
function raysAt(place: Position, edge: Edge, rings: readonly (readonly Edge[])[]): readonly [Position, Position] {
  const ring = rings[edge.ring] as readonly Edge[];
  if (samePosition(place, edge.from)) return [ring[(edge.edge + ring.length - 1) % ring.length]!.from, edge.to];
  if (samePosition(place, edge.to)) return [edge.from, ring[(edge.edge + 1) % ring.length]!.to];
  return [edge.from, edge.to];
}

/** Turning counter-clockwise about `center` from `start` to `end`, is `ray` passed? */
function isBetween(center: Position, start: Position, end: Position, ray: Position): boolean {
  const afterStart = orientation(center, start, ray) > 0;
  const beforeEnd = orientation(center, ray, end) > 0;
  return orientation(center, start, end) > 0 ? afterStart && beforeEnd : afterStart || beforeEnd;
}

type Side = 'inside' | 'outside' | 'boundary';

/** Where a point lies to a closed ring, exactly. */
export function sideOfRing(point: Position, ring: Ring): Side {
  let isInside = false;
  for (let i = 1; i < ring.length; i++) {
    const [p, q] = [ring[i - 1] as Position, ring[i] as Position];
    if (Math.max(p[1], q[1]) < point[1] || Math.min(p[1], q[1]) > point[1]) continue;
    const side = orientation(p, q, point);
    if (side === 0 && Math.min(p[0], q[0]) <= point[0] && point[0] <= Math.max(p[0], q[0])) return 'boundary';
    if (p[1] > point[1] !== q[1] > point[1] && (q[1] > p[1]) === (side > 0)) isInside = !isInside;
  }
  return isInside ? 'inside' : 'outside';
}

/** The first vertex, else the first middle of an edge, of `inner` that is off the boundary of `outer`, with its side. */
function placeOf(inner: Ring, outer: Ring): readonly [Position, Side] {
  const middles = inner.slice(1).map((point, i): Position => [(point[0] + inner[i]![0]) / 2, (point[1] + inner[i]![1]) / 2]);
  for (const point of [...inner, ...middles]) {
    const side = sideOfRing(point, outer);
    if (side !== 'boundary') return [point, side];
  }
  return [inner[0] as Position, 'boundary'];
}

/** For each area those others whose boxes meet its own. */
function neighbours(areas: readonly MultiPolygonCoords[]): readonly (readonly number[])[] {
  if (areas.length < 2) return areas.map(() => []);
  const boxes = areas.map(boxOf);
  const index = new Flatbush(boxes.length);
  for (const box of boxes) index.add(box.minX, box.minY, box.maxX, box.maxY);
  index.finish();
  return boxes.map((box, own) => index.search(box.minX, box.minY, box.maxX, box.maxY, (other) => other !== own).sort((a, b) => a - b));
}

/** Rings that cross nowhere but are not where they belong. */
function misplacedRings(area: MultiPolygonCoords): Fault[] {
  const faults = area.flatMap(misplacedHoles);
  neighbours(area.map((polygon) => [polygon])).forEach((others, p) => others.forEach((o) => {
    const [shell, [otherShell, ...otherHoles]] = [area[p]![0] as Ring, area[o] as readonly [Ring, ...Ring[]]];
    const [place, side] = placeOf(shell, otherShell);
    const isInHole = side !== 'outside' && otherHoles.some((hole) => placeOf(shell, hole)[1] === 'inside');
    if (side !== 'outside' && !isInHole) faults.push({ kind: 'nested', place, key: `${p}-${o}` });
  }));
  return faults;
}

function misplacedHoles(polygon: PolygonCoords, p: number): Fault[] {
  const [shell, ...holes] = polygon as readonly [Ring, ...Ring[]];
  const faults: Fault[] = [];
  holes.forEach((hole, h) => {
    const [place, side] = placeOf(hole, shell);
    if (side !== 'inside') faults.push({ kind: 'hole_outside', place, key: `${p}.${h + 1}` });
  });
  neighbours(holes.map((hole) => [[hole]])).forEach((others, h) => others.forEach((o) => {
    const [place, side] = placeOf(holes[h] as Ring, holes[o] as Ring);
    if (side !== 'outside') faults.push({ kind: 'nested', place, key: `${p}.${h + 1}-${p}.${o + 1}` });
  }));
  return faults;
}
