import { readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { drivers } from '../driver-table.ts';
import type { SourceFile } from '../source-file.ts';
import { checkDate, crsOfShift, UsageError, type FileOptions } from './arguments.ts';

/** One thing to import: a file, or the parts of one shapefile. */
export interface WorkItem {
  /** As it is called in the summary. */
  readonly title: string;
  readonly files: readonly SourceFile[];
  readonly options: FileOptions;
  /** In a folder nobody said what a file is: its own name may. */
  readonly mayGuess: boolean;
}

const optional = Type.Optional(Type.String());
const Manifest = Type.Object({
  files: Type.Array(Type.Object({
    path: Type.String({ minLength: 1 }), layer: optional, sourceLayer: optional, encoding: optional, crs: optional, shift: optional, classification: optional, source: optional, date: optional, attribution: optional,
    map: Type.Optional(Type.Record(Type.String(), Type.String())),
  }, { additionalProperties: false }), { minItems: 1 }),
}, { additionalProperties: false });
const checkManifest = Compile(Manifest);

const PARTS = /\.(?:shp|dbf|shx|prj|cpg|sbn|sbx|qix|shp\.xml)$/i;
const stemOf = (path: string): string => path.replace(PARTS, '').toLowerCase();
const fileOf = (path: string): SourceFile => ({ path, fileName: basename(path) });

/** With a shapefile go the parts that lie beside it. */
function withParts(path: string): SourceFile[] {
  if (!/\.shp$/i.test(path)) return [fileOf(path)];
  const folder = dirname(path);
  return [fileOf(path), ...readdirSync(folder).map((name) => join(folder, name)).filter((other) => other !== path && PARTS.test(other) && stemOf(other) === stemOf(path)).sort().map(fileOf)];
}

function readManifest(path: string): Static<typeof Manifest> | null {
  if (extname(path).toLowerCase() !== '.json' || statSync(path).size > 4 * 1024 * 1024) return null;
  let content: unknown;
  try { content = JSON.parse(readFileSync(path, 'utf8')); } catch { return null; }
  if (content === null || typeof content !== 'object' || !('files' in content) || 'type' in content) return null;
  if (checkManifest.Check(content)) return content;
  const [first] = checkManifest.Errors(content);
  throw new UsageError(`The manifest ${path}: ${first?.instancePath || '/'} ${first?.message ?? 'is not as it should be'}.`);
}

function ofManifest(path: string, { files }: Static<typeof Manifest>, common: FileOptions): WorkItem[] {
  return files.map((file) => {
    const own = resolve(dirname(path), file.path);
    let isThere = true;
    try { statSync(own); } catch { isThere = false; }
    if (!isThere) throw new UsageError(`The manifest ${path} names ${file.path}, which is not there.`);
    return {
      title: file.path, files: withParts(own), mayGuess: false,
      options: {
        layer: file.layer ?? common.layer, sourceLayer: file.sourceLayer ?? common.sourceLayer, encoding: file.encoding ?? common.encoding, crs: file.crs === undefined && file.shift === undefined ? common.crs : crsOfShift(file.shift ?? null, file.crs ?? null),
        mapping: file.map ?? common.mapping, classification: file.classification ?? common.classification, source: file.source ?? common.source, date: checkDate(file.date ?? common.date), attribution: file.attribution ?? common.attribution,
      },
    };
  });
}

function ofFolder(folder: string, options: FileOptions): WorkItem[] {
  const known = new Set(drivers.flatMap((driver) => driver.extensions));
  const items: WorkItem[] = [];
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    const isShapePart = PARTS.test(name) && !/\.shp$/i.test(name);
    if (name.startsWith('.') || isShapePart || !statSync(path).isFile() || ![...known].some((extension) => name.toLowerCase().endsWith(extension))) continue;
    items.push({ title: name, files: withParts(path), options, mayGuess: options.layer === null });
  }
  if (items.length === 0) throw new UsageError(`In the folder ${folder} there is no file of a format that is read.`);
  return items;
}

/** What the paths of a command come to: files, folders and manifests one after the other. @throws UsageError */
export function workList(paths: readonly string[], options: FileOptions): WorkItem[] {
  const items: WorkItem[] = [];
  const given = new Set(paths.map(stemOf));
  for (const path of paths) {
    if (statSync(path).isDirectory() && !/\.gdb$/i.test(path)) { items.push(...ofFolder(path, options)); continue; }
    const manifest = readManifest(path);
    if (manifest) { items.push(...ofManifest(path, manifest, options)); continue; }
    // Parts of a shapefile that is named too come with it.
    if (PARTS.test(path) && !/\.shp$/i.test(path) && given.has(stemOf(path)) && paths.some((other) => /\.shp$/i.test(other) && stemOf(other) === stemOf(path))) continue;
    items.push({ title: basename(path), files: withParts(path), options, mayGuess: false });
  }
  return items;
}
