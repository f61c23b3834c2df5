import { createReadStream, createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { once } from 'node:events';
import { strToU8, Zip, ZipDeflate } from 'fflate';

export type ZipEntry = { readonly name: string; readonly path: string } | { readonly name: string; readonly text: string };

/** Packs files into an archive, piece by piece, whatever their size. */
export async function writeZip(entries: readonly ZipEntry[], to: string): Promise<void> {
  const out = createWriteStream(to);
  let failure: Error | null = null;
  const zip = new Zip((error, piece, isLast) => {
    if (error) failure = error;
    else out.write(piece);
    if (isLast) out.end();
  });
  for (const entry of entries) {
    const packed = new ZipDeflate(entry.name, { level: 6 });
    zip.add(packed);
    if ('text' in entry) { packed.push(strToU8(entry.text), true); continue; }
    for await (const piece of createReadStream(entry.path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
      packed.push(new Uint8Array(piece), false);
      if (out.writableNeedDrain) await once(out, 'drain');
    }
    packed.push(new Uint8Array(0), true);
  }
  zip.end();
  await finished(out);
  if (failure) throw failure as Error;
}
