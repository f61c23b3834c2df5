import { Worker, type TransferListItem } from 'node:worker_threads';
import type { Dataset } from '#planning/coverage/dataset.ts';
import type { RuleSet } from '#planning/standards/rule.ts';
import type { Answers, Ask, Question, Reply, ThreadData } from './figure-protocol.ts';

/** `now`: a person waits. `batch`: one of many; lets every `now` pass. */
export type Urgency = 'now' | 'batch';

/**
 * What a thread may hold besides its arrays; a large city takes a fifth of it. On a machine with much memory V8 would let garbage grow to three times what is
 * held before it looks; below 2 GB it does not let it grow past as much again.
 */
const resourceLimits = { maxOldGenerationSizeMb: 1536, maxYoungGenerationSizeMb: 16 } as const;

/** The thread does not hold the dataset asked for: load it and ask again. */
export class DatasetNotHeld extends Error {}

interface Waiting {
  readonly question: Question;
  readonly transfer: readonly TransferListItem[];
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

/**
 * The server's end of the figure thread: started with the first question, one question at a time in the thread, the others wait here in two lines. A thread
 * that dies fails the question it had and is started anew by the next; it holds nothing then.
 */
export class FigureWorker {
  #ruleSets: readonly RuleSet[];
  readonly #lines: Record<Urgency, Waiting[]> = { now: [], batch: [] };
  #thread: Worker | null = null;
  #current: (Waiting & { readonly id: number }) | null = null;
  #lastId = 0;
  #isClosed = false;

  constructor(ruleSets: readonly RuleSet[]) {
    this.#ruleSets = ruleSets;
  }

  /** @throws DatasetNotHeld */
  ask<K extends Question['kind']>(question: Extract<Question, { kind: K }>, urgency: Urgency): Promise<Answers[K]> {
    return this.#put(question, [], urgency) as Promise<Answers[K]>;
  }

  /** Hands the dataset over: its arrays are the thread's from now on. */
  async load(dataset: Dataset): Promise<void> {
    await this.#put({ kind: 'load', dataset }, buffersOf(dataset), 'now');
  }

  /** Works by these from now on; questions that wait are answered by them too. */
  async useRuleSets(ruleSets: readonly RuleSet[]): Promise<void> {
    this.#ruleSets = ruleSets;
    // A thread that has not begun takes them when it does.
    if (this.#thread) await this.#put({ kind: 'rule-sets', ruleSets }, [], 'now', true);
  }

  /** Ends the thread; questions that wait are refused. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const thread = this.#thread;
    this.#fail(new Error('The figure thread was closed.'));
    await thread?.terminate();
  }

  #put(question: Question, transfer: readonly TransferListItem[], urgency: Urgency, isFirst = false): Promise<unknown> {
    if (this.#isClosed) return Promise.reject(new Error('The figure thread is closed.'));
    return new Promise((resolve, reject) => {
      this.#lines[urgency][isFirst ? 'unshift' : 'push']({ question, transfer, resolve, reject });
      this.#next();
    });
  }

  #next(): void {
    if (this.#current) return;
    const waiting = this.#lines.now.shift() ?? this.#lines.batch.shift();
    if (!waiting) return;
    this.#lastId += 1;
    this.#current = { ...waiting, id: this.#lastId };
    const ask: Ask = { id: this.#lastId, question: waiting.question };
    const thread = this.#running();
    // Only while it works may it keep a command-line program alive.
    thread.ref();
    thread.postMessage(ask, waiting.transfer);
  }

  #running(): Worker {
    if (this.#thread) return this.#thread;
    const data: ThreadData = { module: new URL('./figure-thread.ts', import.meta.url).href, ruleSets: this.#ruleSets };
    const thread = new Worker(new URL('../../thread-boot.mjs', import.meta.url), { workerData: data, execArgv: [], resourceLimits });
    thread.on('message', (reply: Reply) => { this.#take(reply); });
    thread.on('error', (error) => { this.#lost(thread, error); });
    thread.on('exit', () => { this.#lost(thread, new Error('The figure thread ended.')); });
    this.#thread = thread;
    return thread;
  }

  #take(reply: Reply): void {
    const asked = this.#current;
    if (asked?.id !== reply.id) return;
    this.#current = null;
    this.#thread?.unref();
    if (reply.ok) asked.resolve(reply.answer);
    else asked.reject(reply.reason === 'absent' ? new DatasetNotHeld(reply.message) : new Error(reply.message));
    this.#next();
  }

  #lost(thread: Worker, error: Error): void {
    if (this.#thread !== thread) return;
    this.#thread = null;
    this.#current?.reject(error);
    this.#current = null;
    this.#next();
  }

  #fail(error: Error): void {
    this.#thread = null;
    for (const waiting of [this.#current, ...this.#lines.now.splice(0), ...this.#lines.batch.splice(0)]) waiting?.reject(error);
    this.#current = null;
  }
}

function buffersOf(dataset: Dataset): ArrayBuffer[] {
  return dataset.layers.flatMap((table) => [
    table.ids, table.featureOffsets, table.partOffsets, table.ringOffsets, table.coords,
    ...Object.values(table.columns).map((column) => (column.type === 'number' ? column.values : column.codes)),
  ].map((array) => array.buffer as ArrayBuffer));
}
