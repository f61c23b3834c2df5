/// <reference lib="webworker" />
import { decodeDataset } from '#planning/coverage/dataset-codec.ts';
import type { Dataset } from '#planning/coverage/dataset.ts';
import { createGeosOverlay } from '#planning/geometry/geos-overlay.ts';
import { EngineHost } from './engine-host.ts';
import { FiguresTold } from './figures-told.ts';
import { planRules } from './plan-rules.ts';
import type { LiveFigures, Question } from './protocol.ts';

/** The session cookie goes along; the browser's cache answers while the dataset's hash is the same. */
async function loadDataset(cityId: string): Promise<Dataset> {
  const answer = await fetch(`/api/cities/${encodeURIComponent(cityId)}/dataset`);
  if (!answer.ok) throw new Error(`GET dataset: ${answer.status}`);
  const decoded = decodeDataset(await answer.arrayBuffer());
  if (!decoded.ok) throw new Error(decoded.message);
  return decoded.dataset;
}

const host = new EngineHost({ loadDataset, createOverlay: createGeosOverlay, planRules, now: () => performance.now() });

const told = new FiguresTold();

self.onmessage = ({ data: { id, question } }: MessageEvent<{ id: number; question: Question }>) => {
  if (question.kind === 'open') told.forget();
  host.answer(question).then(
    (answer) => self.postMessage({ id, answer: question.kind === 'figures' ? told.pack(answer as LiveFigures) : answer }),
    (error: unknown) => self.postMessage({ id, error: error instanceof Error ? error.message : String(error) }),
  );
};
