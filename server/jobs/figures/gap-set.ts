import type { Geometry, Position as LonLatPosition } from 'geojson';
import type { GapHome, GapPiece, GapSet } from '#contract/gaps.ts';
import type { GapNear, GapOrder, Gaps, GapPiece as MetricPiece } from '#planning/coverage/gaps-api.ts';
import { metricCrs, type MetricCrs } from '#planning/geometry/metric-crs.ts';
import type { Position } from '#planning/geometry/types.ts';
import { findArea } from '../../db/repositories/figure-areas.ts';
import { listDivisionNames, listFeatureNames } from '../../db/repositories/feature-names.ts';
import { FigureProblem } from './figure-problem.ts';
import type { FigureService } from './figure-service.ts';

export interface GapQuestion {
  readonly area: string;
  readonly ruleId: string;
  readonly order: GapOrder;
  /** Longest list; `Infinity`: everything. */
  readonly limit: number;
}

/** What a rule leaves uncovered in an area, in degrees and with names. @throws FigureProblem */
export async function gapSet(service: FigureService, cityId: string, { area: ref, ruleId, order, limit }: GapQuestion): Promise<GapSet> {
  const key = await service.keyOf(cityId);
  const area = await findArea(service.db.pool, cityId, ref);
  if (!area) throw new FigureProblem('not_found', `There is no area «${ref}» in «${cityId}».`);
  const gaps = await service.gapsOf(key, area, ruleId, order);
  if (!gaps) throw new FigureProblem('not_found', `There is no rule «${ruleId}».`);
  const crs = metricCrs(key.srid) as MetricCrs;
  const pieces = gaps.pieces.slice(0, limit);
  const homes = gaps.homes.slice(0, limit);
  const [names, divisionNames] = await Promise.all([listFeatureNames(service.db.pool, cityId, featureIds(pieces, homes)), listDivisionNames(service.db.pool, cityId)]);
  const nameOf = (id: number): string | null => names.get(id) ?? null;
  const divisionOf = (code: string | null): string | null => (code === null ? null : divisionNames.get(code) ?? code);
  const near = (each: GapNear | null) => each && { ...each, name: nameOf(each.id) };
  return {
    area: ref, areaName: area.name, ruleId: gaps.ruleId, ruleSetId: gaps.ruleSetId, measure: gaps.measure, unit: gaps.unit, amount: gaps.amount, people: gaps.people,
    pieces: pieces.map((piece): GapPiece => ({
      layer: piece.layer, id: piece.id, name: nameOf(piece.id), at: crs.inverse(piece.x, piece.y), amount: piece.amount, of: piece.of, people: piece.people,
      divisionName: divisionOf(piece.division), near: near(piece.near), geometry: geometryOf(piece, crs),
    })),
    piecesTotal: gaps.pieces.length,
    homes: homes.map((home): GapHome => ({
      layer: home.layer, id: home.id, name: nameOf(home.id), at: crs.inverse(home.x, home.y), people: home.people, divisionName: divisionOf(home.division), beyondM: home.beyondM,
      missing: home.missing.map(({ topic, near: each }) => ({ topic, near: near(each) })),
    })),
    homesTotal: gaps.homes.length,
    divisions: gaps.divisions.map((division) => ({ ...division, name: divisionOf(division.code) })),
    missingLayers: [...gaps.missingLayers], datasetHash: key.hash,
  };
}

function featureIds(pieces: Gaps['pieces'], homes: Gaps['homes']): number[] {
  const near = [...pieces.map((piece) => piece.near), ...homes.flatMap((home) => home.missing.map((each) => each.near))];
  return [...new Set([...pieces.map(({ id }) => id), ...homes.map(({ id }) => id), ...near.flatMap((each) => (each ? [each.id] : []))])];
}

/** A tenth of a millimetre is nothing anybody measured. */
const digits = (value: number): number => Math.round(value * 1e9) / 1e9;

function geometryOf({ polygons, lines }: MetricPiece, crs: MetricCrs): Geometry & { coordinates: unknown } {
  const place = ([x, y]: Position): LonLatPosition => crs.inverse(x, y).map(digits);
  if (lines.length > 0) return { type: 'MultiLineString', coordinates: lines.map((line) => line.map(place)) };
  return { type: 'MultiPolygon', coordinates: polygons.map((rings) => rings.map((ring) => ring.map(place))) };
}
