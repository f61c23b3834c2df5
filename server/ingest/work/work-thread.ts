/** The thread that mends geometry and cuts tiles while the import reads and stores. */
import { parentPort } from 'node:worker_threads';
import { LayerWork, type MendedPack } from './layer-work.ts';
import type { WorkAsk, WorkQuestion, WorkReply } from './work-protocol.ts';

const layers = new Map<string, LayerWork>();

async function answer(question: WorkQuestion): Promise<MendedPack | Uint8Array | null> {
  const { kind } = question;
  let layer = layers.get(kind);
  switch (question.ask) {
    case 'mend':
      if (!layer) layers.set(kind, (layer = new LayerWork(kind, question.srid)));
      return layer.mend(question.rows, null);
    case 'tiles':
      layers.delete(kind);
      return layer!.tiles(question.ids, null);
    case 'forget':
      layers.delete(kind);
      return null;
  }
}

async function reply({ id, question }: WorkAsk): Promise<void> {
  let answered: WorkReply;
  try { answered = { id, answer: await answer(question) }; } catch (error) { answered = { id, fault: error instanceof Error ? error.stack ?? error.message : String(error) }; }
  const made = 'answer' in answered ? answered.answer : null;
  const bytes = made instanceof Uint8Array ? made : made?.geometry;
  parentPort?.postMessage(answered, bytes ? [bytes.buffer as ArrayBuffer] : []);
}

let last = Promise.resolve();
parentPort?.on('message', (ask: WorkAsk) => { last = last.then(() => reply(ask)); });
