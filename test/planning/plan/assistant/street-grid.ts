/** Hand-made streets for the boundary assistant: sizes are powers of two and the projection is exact, so that areas are whole numbers. */
import { readFileSync } from 'node:fs';
import type { MetricCrs } from '#planning/geometry/metric-crs.ts';
import type { LonLatArea } from '#planning/geometry/types.ts';
import type { Answer } from '#planning/plan/assistant/answer.ts';
import { proposeBoundaries, type Means } from '#planning/plan/assistant/propose.ts';
import type { Ground, LineKind, NearArea, NearDivision, NearLine, NearOldPlace, Question } from '#planning/plan/assistant/question.ts';
import { parseAssistantRules } from '#planning/plan/assistant/rules.ts';
import { overlay } from '../../../support/geos.ts';
import { rules as planRules } from '../plan-builders.ts';

/** 1e-9 degrees are 2^-13 m: every place on the grid of stored positions is exact in metres. */
const perMetre = 8192;
export const gridCrs: MetricCrs = {
  srid: 0, code: 'grid', name: 'grid',
  forward: (lon, lat) => [Math.round(lon * 1e9) / perMetre, Math.round(lat * 1e9) / perMetre],
  inverse: (x, y) => [(x * perMetre) / 1e9, (y * perMetre) / 1e9],
};
export const rules = parseAssistantRules(JSON.parse(readFileSync(new URL('../../../../data/boundary-assistant.json', import.meta.url), 'utf8')));
export const means: Means = { rules, planRules, overlay, bounds: null };

export type Corner = readonly [x: number, y: number];
/** Metres as degrees, moved by so many metres. */
export const at = ([x, y]: Corner, [dx, dy]: Corner = [0, 0]): [number, number] => gridCrs.inverse(x + dx, y + dy).map((value) => Number(value.toFixed(9))) as [number, number];
export const line = (kind: LineKind, name: string, points: readonly Corner[], by: Corner = [0, 0]): NearLine => ({ id: name, name, kind, points: points.map((point) => at(point, by)) });
export const area = (corners: readonly Corner[], by: Corner = [0, 0]): LonLatArea => ({ type: 'Polygon', coordinates: [[...corners, corners[0] as Corner].map((corner) => at(corner, by))] });
export const box = (x: number, y: number, width: number, height: number): readonly Corner[] => [[x, y], [x + width, y], [x + width, y + height], [x, y + height]];

export interface Drawn {
  readonly lines?: readonly NearLine[];
  readonly parcels?: readonly NearArea[];
  readonly divisions?: readonly NearDivision[];
  readonly oldPlaces?: readonly NearOldPlace[];
  readonly units?: readonly NearArea[];
}
export const ground = (drawn: Drawn): Ground => ({ lines: [], water: [], parcels: [], divisions: [], oldPlaces: [], units: [], ...drawn });
export const ask = (drawn: Ground, seed: Question['seed'], locked: Question['locked'] = []): Answer => proposeBoundaries({ crs: gridCrs, seed, ground: drawn, locked }, means);
export const click = (x: number, y: number, by: Corner = [0, 0]): Question['seed'] => ({ kind: 'click', at: at([x, y], by) });

/** Streets every 128 m from 0 to 1024: every fourth is arterial, the rest are branches. */
export function streets(by: Corner = [0, 0]): NearLine[] {
  return Array.from({ length: 9 }, (_, i) => i * 128).flatMap((d, i) => {
    const kind: LineKind = i % 4 === 0 ? 'arterial' : 'branch';
    return [line(kind, `纬${i}路`, [[0, d], [1024, d]], by), line(kind, `经${i}路`, [[d, 0], [d, 1024]], by)];
  });
}

/** The corners of a proposal in metres, from its lowest left one. */
export function cornersOf(geometry: LonLatArea, [dx, dy]: Corner = [0, 0]): Corner[] {
  const ring = (geometry.coordinates[0] as readonly (readonly number[])[]).slice(0, -1).map(([lon, lat]): Corner => { const [x, y] = gridCrs.forward(lon as number, lat as number); return [x - dx, y - dy]; });
  const start = ring.reduce((best, [x, y], i) => (x < ring[best]![0] || (x === ring[best]![0] && y < ring[best]![1]) ? i : best), 0);
  return [...ring.slice(start), ...ring.slice(0, start)];
}
