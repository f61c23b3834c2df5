import { Problem } from '#contract/common.ts';
import { ComparisonFileQuery, ComparisonQuery, RuleComparisonSchema } from '#contract/regimes.ts';
import type { RuleComparison } from '#planning/coverage/compare-rules-api.ts';
import { lookup } from '#planning/standards/parse.ts';
import { listFeatureNames } from '../../db/repositories/feature-names.ts';
import { findArea } from '../../db/repositories/figure-areas.ts';
import { comparisonTable } from '../../export/comparison-table.ts';
import { tableFile } from '../../export/table-file.ts';
import type { AppInstance } from '../app-instance.ts';
import { notFound } from '../problems.ts';
import { CityParams } from './cities.ts';

export default async function regimes(app: AppInstance): Promise<void> {
  const tags = ['figures'];
  const problems = { 400: Problem, 404: Problem, 422: Problem, 503: Problem };

  const compared = async (city: string, { area: ref, a, b }: ComparisonQuery, listLimit?: number): Promise<{ areaName: string; comparison: RuleComparison }> => {
    const key = await app.figures.keyOf(city);
    const area = await findArea(app.db.pool, city, ref);
    if (!area) throw notFound(`area «${ref}»`);
    const comparison = await app.figures.compareRules(key, area, a, b, listLimit === undefined ? {} : { listLimit });
    if (!comparison) throw notFound(`rule «${lookup(app.figures.ruleSets, a) ? b : a}»`);
    return { areaName: area.name, comparison };
  };

  app.get('/cities/:city/comparisons', {
    schema: { summary: 'Which homes and parcels of an area one of two rules covers and the other does not', tags, params: CityParams, querystring: ComparisonQuery, response: { 200: RuleComparisonSchema, ...problems } },
  }, async ({ params, query }) => (await compared(params.city, query)).comparison);

  app.get('/cities/:city/comparisons/table', {
    schema: { summary: 'The same as a file, all of it', tags, params: CityParams, querystring: ComparisonFileQuery },
  }, async ({ params, query: { format, lang, ...asked } }, reply) => {
    const { areaName, comparison } = await compared(params.city, asked, Number.MAX_SAFE_INTEGER);
    const ids = [comparison.onlyA, comparison.onlyB].flatMap(({ homes, parcels }) => [...homes, ...parcels ?? []].map(({ id }) => id));
    const names = await listFeatureNames(app.db.pool, params.city, ids);
    const nameOf = (ruleId: string): string => {
      const found = lookup(app.figures.ruleSets, ruleId);
      return found ? `${found.rule.name[lang]} · ${found.ruleSet.name[lang]}` : ruleId;
    };
    const table = comparisonTable(comparison, { a: nameOf(asked.a), b: nameOf(asked.b) }, (id) => names.get(id) ?? '', lang);
    const file = await tableFile(`${areaName} ${asked.a} ${asked.b}`, [table], format);
    return reply.headers({ 'content-type': file.type, 'content-disposition': file.disposition, 'cache-control': 'private, no-store' }).send(file.body);
  });
}
