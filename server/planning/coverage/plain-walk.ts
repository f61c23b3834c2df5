/**
 * Walking distances in their shortest, most obvious form, from the definition (../network/README.md): every edge looked at for everything, ways by relaxing all
 * edges until nothing changes, the edge of a park's reach by halving. No index, no queue; a facility's ways and a home's doors are worked out once. The oracle of the fast version; shares with it the reading of features.
 */
import { isOnOrInsideRings } from '../geometry/point-in-rings.ts';
import { interiorPoint } from '../geometry/interior-point.ts';
import { tablesOf, type Dataset, type LayerTable } from './dataset.ts';
import { areaOf, centroidOf, distanceTo, featureCount, ringRange } from './features.ts';
import { numberOf, textOf } from './select.ts';
import walking from '../../../data/walking.json' with { type: 'json' };

type Point = readonly [x: number, y: number];
interface Row { readonly table: LayerTable; readonly row: number }
interface Edge { readonly a: string; readonly b: string; readonly from: Point; readonly to: Point; readonly lengthM: number }
/** A place on an edge and the metres off it. */
interface Join { readonly edge: Edge; readonly atM: number; readonly legM: number }
interface Gate { readonly at: Point; readonly isOpen: boolean }

export interface PlainWalk {
  /** Metres from a home to a feature; Infinity: no way. */
  fromHome(x: number, y: number, facility: Row): number;
  fromParcel(parcel: Row, facility: Row): number;
}

const gateM = walking.values.gateM.value;
const boundaryM = walking.values.boundaryM.value;
const wallFreeM = walking.values.wallFreeM.value;
const footwayM = walking.values.footwayM.value;

export function plainWalk(dataset: Dataset): PlainWalk {
  const walls = rows(dataset, 'wall').flatMap(linesOf).flatMap(segmentsOf);
  const gates = rows(dataset, 'gate').flatMap((each): Gate[] => linesOf(each).flat().map((at) => ({ at, isOpen: textOf(each.table, 'open', each.row) !== 'false' })));
  const open = gates.filter(({ isOpen }) => isOpen);
  const edges = connected(streets(dataset).flatMap((edge) => cut(edge, walls, open)), dataset.footways ?? []);
  const grounds = ['land_use', 'old_community'].flatMap((layer) => rows(dataset, layer));

  const nearest = (at: Point): Join[] => edges.map((edge) => joinAt(edge, at)).sort((p, q) => p.legM - q.legM).slice(0, 1);
  const doorsOfPoint = (at: Point): Join[] => {
    const community = grounds.filter((ground) => isInside(ground, at) && gates.some((gate) => edgeDistance(ground, gate.at) <= gateM)).sort((p, q) => areaOf(p.table, p.row) - areaOf(q.table, q.row))[0];
    const doors = community ? open.filter((gate) => edgeDistance(community, gate.at) <= gateM) : [];
    if (doors.length > 0) return doors.flatMap((gate) => nearest(gate.at).map((join) => ({ ...join, legM: join.legM + apart(at, gate.at) })));
    const near = edges.map((edge) => joinAt(edge, at)).sort((p, q) => p.legM - q.legM);
    const seen = near.find(({ edge, atM, legM }) => legM <= wallFreeM && !walls.some((wall) => gap([at, along(edge, atM)], wall) <= 0.001));
    return seen ? [seen] : near.slice(0, 1);
  };
  const doorsOfParcel = (parcel: Row): Join[] => {
    const own = open.filter((gate) => edgeDistance(parcel, gate.at) <= gateM);
    if (own.length > 0) return own.flatMap((gate) => nearest(gate.at));
    const centre = centroidOf(parcel.table, parcel.row);
    return doorsOfPoint(isInside(parcel, centre) ? centre : interiorPoint(parcel.table, parcel.row));
  };
  /** `isAlong`: a park reached along its boundary, so that a street inside its reach is off it by the straight line. */
  const joinsOf = (facility: Row): { joins: readonly Join[]; isAlong: boolean } => {
    const { table, row } = facility;
    if (table.geometryType !== 'polygon' || (table.kind !== 'green_space' && table.kind !== 'square')) return { joins: nearest(centroidOf(table, row)), isAlong: false };
    const own = open.filter((gate) => edgeDistance(facility, gate.at) <= gateM);
    if (own.length > 0) return { joins: own.flatMap((gate) => nearest(gate.at)), isAlong: false };
    const entered = edges.flatMap((edge) => entries(edge, facility));
    if (entered.length > 0) return { joins: entered, isAlong: true };
    return { joins: edges.map((edge) => leastLeg(edge, facility)).sort((p, q) => p.legM - q.legM).slice(0, 1), isAlong: false };
  };
  const fields = new Map<string, { joins: readonly Join[]; isAlong: boolean; nodeM: ReadonlyMap<string, number> }>();
  const fieldOf = (facility: Row): { joins: readonly Join[]; isAlong: boolean; nodeM: ReadonlyMap<string, number> } => {
    const key = `${facility.table.kind} ${facility.table.ids[facility.row]}`;
    const known = fields.get(key) ?? { ...joinsOf(facility), nodeM: new Map() };
    if (!fields.has(key)) fields.set(key, { ...known, nodeM: relaxed(edges, known.joins) });
    return fields.get(key) as typeof known;
  };
  const least = (doors: readonly Join[], facility: Row): number => {
    const { joins, isAlong, nodeM } = fieldOf(facility);
    return Math.min(Infinity, ...doors.map(({ edge, atM, legM }) => {
      const ways = [atM + (nodeM.get(edge.a) ?? Infinity), edge.lengthM - atM + (nodeM.get(edge.b) ?? Infinity)];
      const onEdge = joins.filter((join) => join.edge === edge).map((join) => Math.abs(join.atM - atM) + join.legM);
      const straightM = legTo(edge, atM, facility);
      return legM + Math.min(...ways, ...onEdge, isAlong && straightM <= boundaryM ? straightM : Infinity);
    }));
  };
  const doorsOfHomes = new Map<string, Join[]>();
  return {
    fromHome: (x, y, facility) => {
      const key = `${x} ${y}`;
      const own = doorsOfHomes.get(key) ?? doorsOfPoint([x, y]);
      doorsOfHomes.set(key, own);
      return least(own, facility);
    },
    fromParcel: (parcel, facility) => least(doorsOfParcel(parcel), facility),
  };
}

