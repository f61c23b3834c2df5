import { randomUUID } from 'node:crypto';
import PgBoss from 'pg-boss';
import { problemDocument } from '#contract/problem-document.ts';
import type { Database } from '../db/database.ts';
import { cancelQueuedJob, claimJob, failLeftovers, findJob, finishJob, insertJob, queuedJobs, saveProgress, type JobEnd, type JobKind, type StoredJob } from '../db/repositories/jobs.ts';
import type { EventBus } from './event-bus.ts';
import { jobProblem } from './job-problem.ts';
import { ProgressWriter } from './progress-writer.ts';

export interface JobContext {
  readonly id: string;
  readonly cityId: string | null;
  readonly input: Readonly<Record<string, unknown>>;
  /** Who asked for it; every write of the job carries it. */
  readonly accountId: number | null;
  /** Aborted on cancel and when the server closes. Pass it on, and call `throwIfAborted()` between steps. */
  readonly signal: AbortSignal;
  /** Where it is: 0..1 and the code of the step. Call it as often as you like; it is written a few times a second. */
  progress(share: number, step: string): void;
}

/** Does the work and returns the job's result as JSON. Throw an error with a problem `code` for an expected failure. All or nothing is the handler's. */
export type JobHandler = (context: JobContext) => Promise<unknown>;

export interface JobQueueOptions {
  readonly db: Database;
  readonly events: EventBus;
  /** Unexpected failures, for the log. */
  onError(message: string, error: unknown): void;
}

interface Running { readonly controller: AbortController; readonly settled: Promise<void> }

const pollingIntervalSeconds = 1;
// pg-boss gives a job up after this time and wants less than a day; a cancelled job ends by its signal long before.
const expireInHours = 23;

/**
 * Long work. The `job` row is what people see (state, step, progress, result, problem); pg-boss hands the work out, by polling, so it works on both
 * kinds of database. One job of a kind runs at a time; it goes on when the page that asked for it is closed.
 */
export class JobQueue {
  readonly #options: JobQueueOptions;
  readonly #boss: PgBoss;
  readonly #handlers = new Map<JobKind, JobHandler>();
  readonly #workers = new Map<JobKind, string>();
  readonly #running = new Map<string, Running>();
  /** Of the queue itself, on their way to the database. */
  readonly #statements = new Set<Promise<unknown>>();
  #starting: Promise<void> | null = null;
  #isStopping = false;

