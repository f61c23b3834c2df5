import { Type } from 'typebox';
import { closed, Problem, Uuid } from '#contract/common.ts';
import { Job } from '#contract/layers.ts';
import { CityRun, RunCoverage, RunTableQuery } from '#contract/runs.ts';
import { listRunAreas, listRunCoverage, listRuns, type RunAreaWithState, type StoredRun } from '../../db/repositories/city-runs.ts';
import { listJobs } from '../../db/repositories/jobs.ts';
import { runTables } from '../../export/run-tables.ts';
import { tableFile } from '../../export/table-file.ts';
import { layerRegistry } from '../../ingest/layer-kinds.ts';
import { cityRunJob } from '../../jobs/runs/city-run.ts';
import { runsOfCity } from '../../jobs/runs/runs-of-city.ts';
import type { AppInstance } from '../app-instance.ts';
import { notFound } from '../problems.ts';
import { CityParams, requireCity } from './cities.ts';
import { jobOf } from './jobs.ts';

const RunParams = Type.Object({ ...CityParams.properties, run: Uuid }, closed);
const CoverageQuery = Type.Object({ rule: Type.String({ minLength: 1, maxLength: 100 }), level: Type.String({ minLength: 1, maxLength: 40 }) }, closed);

/** Areas read at once when a table is made. */
const areasAtOnce = 200;

export default async function runs(app: AppInstance): Promise<void> {
  const tags = ['runs'];
  const problems = { 400: Problem, 404: Problem, 422: Problem, 503: Problem };
  app.jobs.register('run', cityRunJob(app.figures));

  app.get('/cities/:city/runs', {
    schema: { summary: 'Finished city-wide runs, newest first, and what has changed since the latest', tags, params: CityParams, response: { 200: Type.Array(CityRun), ...problems } },
  }, async (request) => {
    await requireCity(app, request.params.city);
    const found = await listRuns(app.db.pool, request.params.city);
    return found.length === 0 ? [] : runsOfCity(app.figures, request.params.city);
  });

  app.post('/cities/:city/runs', {
    schema: { summary: 'Work out every rule for every unit, every division and the city. One at a time: while one is under way its job is the answer', tags, params: CityParams, response: { 202: Job, ...problems } },
  }, async (request, reply) => {
    const { city } = request.params;
    await requireCity(app, city);
    await app.figures.keyOf(city);
    const live = (await listJobs(app.db.pool, city, ['run'])).find(({ state }) => state === 'queued' || state === 'running');
    return reply.code(202).send(jobOf(live ?? await app.jobs.submit('run', city, {}, request.account)));
  });

  app.get('/cities/:city/runs/:run/coverage', {
    schema: { summary: 'One rule of a run in every division of a level', tags, params: RunParams, querystring: CoverageQuery, response: { 200: Type.Array(RunCoverage), ...problems } },
  }, async (request) => {
    await requireRun(app, request.params.city, request.params.run);
    return listRunCoverage(app.db.pool, request.params.run, request.query.rule, request.query.level);
  });

  app.get('/cities/:city/runs/:run/table', {
    schema: { summary: 'A run as a file to download: a row an area and rule; in Excel with a second sheet of the sources', tags, params: RunParams, querystring: RunTableQuery },
  }, async (request, reply) => {
    const { city, run: runId } = request.params;
    const { format, lang } = request.query;
    const known = await requireCity(app, city);
    const run = await requireRun(app, city, runId);
    const areas: RunAreaWithState[] = [];
    const count = run.computed + run.cached;
    // Positions may have gaps where a unit was removed while the run was on.
    for (let first = 0; areas.length < count; first += areasAtOnce) areas.push(...await listRunAreas(app.db.pool, city, runId, first, areasAtOnce));
    const nameOf = (layer: string): string => layerRegistry.kinds[layer]?.name[lang] ?? layer;
    const tables = runTables(run, areas, app.figures.ruleSets, nameOf, lang);
    const name = lang === 'zh' ? `${known.name} 全市计算 ${run.finishedAt.slice(0, 10)}` : `${known.nameEn || known.name} city-wide run ${run.finishedAt.slice(0, 10)}`;
    const file = await tableFile(name, tables, format);
    return reply.headers({ 'content-type': file.type, 'content-disposition': file.disposition, 'cache-control': 'private, no-store' }).send(file.body);
  });
}

async function requireRun(app: AppInstance, cityId: string, runId: string): Promise<StoredRun> {
  const run = (await listRuns(app.db.pool, cityId)).find(({ id }) => id === runId);
  if (!run) throw notFound('such run of the city');
  return run;
}
