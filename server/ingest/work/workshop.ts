import { Worker } from 'node:worker_threads';
import { IngestProblem } from '../driver.ts';
import { Turns } from '../turns.ts';
import { LayerWork, type MendedPack, type WorkRows } from './layer-work.ts';
import type { WorkAsk, WorkQuestion, WorkReply, WorkThreadData } from './work-protocol.ts';

/** Where the geometry of an import is mended and its tiles are cut: layer by layer, a layer's packs in their order. */
export interface Workshop {
  mend(kind: string, srid: number, rows: WorkRows): Promise<MendedPack>;
  /** The archive of a layer, asked for when a thread has been given all its packs; `ids`: of its rows in their order, as many as are taken or more. Called when all are mended. */
  tiles(kind: string, ids: Float64Array): () => Promise<Uint8Array>;
  /** The layer begins anew, or is not to be cut. */
  forget(kind: string): void;
  close(): Promise<void>;
}

/** In this thread, which others share: for layers so small that a thread would take longer to start. */
export class OwnWorkshop implements Workshop {
  private readonly layers = new Map<string, LayerWork>();
  private readonly turns: Turns;
  constructor(signal: AbortSignal) { this.turns = new Turns(signal); }
  mend(kind: string, srid: number, rows: WorkRows): Promise<MendedPack> {
    let layer = this.layers.get(kind);
    if (!layer) this.layers.set(kind, (layer = new LayerWork(kind, srid)));
    return layer.mend(rows, this.turns);
  }
  tiles(kind: string, ids: Float64Array): () => Promise<Uint8Array> {
    return () => {
      const layer = this.layers.get(kind)!;
      this.layers.delete(kind);
      return layer.tiles(ids, this.turns);
    };
  }
  forget(kind: string): void { this.layers.delete(kind); }
  close(): Promise<void> { this.layers.clear(); return Promise.resolve(); }
}

interface Waiting { resolve(answer: MendedPack | Uint8Array | null): void; reject(reason: unknown): void }

/** In a thread of its own, beside reading and storing. */
export class ThreadWorkshop implements Workshop {
  private readonly thread: Worker;
  private readonly signal: AbortSignal;
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;
  private failure: unknown = null;
  private readonly abort = (): void => { this.fail(this.signal.reason); void this.thread.terminate(); };

  constructor(signal: AbortSignal) {
    this.signal = signal;
    const data: WorkThreadData = { module: new URL('./work-thread.ts', import.meta.url).href };
    this.thread = new Worker(new URL('../../thread-boot.mjs', import.meta.url), { workerData: data, execArgv: [] });
    this.thread.on('message', (reply: WorkReply) => { this.take(reply); });
    this.thread.on('error', (error: NodeJS.ErrnoException) => {
      this.fail(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new IngestProblem('file_too_large', 'Mending the layer and cutting its tiles needs more memory than there is. Split the file.', 'whole file') : error);
    });
    this.thread.on('exit', () => { this.fail(new Error('The thread that mends geometry ended.')); });
    signal.addEventListener('abort', this.abort, { once: true });
    if (signal.aborted) this.abort();
  }

  private ask(question: WorkQuestion): Promise<MendedPack | Uint8Array | null> {
    const answer = new Promise<MendedPack | Uint8Array | null>((resolve, reject) => {
      if (this.failure !== null) { reject(this.failure as Error); return; }
      this.lastId += 1;
      this.waiting.set(this.lastId, { resolve, reject });
      const ask: WorkAsk = { id: this.lastId, question };
      this.thread.postMessage(ask);
    });
    // Awaited when its turn comes; until then a failure is not unheard of.
    answer.catch(() => undefined);
    return answer;
  }
  private take(reply: WorkReply): void {
    const asked = this.waiting.get(reply.id);
    this.waiting.delete(reply.id);
    if ('fault' in reply) asked?.reject(new Error(`Mending geometry or cutting tiles failed: ${reply.fault}`)); else asked?.resolve(reply.answer);
  }
  private fail(reason: unknown): void {
    this.failure ??= reason;
    for (const { reject } of this.waiting.values()) reject(this.failure);
    this.waiting.clear();
  }

  mend(kind: string, srid: number, { shapes, names, attrs, isOut }: WorkRows): Promise<MendedPack> {
    return this.ask({ ask: 'mend', kind, srid, rows: { shapes, names, attrs, isOut } }) as Promise<MendedPack>;
  }
  tiles(kind: string, ids: Float64Array): () => Promise<Uint8Array> {
    const archive = this.ask({ ask: 'tiles', kind, ids }) as Promise<Uint8Array>;
    return () => archive;
  }
  forget(kind: string): void { void this.ask({ ask: 'forget', kind }); }
  async close(): Promise<void> {
    this.signal.removeEventListener('abort', this.abort);
    this.fail(new Error('The import has ended.'));
    await this.thread.terminate();
  }
}