function rows(dataset: Dataset, kind: string): Row[] {
  return tablesOf(dataset, kind).flatMap((table) => Array.from({ length: featureCount(table) }, (_, row) => ({ table, row })));
}

function linesOf({ table, row }: Row): Point[][] {
  const [first, end] = ringRange(table, row);
  return Array.from({ length: end - first }, (_, i) => {
    const start = table.ringOffsets[first + i];
    return Array.from({ length: table.ringOffsets[first + i + 1] - start }, (__, k): Point => [table.coords[2 * (start + k)], table.coords[2 * (start + k) + 1]]);
  });
}

function segmentsOf(line: readonly Point[]): (readonly [Point, Point])[] {
  return line.slice(1).map((end, i) => [line[i], end]);
}

const place = ([x, y]: Point): string => `${Math.round(x * 1000)} ${Math.round(y * 1000)}`;
const apart = ([ax, ay]: Point, [bx, by]: Point): number => Math.hypot(bx - ax, by - ay);

/** A node is a place and the level of the lines that pass there; where none passes, the place alone. */
function streets(dataset: Dataset): Edge[] {
  const lines = rows(dataset, 'road').filter(({ table, row }) => {
    const foot = textOf(table, 'foot', row);
    return foot === null ? !['motorway', 'expressway'].includes(textOf(table, 'class', row) ?? '') : foot === 'true';
  }).flatMap((each) => linesOf(each).map((points) => ({ points, level: numberOf(each.table, 'layer', each.row) || 0 })));
  const passing = new Map<string, number[]>();
  for (const { points, level } of lines) for (const point of points.slice(1, -1)) passing.set(place(point), [...passing.get(place(point)) ?? [], level]);
  const node = (point: Point, level: number): string => {
    const levels = [...passing.get(place(point)) ?? []].sort((a, b) => Math.abs(a - level) - Math.abs(b - level) || a - b);
    return `${place(point)} ${levels[0] ?? ''}`;
  };
  return lines.flatMap(({ points, level }) => segmentsOf(points).filter(([from, to]) => place(from) !== place(to))
    .map(([from, to]) => ({ a: node(from, level), b: node(to, level), from, to, lengthM: apart(from, to) })));
}

