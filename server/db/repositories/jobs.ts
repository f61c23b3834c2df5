import type { Problem } from '#contract/common.ts';
import type { Job } from '#contract/layers.ts';
import type { Queryable } from '../database.ts';

export type JobKind = Job['kind'];

/** A job as stored, with who asked for it. */
export interface StoredJob extends Job { readonly accountId: number | null }

interface Row {
  id: string; city_id: string | null; kind: JobKind; state: Job['state']; progress: number; step: string;
  input: Record<string, unknown>; result: unknown; problem: Problem | null; created_by: number | null; created_at: Date; finished_at: Date | null;
}

const columns = 'id, city_id, kind, state, progress, step, input, result, problem, created_by, created_at, finished_at';

function fromRow(row: Row): StoredJob {
  return {
    id: row.id, cityId: row.city_id, kind: row.kind, state: row.state, progress: row.progress, step: row.step, input: row.input, result: row.result,
    problem: row.problem, createdAt: row.created_at.toISOString(), finishedAt: row.finished_at?.toISOString() ?? null, accountId: row.created_by,
  };
}

async function one(q: Queryable, sql: string, values: unknown[]): Promise<StoredJob | null> {
  const { rows } = await q.query<Row>(sql, values);
  return rows[0] ? fromRow(rows[0]) : null;
}

export async function insertJob(q: Queryable, job: { id: string; kind: JobKind; cityId: string | null; input: Record<string, unknown>; accountId: number | null }): Promise<StoredJob> {
  const stored = await one(q, `insert into job (id, city_id, kind, state, input, created_by) values ($1, $2, $3, 'queued', $4, $5) returning ${columns}`,
    [job.id, job.cityId, job.kind, JSON.stringify(job.input), job.accountId]);
  return stored as StoredJob;
}

export function findJob(q: Queryable, id: string): Promise<StoredJob | null> {
  return one(q, `select ${columns} from job where id = $1`, [id]);
}

/** Newest first; of some kinds, or of all (null). */
export async function listJobs(q: Queryable, cityId: string, kinds: readonly JobKind[] | null = null, limit = 100): Promise<StoredJob[]> {
  const { rows } = await q.query<Row>(`select ${columns} from job where city_id = $1 and ($3::text[] is null or kind = any($3)) order by created_at desc, id limit $2`, [cityId, limit, kinds]);
  return rows.map(fromRow);
}

/** Takes a queued job for running; null when it was cancelled or taken before. */
export function claimJob(q: Queryable, id: string): Promise<StoredJob | null> {
  return one(q, `update job set state = 'running' where id = $1 and state = 'queued' returning ${columns}`, [id]);
}

export async function saveProgress(q: Queryable, id: string, progress: number, step: string): Promise<void> {
  await q.query(`update job set progress = $2, step = $3 where id = $1 and state = 'running'`, [id, progress, step]);
}

export interface JobEnd { readonly state: 'done' | 'failed' | 'cancelled'; readonly result?: unknown; readonly problem?: Problem }

/** Ends a job that has not ended; null when it had. */
export function finishJob(q: Queryable, id: string, end: JobEnd): Promise<StoredJob | null> {
  return one(q, `update job set state = $2, result = $3, problem = $4, finished_at = now(), progress = case when $2 = 'done' then 1 else progress end
    where id = $1 and state in ('queued', 'running') returning ${columns}`,
  [id, end.state, end.result === undefined ? null : JSON.stringify(end.result), end.problem === undefined ? null : JSON.stringify(end.problem)]);
}

export function cancelQueuedJob(q: Queryable, id: string): Promise<StoredJob | null> {
  return one(q, `update job set state = 'cancelled', finished_at = now() where id = $1 and state = 'queued' returning ${columns}`, [id]);
}

/** Jobs a server that is gone left running. One server runs the jobs of a database, so at its start none can be alive. */
export async function failLeftovers(q: Queryable, problem: Problem): Promise<number> {
  const { rowCount } = await q.query(`update job set state = 'failed', problem = $1, finished_at = now() where state = 'running'`, [JSON.stringify(problem)]);
  return rowCount ?? 0;
}

/** Ids of jobs nobody has begun, oldest first. */
export async function queuedJobs(q: Queryable, kind: JobKind): Promise<string[]> {
  const { rows } = await q.query<{ id: string }>(`select id from job where state = 'queued' and kind = $1 order by created_at`, [kind]);
  return rows.map((row) => row.id);
}
