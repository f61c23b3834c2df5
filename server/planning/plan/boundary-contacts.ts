/**
 * Every place where the boundary of an area meets itself other than at neighbouring edges. Exact decisions (./orientation.ts); only the
 * coordinates of a crossing are rounded. Metres or degrees alike.
 */
import Flatbush from 'flatbush';
import type { MultiPolygonCoords, Position } from '../geometry/types.ts';
import { orientation } from './orientation.ts';

/** One edge: `ring` counts through all rings of the area, `edge` through the ring. */
export interface Edge {
  readonly polygon: number;
  readonly ring: number;
  readonly edge: number;
  readonly from: Position;
  readonly to: Position;
}

/** `crossing`: the edges pass through each other. `overlap`: they run along each other. `touch`: they share one point. */
export interface Contact {
  readonly kind: 'crossing' | 'overlap' | 'touch';
  readonly place: Position;
  readonly a: Edge;
  readonly b: Edge;
}

export const samePosition = (p: Position, q: Position): boolean => p[0] === q[0] && p[1] === q[1];

/** Edges ring by ring, without those of no length. */
export function edgesOf(area: MultiPolygonCoords): readonly (readonly Edge[])[] {
  const rings: Edge[][] = [];
  area.forEach((polygon, polygonIndex) => polygon.forEach((ring) => {
    const edges: Edge[] = [];
    for (let i = 1; i < ring.length; i++) {
      const [from, to] = [ring[i - 1] as Position, ring[i] as Position];
      if (!samePosition(from, to)) edges.push({ polygon: polygonIndex, ring: rings.length, edge: edges.length, from, to });
    }
    rings.push(edges);
  }));
  return rings;
}

/** Where two edges meet, or null. */
export function meet(a: Edge, b: Edge): Pick<Contact, 'kind' | 'place'> | null {
  const [a1, a2] = [orientation(b.from, b.to, a.from), orientation(b.from, b.to, a.to)];
  if (a1 * a2 > 0) return null;
  const [b1, b2] = [orientation(a.from, a.to, b.from), orientation(a.from, a.to, b.to)];
  if (b1 * b2 > 0) return null;
  if (a1 === 0 && a2 === 0) return meetOnOneLine(a, b);
  if (a1 * a2 < 0 && b1 * b2 < 0) return { kind: 'crossing', place: crossingOf(a, b) };
  const end = a1 === 0 ? a.from : a2 === 0 ? a.to : b1 === 0 ? b.from : b.to;
  return { kind: 'touch', place: end };
}

function meetOnOneLine(a: Edge, b: Edge): Pick<Contact, 'kind' | 'place'> | null {
  const axis = Math.abs(a.to[0] - a.from[0]) >= Math.abs(a.to[1] - a.from[1]) ? 0 : 1;
  const [aLow, aHigh] = a.from[axis] <= a.to[axis] ? [a.from, a.to] : [a.to, a.from];
  const [bLow, bHigh] = b.from[axis] <= b.to[axis] ? [b.from, b.to] : [b.to, b.from];
  const low = aLow[axis] >= bLow[axis] ? aLow : bLow;
  const high = aHigh[axis] <= bHigh[axis] ? aHigh : bHigh;
  if (low[axis] > high[axis]) return null;
  return samePosition(low, high) ? { kind: 'touch', place: low } : { kind: 'overlap', place: [(low[0] + high[0]) / 2, (low[1] + high[1]) / 2] };
}

/** Intersection of two lines known to cross, measured from an end so that large coordinates cost no digits. */
function crossingOf(a: Edge, b: Edge): Position {
  const [ax, ay] = [a.to[0] - a.from[0], a.to[1] - a.from[1]];
  const [bx, by] = [b.to[0] - b.from[0], b.to[1] - b.from[1]];
  const [dx, dy] = [b.from[0] - a.from[0], b.from[1] - a.from[1]];
  const share = (dx * by - dy * bx) / (ax * by - ay * bx);
  const t = Number.isFinite(share) ? Math.min(1, Math.max(0, share)) : 0.5;
  return [a.from[0] + t * ax, a.from[1] + t * ay];
}

/** Two edges that follow one another in a ring share their joint, which is no contact. In a ring of two edges both ends are joints. */
function isJoint(a: Edge, b: Edge, ringLength: number, contact: Pick<Contact, 'kind' | 'place'>): boolean {
  if (a.ring !== b.ring || contact.kind !== 'touch') return false;
  const apart = Math.abs(a.edge - b.edge);
  return apart === 1 || apart === ringLength - 1;
}

/** No boundary that people draw touches itself so often; without an end, rings that all meet in one point would take time and memory by the square. */
export const mostContacts = 10_000;

/** Contacts in the order of their edges; `touch` between different rings may be legal. Stops after `limit` crossings and overlaps or `mostContacts`. */
export function boundaryContacts(area: MultiPolygonCoords, limit: number): readonly Contact[] {
  const rings = edgesOf(area);
  const edges = rings.flat();
  if (edges.length < 2) return [];
  const index = new Flatbush(edges.length);
  for (const { from, to } of edges) index.add(Math.min(from[0], to[0]), Math.min(from[1], to[1]), Math.max(from[0], to[0]), Math.max(from[1], to[1]));
  index.finish();
  const contacts: Contact[] = [];
  let illegal = 0;
  for (let i = 0; i < edges.length && illegal < limit && contacts.length < mostContacts; i++) {
    const a = edges[i] as Edge;
    const near = index.search(Math.min(a.from[0], a.to[0]), Math.min(a.from[1], a.to[1]), Math.max(a.from[0], a.to[0]), Math.max(a.from[1], a.to[1]), (j) => j > i);
    for (const j of near.sort((p, q) => p - q)) {
      const b = edges[j] as Edge;
      const contact = meet(a, b);
      if (!contact || isJoint(a, b, rings[a.ring]!.length, contact)) continue;
      contacts.push({ ...contact, a, b });
      if (contact.kind !== 'touch' || a.ring === b.ring) illegal++;
    }
  }
  return contacts;
}
