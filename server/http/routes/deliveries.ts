import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import multipart from '@fastify/multipart';
import { Type } from 'typebox';
import { closed, Problem, Uuid } from '#contract/common.ts';
import { Delivery, DeliveryImport, DeliverySummary, LayerReading, SourceLayer } from '#contract/deliveries.ts';
import { Job } from '#contract/layers.ts';
import { findDelivery, insertDelivery, listDeliveries, type DeliveredFile, type StoredDelivery } from '../../db/repositories/deliveries.ts';
import { deliveryFolder, forgetDelivery, importDelivery, inspectDelivery, KEPT_DAYS, previewLayer, removeStrayFolders, requireLayers, sweepDeliveries } from '../../ingest/deliveries.ts';
import { importResult } from '../../ingest/import-order.ts';
import { layerRegistry } from '../../ingest/layer-kinds.ts';
import { toDegrees } from '../../ingest/source-crs.ts';
import type { JobContext } from '../../jobs/job-queue.ts';
import type { AppInstance } from '../app-instance.ts';
import { HttpProblem, notFound } from '../problems.ts';
import { receiveFiles } from '../receive-files.ts';
import { uploadLimitBytes } from '../upload-limit.ts';
import { isDate, refuse } from '../refuse.ts';
import { CityParams, requireCity } from './cities.ts';
import { jobOf } from './jobs.ts';

const DeliveryParams = Type.Object({ ...CityParams.properties, id: Uuid }, closed);
const SWEEP_MS = 6 * 3600 * 1000;

/** What a delivery of several files is called: its one shapefile, else its first file. */
function titleOf(files: readonly DeliveredFile[]): string {
  const shapes = files.filter(({ name }) => /\.shp$/i.test(name));
  return (shapes.length === 1 ? shapes[0]! : files[0]!).name;
}

async function requireInspected(app: AppInstance, cityId: string, id: string): Promise<StoredDelivery & Delivery> {
  const found = await findDelivery(app.db.pool, cityId, id);
  if (!found) throw notFound(`delivery ${id}; it was forgotten, or is more than ${KEPT_DAYS} days old`);
  if (found.format === null || found.layers === null) throw new HttpProblem('not_ready', { detail: 'The delivery is being looked into; wait for its job to end.' });
  return { ...found, format: found.format, layers: found.layers };
}

async function runInspect(app: AppInstance, { cityId, input, signal, progress }: JobContext): Promise<unknown> {
  const { delivery } = input as { delivery: string };
  progress(0, 'inspecting');
  await inspectDelivery(app.db, app.dataDir, await requireCity(app, cityId ?? ''), delivery, signal);
  return { delivery };
}

/** The handler of an import job that is of a delivery. */
export async function runDeliveryImport(app: AppInstance, job: JobContext): Promise<unknown> {
  const { delivery, layers, source, sourceDate, attribution, acceptance } = job.input as unknown as { delivery: string } & DeliveryImport;
  const wanted = { layers, acceptance, ...source === undefined ? {} : { source }, ...sourceDate === undefined ? {} : { sourceDate }, ...attribution === undefined ? {} : { attribution } };
  const outcome = await importDelivery(app.db, app.dataDir, { cityId: job.cityId ?? '', importId: job.id, createdBy: job.accountId }, delivery, wanted,
    { signal: job.signal, onProgress: (share, step) => job.progress(share, step) });
  if (job.cityId !== null) app.events.publish(job.cityId, { type: 'layers' });
  return importResult(outcome);
}

const classifications = (): readonly string[] => layerRegistry.kinds['land_use']?.attributes['classification_version']?.values ?? [];

function checkReading(path: string, { kind, crs }: { readonly kind?: string | null; readonly crs?: string | null }): void {
  if (kind && !(kind in layerRegistry.kinds)) refuse(`${path}/kind`, `must be one of ${Object.keys(layerRegistry.kinds).join(', ')}`);
  if (crs) toDegrees(crs);
}

function checkOrder(delivery: StoredDelivery & Delivery, { layers, sourceDate }: DeliveryImport): void {
  requireLayers(delivery, layers.map(({ layer }) => layer));
  layers.forEach((choice, i) => {
    if (layers.findIndex(({ layer }) => layer === choice.layer) !== i) refuse(`/layers/${i}/layer`, 'is named twice');
    checkReading(`/layers/${i}`, choice);
    if (choice.kind === null && !delivery.format.startsWith('osm')) refuse(`/layers/${i}/kind`, 'must be stated: the format does not say it');
    if (choice.classification !== null && !classifications().includes(choice.classification)) refuse(`/layers/${i}/classification`, `must be one of ${classifications().join(', ')}`);
  });
  if (sourceDate && !isDate(sourceDate)) refuse('/sourceDate', 'must be a day such as 2025-11-22');
}

