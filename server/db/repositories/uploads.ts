import type { Queryable } from '../database.ts';

/** Uploads that a queued import still waits to read. */
export async function listUploadsAwaited(q: Queryable): Promise<string[]> {
  const { rows } = await q.query<{ upload: string }>(`select input->>'upload' as upload from job where kind = 'import' and state = 'queued' and input ? 'upload'`);
  return rows.map((row) => row.upload);
}