function cut(edge: Edge, walls: readonly (readonly [Point, Point])[], open: readonly Gate[]): Edge[] {
  for (const wall of walls) {
    const at = meeting([edge.from, edge.to], wall);
    if (!at || apart(at, edge.from) <= 0.001 || apart(at, edge.to) <= 0.001 || open.some((gate) => apart(gate.at, at) <= gateM)) continue;
    const before = { ...edge, to: at, b: `${edge.a} before ${edge.b} ${place(at)}`, lengthM: apart(edge.from, at) };
    const after = { ...edge, from: at, a: `${edge.a} behind ${edge.b} ${place(at)}`, lengthM: apart(at, edge.to) };
    return [...cut(before, walls, open), ...cut(after, walls, open)];
  }
  return [edge];
}

interface Drawn { readonly id: number; readonly corners: readonly Point[] }
/** An end of a footway and where it joins: a place of a street or of another footway, whose own end it may be. */
interface End { readonly way: Drawn; readonly k: number; readonly joint: { readonly node: string; readonly at: Point; readonly legM: number; readonly edge: Edge | null; readonly other: Drawn | null; readonly end: number } | undefined }

/** The streets with footways: each end at the nearest place of the nearest line, which is split there. Names that mean one node are made one at the end. */
function connected(edges: readonly Edge[], footways: NonNullable<Dataset['footways']>): Edge[] {
  const ends = endsHeld(edges, footways.map(({ id, coords }) => ({ id, corners: Array.from({ length: coords.length / 2 }, (_, i): Point => [coords[2 * i], coords[2 * i + 1]]) })));
  const endOf = (way: Drawn, k: number): End => ends.find((end) => end.way === way && end.k === k) as End;
  const placeOf = (end: End, passed: readonly End[] = []): Point => {
    const { at, other, end: k } = end.joint as NonNullable<End['joint']>;
    if (k < 0 || !other) return at;
    // Ends that join each other stand where the first of them is drawn.
    if (passed.includes(end)) return ((each: End): Point => each.way.corners[each.k * (each.way.corners.length - 1)])(ends.filter((each) => passed.slice(passed.indexOf(end)).includes(each))[0]);
    return placeOf(endOf(other, k), [...passed, end]);
  };
  const one: (readonly [string, string])[] = ends.map(({ way, k, joint }) => [`end ${k} of ${way.id}`, (joint as NonNullable<typeof joint>).node]);
  const pieces = edges.flatMap((edge) => {
    const stops = ends.flatMap(({ joint }) => joint ?? []).filter((joint) => joint.edge === edge && joint.node.includes(' on ')).sort((p, q) => apart(p.at, edge.from) - apart(q.at, edge.from));
    return stops.length === 0 ? [edge] : between([{ node: edge.a, at: edge.from }, ...stops, { node: edge.b, at: edge.to }]);
  });
  const ways = [...new Set(ends.map(({ way }) => way))].flatMap((way) => {
    const joined = ends.flatMap(({ joint }) => (joint?.other === way && joint.end < 0 ? [joint.at] : []));
    const inner = [...way.corners.slice(1, -1), ...joined].sort((p, q) => reachedAt(way, p) - reachedAt(way, q)).map((at) => ({ node: `${way.id} at ${place(at)}`, at }));
    const [first, last] = [0, 1].map((k) => ({ node: `end ${k} of ${way.id}`, at: placeOf(endOf(way, k)) }));
    for (const { node, at } of inner) for (const end of [first, last]) if (place(end.at) === place(at)) one.push([node, end.node]);
    return between([first, ...inner, last]);
  });
  const name = (node: string): string => {
    const names = new Set([node]);
    for (const each of names) for (const [p, q] of one) if (p === each || q === each) names.add(p).add(q);
    return [...names].sort()[0];
  };
  return [...pieces, ...ways].map((edge) => ({ ...edge, a: name(edge.a), b: name(edge.b) }));
}

/** Ends of the footways in the network, those of lower ids first: without those of which an end is near nothing, and those that no street holds. */
function endsHeld(edges: readonly Edge[], drawn: readonly Drawn[]): readonly End[] {
  const ends = drawn.flatMap((way) => [0, 1].map((k): End => ({ way, k, joint: jointsAt(edges, drawn.filter((other) => other !== way), way.corners[k * (way.corners.length - 1)])[0] })));
  const left = drawn.filter((way) => ends.every((end) => end.way !== way || end.joint));
  if (left.length < drawn.length) return endsHeld(edges, left);
  const held = new Set(ends.flatMap(({ way, joint }) => (joint?.edge ? [way] : [])));
  for (const way of held) for (const { way: own, joint } of ends) if (joint?.other && (own === way || joint.other === way)) held.add(own).add(joint.other);
  return ends.filter(({ way }) => held.has(way));
}

/** Where a place may join, what comes first first: streets, then footways between their ends, then ends of footways. */
function jointsAt(edges: readonly Edge[], others: readonly Drawn[], corner: Point): NonNullable<End['joint']>[] {
  const streets = edges.map((edge) => joinAt(edge, corner)).map(({ edge, atM, legM }) => {
    const at = along(edge, atM);
    return { legM, edge, other: null, end: -1, at: atM <= 0.001 ? edge.from : edge.lengthM - atM <= 0.001 ? edge.to : at, node: atM <= 0.001 ? edge.a : edge.lengthM - atM <= 0.001 ? edge.b : `${edge.a} on ${edge.b} ${place(at)}` };
  });
  const ways = others.map((other) => {
    const places = segmentsOf(other.corners).map((segment) => along({ from: segment[0], to: segment[1], lengthM: 1 }, shareNearest(segment, corner)));
    const at = places.sort((p, q) => apart(p, corner) - apart(q, corner))[0];
    const end = [other.corners[0], other.corners[other.corners.length - 1]].findIndex((each) => apart(each, at) <= 0.001);
    return { legM: apart(at, corner), edge: null, other, end, at, node: end < 0 ? `${other.id} at ${place(at)}` : `end ${end} of ${other.id}` };
  });
  const sorted = (list: readonly NonNullable<End['joint']>[]): NonNullable<End['joint']>[] => list.filter(({ legM }) => legM <= footwayM).sort((p, q) => p.legM - q.legM);
  const ends = sorted(ways.filter(({ end }) => end >= 0));
  const nearest = ends.filter(({ legM }) => legM <= ends[0].legM + 0.001);
  return [...sorted(streets), ...sorted(ways.filter(({ end }) => end < 0)), ...others.flatMap((other) => nearest.filter((each) => each.other === other))];
}

/** Metres along a footway as drawn to the place of it nearest to a point. */
function reachedAt({ corners }: Drawn, at: Point): number {
  let passedM = 0;
  const stretches = segmentsOf(corners).map((segment) => {
    const share = shareNearest(segment, at);
    const lengthM = apart(...segment);
    passedM += lengthM;
    return { alongM: passedM - (1 - share) * lengthM, offM: apart(at, along({ from: segment[0], to: segment[1], lengthM: 1 }, share)) };
  });
  return stretches.sort((p, q) => p.offM - q.offM)[0].alongM;
}

function between(stops: readonly { readonly node: string; readonly at: Point }[]): Edge[] {
  return stops.slice(1).map((to, i) => ({ a: stops[i].node, b: to.node, from: stops[i].at, to: to.at, lengthM: apart(stops[i].at, to.at) })).filter(({ from, to }) => place(from) !== place(to));
}

/** Where two segments cross, ends included. */
function meeting([a, b]: readonly [Point, Point], [c, d]: readonly [Point, Point]): Point | null {
  const side = (p: Point, q: Point, r: Point): number => (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]);
  const [ca, cb, ac, ad] = [side(c, d, a), side(c, d, b), side(a, b, c), side(a, b, d)];
  if (ca * cb > 0 || ac * ad > 0 || ca === cb) return null;
  const t = ca / (ca - cb);
  return [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
}

function shareNearest([a, b]: readonly [Point, Point], p: Point): number {
  const squared = apart(a, b) ** 2;
  return squared === 0 ? 0 : Math.min(1, Math.max(0, ((p[0] - a[0]) * (b[0] - a[0]) + (p[1] - a[1]) * (b[1] - a[1])) / squared));
}

function along({ from, to, lengthM }: Pick<Edge, 'from' | 'to' | 'lengthM'>, atM: number): Point {
  return [from[0] + (atM / lengthM) * (to[0] - from[0]), from[1] + (atM / lengthM) * (to[1] - from[1])];
}

function joinAt(edge: Edge, at: Point): Join {
  const atM = shareNearest([edge.from, edge.to], at) * edge.lengthM;
  return { edge, atM, legM: apart(at, along(edge, atM)) };
}

/** Least distance of two segments. */
function gap(one: readonly [Point, Point], other: readonly [Point, Point]): number {
  if (meeting(one, other)) return 0;
  const toEnds = (segment: readonly [Point, Point], ends: readonly Point[]): number[] =>
    ends.map((end) => apart(end, along({ from: segment[0], to: segment[1], lengthM: 1 }, shareNearest(segment, end))));
  return Math.min(...toEnds(one, other), ...toEnds(other, one));
}

function isInside({ table, row }: Row, [x, y]: Point): boolean {
  const [first, end] = ringRange(table, row);
  return isOnOrInsideRings(table.coords, table.ringOffsets, first, end, x, y);
}

/** To the boundary, from inside too. */
function edgeDistance(ground: Row, at: Point): number {
  return Math.min(...linesOf(ground).flatMap(segmentsOf).map((segment) => gap([at, at], segment)));
}

function legTo(edge: Edge, atM: number, { table, row }: Row): number {
  return distanceTo(table, row, ...along(edge, atM));
}

/** Ends of the stretches of an edge within reach of a park: looked at every half metre, then halved until nothing is left. */
function entries(edge: Edge, park: Row): Join[] {
  const isNear = (atM: number): boolean => legTo(edge, atM, park) <= boundaryM;
  const steps = Math.ceil(edge.lengthM / 0.5);
  const stops = Array.from({ length: steps + 1 }, (_, i) => (i * edge.lengthM) / steps);
  const ends = [0, edge.lengthM].filter(isNear).map((atM) => ({ edge, atM, legM: legTo(edge, atM, park) }));
  return ends.concat(stops.slice(1).flatMap((atM, i): Join[] => {
    if (isNear(atM) === isNear(stops[i])) return [];
    let [near, far] = isNear(atM) ? [atM, stops[i]] : [stops[i], atM];
    for (let k = 0; k < 50; k++) {
      const middle = (near + far) / 2;
      if (isNear(middle)) near = middle;
      else far = middle;
    }
    return [{ edge, atM: near, legM: legTo(edge, near, park) }];
  }));
}

/** The place of an edge nearest to a polygon that it does not meet. */
function leastLeg(edge: Edge, park: Row): Join {
  const places = [0, edge.lengthM, ...linesOf(park).flat().map((corner) => shareNearest([edge.from, edge.to], corner) * edge.lengthM)];
  return places.map((atM) => ({ edge, atM, legM: legTo(edge, atM, park) })).sort((p, q) => p.legM - q.legM)[0];
}

function relaxed(edges: readonly Edge[], joins: readonly Join[]): ReadonlyMap<string, number> {
  const nodeM = new Map<string, number>();
  const offer = (node: string, metres: number): boolean => {
    if (metres >= (nodeM.get(node) ?? Infinity)) return false;
    nodeM.set(node, metres);
    return true;
  };
  for (const { edge, atM, legM } of joins) {
    offer(edge.a, legM + atM);
    offer(edge.b, legM + edge.lengthM - atM);
  }
  for (let changed = true; changed;) {
    changed = false;
    for (const { a, b, lengthM } of edges) {
      if (offer(b, (nodeM.get(a) ?? Infinity) + lengthM)) changed = true;
      if (offer(a, (nodeM.get(b) ?? Infinity) + lengthM)) changed = true;
    }
  }
  return nodeM;
}
