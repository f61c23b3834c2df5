import { Type } from 'typebox';
import { closed, Problem, Uuid } from '#contract/common.ts';
import { SchemeComparison, SchemeComparisonFileQuery, SchemeComparisonQuery } from '#contract/scheme-comparison.ts';
import { Promotion, PromotionResult, type BaselineChange, Scheme, SchemeChange, SchemeDeletion, SchemeInput } from '#contract/schemes.ts';
import { promoteUnits } from '../../db/repositories/promote-units.ts';
import { changeScheme, deleteScheme, listSchemes, makeScheme, type SchemeOutcome } from '../../db/repositories/schemes.ts';
import { schemeComparisonTables } from '../../export/scheme-comparison-tables.ts';
import { tableFile } from '../../export/table-file.ts';
import { compareSchemes } from '../../jobs/figures/compare-schemes.ts';
import type { AppInstance } from '../app-instance.ts';
import { accountOf } from '../plugins/sessions.ts';
import { HttpProblem, notFound } from '../problems.ts';
import { CityParams, requireCity } from './cities.ts';
import { answer, isUnstorable, planChecks, readRules, refusal } from './units.ts';

const SchemeParams = Type.Object({ ...CityParams.properties, id: Uuid }, closed);

/** The problem a scheme that was not made or changed is answered with. */
function schemeRefusal(outcome: Exclude<SchemeOutcome, { kind: 'saved' }>, cityId: string): HttpProblem {
  switch (outcome.kind) {
    case 'conflict': return new HttpProblem('version_conflict', { detail: `The scheme is at version ${outcome.current.version} now. «current» is how it stands.`, current: outcome.current });
    case 'no_city': return notFound(`city «${cityId}»`);
    case 'absent': return notFound('such scheme; it may have been deleted');
    case 'no_source': return notFound('such scheme to copy; it may have been deleted');
    case 'name_missing': return new HttpProblem('bad_request', { detail: 'The name is empty.', errors: [{ path: '/name', message: 'must not be empty' }] });
    case 'name_taken': return new HttpProblem('name_taken', { detail: 'Another scheme of the city has this name.' });
    case 'id_reused': return new HttpProblem('already_exists', { detail: 'This id was used for something else. Every scheme needs an id of its own.' });
  }
}

function refuseUnfit(...texts: readonly string[]): void {
  if (texts.some(isUnstorable)) throw new HttpProblem('bad_request', { detail: 'A text holds NUL or half a character (a lone surrogate).' });
}

function schemeRoutes(app: AppInstance): void {
  const tags = ['schemes'];
  const problems = { 400: Problem, 404: Problem, 409: Problem };

  app.get('/cities/:city/schemes', { schema: { summary: 'Schemes beside the baseline, oldest first', tags, params: CityParams, response: { 200: Type.Array(Scheme), 404: Problem } } }, async ({ params: { city } }) => {
    await requireCity(app, city);
    return listSchemes(app.db.pool, city);
  });

  app.post('/cities/:city/schemes', {
    schema: { summary: 'Make a scheme, empty or a copy of the baseline or of another', tags, params: CityParams, body: SchemeInput, description: 'Units and proposals are copied with ids and numbers of their own, in one transaction, and logged. Sending the same twice makes one.', response: { 201: Scheme, ...problems } },
  }, async (request, reply) => {
    const { params: { city }, body } = request;
    refuseUnfit(body.name, body.note);
    const outcome = await makeScheme(app.db, city, body, accountOf(request).id);
    if (outcome.kind !== 'saved') throw schemeRefusal(outcome, city);
    if (!outcome.isRepeat) app.events.publish(city, { type: 'schemes', schemeId: body.id });
    return reply.code(201).send(outcome.scheme);
  });

  app.post('/cities/:city/schemes/:id', { schema: { summary: 'Rename a scheme or change its note', tags, params: SchemeParams, body: SchemeChange, response: { 200: Scheme, ...problems } } }, async (request) => {
    const { params: { city, id }, body } = request;
    refuseUnfit(body.name, body.note);
    const outcome = await changeScheme(app.db, city, id, body, accountOf(request).id);
    if (outcome.kind !== 'saved') throw schemeRefusal(outcome, city);
    app.events.publish(city, { type: 'schemes', schemeId: id });
    return outcome.scheme;
  });

  app.delete('/cities/:city/schemes/:id', { schema: { summary: 'Delete a scheme with its units; their history stays', tags, params: SchemeParams, response: { 200: SchemeDeletion, 404: Problem } } }, async (request) => {
    const { city, id } = request.params;
    const deleted = await deleteScheme(app.db, city, id, accountOf(request).id);
    if (!deleted) throw notFound('such scheme; it may have been deleted');
    app.events.publish(city, { type: 'schemes', schemeId: id });
    return deleted;
  });
}