  constructor(options: JobQueueOptions) {
    this.#options = options;
    const { pool } = options.db;
    this.#boss = new PgBoss({
      db: { executeSql: (text, values) => this.#tracked(pool.query(text, values)) },
      schema: 'job_queue', schedule: false, retryLimit: 0,
    });
    this.#boss.on('error', (error) => { if (!this.#isStopping) options.onError('job queue', error); });
  }

  /** Before `start`. */
  register(kind: JobKind, handler: JobHandler): void {
    this.#handlers.set(kind, handler);
  }

  /** Fails what a crashed server left running, then begins to work: on all kinds at once and last of all, for a job may hold the only connection of the embedded database for long. */
  start(): Promise<void> {
    this.#starting ??= this.#prepare();
    return this.#starting;
  }

  async #prepare(): Promise<void> {
    const problem = problemDocument('job_failed', { detail: 'The server stopped while the job was running. Nothing of it was kept; start it again.' });
    await failLeftovers(this.#options.db.pool, problem);
    await this.#boss.start();
    for (const kind of this.#handlers.keys()) {
      await this.#boss.createQueue(kind, { name: kind, policy: 'standard', retryLimit: 0, expireInHours });
      // A server may have died between storing a job and queueing it. One that is queued already is claimed only once.
      for (const id of await queuedJobs(this.#options.db.pool, kind)) await this.#boss.send(kind, { id });
    }
    for (const kind of this.#handlers.keys()) {
      if (this.#isStopping) return;
      const worker = await this.#boss.work<{ id: string }>(kind, { pollingIntervalSeconds, batchSize: 1 }, async ([job]) => {
        if (job) await this.#run(job.data.id);
      });
      this.#workers.set(kind, worker);
    }
  }

  /** Stops taking jobs and aborts the running ones, which end as failed: the server was stopped. Also of a queue that has not begun yet, or could not. */
  async stop(): Promise<void> {
    if (this.#starting === null || this.#isStopping) return;
    this.#isStopping = true;
    await this.#starting.catch(() => {});
    for (const { controller } of this.#running.values()) controller.abort();
    await Promise.all([...this.#running.values()].map((running) => running.settled));
    await this.#boss.stop({ graceful: false, wait: true, close: false });
    // The queue tells the end of a job without waiting for the answer; the database must not be gone before it.
    await Promise.allSettled([...this.#statements]);
  }

  async #tracked<T>(statement: Promise<T>): Promise<T> {
    this.#statements.add(statement);
    try {
      return await statement;
    } finally {
      this.#statements.delete(statement);
    }
  }

  async submit(kind: JobKind, cityId: string | null, input: Record<string, unknown>, account: { readonly id: number } | null): Promise<StoredJob> {
    if (!this.#handlers.has(kind)) throw new Error(`No handler is registered for jobs of kind ${kind}`);
    const job = await insertJob(this.#options.db.pool, { id: randomUUID(), kind, cityId, input, accountId: account?.id ?? null });
    await this.#boss.send(kind, { id: job.id });
    const worker = this.#workers.get(kind);
    if (worker !== undefined) this.#boss.notifyWorker(worker);
    this.#announce(job);
    return job;
  }

  /** Asks a job to end; the row as it is now, null when there is none. A running job ends when its handler has heard the signal. */
  async cancel(id: string): Promise<StoredJob | null> {
    const cancelled = await cancelQueuedJob(this.#options.db.pool, id);
    if (cancelled) this.#announce(cancelled);
    this.#running.get(id)?.controller.abort();
    return cancelled ?? findJob(this.#options.db.pool, id);
  }

  #announce(job: Pick<StoredJob, 'id' | 'cityId'>): void {
    if (job.cityId !== null) this.#options.events.publish(job.cityId, { type: 'job', id: job.id });
  }

  async #run(id: string): Promise<void> {
    if (this.#isStopping) return;
    const controller = new AbortController();
    let settle = (): void => {};
    this.#running.set(id, { controller, settled: new Promise((resolve) => { settle = resolve; }) });
    try {
      const job = await claimJob(this.#options.db.pool, id);
      if (job) await this.#perform(job, controller.signal);
    } catch (error) {
      this.#options.onError(`job ${id}`, error);
    } finally {
      this.#running.delete(id);
      settle();
    }
  }

  async #perform(job: StoredJob, signal: AbortSignal): Promise<void> {
    const { pool } = this.#options.db;
    this.#announce(job);
    const writer = new ProgressWriter(async (share, step) => {
      await saveProgress(pool, job.id, share, step);
      this.#announce(job);
    });
    const end = await this.#endOf(job, signal, writer);
    await writer.stop();
    await finishJob(pool, job.id, end);
    this.#announce(job);
  }

  async #endOf(job: StoredJob, signal: AbortSignal, writer: ProgressWriter): Promise<JobEnd> {
    const handler = this.#handlers.get(job.kind) as JobHandler;
    try {
      const result = await handler({
        id: job.id, cityId: job.cityId, input: job.input, accountId: job.accountId, signal,
        progress: (share, step) => { writer.put(share, step); },
      });
      return { state: 'done', result: result ?? null };
    } catch (error) {
      if (signal.aborted && this.#isStopping) return { state: 'failed', problem: problemDocument('job_failed', { detail: 'The server was stopped while the job was running. Nothing of it was kept; start it again.' }) };
      if (signal.aborted) return { state: 'cancelled', problem: problemDocument('cancelled') };
      const problem = jobProblem(error);
      if (problem.code === 'job_failed' || problem.code === 'internal') this.#options.onError(`job ${job.id} (${job.kind})`, error);
      return { state: 'failed', problem };
    }
  }
}
