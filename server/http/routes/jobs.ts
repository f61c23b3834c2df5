import { Type } from 'typebox';
import { closed, Enum, Problem, Uuid } from '#contract/common.ts';
import { Job, jobKinds } from '#contract/layers.ts';
import { findJob, listJobs, type StoredJob } from '../../db/repositories/jobs.ts';
import type { AppInstance } from '../app-instance.ts';
import { notFound } from '../problems.ts';
import { CityParams, requireCity } from './cities.ts';

/** `kind`, once or several times: only these, so that the checks after every saved unit do not push the others out of the list. */
const JobsQuery = Type.Object({ kind: Type.Optional(Type.Union([Enum(jobKinds), Type.Array(Enum(jobKinds), { maxItems: jobKinds.length })])) }, closed);
const JobParams = Type.Object({ id: Uuid }, closed);

/** A job as the API shows it. */
export function jobOf({ accountId: _, ...job }: StoredJob): Job {
  return job;
}

export default async function jobs(app: AppInstance): Promise<void> {
  const tags = ['jobs'];

  app.get('/cities/:city/jobs', { schema: { summary: 'Jobs of a city, newest first', tags, params: CityParams, querystring: JobsQuery, response: { 200: Type.Array(Job), 400: Problem, 404: Problem } } }, async (request) => {
    await requireCity(app, request.params.city);
    const { kind } = request.query;
    return (await listJobs(app.db.pool, request.params.city, kind === undefined ? null : [kind].flat())).map(jobOf);
  });

  app.get('/jobs/:id', { schema: { summary: 'A job', tags, params: JobParams, response: { 200: Job, 404: Problem } } }, async (request) => {
    const job = await findJob(app.db.pool, request.params.id);
    if (!job) throw notFound('such job');
    return jobOf(job);
  });

  app.delete('/jobs/:id', { schema: { summary: 'Cancel a job; one that has ended stays as it is', tags, params: JobParams, response: { 200: Job, 404: Problem } } }, async (request) => {
    const job = await app.jobs.cancel(request.params.id);
    if (!job) throw notFound('such job');
    return jobOf(job);
  });
}
