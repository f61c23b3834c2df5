import { send } from '../data/upload.ts';
import type { Bundle } from './bundles.ts';
import { useReviews } from './review-state.ts';

/** Hands files in to be looked into; their card opens by itself when that is done. */
export async function sendBundle(cityId: string, { name, files }: Bundle): Promise<void> {
  const form = new FormData();
  for (const file of files) form.append('file', file, file.name);
  const job = await send(cityId, { id: crypto.randomUUID(), name, path: 'deliveries', form });
  if (job) useReviews.getState().await(job.id);
}
