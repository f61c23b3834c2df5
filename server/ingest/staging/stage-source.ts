import { makeTemporaryFolder, removeFolder } from '../../gdal/temporary-folder.ts';
import { IngestProblem, type InspectedLayer, type InspectOptions, type Reading, type ReadOptions } from '../driver.ts';
import type { SourceFile } from '../source-file.ts';
import { pickProblem } from '../pick-layer.ts';
import { collect } from './collect.ts';
import { partsOf, type SourcePart } from './parts.ts';

/** The files of a delivery, unpacked and sorted, ready to be looked into or read. */
export interface StagedSource {
  inspect(options: InspectOptions): Promise<{ readonly format: string; readonly layers: readonly InspectedLayer[] }>;
  open(options: ReadOptions): Promise<Reading>;
  close(): Promise<void>;
}

/** Beside others a part's layers carry its name: `parks` for a file of one layer, `delivery/parks` for one of several. */
const outerName = (part: SourcePart, layer: string): string => (layer === part.stem ? part.name : `${part.name}/${layer}`);

function innerName(part: SourcePart, wanted: string): string | null {
  if (wanted === part.name) return part.stem;
  return wanted.startsWith(`${part.name}/`) ? wanted.slice(part.name.length + 1) : null;
}

class Staged implements StagedSource {
  private readonly parts: readonly SourcePart[];
  private readonly folder: string;
  constructor(parts: readonly SourcePart[], folder: string) { this.parts = parts; this.folder = folder; }

  private get format(): string { return [...new Set(this.parts.map(({ driver }) => driver.id))].join('+'); }

  async inspect(options: InspectOptions): Promise<{ format: string; layers: readonly InspectedLayer[] }> {
    if (this.parts.length === 1) return { format: this.format, layers: await this.parts[0]!.driver.inspect(this.parts[0]!.path, options) };
    const layers: InspectedLayer[] = [];
    let problem: IngestProblem | null = null;
    for (const part of this.parts) {
      const inner = options.layer ? innerName(part, options.layer) : null;
      if (options.layer && inner === null) continue;
      try {
        for (const layer of await part.driver.inspect(part.path, { ...options, layer: inner })) layers.push({ ...layer, name: outerName(part, layer.name) });
      } catch (error) {
        // One part that cannot be read does not hide the others.
        if (!(error instanceof IngestProblem)) throw error;
        problem ??= error;
        layers.push({
          name: part.name, geometry: [], featureCount: null, fields: [], rows: [], crs: { stated: null, text: null, format: null, sample: [] }, encoding: null, mapping: {},
          findings: [{ code: 'layer_unreadable', count: 1, examples: [error.message] }],
        });
      }
    }
    if (layers.length === 0) throw pickProblem(options.layer ?? null, this.parts.map(({ name }) => name));
    if (problem && layers.every(({ findings }) => findings.some(({ code }) => code === 'layer_unreadable'))) throw problem;
    return { format: this.format, layers };
  }

  async open(options: ReadOptions): Promise<Reading> {
    const [first] = this.parts;
    if (this.parts.length === 1) return first!.driver.open(first!.path, options);
    const wanted = options.layer ?? null;
    if (wanted === null) throw pickProblem(null, this.parts.map(({ name }) => name));
    for (const part of this.parts) {
      const inner = innerName(part, wanted);
      if (inner !== null) return part.driver.open(part.path, { ...options, layer: inner });
    }
    throw pickProblem(wanted, this.parts.map(({ name }) => name));
  }

  close(): Promise<void> { return removeFolder(this.folder); }
}

/** Unpacks and sorts the files of a delivery into a folder of their own, which `close` removes. Throws IngestProblem for what cannot be taken. */
export async function stageSource(files: readonly SourceFile[], signal: AbortSignal): Promise<StagedSource> {
  const folder = await makeTemporaryFolder();
  try {
    return new Staged(await partsOf(await collect(files, folder, signal)), folder);
  } catch (error) {
    await removeFolder(folder);
    throw error;
  }
}
