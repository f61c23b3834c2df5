import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { Problem } from '#contract/common.ts';
import { ExportCheck, ExportFileParams, ExportParams, ExportQuery, exportWarningHeader, mostRowsAtOnce, type ExportWarning } from '#contract/exports.ts';
import { Job } from '#contract/layers.ts';
import { findJob } from '../../db/repositories/jobs.ts';
import { checkExport, exportFileName, exportType, isStreamed, makeExport, needsJob, streamExport, warningsOfFormat, type ExportOrder } from '../../export/make-export.ts';
import { dispositionOf } from '../../export/table-file.ts';
import { makeTemporaryFolder, removeFolder } from '../../gdal/temporary-folder.ts';
import { exportJob, exportPath, sweepExports, type ExportResult } from '../../jobs/exports/export-files.ts';
import { exportOrder } from '../../jobs/exports/export-order.ts';
import type { AppInstance } from '../app-instance.ts';
import { HttpProblem, notFound } from '../problems.ts';
import { requireCity } from './cities.ts';
import { jobOf } from './jobs.ts';

/** Bytes as they are: no schema to write them by. */
const File = Type.Unsafe<NodeJS.ReadableStream>({});

const headerOf = (warnings: readonly ExportWarning[]): string => warnings.map(({ code, count }) => `${code};${count}`).join(',');

function head(reply: FastifyReply, type: string, fileName: string, warnings: readonly ExportWarning[]): FastifyReply {
  return reply.header('content-type', type).header('content-disposition', dispositionOf(fileName)).header('cache-control', 'private, no-store').header(exportWarningHeader, headerOf(warnings));
}

/** Aborts when the answer is over, however it ended; whoever has left by then is told of nothing. */
function signalOf(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => controller.abort(new HttpProblem('cancelled')));
  return controller.signal;
}

async function sendStream(reply: FastifyReply, order: ExportOrder): Promise<FastifyReply> {
  const signal = signalOf(reply);
  // Beyond so many rows looking twice would keep the reader waiting: the check tells.
  const warnings = order.table.count > mostRowsAtOnce ? warningsOfFormat(order) : await checkExport(order, signal);
  const stream = await streamExport(order, signal);
  return head(reply, exportType(order.choice), exportFileName(order), warnings).send(stream);
}

async function sendFile(reply: FastifyReply, order: ExportOrder): Promise<FastifyReply> {
  const folder = await makeTemporaryFolder();
  const signal = signalOf(reply);
  reply.raw.once('close', () => { void removeFolder(folder); });
  try {
    const { path, warnings } = await makeExport(order, folder, signal);
    const { size } = await stat(path);
    return head(reply, exportType(order.choice), exportFileName(order), warnings).header('content-length', size).send(createReadStream(path));
  } catch (error) {
    await removeFolder(folder);
    throw error;
  }
}

export default async function exports(app: AppInstance): Promise<void> {
  const tags = ['exports'];
  const problems = { 400: Problem, 404: Problem, 422: Problem, 503: Problem };
  app.jobs.register('export', exportJob(app.figures, app.dataDir));
  app.addHook('onReady', () => sweepExports(app.dataDir));

  app.get('/cities/:city/exports/:what/check', {
    schema: { summary: 'What a format cannot hold, before the file is asked for', tags, params: ExportParams, querystring: ExportQuery, response: { 200: ExportCheck, ...problems } },
  }, async (request, reply) => {
    const city = await requireCity(app, request.params.city);
    const order = await exportOrder(app.figures, city, request.params.what, request.query, request.account);
    const { choice, table } = order;
    return {
      format: choice.format, crs: choice.target.code, encoding: choice.encoding, features: table.count, fileName: exportFileName(order),
      delivery: needsJob(order) ? 'job' as const : 'file' as const, warnings: await checkExport(order, signalOf(reply)),
    };
  });

  app.get('/cities/:city/exports/:what', {
    schema: {
      summary: 'Units, the current edition of a layer, figures or gaps as a file', tags, params: ExportParams, querystring: ExportQuery,
      description: `The file, with ${exportWarningHeader} for what the format cannot hold; or, for more than ${mostRowsAtOnce} rows in a format that cannot stream, 202 with a job of kind export.`,
      response: { 200: File, 202: Job, ...problems },
    },
  }, async (request, reply) => {
    const city = await requireCity(app, request.params.city);
    const { what } = request.params;
    const order = await exportOrder(app.figures, city, what, request.query, request.account);
    if (isStreamed(order.choice.format)) return sendStream(reply, order);
    if (!needsJob(order)) return sendFile(reply, order);
    const job = await app.jobs.submit('export', city.id, { what, query: request.query }, request.account);
    return reply.code(202).header('location', `/api/jobs/${job.id}`).send(jobOf(job));
  });

  app.get('/cities/:city/exports/files/:job', {
    schema: { summary: 'The file a job of kind export has made', tags, params: ExportFileParams, response: { 200: File, ...problems } },
  }, async (request, reply) => {
    const { city, job: id } = request.params;
    const job = await findJob(app.db.pool, id);
    const path = exportPath(app.dataDir, id);
    const size = job?.kind === 'export' && job.cityId === city && job.state === 'done' ? await stat(path).then((found) => found.size, () => null) : null;
    if (size === null) throw notFound('such file, or its time is over; ask for the export again');
    const result = job?.result as ExportResult;
    return head(reply, result.type, result.fileName, result.warnings).header('content-length', size).send(createReadStream(path));
  });
}
