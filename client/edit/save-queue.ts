/** Sends edits one at a time, in order, again and again while there is no connection. It holds no edits: `next` gives them, `settle` takes the answers. */
import type { Edit } from '#planning/plan/edit.ts';
import type { SendOutcome } from './types.ts';

export type QueuePhase = 'idle' | 'sending' | 'offline' | 'signed_out';

export interface SaveQueueOptions {
  /** The edit to send now, the same one until it is settled; null: nothing to do. */
  readonly next: () => Edit | null;
  readonly send: (edit: Edit) => Promise<SendOutcome>;
  readonly settle: (edit: Edit, outcome: SendOutcome) => void;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly onPhase: (phase: QueuePhase) => void;
}

export interface SaveQueue {
  /** There may be something to send. */
  kick(): void;
  /** Ends a wait: the network is back, or someone has signed in. */
  retryNow(): void;
  close(): void;
}

const firstWaitMs = 1_000;
const longestWaitMs = 30_000;

/** How long to wait after so many failures in a row. */
export const backoffMs = (failures: number): number => Math.min(longestWaitMs, firstWaitMs * 2 ** (failures - 1));

export function createSaveQueue({ next, send, settle, wait, onPhase }: SaveQueueOptions): SaveQueue {
  let isRunning = false;
  let isClosed = false;
  let isSignedOut = false;
  let isWanted = false;
  let waiting: AbortController | null = null;

  /** Sends one edit until there is an answer; null: closed or signed out before. */
  async function answerTo(edit: Edit): Promise<SendOutcome | null> {
    for (let failures = 1; !isClosed; failures++) {
      onPhase(failures === 1 ? 'sending' : 'offline');
      const outcome = await send(edit).catch((): SendOutcome => ({ kind: 'offline' }));
      if (outcome.kind !== 'offline') return outcome;
      onPhase('offline');
      waiting = new AbortController();
      await wait(backoffMs(failures), waiting.signal);
      waiting = null;
    }
    return null;
  }

  async function run(): Promise<void> {
    for (let edit = next(); edit && !isClosed; edit = next()) {
      const outcome = await answerTo(edit);
      if (!outcome || isClosed) return;
      if (outcome.kind === 'signed_out') {
        isSignedOut = true;
        onPhase('signed_out');
        settle(edit, outcome);
        return;
      }
      settle(edit, outcome);
    }
    if (!isClosed) onPhase('idle');
  }

  function kick(): void {
    isWanted = true;
    if (isRunning || isClosed || isSignedOut) return;
    [isRunning, isWanted] = [true, false];
    void run().finally(() => {
      isRunning = false;
      // Something may have come after the loop found nothing more.
      if (isWanted) kick();
    });
  }

  return {
    kick,
    retryNow() {
      isSignedOut = false;
      if (waiting) waiting.abort();
      else kick();
    },
    close() {
      isClosed = true;
      waiting?.abort();
    },
  };
}
