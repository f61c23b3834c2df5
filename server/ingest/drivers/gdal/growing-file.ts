import { open, type FileHandle } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

const CHUNK_BYTES = 1 << 20;
/** How long to wait for more, ms. */
const WAIT_MS = 4;

async function openIfThere(path: string): Promise<FileHandle | null> {
  return open(path).catch((error: NodeJS.ErrnoException) => { if (error.code === 'ENOENT') return null; throw error; });
}

/** The bytes of a file while another process writes it from beginning to end; ends when `written` is settled, and as it does. */
export async function* growingFile(path: string, written: Promise<unknown>): AsyncGenerator<Buffer> {
  let isWritten = false, at = 0;
  const settled = written.then(() => { isWritten = true; }, () => { isWritten = true; });
  let file: FileHandle | null = null;
  try {
    for (;;) {
      // Asked before reading: what is not there afterwards never comes.
      const wasWritten = isWritten;
      file ??= await openIfThere(path);
      const bytes = Buffer.allocUnsafeSlow(CHUNK_BYTES);
      const bytesRead = file ? (await file.read(bytes, 0, CHUNK_BYTES, at)).bytesRead : 0;
      at += bytesRead;
      if (bytesRead > 0) yield bytes.subarray(0, bytesRead);
      else if (wasWritten) break;
      if (bytesRead < CHUNK_BYTES && !wasWritten) await Promise.race([settled, pause(WAIT_MS)]);
    }
    await written;
  } finally { await file?.close(); }
}
