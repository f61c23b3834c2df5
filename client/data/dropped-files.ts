/** A file with the folders it lay in, `/` between them: `规划.gdb/a00000001.gdbtable`. A file dropped by itself has only its name. */
export interface PathFile { readonly path: string; readonly file: File }
/** A dropped folder with all that lies in it. */
export interface DroppedFolder { readonly name: string; readonly files: readonly PathFile[] }
/** What was dropped or chosen: files by themselves, and folders as wholes. */
export interface Dropped { readonly files: readonly File[]; readonly folders: readonly DroppedFolder[] }

/** More than the server unpacks: whoever drops a whole disk is told at once. */
export const mostFiles = 2000;
const mostDepth = 12;
/** A folder holds more than is taken; `name`: which. */
export class TooManyFiles extends Error { readonly folder: string; constructor(folder: string) { super(folder); this.folder = folder; } }

/** What systems and programs leave in folders: no part of any delivery, and a lock cannot even be read. */
const isLitter = (path: string): boolean => /(?:^|\/)(?:\.[^/]*|__MACOSX|Thumbs\.db|desktop\.ini)(?:\/|$)/i.test(path) || /\.lock$/i.test(path);

const fileOf = (entry: FileSystemFileEntry): Promise<File> => new Promise((resolve, reject) => { entry.file(resolve, reject); });
const batchOf = (reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> => new Promise((resolve, reject) => { reader.readEntries(resolve, reject); });

/** A folder's entries; a reader gives a hundred at a time and an empty list at the end. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (let batch = await batchOf(reader); batch.length > 0; batch = await batchOf(reader)) all.push(...batch);
  return all.sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function walk(folder: FileSystemDirectoryEntry, path: string, depth: number, found: PathFile[], root: string): Promise<void> {
  for (const entry of await entriesOf(folder)) {
    const at = `${path}/${entry.name}`;
    if (isLitter(at)) continue;
    if (found.length >= mostFiles || depth > mostDepth) throw new TooManyFiles(root);
    if (entry.isDirectory) await walk(entry as FileSystemDirectoryEntry, at, depth + 1, found, root);
    else found.push({ path: at, file: await fileOf(entry as FileSystemFileEntry) });
  }
}

/**
 * Everything of a drop, folders walked to their ends. Call it while the drop is being handled: its list of things is empty afterwards, so entries are
 * taken at once and only their contents later. @throws TooManyFiles, DOMException for what cannot be read
 */
export function droppedFiles(transfer: Pick<DataTransfer, 'items' | 'files'>): Promise<Dropped> {
  const entries = [...transfer.items].filter(({ kind }) => kind === 'file').map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  const plain = [...transfer.files];
  return (async () => {
    if (!entries.some(({ entry }) => entry?.isDirectory)) return { files: plain, folders: [] };
    const files: File[] = [];
    const folders: DroppedFolder[] = [];
    for (const { entry, file } of entries) {
      if (entry?.isDirectory) {
        const found: PathFile[] = [];
        await walk(entry as FileSystemDirectoryEntry, entry.name, 1, found, entry.name);
        folders.push({ name: entry.name, files: found });
      } else if (file) files.push(file);
    }
    return { files, folders };
  })();
}

/** The files of a folder that was chosen by the browser's own dialog. @throws TooManyFiles */
export function chosenFolder(list: readonly File[]): Dropped {
  const folders = new Map<string, PathFile[]>();
  for (const file of list) {
    const path = file.webkitRelativePath || file.name;
    const [name = path] = path.split('/');
    if (isLitter(path)) continue;
    const files = folders.get(name) ?? [];
    files.push({ path, file });
    if (files.length > mostFiles) throw new TooManyFiles(name);
    folders.set(name, files);
  }
  return { files: [], folders: [...folders].map(([name, files]) => ({ name, files })) };
}
