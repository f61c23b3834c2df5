/** Walkable lines cut into straight edges between nodes: numbers 1 and 2 of the definition (./README.md). Walls come later (./walls.ts). */
import { tablesOf, type Dataset, type LayerTable } from '../coverage/dataset.ts';
import { featureCount, ringRange } from '../coverage/features.ts';
import { numberOf, textOf } from '../coverage/select.ts';
import { PlaceTable } from './places.ts';

/** Edge e runs from node `from[e]` to node `to[e]`, from (ax, ay) to (bx, by). In order of road id, then along the line. */
export interface StreetEdges {
  readonly nodeCount: number;
  readonly count: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly ax: Float64Array;
  readonly ay: Float64Array;
  readonly bx: Float64Array;
  readonly by: Float64Array;
  /** Id of the road each edge is part of. */
  readonly road: Float64Array;
}

interface Line { readonly table: LayerTable; readonly first: number; readonly end: number; readonly level: number; readonly road: number }

export function isWalkable(table: LayerTable, row: number): boolean {
  const foot = textOf(table, 'foot', row);
  if (foot !== null) return foot === 'true';
  const roadClass = textOf(table, 'class', row);
  return roadClass !== 'motorway' && roadClass !== 'expressway';
}

export function streetEdges(dataset: Dataset): StreetEdges {
  const lines = walkableLines(dataset);
  const vertexCount = lines.reduce((sum, { first, end }) => sum + end - first, 0);
  const table = new PlaceTable(vertexCount);
  const placeOfVertex = new Int32Array(vertexCount);
  const lineOfVertex = new Int32Array(vertexCount);
  const isEnd = new Uint8Array(vertexCount);
  let vertex = 0;
  for (let l = 0; l < lines.length; l++) {
    const { first, end, table: { coords } } = lines[l];
    for (let p = first; p < end; p++, vertex++) {
      placeOfVertex[vertex] = table.placeOf(coords[2 * p], coords[2 * p + 1]);
      lineOfVertex[vertex] = l;
      isEnd[vertex] = p === first || p === end - 1 ? 1 : 0;
    }
  }
  const nodes = nodesOf(lines, table.count, placeOfVertex, lineOfVertex, isEnd);
  return edgesBetween(lines, placeOfVertex, nodes);
}

function walkableLines(dataset: Dataset): readonly Line[] {
  const lines: Line[] = [];
  for (const table of tablesOf(dataset, 'road').filter(({ geometryType }) => geometryType === 'line')) {
    for (let row = 0; row < featureCount(table); row++) {
      if (!isWalkable(table, row)) continue;
      const stated = numberOf(table, 'layer', row);
      const [firstRing, endRing] = ringRange(table, row);
      for (let r = firstRing; r < endRing; r++) {
        lines.push({ table, first: table.ringOffsets[r], end: table.ringOffsets[r + 1], level: Number.isNaN(stated) ? 0 : stated, road: table.ids[row] });
      }
    }
  }
  return lines;
}

interface VertexNodes { readonly count: number; readonly ofVertex: Int32Array }

/** Most places know one level only and are one node; the others are grouped by level. */
function nodesOf(lines: readonly Line[], placeCount: number, placeOfVertex: Int32Array, lineOfVertex: Int32Array, isEnd: Uint8Array): VertexNodes {
  const levelOfPlace = new Float64Array(placeCount).fill(NaN);
  const isMixed = new Uint8Array(placeCount);
  for (let v = 0; v < placeOfVertex.length; v++) {
    const place = placeOfVertex[v];
    const { level } = lines[lineOfVertex[v]];
    if (Number.isNaN(levelOfPlace[place])) levelOfPlace[place] = level;
    else if (levelOfPlace[place] !== level) isMixed[place] = 1;
  }
  const ofVertex = Int32Array.from(placeOfVertex);
  const passing = new Map<number, number[]>();
  for (let v = 0; v < placeOfVertex.length; v++) {
    const place = placeOfVertex[v];
    if (isMixed[place] === 0) continue;
    let levels = passing.get(place);
    if (!levels) passing.set(place, levels = []);
    const { level } = lines[lineOfVertex[v]];
    if (isEnd[v] === 0 && !levels.includes(level)) levels.push(level);
  }
  // The lowest level that passes keeps the place's number; the others get numbers of their own.
  let count = placeCount;
  const nodeOfLevel = new Map<number, Map<number, number>>();
  for (const [place, levels] of passing) {
    levels.sort((a, b) => a - b);
    nodeOfLevel.set(place, new Map(levels.map((level, i) => [level, i === 0 ? place : count++])));
  }
  for (let v = 0; v < placeOfVertex.length; v++) {
    const groups = nodeOfLevel.get(placeOfVertex[v]);
    if (groups && groups.size > 0) ofVertex[v] = groups.get(nearestLevel([...groups.keys()], lines[lineOfVertex[v]].level)) as number;
  }
  return { count, ofVertex };
}

/** @param levels ascending: of two equally near, the lower */
function nearestLevel(levels: readonly number[], level: number): number {
  return levels.reduce((best, each) => (Math.abs(each - level) < Math.abs(best - level) ? each : best));
}

function edgesBetween(lines: readonly Line[], placeOfVertex: Int32Array, { count, ofVertex }: VertexNodes): StreetEdges {
  const size = placeOfVertex.length;
  const from = new Int32Array(size);
  const to = new Int32Array(size);
  const road = new Float64Array(size);
  const ends = [0, 1, 2, 3].map(() => new Float64Array(size));
  let edges = 0;
  let vertex = 0;
  for (const { table: { coords }, first, end, road: id } of lines) {
    for (let p = first; p + 1 < end; p++) {
      const v = vertex + p - first;
      // Two vertices at one place leave no edge between them.
      if (placeOfVertex[v] === placeOfVertex[v + 1]) continue;
      from[edges] = ofVertex[v];
      to[edges] = ofVertex[v + 1];
      road[edges] = id;
      for (let i = 0; i < 4; i++) ends[i][edges] = coords[2 * p + i];
      edges++;
    }
    vertex += end - first;
  }
  const [ax, ay, bx, by] = ends.map((each) => each.slice(0, edges));
  return { nodeCount: count, count: edges, from: from.slice(0, edges), to: to.slice(0, edges), ax, ay, bx, by, road: road.slice(0, edges) };
}
