import { Type, type Static } from 'typebox';
import type { Figure, InputRef } from '#planning/coverage/figure.ts';
import { Bilingual, closed, Enum, Nullable, Uuid } from './common.ts';

/** A figure without its receipt, as a run keeps it: one line of the city's table. */
export interface FigureLine extends Omit<Figure, 'receipt' | 'robustness'> {
  /** Layer kinds it was worked out from; their editions stand with the run. */
  readonly layers: readonly string[];
  readonly clause: { readonly document: string; readonly clause: string };
  readonly robustness: { readonly level: 'robust' | 'fragile'; readonly low: number | null; readonly high: number | null; readonly reasons: readonly string[] } | null;
}
const FigureLineSchema = Type.Unsafe<FigureLine>(Type.Object({ ruleId: Type.String(), value: Nullable(Type.Number()) }, { additionalProperties: true }));

/** Every rule for every unit, every division and the city, as they stood when it ran. */
export const CityRun = Type.Object({
  /** Also of its job. */
  id: Uuid,
  startedAt: Type.String(), finishedAt: Type.String(), startedBy: Nullable(Type.String()),
  /** Areas worked out in this run, and areas taken over because nothing they follow from had changed. */
  computed: Type.Integer(), cached: Type.Integer(), figures: Type.Integer(),
  /** Areas by kind. */
  units: Type.Integer(), divisions: Type.Integer(),
  engine: Type.String(),
  ruleSets: Type.Array(Type.Object({ id: Type.String(), version: Type.Integer(), name: Bilingual }, closed)),
  layers: Type.Array(Type.Unsafe<InputRef>(Type.Object({ layer: Type.String(), edition: Type.Integer() }, { additionalProperties: true }))),
  /** What a run begun now would have to work out anew; null on runs that are not the latest. `layers`, `rules`: all of it, for layers or rules changed. */
  outdated: Nullable(Type.Object({ layers: Type.Boolean(), rules: Type.Boolean(), areas: Type.Integer() }, closed)),
}, closed);
export type CityRun = Static<typeof CityRun>;

/** One rule of a run in the divisions of one level, by code. */
export const RunCoverage = Type.Object({ code: Type.String(), name: Type.String(), level: Type.String(), figure: FigureLineSchema }, closed);
export type RunCoverage = Static<typeof RunCoverage>;

export const RunTableQuery = Type.Object({ format: Enum(['xlsx', 'csv'] as const), lang: Enum(['zh', 'en'] as const) }, closed);

/** Result of a job of kind `run`. */
export interface RunResult {
  readonly computed: number;
  readonly cached: number;
  readonly figures: number;
}
