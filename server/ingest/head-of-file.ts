import { open } from 'node:fs/promises';

/** The first bytes of a file; fewer where it is shorter. */
export async function headOf(path: string, bytes: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const head = Buffer.alloc(bytes);
    const { bytesRead } = await file.read(head, 0, bytes, 0);
    return head.subarray(0, bytesRead);
  } finally { await file.close(); }
}
