import type { FastifyReply } from 'fastify';
import { Type, type Static } from 'typebox';
import { Problem } from '#contract/common.ts';
import { ExplanationAnswer, ExplanationRequest, GapFileQuery, GapQuery, GapSet } from '#contract/gaps.ts';
import { lookup } from '#planning/standards/parse.ts';
import { tableFile, type TableFormat } from '../../export/table-file.ts';
import { explanationOf } from '../../jobs/figures/explanation.ts';
import { gapFileName, gapGeoJson, gapTables, type Language, type NamedRule } from '../../jobs/figures/gap-files.ts';
import { gapSet } from '../../jobs/figures/gap-set.ts';
import type { AppInstance } from '../app-instance.ts';
import { notFound } from '../problems.ts';
import { CityParams } from './cities.ts';

const usualLimit = 500;

export default async function gaps(app: AppInstance): Promise<void> {
  const tags = ['figures'];
  const problems = { 400: Problem, 404: Problem, 422: Problem, 503: Problem };

  app.get('/cities/:city/gaps', {
    schema: { summary: 'What a rule leaves uncovered: ground, stretches of street, homes; worst first', tags, params: CityParams, querystring: GapQuery, response: { 200: GapSet, ...problems } },
  }, ({ params, query }) => gapSet(app.figures, params.city, { area: query.area, ruleId: query.rule, order: query.order ?? 'distance', limit: query.limit ?? usualLimit }));

  const whole = async (city: string, query: Static<typeof GapFileQuery>): Promise<{ readonly set: GapSet; readonly named: NamedRule; readonly language: Language }> => {
    const set = await gapSet(app.figures, city, { area: query.area, ruleId: query.rule, order: query.order ?? 'distance', limit: Infinity });
    const named = lookup(app.figures.ruleSets, set.ruleId);
    if (!named) throw notFound(`rule «${query.rule}»`);
    return { set, named, language: query.lang ?? 'zh' };
  };

  app.get('/cities/:city/gaps.geojson', {
    schema: { summary: 'All of it as GeoJSON', tags, params: CityParams, querystring: GapFileQuery, response: { 200: Type.Any(), ...problems } },
  }, async ({ params, query }, reply) => {
    const { set, named, language } = await whole(params.city, query);
    const name = gapFileName(set, named, language).replace(/[\\/:*?"<>|\r\n]+/g, ' ');
    return reply.type('application/geo+json').header('content-disposition', `attachment; filename="gaps.geojson"; filename*=UTF-8''${encodeURIComponent(`${name}.geojson`)}`).send(JSON.stringify(gapGeoJson(set, named)));
  });

  for (const format of ['csv', 'xlsx'] as const) {
    app.get(`/cities/:city/gaps.${format}`, {
      schema: { summary: `All of it as a table, ${format}`, tags, params: CityParams, querystring: GapFileQuery, response: { 200: Type.Any(), ...problems } },
    }, async ({ params, query }, reply) => sendTable(reply, await whole(params.city, query), format));
  }

  app.post('/cities/:city/explanations', {
    schema: { summary: 'Why a place is covered or not, rule by rule', tags, params: CityParams, body: ExplanationRequest, response: { 200: ExplanationAnswer, ...problems } },
  }, ({ params, body }) => explanationOf(app.figures, params.city, body));
}

async function sendTable(reply: FastifyReply, { set, named, language }: { readonly set: GapSet; readonly named: NamedRule; readonly language: Language }, format: TableFormat): Promise<FastifyReply> {
  const file = await tableFile(gapFileName(set, named, language), gapTables(set, named, language), format);
  return reply.type(file.type).header('content-disposition', file.disposition).send(file.body);
}
