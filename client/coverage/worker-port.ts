import { FiguresHeard, type FiguresOnTheWay } from './figures-told.ts';
import type { AnswerTo, CoveragePort, Question } from './protocol.ts';

interface Reply { readonly id: number; readonly answer?: unknown; readonly error?: string }
interface Waiting { readonly kind: Question['kind']; readonly resolve: (answer: never) => void; readonly reject: (error: Error) => void }

/** The engine in a worker of the browser. */
export function createWorkerPort(): CoveragePort {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'coverage' });
  const waiting = new Map<number, Waiting>();
  const heard = new FiguresHeard();
  let lastId = 0;
  const failAll = (message: string) => {
    for (const { reject } of waiting.values()) reject(new Error(message));
    waiting.clear();
  };
  worker.onmessage = ({ data }: MessageEvent<Reply>) => {
    const asked = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.error === undefined) asked?.resolve((asked.kind === 'figures' ? heard.unpack(data.answer as FiguresOnTheWay) : data.answer) as never);
    else asked?.reject(new Error(data.error));
  };
  worker.onerror = (event) => failAll(event.message || 'The coverage worker stopped.');
  return {
    ask: <Q extends Question>(question: Q) => new Promise<AnswerTo<Q>>((resolve, reject) => {
      const id = ++lastId;
      waiting.set(id, { kind: question.kind, resolve, reject });
      worker.postMessage({ id, question });
    }),
    close: () => {
      worker.terminate();
      failAll('closed');
    },
  };
}
