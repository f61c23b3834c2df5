import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { CityEvent } from '../../../server/contract/units.ts';
import { findJob, insertJob, type StoredJob } from '../../../server/db/repositories/jobs.ts';
import { insertCity } from '../../../server/db/repositories/cities.ts';
import { IngestProblem } from '../../../server/ingest/driver.ts';
import { EventBus } from '../../../server/jobs/event-bus.ts';
import { JobQueue, type JobContext } from '../../../server/jobs/job-queue.ts';
import { createTestDatabase, databaseKinds, type TestDatabase } from '../../support/database.ts';

/** What the next import job does; the tests set it. */
let work: (context: JobContext) => Promise<unknown>;

describe.each(databaseKinds())('jobs on the %s database', (kind) => {
  let db: TestDatabase;
  let queue: JobQueue;
  const events = new EventBus();
  const errors: string[] = [];
  const newQueue = (): JobQueue => {
    const made = new JobQueue({ db, events, onError: (message) => errors.push(message) });
    made.register('import', (context) => work(context));
    return made;
  };

  beforeAll(async () => {
    db = await createTestDatabase(kind);
    await insertCity(db.pool, { id: 'town', name: 'Town', nameEn: '', srid: null, isFictional: true });
    queue = newQueue();
    await queue.start();
  });
  afterAll(async () => {
    await queue.stop();
    await db.close();
  });

  /** Resolves when the job's row fits, looked at whenever there is news of it. */
  function until(id: string, fits: (job: StoredJob) => boolean): Promise<StoredJob> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        findJob(db.pool, id).then((job) => {
          if (!job || !fits(job)) return;
          unsubscribe();
          resolve(job);
        }, reject);
      };
      const unsubscribe = events.subscribe('town', look);
      look();
    });
  }
  const hasEnded = (job: StoredJob): boolean => job.finishedAt !== null;
  const untilAborted = (context: JobContext): Promise<never> => new Promise((_, reject) => {
    context.signal.addEventListener('abort', () => { reject(new Error('aborted')); }, { once: true });
  });

  it('run to their result, with the input and the account given', async () => {
    let seen: JobContext | undefined;
    work = async (context) => { seen = context; return { editions: [1, 2] }; };
    const { id, state } = await queue.submit('import', 'town', { file: 'a.geojson' }, null);
    expect(state).toBe('queued');
    const job = await until(id, hasEnded);
    expect(job).toMatchObject({ state: 'done', progress: 1, result: { editions: [1, 2] }, problem: null, input: { file: 'a.geojson' } });
    expect(seen).toMatchObject({ id, cityId: 'town', input: { file: 'a.geojson' }, accountId: null });
  });

  it('show step and progress while they run, and announce them', async () => {
    let finish = (): void => {};
    work = (context) => {
      context.progress(0.25, 'reading');
      return new Promise((resolve) => { finish = () => resolve(null); });
    };
    const news: CityEvent[] = [];
    const unsubscribe = events.subscribe('town', (event) => news.push(event));
    const { id } = await queue.submit('import', 'town', {}, null);
    expect(await until(id, (job) => job.step === 'reading')).toMatchObject({ state: 'running', progress: 0.25, finishedAt: null });
    finish();
    expect(await until(id, hasEnded)).toMatchObject({ state: 'done', progress: 1 });
    // queued, running, progress, done; the row may be seen before its news
    // The last news of the job before this one may come in as well: its row, too, was seen first.
    const own = (): CityEvent[] => news.filter((event) => event.type === 'job' && event.id === id);
    await vi.waitFor(() => expect(own().length).toBeGreaterThanOrEqual(4), { timeout: 20_000 });
    unsubscribe();
  });

  it('end as cancelled when asked while running', async () => {
    work = async (context) => {
      context.progress(0.5, 'storing');
      return untilAborted(context);
    };
    const { id } = await queue.submit('import', 'town', {}, null);
    await until(id, (job) => job.step === 'storing');
    await queue.cancel(id);
    expect(await until(id, hasEnded)).toMatchObject({ state: 'cancelled', progress: 0.5, problem: { code: 'cancelled' }, result: null });
  });

  it('never begin when cancelled while waiting', async () => {
    work = untilAborted;
    const first = await queue.submit('import', 'town', {}, null);
    await until(first.id, (job) => job.state === 'running');
    let began = false;
    work = async () => { began = true; };
    const second = await queue.submit('import', 'town', {}, null);
    expect(await queue.cancel(second.id)).toMatchObject({ state: 'cancelled' });
    await queue.cancel(first.id);
    await until(first.id, hasEnded);
    work = async () => 'third';
    const third = await queue.submit('import', 'town', {}, null);
    await until(third.id, hasEnded);
    expect(began).toBe(false);
    expect(await findJob(db.pool, second.id)).toMatchObject({ state: 'cancelled' });
  });

  it('stay as they ended when cancelled too late', async () => {
    work = async () => 'done';
    const { id } = await queue.submit('import', 'town', {}, null);
    await until(id, hasEnded);
    expect(await queue.cancel(id)).toMatchObject({ state: 'done', result: 'done' });
    expect(await queue.cancel('00000000-0000-4000-8000-000000000000')).toBeNull();
  });

  it('tell an expected failure by its code and place', async () => {
    work = async () => { throw new IngestProblem('file_truncated', 'The file ends inside a block.', 'byte 4451'); };
    const { id } = await queue.submit('import', 'town', {}, null);
    expect((await until(id, hasEnded)).problem).toEqual({
      type: '/problems/file_truncated', code: 'file_truncated', title: 'The file ends too early', status: 422, detail: 'The file ends inside a block.', place: 'byte 4451',
    });
  });

  it('keep the words of a bug to the log', async () => {
    work = async () => { throw new Error('secret inner words'); };
    const { id } = await queue.submit('import', 'town', {}, null);
    const job = await until(id, hasEnded);
    expect(job).toMatchObject({ state: 'failed', problem: { code: 'job_failed' } });
    expect(JSON.stringify(job.problem)).not.toContain('secret');
    expect(errors.some((message) => message.includes(id))).toBe(true);
  });

  it('fail honestly when the server stops, and go on with what waited at its next start', async () => {
    work = untilAborted;
    const running = await queue.submit('import', 'town', {}, null);
    await until(running.id, (job) => job.state === 'running');
    const waiting = await queue.submit('import', 'town', {}, null);
    await queue.stop();
    expect(await findJob(db.pool, running.id)).toMatchObject({ state: 'failed', problem: { code: 'job_failed' } });
    expect(await findJob(db.pool, waiting.id)).toMatchObject({ state: 'queued' });

    // As a crash leaves it: a row that says running with nobody behind it, and one that was stored but never handed to the queue.
    const crashed = await insertJob(db.pool, { id: '00000000-0000-4000-8000-00000000c0de', kind: 'import', cityId: 'town', input: {}, accountId: null });
    await db.pool.query(`update job set state = 'running' where id = $1`, [crashed.id]);
    const lost = await insertJob(db.pool, { id: '00000000-0000-4000-8000-0000000010c7', kind: 'import', cityId: 'town', input: {}, accountId: null });
    work = async () => 'after the restart';
    queue = newQueue();
    await queue.start();
    expect(await findJob(db.pool, crashed.id)).toMatchObject({ state: 'failed', problem: { code: 'job_failed' } });
    expect(await until(waiting.id, hasEnded)).toMatchObject({ state: 'done', result: 'after the restart' });
    expect(await until(lost.id, hasEnded)).toMatchObject({ state: 'done' });
  });

  it('begin only when all is prepared: one that holds the database does not keep the server from starting', async () => {
    await queue.stop();
    const waiting = await insertJob(db.pool, { id: '00000000-0000-4000-8000-00000000be91', kind: 'import', cityId: 'town', input: {}, accountId: null });
    const steps: string[] = [];
    work = async () => { steps.push('working'); };
    queue = newQueue();
    // Kinds come in the order they are registered: this one is prepared after the one with work waiting.
    queue.register('verify', () => Promise.resolve());
    const query = db.pool.query.bind(db.pool) as (...args: unknown[]) => unknown;
    const spy = vi.spyOn(db.pool, 'query').mockImplementation(((...args: unknown[]) => {
      if (/create_queue/.test(String(args[0]))) steps.push('preparing');
      return query(...args);
    }) as never);
    await queue.start();
    await until(waiting.id, hasEnded);
    spy.mockRestore();
    expect(steps).toEqual(['preparing', 'preparing', 'working']);
  });

  it('stay waiting when the server is stopped while they are being prepared', async () => {
    await queue.stop();
    const waiting = await insertJob(db.pool, { id: '00000000-0000-4000-8000-00000000be92', kind: 'import', cityId: 'town', input: {}, accountId: null });
    work = vi.fn(() => Promise.resolve());
    queue = newQueue();
    const starting = queue.start();
    await queue.stop();
    await starting;
    expect(work).not.toHaveBeenCalled();
    expect(await findJob(db.pool, waiting.id)).toMatchObject({ state: 'queued' });
  });
});
