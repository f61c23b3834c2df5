import { readdir, rm } from 'node:fs/promises';
import multipart from '@fastify/multipart';
import { Problem } from '#contract/common.ts';
import { Job } from '#contract/layers.ts';
import { listUploadsAwaited } from '../../db/repositories/uploads.ts';
import { importFile } from '../../ingest/import-file.ts';
import { importResult } from '../../ingest/import-order.ts';
import { layerRegistry } from '../../ingest/layer-kinds.ts';
import { toDegrees } from '../../ingest/source-crs.ts';
import type { JobContext } from '../../jobs/job-queue.ts';
import type { AppInstance } from '../app-instance.ts';
import { isDate, refuse } from '../refuse.ts';
import { receiveUpload, uploadPath, uploadsFolder } from '../receive-upload.ts';
import { uploadLimitBytes } from '../upload-limit.ts';
import { CityParams, requireCity } from './cities.ts';
import { runDeliveryImport } from './deliveries.ts';
import { jobOf } from './jobs.ts';

const fieldNames = ['kind', 'source', 'sourceDate', 'crs', 'attribution'] as const;
type Fields = Readonly<Partial<Record<(typeof fieldNames)[number], string>>>;

/** What an import job is given; shown with the job, so no path of the server is in it. */
interface ImportInput { readonly upload: string; readonly fileName: string; readonly kind: string | null; readonly source: string | null; readonly sourceDate: string | null; readonly crs: string | null; readonly attribution: string | null }

function checkFields(fields: Fields): void {
  if (fields.kind && !(fields.kind in layerRegistry.kinds)) refuse('/kind', `must be one of ${Object.keys(layerRegistry.kinds).join(', ')}`);
  if (fields.sourceDate && !isDate(fields.sourceDate)) refuse('/sourceDate', 'must be a day such as 2025-11-22');
  if (fields.crs) toDegrees(fields.crs);
}

async function runImport(app: AppInstance, job: JobContext): Promise<unknown> {
  const input = job.input as unknown as ImportInput;
  const path = uploadPath(app.dataDir, input.upload);
  try {
    const outcome = await importFile(app.db, app.dataDir, {
      cityId: job.cityId ?? '', importId: job.id, createdBy: job.accountId, path, fileName: input.fileName,
      kind: input.kind, source: input.source, sourceDate: input.sourceDate, crs: input.crs, attribution: input.attribution,
    }, { signal: job.signal, onProgress: (share, step) => job.progress(share, step) });
    if (job.cityId !== null) app.events.publish(job.cityId, { type: 'layers' });
    return importResult(outcome);
  } finally {
    await rm(path, { force: true });
  }
}

/** Files whose job was cancelled before it ran, or whose server died. */
async function removeOrphans(app: AppInstance): Promise<void> {
  const awaited = new Set(await listUploadsAwaited(app.db.pool));
  const names = await readdir(uploadsFolder(app.dataDir)).catch(() => [] as string[]);
  for (const name of names) if (!awaited.has(name)) await rm(uploadPath(app.dataDir, name), { force: true });
}

export default async function imports(app: AppInstance): Promise<void> {
  const limitBytes = uploadLimitBytes(process.env);
  await app.register(multipart);
  app.jobs.register('import', (job) => ('delivery' in job.input ? runDeliveryImport(app, job) : runImport(app, job)));
  app.addHook('onReady', () => removeOrphans(app));

  app.post('/cities/:city/imports', {
    schema: {
      summary: 'Import a file', tags: ['layers'], consumes: ['multipart/form-data'], params: CityParams,
      description: `Fields first: ${fieldNames.join(', ')} (all optional; kind is needed for GeoJSON), then the file as “file”. The job’s result is { editions, waiting, report }; nothing is visible before it is done.`,
      response: { 202: Job, 400: Problem, 404: Problem, 413: Problem, 422: Problem },
    },
  }, async (request, reply) => {
    const city = await requireCity(app, request.params.city);
    const { id, fileName, fields } = await receiveUpload(request, app.dataDir, fieldNames, limitBytes);
    try {
      checkFields(fields);
      const input: ImportInput = {
        upload: id, fileName, kind: fields.kind || null, source: fields.source || null, sourceDate: fields.sourceDate || null, crs: fields.crs || null, attribution: fields.attribution || null,
      };
      const job = await app.jobs.submit('import', city.id, { ...input }, request.account);
      return await reply.code(202).header('location', `/api/jobs/${job.id}`).send(jobOf(job));
    } catch (error) {
      await rm(uploadPath(app.dataDir, id), { force: true });
      throw error;
    }
  });
}
