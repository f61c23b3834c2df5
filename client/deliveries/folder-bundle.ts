import { Zip, ZipPassThrough } from 'fflate';
import type { DroppedFolder, PathFile } from '../data/dropped-files.ts';
import type { Bundle } from './bundles.ts';

/** As many as the server takes side by side (`staging/limits.ts`). */
const mostLoose = 200;

/** A folder in a folder, a geodatabase, more files than are sent side by side: only an archive keeps them as they lay. */
export function needsArchive({ name, files }: DroppedFolder): boolean {
  return /\.gdb$/i.test(name) || files.length > mostLoose || files.some(({ path }) => path.split('/').length > 2);
}

/** The files as a ZIP archive with the folders they lay in. Nothing is packed: what is large in a delivery is sent once and read at once. */
export async function zipOf(name: string, files: readonly PathFile[]): Promise<File> {
  const pieces: BlobPart[] = [];
  const failed: Error[] = [];
  const zip = new Zip((error, chunk) => { if (error) failed.push(error); else pieces.push(chunk as Uint8Array<ArrayBuffer>); });
  for (const { path, file } of files) {
    const entry = new ZipPassThrough(path);
    zip.add(entry);
    const reader = file.stream().getReader();
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) entry.push(piece.value);
    entry.push(new Uint8Array(0), true);
    // What is in a Blob may lie on the browser's disk; a gigabyte of chunks does not.
    const so = new Blob(pieces.splice(0));
    pieces.push(so);
    if (failed[0]) throw failed[0];
  }
  zip.end();
  if (failed[0]) throw failed[0];
  return new File(pieces, name, { type: 'application/zip' });
}

/** A dropped folder as one delivery: its files side by side, or in an archive where they have to keep their places. Null: there is nothing in it. */
export async function folderBundle(folder: DroppedFolder): Promise<Bundle | null> {
  if (folder.files.length === 0) return null;
  const files = needsArchive(folder) ? [await zipOf(`${folder.name}.zip`, folder.files)] : folder.files.map(({ file }) => file);
  return { name: folder.name, files, bytes: files.reduce((sum, { size }) => sum + size, 0) };
}
