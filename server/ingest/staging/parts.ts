import { rename } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { driverFor, drivers } from '../driver-table.ts';
import { fileGdbDriver } from '../drivers/file-gdb.ts';
import { shapefileDriver } from '../drivers/shapefile.ts';
import { IngestProblem, type Driver } from '../driver.ts';
import type { UnpackedFile } from './unpack-zip.ts';

/** One thing a driver reads: a file, a shapefile with its companions, a folder of a geodatabase. */
export interface SourcePart {
  readonly driver: Driver;
  readonly path: string;
  /** Name without extension, as drivers of one layer call their layer. */
  readonly stem: string;
  /** What the part is called beside others. */
  readonly name: string;
}

const COMPANION = /\.(?:dbf|shx|prj|cpg|sbn|sbx|qix|qpj|fbn|fbx|ain|aih|ixs|mxs|atx|cst|shp\.xml)$/i;
/** What comes with deliveries and holds no features. */
const PAPERS = /\.(?:xml|pdf|docx?|html?|qml|qgz|qgs|sld|lyrx?|style|mxd|aprx|jpe?g|png|gif|tiff?|bmp|svg|md|log|ini|lnk|txt)$/i;
const ARCHIVE = /\.(?:zip|kmz|rar|7z|tar|gz|tgz|bz2|xz)$/i;

const stemOf = (path: string): string => basename(path).slice(0, basename(path).length - extname(path).length);

function geodatabases(files: readonly UnpackedFile[]): { readonly folders: string[]; readonly rest: UnpackedFile[] } {
  const folders = new Set<string>();
  const rest: UnpackedFile[] = [];
  for (const file of files) {
    const folder = dirname(file.path);
    if (/\.gdb$/i.test(folder)) folders.add(folder); else rest.push(file);
  }
  return { folders: [...folders], rest };
}

/** Gives a shapefile's companions the same stem and small extensions: GDAL finds them by name, and archives of other systems mix them. */
async function straighten(shape: UnpackedFile, companions: readonly UnpackedFile[]): Promise<string> {
  const folder = dirname(shape.path);
  const stem = stemOf(shape.path);
  for (const file of [shape, ...companions]) {
    const extension = /\.shp\.xml$/i.test(file.path) ? '.shp.xml' : extname(file.path).toLowerCase();
    const to = join(folder, stem + extension);
    if (to !== file.path) await rename(file.path, to);
  }
  return join(folder, `${stem}.shp`);
}

/** The files' names for a message, at most eight. */
const listed = (files: readonly UnpackedFile[]): string => files.slice(0, 8).map(({ name }) => name).join(', ') + (files.length > 8 ? ` … (${files.length})` : '');

function nothingReadable(files: readonly UnpackedFile[], orphans: readonly UnpackedFile[], problem: IngestProblem | null): IngestProblem {
  if (orphans.some(({ name }) => /\.dbf$/i.test(name))) return new IngestProblem('file_unreadable', `Of the shapefile only ${listed(orphans)} is there; the .shp, which holds the geometry, is missing. Hand in .shp, .shx, .dbf and .prj together, or in one ZIP.`, orphans[0]!.name);
  if (orphans.length > 0) return new IngestProblem('file_unreadable', `${listed(orphans)}: companions of a shapefile without its .shp. Hand in .shp, .shx, .dbf and .prj together, or in one ZIP.`, orphans[0]!.name);
  const archive = files.find(({ name }) => ARCHIVE.test(name));
  if (archive && files.length > 1) return new IngestProblem('format_unknown', `The archive holds another archive, “${archive.name}”; archives inside archives are not opened. Unpack it first.`, archive.name);
  return problem ?? new IngestProblem('format_unknown', `Nothing in the delivery is of a format that is read (${drivers.flatMap((driver) => driver.extensions).join(', ')}): ${listed(files)}.`, files[0]?.name);
}

function unique(parts: (Omit<SourcePart, 'name'> & { readonly source: string })[]): SourcePart[] {
  const taken = new Map<string, number>();
  for (const { stem } of parts) taken.set(stem, (taken.get(stem) ?? 0) + 1);
  return parts.map(({ source, ...part }) => ({ ...part, name: (taken.get(part.stem) ?? 0) > 1 ? source : part.stem }));
}

/** Sorts the files of a delivery into what can be read. Throws IngestProblem when there is nothing, naming what is missing. */
export async function partsOf(files: readonly UnpackedFile[]): Promise<SourcePart[]> {
  const { folders, rest } = geodatabases(files);
  const parts: (Omit<SourcePart, 'name'> & { source: string })[] = folders.map((path) => ({ driver: fileGdbDriver, path, stem: stemOf(path), source: basename(path) }));
  const key = (path: string, extension: RegExp): string => path.replace(extension, '').toLowerCase();
  const shapes = rest.filter(({ path }) => /\.shp$/i.test(path));
  const companions = rest.filter(({ path }) => COMPANION.test(path));
  const claimed = new Set<UnpackedFile>();
  for (const shape of shapes) {
    const own = companions.filter((file) => !claimed.has(file) && key(file.path, COMPANION) === key(shape.path, /\.shp$/i));
    own.forEach((file) => claimed.add(file));
    parts.push({ driver: shapefileDriver, path: await straighten(shape, own), stem: stemOf(shape.path), source: shape.name });
  }
  const orphans = companions.filter((file) => !claimed.has(file));
  let problem: IngestProblem | null = null;
  for (const file of rest) {
    if (/\.shp$/i.test(file.path) || COMPANION.test(file.path)) continue;
    if (ARCHIVE.test(file.name) && files.length > 1 && !/\.osm\.gz$/i.test(file.name)) continue;
    // Papers beside data are no data; a text file alone may be a table.
    if (PAPERS.test(file.name) && files.length > 1 && !/\.osm\.xml$/i.test(file.name)) continue;
    try { parts.push({ driver: await driverFor(file.path, file.name), path: file.path, stem: stemOf(file.path), source: file.name }); } catch (error) {
      if (!(error instanceof IngestProblem)) throw error;
      problem ??= error;
    }
  }
  if (parts.length === 0) throw nothingReadable(files, orphans, problem);
  return unique(parts);
}
