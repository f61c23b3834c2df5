import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { FeatureTable } from '../feature-table.ts';
import { shapeOf, type ExportChoice, type Fitting, type Shape } from '../fitting.ts';

/** `all`: not told apart. */
export type Part = Shape | 'all';
export interface StagedPart { readonly part: Part; readonly path: string }

/** Characters gathered before they are written. */
const enough = 256 * 1024;

class PartWriter implements StagedPart {
  readonly part: Part;
  readonly path: string;
  #handle: FileHandle | undefined;
  #text = '';
  constructor(folder: string, part: Part) {
    this.part = part;
    this.path = join(folder, `rows_${part}.geojsonl`);
  }

  async put(line: string): Promise<void> {
    this.#text += line;
    if (this.#text.length >= enough) await this.flush();
  }

  async flush(): Promise<void> {
    this.#handle ??= await open(this.path, 'w');
    await this.#handle.write(this.#text);
    this.#text = '';
  }

  async close(): Promise<void> {
    await this.#handle?.close();
  }
}

/** Property of a field in the staged rows: neutral, whatever the field is called in the end. */
export const stagedName = (index: number): string => `f${index}`;

/** Writes fitted rows for GDAL to read, a line of GeoJSON each; with `isSplit` points, lines and areas into files of their own. */
export async function stageRows(table: FeatureTable, choice: ExportChoice, fitting: Fitting, isSplit: boolean, folder: string, signal: AbortSignal): Promise<StagedPart[]> {
  const writers = new Map<Part, PartWriter>();
  const heads = table.fields.map(({ key }, i) => ({ key, head: `"${stagedName(i)}":` }));
  try {
    for await (const given of table.rows(choice.target, signal)) {
      const row = fitting.take(given);
      if (!row) continue;
      const part: Part = isSplit && row.geometry ? shapeOf(row.geometry) : 'all';
      let writer = writers.get(part);
      if (!writer) writers.set(part, (writer = new PartWriter(folder, part)));
      let properties = '';
      for (const { key, head } of heads) properties += `${properties === '' ? '' : ','}${head}${JSON.stringify(row.values[key] ?? null)}`;
      await writer.put(`{"type":"Feature","properties":{${properties}},"geometry":${JSON.stringify(row.geometry)}}\n`);
    }
    for (const writer of writers.values()) await writer.flush();
  } finally {
    for (const writer of writers.values()) await writer.close();
  }
  return [...writers.values()];
}
