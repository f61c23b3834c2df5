import { readFileSync } from 'node:fs';
import type { VerificationEntry } from '#contract/figures.ts';
import type { Figure } from '#planning/coverage/figure.ts';
import { lonLatToMetric } from '#planning/geometry/lonlat-to-metric.ts';
import { metricCrs } from '#planning/geometry/metric-crs.ts';
import type { LonLatArea } from '#planning/geometry/types.ts';
import type { FigureArea } from '../../db/repositories/figure-areas.ts';
import { wkbOfPolygons } from '../../db/wkb.ts';
import { areaOfGeoJson } from './area-of-geojson.ts';
import { FigureProblem } from './figure-problem.ts';
import type { FigureService } from './figure-service.ts';
import { unmeasurable } from './unmeasurable.ts';
import { verifyArea, verifyFigures } from './verify-area.ts';

/** What the command line prints. */
export interface Answer {
  readonly city: string;
  readonly area: string;
  readonly areaName: string;
  readonly crs: string;
  readonly areaM2: number;
  readonly people: number | null;
  readonly figures: readonly Figure[];
  /** Null when PostGIS was not asked. */
  readonly verification: readonly VerificationEntry[] | null;
}

export interface AnswerOptions {
  /** Rule ids; null: every rule. */
  readonly rules: readonly string[] | null;
  readonly isVerified: boolean;
  readonly signal: AbortSignal;
}

/** Figures of `city`, `division:CODE`, `unit:ID` or a GeoJSON file. @throws FigureProblem */
export async function answerFor(service: FigureService, cityId: string, area: string, options: AnswerOptions): Promise<Answer> {
  return area === 'city' || /^(division|unit):/.test(area) ? savedAnswer(service, cityId, area, options) : fileAnswer(service, cityId, area, options);
}

async function savedAnswer(service: FigureService, cityId: string, ref: string, { rules, isVerified, signal }: AnswerOptions): Promise<Answer> {
  const known = await service.known(cityId, ref, null, 'now');
  const { areaName, areaM2, people, figures: all } = await service.figureSet(known);
  const isWanted = ({ ruleId }: { readonly ruleId: string }): boolean => rules?.includes(ruleId) ?? true;
  const figures = all.filter(isWanted);
  const verification = !isVerified ? null : rules === null ? (await verifyArea(service, cityId, ref, { signal, progress: () => {} })).entries : await verifyFigures(service, known, figures, { signal, progress: () => {} });
  return { city: cityId, area: ref, areaName, crs: `EPSG:${known.key.srid}`, areaM2, people, figures, verification };
}

async function fileAnswer(service: FigureService, cityId: string, path: string, { rules, isVerified, signal }: AnswerOptions): Promise<Answer> {
  const lonLat = readArea(path);
  const key = await service.keyOf(cityId);
  const crs = metricCrs(key.srid);
  if (!crs) throw new FigureProblem('crs_unknown', `Figures cannot be measured in EPSG:${key.srid}.`);
  const area: FigureArea = { kind: 'unit', id: '', name: '', version: 0, wkb: wkbOfPolygons(lonLatToMetric(lonLat, crs)) };
  const { figures, areaM2, people } = await service.figuresOfArea(key, area, rules ?? service.ruleSets.flatMap((set) => set.rules.map(({ id }) => id)));
  if (isVerified && figures.some(({ receipt }) => receipt.notes.includes('area_mended'))) throw new FigureProblem('bad_request', `${path}: the outline crosses itself; mend it before PostGIS can verify its figures.`);
  const verification = isVerified ? await verifyFigures(service, { key, area }, figures, { signal, progress: () => {} }) : null;
  return { city: cityId, area: path, areaName: '', crs: crs.code, areaM2, people, figures, verification };
}

function readArea(path: string): LonLatArea {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new FigureProblem('file_unreadable', `${path} is not JSON: ${(error as Error).message}`);
  }
  const area = areaOfGeoJson(json);
  if (!area) throw new FigureProblem('nothing_usable', `${path} holds no polygon: a GeoJSON Polygon or MultiPolygon, a Feature or a FeatureCollection of such is expected.`);
  const reason = unmeasurable(area);
  if (reason !== null) throw new FigureProblem('bad_request', `${path}: ${reason}`);
  return area;
}
