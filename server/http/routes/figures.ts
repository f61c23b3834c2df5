import { Readable } from 'node:stream';
import { Type } from 'typebox';
import { AreaGeometry, closed, Enum, Problem } from '#contract/common.ts';
import { AreaRef, DivisionCoverage, FigureSchema, FigureSet } from '#contract/figures.ts';
import { Job } from '#contract/layers.ts';
import type { LonLatArea } from '#planning/geometry/types.ts';
import { findArea } from '../../db/repositories/figure-areas.ts';
import { divisionCoverage } from '../../jobs/figures/division-coverage.ts';
import { trimReceipt } from '../../jobs/figures/trim-receipt.ts';
import { unmeasurable } from '../../jobs/figures/unmeasurable.ts';
import type { AppInstance } from '../app-instance.ts';
import { HttpProblem, notFound } from '../problems.ts';
import { CityParams, requireCity } from './cities.ts';
import { jobOf } from './jobs.ts';

const AreaQuery = Type.Object({ area: AreaRef }, closed);
const FiguresQuery = Type.Object({ area: AreaRef, receipts: Type.Optional(Enum(['whole', 'brief'] as const)) }, closed);
const ReceiptQuery = Type.Object({ area: AreaRef, rule: Type.String({ minLength: 1, maxLength: 100 }), reading: Type.Optional(Enum(['existing', 'with_proposals'] as const)) }, closed);
const DrawnArea = Type.Object({ geometry: AreaGeometry, rules: Type.Optional(Type.Array(Type.String({ maxLength: 100 }), { maxItems: 200 })) }, closed);
const CoverageQuery = Type.Object({ rule: Type.String({ minLength: 1, maxLength: 100 }), level: Type.String({ minLength: 1, maxLength: 40 }) }, closed);

export default async function figures(app: AppInstance): Promise<void> {
  const tags = ['figures'];
  const problems = { 400: Problem, 404: Problem, 422: Problem, 503: Problem };

  app.get('/cities/:city/figures', {
    schema: { summary: 'Figures of a unit, a division or the city: stored while their inputs are current, else computed now', tags, params: CityParams, querystring: FiguresQuery, response: { 200: FigureSet, ...problems } },
  }, async (request, reply) => {
    const { area, receipts } = request.query;
    if (receipts === 'brief') return withBriefReceipts(await app.figures.figuresOf(request.params.city, area, request.account, { listLimit: 0 }));
    const known = await app.figures.known(request.params.city, area, request.account, 'now');
    // Written as the schema has it, for a stream passes by the serializer.
    const text: Readable = Readable.from(await app.figures.figureSetText(known), { objectMode: false });
    return reply.type('application/json; charset=utf-8').send(text as never);
  });

  app.get('/cities/:city/figures/receipt', {
    schema: { summary: 'One figure of an area with its whole receipt; of a unit also in the second reading, with its proposals counted', tags, params: CityParams, querystring: ReceiptQuery, response: { 200: FigureSchema, ...problems } },
  }, async (request) => {
    const { area, rule, reading = 'existing' } = request.query;
    const set = await app.figures.figuresOf(request.params.city, area, request.account, { ruleIds: [rule] });
    const figures = reading === 'existing' ? set.figures : set.withProposals?.figures;
    if (!figures) throw notFound(`second reading for «${area}»: it has no proposals. Ask without «reading», or place a proposal first`);
    const figure = figures.find(({ ruleId }) => ruleId === rule);
    if (!figure) throw notFound(`figure of rule «${rule}» for «${area}»`);
    return figure;
  });

  app.post('/cities/:city/figures', {
    schema: { summary: 'Figures of a drawn area; nothing is stored', tags, params: CityParams, body: DrawnArea, response: { 200: FigureSet, ...problems } },
  }, (request) => {
    const geometry = request.body.geometry as LonLatArea;
    const reason = unmeasurable(geometry);
    if (reason !== null) throw new HttpProblem('bad_request', { detail: reason, errors: [{ path: '/geometry/coordinates', message: reason }] });
    return app.figures.figuresOfDrawn(request.params.city, geometry, request.body.rules);
  });

  app.post('/cities/:city/verifications', {
    schema: { summary: 'Have PostGIS compute the figures of an area independently', tags, params: CityParams, body: AreaQuery, response: { 202: Job, ...problems } },
  }, async (request, reply) => {
    const { city } = request.params;
    await requireCity(app, city);
    if (!(await findArea(app.db.pool, city, request.body.area))) throw notFound(`area «${request.body.area}»`);
    return reply.code(202).send(jobOf(await app.jobs.submit('verify', city, { area: request.body.area }, request.account)));
  });

  app.get('/cities/:city/coverage', {
    schema: { summary: 'One rule for every division of a level; receipts with their longest entries only', tags, params: CityParams, querystring: CoverageQuery, response: { 200: Type.Array(DivisionCoverage), ...problems } },
  }, (request) => divisionCoverage(app.figures, request.params.city, request.query.rule, request.query.level, request.account));
}

/** Both readings without the lists of their receipts. */
function withBriefReceipts(set: FigureSet): FigureSet {
  const { withProposals } = set;
  return {
    ...set, figures: set.figures.map((figure) => trimReceipt(figure, 0)),
    ...withProposals && { withProposals: { ...withProposals, figures: withProposals.figures.map((figure) => trimReceipt(figure, 0)) } },
  };
}
