import { Readable } from 'node:stream';
import { Type } from 'typebox';
import { closed, Enum, Problem } from '#contract/common.ts';
import { EditionDecision, EditionDifference, PositionPreview } from '#contract/deliveries.ts';
import { Job } from '#contract/layers.ts';
import { editionFacts, type EditionFacts } from '../../db/repositories/edition-moves.ts';
import { findEdition } from '../../db/repositories/editions.ts';
import { reportRowPacks } from '../../db/repositories/report-rows.ts';
import { reportCsv, reportXlsx, type ReportRow } from '../../export/report-rows.ts';
import { decidedAlready, decideEdition, isOpenTo, undoOf } from '../../ingest/decide-edition.ts';
import { editionDifference, positionPreview } from '../../ingest/edition-views.ts';
import { layerRegistry } from '../../ingest/layer-kinds.ts';
import { unpackRows } from '../../ingest/row-log.ts';
import type { JobContext } from '../../jobs/job-queue.ts';
import type { AppInstance } from '../app-instance.ts';
import { HttpProblem, notFound } from '../problems.ts';
import { CityParams, requireCity } from './cities.ts';
import { jobOf } from './jobs.ts';

const EditionParams = Type.Object({ ...CityParams.properties, edition: Type.String({ pattern: '^[1-9][0-9]{0,9}$' }) }, closed);
const ReportQuery = Type.Object({ lang: Type.Optional(Enum(['zh', 'en'] as const)) }, closed);

async function requireEdition(app: AppInstance, cityId: string, edition: string): Promise<{ readonly srid: number | null; readonly facts: EditionFacts }> {
  const { srid } = await requireCity(app, cityId);
  const id = Number(edition);
  const facts = id <= 2_147_483_647 ? await editionFacts(app.db.pool, cityId, id) : null;
  if (!facts) throw notFound(`edition ${edition} in «${cityId}»`);
  return { srid, facts };
}

async function runDecision(app: AppInstance, { id, cityId, input, accountId, signal, progress }: JobContext): Promise<unknown> {
  const { edition, ...decision } = input as { edition: number } & EditionDecision;
  const outcome = await decideEdition(app.db, app.dataDir, { ...decision, cityId: cityId ?? '', editionId: edition, by: accountId, orderId: id }, { signal, onProgress: progress });
  // Figures are kept by the editions they follow from: whoever shows some asks anew.
  if (cityId !== null) app.events.publish(cityId, { type: 'layers' });
  return outcome;
}

async function* rowsOf(app: AppInstance, editionId: number): AsyncGenerator<readonly ReportRow[]> {
  for await (const { isOwn, lines } of reportRowPacks(app.db.pool, editionId)) yield unpackRows(lines).map((row) => ({ ...row, isOwn }));
}

export default async function editions(app: AppInstance): Promise<void> {
  const tags = ['editions'];
  const problems = { 400: Problem, 404: Problem, 422: Problem };
  app.jobs.register('decide', (job) => runDecision(app, job));

  app.get('/cities/:city/editions/:edition/difference', {
    schema: { summary: 'What an edition adds, removes and changes against the one in use', tags, params: EditionParams, response: { 200: EditionDifference, ...problems } },
  }, async ({ params }) => {
    const { srid, facts } = await requireEdition(app, params.city, params.edition);
    return editionDifference(app.db, params.city, srid, facts);
  });

  app.get('/cities/:city/editions/:edition/position', {
    schema: { summary: 'Whether an edition lies where it should, and some features before and after its shift', tags, params: EditionParams, response: { 200: PositionPreview, ...problems } },
  }, async ({ params }) => {
    const { srid, facts } = await requireEdition(app, params.city, params.edition);
    return positionPreview(app.db, srid, facts);
  });

  app.post('/cities/:city/editions/:edition/decision', {
    schema: {
      summary: 'Accept or refuse an edition that waits, or take back the one in use', tags, params: EditionParams, body: EditionDecision,
      description: 'Accepting may undo a shift: the rows are moved, measured and mended anew. One that was quarantined waits as `pending` then where another is in use: its difference is accepted in a second step, without a shift. 409 comes with the edition as it is now.',
      response: { 202: Job, ...problems, 409: Problem },
    },
  }, async ({ params, body, account }, reply) => {
    const { facts } = await requireEdition(app, params.city, params.edition);
    if (body.shift !== undefined && body.decision !== 'accept') throw new HttpProblem('bad_request', { detail: 'A shift is undone on accepting only.', errors: [{ path: '/shift', message: 'goes with the decision “accept”' }] });
    if (body.reason?.includes('\0') || /\p{Surrogate}/u.test(body.reason ?? '')) throw new HttpProblem('bad_request', { detail: 'The reason holds NUL or half a character (a lone surrogate).', errors: [{ path: '/reason', message: 'holds a character that cannot be stored' }] });
    if (!isOpenTo(body.decision, facts.status)) {
      throw new HttpProblem('version_conflict', { detail: decidedAlready(facts, body.decision).message, current: await findEdition(app.db.pool, params.city, facts.id) });
    }
    if (body.decision === 'accept') undoOf(body.shift, facts);
    const job = await app.jobs.submit('decide', params.city, { edition: facts.id, ...body, reason: body.reason?.trim() ?? '' }, account);
    return reply.code(202).header('location', `/api/jobs/${job.id}`).send(jobOf(job));
  });

  for (const format of ['csv', 'xlsx'] as const) {
    app.get(`/cities/:city/editions/:edition/report.${format}`, {
      schema: { summary: `Every row the import mended or left out, as ${format}`, tags, params: EditionParams, querystring: ReportQuery },
    }, async ({ params, query }, reply) => {
      const { facts } = await requireEdition(app, params.city, params.edition);
      const edition = await findEdition(app.db.pool, params.city, facts.id);
      const lang = query.lang ?? 'zh';
      const kind = layerRegistry.kinds[facts.kind]?.name[lang] ?? facts.kind;
      const name = lang === 'zh' ? `${kind} 第${edition?.edition ?? ''}版 导入报告.${format}` : `${kind} edition ${edition?.edition ?? ''} import report.${format}`;
      const rows = rowsOf(app, facts.id);
      return reply.type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
        .header('content-disposition', `attachment; filename="report.${format}"; filename*=UTF-8''${encodeURIComponent(name)}`).header('cache-control', 'private, no-store')
        .send(Readable.from(format === 'csv' ? reportCsv(rows, lang) : reportXlsx(rows, lang), { objectMode: false }));
    });
  }
}
