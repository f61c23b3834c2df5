import { Type, type Static } from 'typebox';
import type { RuleComparison } from '#planning/coverage/compare-rules-api.ts';
import { closed, Enum } from './common.ts';
import { AreaRef } from './figures.ts';

const RuleId = Type.String({ minLength: 1, maxLength: 100 });

/** Two rules over one area. */
export const ComparisonQuery = Type.Object({ area: AreaRef, a: RuleId, b: RuleId }, closed);
export const ComparisonFileQuery = Type.Object({ ...ComparisonQuery.properties, format: Enum(['xlsx', 'csv'] as const), lang: Enum(['zh', 'en'] as const) }, closed);

/** As the planning core answers (../planning/coverage/compare-rules-api.ts); lists cut to 2000, totals of everything. */
export const RuleComparisonSchema = Type.Unsafe<RuleComparison>(Type.Object({ ruleA: Type.String(), ruleB: Type.String(), people: Type.Number() }, { additionalProperties: true }));
export type ComparisonQuery = Static<typeof ComparisonQuery>;