function baselineChanged(changes: readonly BaselineChange[]): HttpProblem {
  return new HttpProblem('baseline_changed', { detail: 'The baseline’s units are no longer as they were when they were copied. «currents» says which and by whom; name them in «despite» to overwrite them.', currents: [...changes] });
}

async function promotionRoute(app: AppInstance): Promise<void> {
  const rules = readRules();
  app.post('/cities/:city/schemes/:id/promotions', {
    config: { roles: ['officer', 'admin'] },
    schema: {
      summary: 'Units of a scheme become the baseline’s, with their proposals; officers and admins only', tags: ['schemes'], params: SchemeParams, body: Promotion,
      description: 'A unit that has its like in the baseline changes that one, any other is added; all or none. 422 with findings where one would overlap a unit of the baseline, 409 `baseline_changed` where the baseline’s unit changed since the copy and `despite` does not name it.',
      response: { 200: PromotionResult, 400: Problem, 403: Problem, 404: Problem, 409: Problem, 422: Problem },
    },
  }, async (request) => {
    const { params: { city, id }, body } = request;
    const account = accountOf(request);
    refuseUnfit(body.reason);
    const outcome = await promoteUnits(app.db, await planChecks(rules), city, id, body, account.id);
    if (outcome.kind === 'baseline_changed') throw baselineChanged(outcome.changes);
    if (outcome.kind !== 'saved') throw refusal(outcome, city);
    const answered = await answer(app, city, { id: body.id }, account, outcome);
    if (!outcome.isRepeat) for (const { unitId } of outcome.saved) app.events.publish(city, { type: 'proposals', unitId, editId: body.id });
    return answered;
  });
}

function comparisonRoutes(app: AppInstance): void {
  const tags = ['schemes'];
  app.get('/cities/:city/schemes/comparison', {
    schema: { summary: 'Two schemes, or a scheme and the baseline: units in pairs with their figures and the differences', tags, params: CityParams, querystring: SchemeComparisonQuery, response: { 200: SchemeComparison, 400: Problem, 404: Problem, 422: Problem, 503: Problem } },
  }, ({ params, query: { a, b }, account }) => compareSchemes(app.figures, params.city, a, b, account));

  app.get('/cities/:city/schemes/comparison/table', { schema: { summary: 'The same as a file', tags, params: CityParams, querystring: SchemeComparisonFileQuery } }, async ({ params, query: { a, b, format, lang }, account }, reply) => {
    const comparison = await compareSchemes(app.figures, params.city, a, b, account);
    const tables = schemeComparisonTables(comparison, app.figures.ruleSets, lang);
    const nameOf = (name: string | null): string => name ?? (lang === 'zh' ? '基准方案' : 'baseline');
    const file = await tableFile(`${nameOf(comparison.a.name)} ${nameOf(comparison.b.name)}`, tables, format);
    return reply.headers({ 'content-type': file.type, 'content-disposition': file.disposition, 'cache-control': 'private, no-store' }).send(file.body);
  });
}

export default async function schemes(app: AppInstance): Promise<void> {
  schemeRoutes(app);
  comparisonRoutes(app);
  await promotionRoute(app);
}