export default async function deliveries(app: AppInstance): Promise<void> {
  const tags = ['layers'];
  const problems = { 400: Problem, 404: Problem, 422: Problem, 503: Problem };
  const limitBytes = uploadLimitBytes(process.env);
  await app.register(multipart);
  app.jobs.register('inspect', (job) => runInspect(app, job));
  app.addHook('onReady', async () => { await sweepDeliveries(app.db, app.dataDir); await removeStrayFolders(app.db, app.dataDir); });
  const sweep = setInterval(() => { sweepDeliveries(app.db, app.dataDir).catch((error: unknown) => app.log.error(error, 'old deliveries')); }, SWEEP_MS).unref();
  app.addHook('onClose', () => { clearInterval(sweep); });

  app.post('/cities/:city/deliveries', {
    schema: {
      summary: 'Hand in files to be looked into before anything is imported', tags, consumes: ['multipart/form-data'], params: CityParams,
      description: `One or more parts called “file”: a file, an archive, or the loose parts of a shapefile. The job’s result is { delivery }. A delivery is forgotten after ${KEPT_DAYS} days.`,
      response: { 202: Job, 400: Problem, 404: Problem, 413: Problem },
    },
  }, async (request, reply) => {
    const city = await requireCity(app, request.params.city);
    const id = randomUUID();
    const folder = deliveryFolder(app.dataDir, id);
    const files = await receiveFiles(request, folder, limitBytes);
    try {
      const fileName = titleOf(files);
      await insertDelivery(app.db.pool, city.id, id, fileName, files, request.account?.id ?? null);
      const job = await app.jobs.submit('inspect', city.id, { delivery: id, fileName }, request.account);
      return await reply.code(202).header('location', `/api/jobs/${job.id}`).send(jobOf(job));
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  });

  app.get('/cities/:city/deliveries', { schema: { summary: 'What was handed in for a city and is not forgotten yet, newest first', tags, params: CityParams, response: { 200: Type.Array(DeliverySummary), 404: Problem } } }, async ({ params }) => {
    await requireCity(app, params.city);
    return listDeliveries(app.db.pool, params.city, KEPT_DAYS);
  });

  app.get('/cities/:city/deliveries/:id', { schema: { summary: 'What a delivery turned out to be', tags, params: DeliveryParams, response: { 200: Delivery, ...problems } } }, async ({ params }) => {
    await requireCity(app, params.city);
    const { id, fileName, format, bytes, sha256, layers, createdAt } = await requireInspected(app, params.city, params.id);
    return { id, fileName, format, bytes, sha256, layers, createdAt };
  });

  app.delete('/cities/:city/deliveries/:id', { schema: { summary: 'Forget a delivery and its files', tags, params: DeliveryParams, response: { 204: Type.Null(), 404: Problem } } }, async ({ params }, reply) => {
    await requireCity(app, params.city);
    if (!(await findDelivery(app.db.pool, params.city, params.id))) throw notFound(`delivery ${params.id}`);
    await forgetDelivery(app.db, app.dataDir, params.id);
    return reply.code(204).send(null);
  });

  app.post('/cities/:city/deliveries/:id/preview', {
    schema: { summary: 'One layer of a delivery read in another way; nothing is kept', tags, params: DeliveryParams, body: LayerReading, response: { 200: SourceLayer, ...problems } },
  }, async ({ params, body }) => {
    const city = await requireCity(app, params.city);
    const delivery = await requireInspected(app, params.city, params.id);
    checkReading('', body);
    return previewLayer(app.db, app.dataDir, city, delivery, body, new AbortController().signal);
  });

  app.post('/cities/:city/deliveries/:id/import', {
    schema: {
      summary: 'Import chosen layers of a delivery, all or nothing', tags, params: DeliveryParams, body: DeliveryImport,
      description: 'The job’s result is { editions, waiting, report }; those in `waiting` are in no figure and on no map before a person decides.', response: { 202: Job, ...problems },
    },
  }, async ({ params, body, account }, reply) => {
    await requireCity(app, params.city);
    const delivery = await requireInspected(app, params.city, params.id);
    checkOrder(delivery, body);
    const job = await app.jobs.submit('import', params.city, { delivery: delivery.id, fileName: delivery.fileName, ...body }, account);
    return reply.code(202).header('location', `/api/jobs/${job.id}`).send(jobOf(job));
  });
}
