import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs `use` with a fresh folder, which is removed with all it holds, however `use` ends. */
export async function inTemporaryFolder<Result>(use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await makeTemporaryFolder();
  try { return await use(folder); } finally { await removeFolder(folder); }
}
/** For callers that hand the folder on, e.g. into a generator with its own `finally`. */
export const makeTemporaryFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'renewmap-'));
export const removeFolder = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });
