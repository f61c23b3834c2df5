import { unzipSync } from 'fflate';
import { beforeEach, describe, expect, it } from 'vitest';
import { chosenFolder, droppedFiles, mostFiles, type Dropped } from '../../../client/data/dropped-files.ts';
import { takeDropped, useFolders } from '../../../client/data/take-dropped.ts';
import type { Bundle } from '../../../client/deliveries/bundles.ts';

type Tree = { readonly [name: string]: Tree | string | null };

/** A folder as a browser hands it out: entries in batches, an empty batch at the end. A file of `null` cannot be read. */
function entryOf(name: string, content: Tree | string | null, batchSize = 2): FileSystemEntry {
  if (content === null || typeof content === 'string') {
    return { isDirectory: false, isFile: true, name, file: (done: (file: File) => void, fail: (error: Error) => void) => { if (content === null) fail(new DOMException('gone', 'NotReadableError')); else done(new File([content], name)); } } as unknown as FileSystemEntry;
  }
  return {
    isDirectory: true, isFile: false, name,
    createReader: () => {
      const left = Object.entries(content).map(([inner, what]) => entryOf(inner, what, batchSize));
      return { readEntries: (done: (entries: FileSystemEntry[]) => void) => done(left.splice(0, batchSize)) };
    },
  } as unknown as FileSystemEntry;
}

function drop(things: Tree): Promise<Dropped> {
  const items = Object.entries(things).map(([name, content]) => ({ kind: 'file', webkitGetAsEntry: () => entryOf(name, content), getAsFile: () => (typeof content === 'string' ? new File([content], name) : new File([], name)) }));
  return droppedFiles({ items: items as unknown as DataTransferItemList, files: items.map((item) => item.getAsFile()) as unknown as FileList });
}

async function taken(things: Tree): Promise<{ files: string[]; bundles: Bundle[] }> {
  const files: string[] = [], bundles: Bundle[] = [];
  await takeDropped(drop(things), (list) => files.push(...list.map(({ name }) => name)), (bundle) => bundles.push(bundle));
  return { files, bundles };
}
const unzipped = async (file: File): Promise<Record<string, string>> => Object.fromEntries(Object.entries(unzipSync(new Uint8Array(await file.arrayBuffer()))).map(([path, bytes]) => [path, new TextDecoder().decode(bytes)]));

beforeEach(() => useFolders.setState({ packing: null, trouble: null }));

describe('a dropped folder', () => {
  it('of a geodatabase goes as an archive that keeps its place; locks and litter stay behind', async () => {
    const { files, bundles } = await taken({ '规划.gdb': { 'a00000001.gdbtable': 'one', 'a00000001.gdbtablx': 'two', 'gdb': 'three', '_gdb.A.1.sr.lock': null, '.DS_Store': 'x', 'timestamps': 'four' } });
    expect(files).toEqual([]);
    expect(bundles.map(({ name, files: [file] }) => [name, file!.name])).toEqual([['规划.gdb', '规划.gdb.zip']]);
    expect(await unzipped(bundles[0]!.files[0]!)).toEqual({ '规划.gdb/a00000001.gdbtable': 'one', '规划.gdb/a00000001.gdbtablx': 'two', '规划.gdb/gdb': 'three', '规划.gdb/timestamps': 'four' });
    expect(bundles[0]!.bytes).toBe(bundles[0]!.files[0]!.size);
  });

  it('of shapefile parts is one delivery of its files side by side; files beside it go by themselves', async () => {
    const { files, bundles } = await taken({ 道路: { '道路.shp': '1', '道路.dbf': '2', '道路.shx': '3', '绿地.shp': '4', 'Thumbs.db': '5' }, 'parks.csv': 'a,b' });
    expect(files).toEqual(['parks.csv']);
    expect(bundles.map(({ name, files: parts }) => [name, parts.map((part) => part.name)])).toEqual([['道路', ['绿地.shp', '道路.dbf', '道路.shp', '道路.shx'].sort()]]);
  });

  it('with folders inside goes as an archive, so that two files of one name do not meet', async () => {
    const { bundles } = await taken({ 来件: { 金水: { 'roads.shp': 'a' }, 二七: { 'roads.shp': 'b', 'db.gdb': { gdb: 'c' } } } });
    expect(await unzipped(bundles[0]!.files[0]!)).toEqual({ '来件/金水/roads.shp': 'a', '来件/二七/roads.shp': 'b', '来件/二七/db.gdb/gdb': 'c' });
  });

  it.each([
    ['empty', { 空: { '.DS_Store': 'x' } }, '空'], ['unreadable', { 坏: { 'a.shp': null } }, 'gone'], ['tooMany', { 多: Object.fromEntries(Array.from({ length: mostFiles + 1 }, (_, i) => [`f${i}`, ''])) }, '多'],
    ['tooMany', { 深: Array.from({ length: 14 }).reduce<Tree>((inner) => ({ d: inner }), { f: '' }) }, '深'],
  ] as const)('that is %s is told', async (code, things, name) => {
    expect((await taken(things)).bundles).toEqual([]);
    expect(useFolders.getState()).toEqual({ packing: null, trouble: { code, name } });
  });

  it('files alone are what they were', async () => {
    expect(await taken({ 'a.zip': 'x', 'b.geojson': '{}' })).toEqual({ files: ['a.zip', 'b.geojson'], bundles: [] });
  });

  it('chosen by the browser’s dialog has the same places', () => {
    const file = (path: string) => Object.defineProperty(new File(['x'], path.split('/').pop()!), 'webkitRelativePath', { value: path });
    expect(chosenFolder([file('a.gdb/gdb'), file('a.gdb/.hidden'), file('a.gdb/timestamps')]).folders.map(({ name, files }) => [name, files.map(({ path }) => path)])).toEqual([['a.gdb', ['a.gdb/gdb', 'a.gdb/timestamps']]]);
  });
});
