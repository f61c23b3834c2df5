/** The place as the assistant sees it: lines cut where they meet, the ground between them, and what that ground is part of. Made once, asked for each proposal. */
import { lonLatToMetric } from '../../geometry/lonlat-to-metric.ts';
import type { MultiPolygonCoords, Position } from '../../geometry/types.ts';
import { boxOf, type Box } from '../ring-measures.ts';
import { faceFacts, type FaceFacts } from './face-facts.ts';
import { planarGraph, originOf, targetOf, type PlanarGraph } from './faces.ts';
import { groundLines, type GroundLines } from './ground-lines.ts';
import { nodedLines } from './noded-lines.ts';
import type { Question } from './question.ts';
import type { AssistantRules } from './rules.ts';
import { Vertices } from './vertices.ts';

export interface Scene extends GroundLines {
  readonly question: Question;
  readonly rules: AssistantRules;
  readonly vertices: Vertices;
  readonly graph: PlanarGraph;
  readonly facts: FaceFacts;
  /** Faces that must be in and must be out, for the locked stretches. */
  readonly lockedIn: ReadonlySet<number>;
  readonly lockedOut: ReadonlySet<number>;
  /** Half-edges along locked stretches, with the unit to their left. */
  readonly lockedHalves: readonly number[];
}

/** The seed as an area in metres; a click as a point of no area. */
function seedBox({ seed, crs }: Question): Box {
  if (seed.kind === 'sketch') return boxOf(lonLatToMetric(seed.area, crs));
  const [x, y] = crs.forward(...seed.at);
  return { minX: x, minY: y, maxX: x, maxY: y };
}

/** West, south, east, north in degrees of what must be known around a seed; null where the seed is nowhere. */
export function windowOf(question: Pick<Question, 'seed' | 'crs'>, { values }: AssistantRules): readonly [number, number, number, number] | null {
  const { minX, minY, maxX, maxY } = seedBox({ ...question, ground: { lines: [], water: [], parcels: [], divisions: [], oldPlaces: [], units: [] }, locked: [] });
  const corners = [[minX, minY], [maxX, minY], [maxX, maxY], [minX, maxY]].map(([x, y], i) => question.crs.inverse(x + (i === 0 || i === 3 ? -1 : 1) * values.windowM, y + (i < 2 ? -1 : 1) * values.windowM));
  const [lons, lats] = [corners.map(([lon]) => lon), corners.map(([, lat]) => lat)];
  const window = [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)] as const;
  return window.every(Number.isFinite) ? window : null;
}

export function sceneOf(question: Question, rules: AssistantRules, [minX, minY, maxX, maxY]: readonly [number, number, number, number]): Scene {
  const { crs, ground, locked } = question;
  const { snapM } = rules.values;
  const vertices = new Vertices(crs, snapM);
  const lines = groundLines(ground, locked, vertices, { minX, minY, maxX, maxY });
  const graph = planarGraph(nodedLines(lines.pointed, vertices, snapM), vertices);
  return { ...lines, question, rules, vertices, graph, facts: faceFacts(graph.faces, ground, crs), ...lockedFaces(lines, graph, vertices.metres) };
}

function lockedFaces({ locked, lines }: GroundLines, { segments, faceOf }: PlanarGraph, metres: readonly Position[]): Pick<Scene, 'lockedIn' | 'lockedOut' | 'lockedHalves'> {
  const pieces = new Map(locked.map(({ line, from, to }) => [line, [metres[from], metres[to]] as const]));
  const halves = segments.flatMap((segment, s) => segment.lines.filter((line) => lines[line].kind === 'locked').map((line) => {
    const [from, to] = pieces.get(line) ?? [metres[segment.a], metres[segment.b]];
    const [a, b] = [metres[originOf(segments, 2 * s)], metres[targetOf(segments, 2 * s)]];
    return (b[0] - a[0]) * (to[0] - from[0]) + (b[1] - a[1]) * (to[1] - from[1]) > 0 ? 2 * s : 2 * s + 1;
  }));
  const lockedHalves = [...new Set(halves)];
  return { lockedHalves, lockedIn: new Set(lockedHalves.map((half) => faceOf[half])), lockedOut: new Set(lockedHalves.map((half) => faceOf[half ^ 1]).filter((face) => face >= 0)) };
}

/** The polygons of some faces one beside the other; overlap of any with an area is the sum over them. */
export const polygonsOf = ({ graph }: Scene, faces: Iterable<number>): MultiPolygonCoords => [...faces].map((face) => graph.faces[face].polygon);
