import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { IngestProblem } from '../driver.ts';
import { decodeBytes } from '../encoding/decode.ts';
import { detectEncoding } from '../encoding/detect.ts';
import { archiveLimits as limits } from './limits.ts';

const UTF8_FLAG = 0x0800;
const SYMLINK = 0o120000, TYPE_MASK = 0o170000;

export interface UnpackedFile { readonly path: string; readonly name: string }

const megabytes = (bytes: number): number => Math.round(bytes / 1024 ** 2);

/** Names without the UTF-8 flag are in whatever the packing machine used, in China mostly GBK. */
function nameOf(entry: Entry): string {
  const raw = entry.fileName as unknown as Buffer;
  const bytes = Buffer.isBuffer(raw) ? raw : Buffer.from(String(raw));
  const encoding = (entry.generalPurposeBitFlag & UTF8_FLAG) !== 0 ? 'utf-8' : detectEncoding([bytes]).encoding;
  return decodeBytes(bytes, encoding).text.replace(/\\/g, '/');
}

/** Throws for names that lead out of the folder, links, and what cannot be unpacked. */
function check(entry: Entry, name: string): void {
  const place = name.slice(0, 120);
  const segments = name.split('/');
  if (name.startsWith('/') || /^[a-z]:/i.test(name) || segments.includes('..') || name.includes('\0')) throw new IngestProblem('file_unreadable', `The archive holds “${place}”, a path that leads out of it. It is not unpacked: pack the files again, without folders above them.`, place);
  if (name.length > limits.nameLength * 2 || segments.some((segment) => Buffer.byteLength(segment) > limits.nameLength) || segments.length > limits.depth) throw new IngestProblem('file_unreadable', `The archive holds a path that is too long or too deep (${segments.length} folders; at most ${limits.depth}): “${place}”. Pack the files again, flatter.`, place);
  if (((entry.externalFileAttributes >>> 16) & TYPE_MASK) === SYMLINK) throw new IngestProblem('file_unreadable', `“${place}” in the archive is a link to another file. Pack the file itself.`, place);
  if (entry.isEncrypted()) throw new IngestProblem('file_unreadable', `“${place}” in the archive has a password. Pack the files again without one.`, place);
}

class Meter extends Transform {
  private readonly meter: { total: number };
  private readonly packed: number;
  private readonly place: string;
  private own = 0;
  constructor(meter: { total: number }, packed: number, place: string) { super(); this.meter = meter; this.packed = packed; this.place = place; }
  override _transform(chunk: Buffer, _encoding: string, done: (error: Error | null, chunk?: Buffer) => void): void {
    this.own += chunk.length;
    this.meter.total += chunk.length;
    if (this.meter.total > limits.totalBytes) done(new IngestProblem('file_too_large', `The archive unpacks to more than ${megabytes(limits.totalBytes)} MB. Split it.`, this.place));
    else if (this.own > limits.ratioFrom && this.own > this.packed * limits.ratio) done(new IngestProblem('file_too_large', `“${this.place}” in the archive unpacks to more than ${limits.ratio} times its packed size; no map data does. It was not unpacked further.`, this.place));
    else done(null, chunk);
  }
}

function damaged(error: unknown): IngestProblem {
  if (error instanceof IngestProblem) return error;
  if ((error as NodeJS.ErrnoException).code === 'EEXIST') return new IngestProblem('file_unreadable', 'The archive holds two files of one name. Pack the files again.', 'archive');
  if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return new IngestProblem('file_too_large', 'There is no room left on the server to unpack the archive.', 'archive');
  const reason = error instanceof Error ? error.message : String(error);
  const isCut = /end of central directory|truncated|unexpected end|EOF/i.test(reason);
  return new IngestProblem(isCut ? 'file_truncated' : 'file_unreadable', `The ZIP archive is damaged: ${reason.split('\n')[0]!.slice(0, 200)}. Download or pack it again.`, 'archive');
}

async function unpackAll(zip: ZipFile, folder: string, signal: AbortSignal): Promise<UnpackedFile[]> {
  if (zip.entryCount > limits.entries) throw new IngestProblem('file_too_large', `The archive holds ${zip.entryCount} files; at most ${limits.entries} are unpacked.`, 'archive');
  const files: UnpackedFile[] = [];
  const meter = { total: 0 };
  let claimed = 0;
  for await (const entry of zip.eachEntry()) {
    signal.throwIfAborted();
    const name = nameOf(entry);
    check(entry, name);
    claimed += entry.uncompressedSize;
    if (claimed > limits.totalBytes) throw new IngestProblem('file_too_large', `The archive says it unpacks to more than ${megabytes(limits.totalBytes)} MB. Split it.`, name.slice(0, 120));
    if (name.endsWith('/') || isNoise(name)) continue;
    const path = join(folder, ...name.split('/').map((segment) => segment.replace(/[<>:"|?*]/g, '_')));
    await mkdir(dirname(path), { recursive: true });
    // `wx`: two entries of one name do not overwrite each other; the second is a damaged or a hostile archive.
    await pipeline(await zip.openReadStreamPromise(entry), new Meter(meter, Math.max(1, entry.compressedSize), name.slice(0, 120)), createWriteStream(path, { flags: 'wx' }), { signal });
    files.push({ path, name });
  }
  return files;
}

/** What file managers add. */
const isNoise = (name: string): boolean => /(?:^|\/)(?:__MACOSX\/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i.test(name);

/** Unpacks a ZIP archive into a folder, within `archiveLimits`. Throws IngestProblem for an archive that is damaged, hostile or too large. */
export async function unpackZip(path: string, folder: string, signal: AbortSignal): Promise<UnpackedFile[]> {
  let zip: ZipFile;
  try { zip = await openPromise(path, { lazyEntries: true, decodeStrings: false, validateEntrySizes: true, autoClose: false }); } catch (error) { throw damaged(error); }
  try { return await unpackAll(zip, folder, signal); } catch (error) { signal.throwIfAborted(); throw damaged(error); } finally { zip.close(); }
}

/** True for a workbook, which is a ZIP archive too. */
export async function isWorkbook(path: string): Promise<boolean> {
  let zip: ZipFile;
  try { zip = await openPromise(path, { lazyEntries: true, autoClose: false }); } catch { return false; }
  try {
    let seen = 0;
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName === 'xl/workbook.xml') return true;
      seen += 1;
      if (seen > limits.entries) return false;
    }
    return false;
  } catch { return false; } finally { zip.close(); }
}
