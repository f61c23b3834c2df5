import { copyFile, link, mkdir, open } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { IngestProblem } from '../driver.ts';
import type { SourceFile } from '../source-file.ts';
import { FILES_LIMIT } from './limits.ts';
import { isWorkbook, unpackZip, type UnpackedFile } from './unpack-zip.ts';

const NAME_BYTES = 120;

/** A file name that is safe on every disk; only the last part of a path, the extension kept. */
export function safeName(name: string): string {
  const base = (name.split(/[\\/]/).pop() ?? '').replace(/[<>:"|?*\p{Cc}]/gu, '_').replace(/^\.+/, '');
  const extension = extname(base);
  let stem = base.slice(0, base.length - extension.length) || 'file';
  while (Buffer.byteLength(stem + extension) > NAME_BYTES && stem.length > 1) stem = [...stem].slice(0, -1).join('');
  return stem + extension;
}

async function isZip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const head = Buffer.alloc(4);
    await file.read(head, 0, 4, 0);
    // A local file header; or the end record of an empty archive.
    return head.readUInt32LE(0) === 0x04034b50 || head.readUInt32LE(0) === 0x06054b50;
  } finally { await file.close(); }
}

/** Another name for the same bytes; a copy where the disks differ. */
async function lend(path: string, to: string): Promise<void> {
  try { await link(path, to); } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw new IngestProblem('bad_request', `Two files are called “${to.split('/').pop()}”. Hand in one of them.`, 'file');
    await copyFile(path, to);
  }
}

/** Is an archive by content or at least by name, but no workbook. */
async function isArchive({ path, fileName }: SourceFile): Promise<boolean> {
  if (/\.xlsx$/i.test(fileName)) return false;
  if (await isZip(path)) return /\.(?:zip|kmz)$/i.test(fileName) || !(await isWorkbook(path));
  return /\.(?:zip|kmz)$/i.test(fileName);
}

/** Puts the files of a delivery into a folder under the names they were sent with; archives are unpacked. */
export async function collect(files: readonly SourceFile[], folder: string, signal: AbortSignal): Promise<UnpackedFile[]> {
  if (files.length === 0) throw new IngestProblem('bad_request', 'There is no file.', 'file');
  if (files.length > FILES_LIMIT) throw new IngestProblem('file_too_large', `${files.length} files were handed in together; at most ${FILES_LIMIT} are taken. Pack them into one ZIP archive.`, 'file');
  const collected: UnpackedFile[] = [];
  for (const [index, file] of files.entries()) {
    const name = safeName(file.fileName);
    if (await isArchive(file)) {
      const into = join(folder, `archive${index}`);
      await mkdir(into);
      collected.push(...(await unpackZip(file.path, into, signal)));
    } else {
      const loose = join(folder, 'loose');
      await mkdir(loose, { recursive: true });
      await lend(file.path, join(loose, name));
      collected.push({ path: join(loose, name), name });
    }
  }
  if (collected.length === 0) throw new IngestProblem('nothing_usable', 'The archive is empty.', 'archive');
  return collected;
}
