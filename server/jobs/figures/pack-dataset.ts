import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Answers } from './figure-protocol.ts';

/** Bytes asked for at once. */
const pieceBytes = 4 << 20;
const packedBytes = 1 << 18;

/** An encoded dataset gzipped, read piece after piece and left in pieces: whole it is as large as the dataset itself. */
export async function packDataset(ask: (from: number, most: number) => Promise<Answers['encode']>): Promise<readonly Buffer[]> {
  const packed: Buffer[] = [];
  await pipeline(piecesOf(ask), createGzip({ level: 5, chunkSize: packedBytes }), async (chunks: AsyncIterable<Buffer>) => { for await (const chunk of chunks) packed.push(chunk); });
  return packed;
}

async function* piecesOf(ask: (from: number, most: number) => Promise<Answers['encode']>): AsyncGenerator<Uint8Array> {
  for (let from = 0, end = 1; from < end;) {
    const { piece, bytes } = await ask(from, pieceBytes);
    yield piece;
    [from, end] = [from + piece.length, bytes];
  }
}
