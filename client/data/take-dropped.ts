import { create } from 'zustand';
import { folderBundle } from '../deliveries/folder-bundle.ts';
import type { Bundle } from '../deliveries/bundles.ts';
import { TooManyFiles, type Dropped } from './dropped-files.ts';

/** What became of dropped folders: one that is being gathered, and why one was not taken. */
export interface FolderTrouble { readonly code: 'empty' | 'tooMany' | 'unreadable'; readonly name: string }
interface FolderState { readonly packing: string | null; readonly trouble: FolderTrouble | null }
/** Beside the pages: a large folder takes a while to gather. */
export const useFolders = create<FolderState>(() => ({ packing: null, trouble: null }));

/** Takes a drop: single files at once, every folder as one delivery. What cannot be taken is told in `useFolders`. */
export async function takeDropped(dropped: Promise<Dropped> | Dropped, takeFiles: (files: readonly File[]) => void, takeBundle: (bundle: Bundle) => void): Promise<void> {
  useFolders.setState({ trouble: null });
  let at = '';
  try {
    const { files, folders } = await dropped;
    if (files.length > 0) takeFiles(files);
    for (const folder of folders) {
      at = folder.name;
      useFolders.setState({ packing: at });
      const bundle = await folderBundle(folder);
      if (bundle) takeBundle(bundle); else useFolders.setState({ trouble: { code: 'empty', name: at } });
    }
  } catch (error) {
    // A file that was removed or may not be read while it is gathered; the browser says no more.
    useFolders.setState({ trouble: error instanceof TooManyFiles ? { code: 'tooMany', name: error.folder } : { code: 'unreadable', name: at || (error instanceof Error ? error.message : '') } });
  } finally { useFolders.setState({ packing: null }); }
}
