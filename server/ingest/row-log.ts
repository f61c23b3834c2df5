import { gunzipSync, gzipSync } from 'node:zlib';
import type { PackedRows } from '../db/repositories/report-rows.ts';

/** One row that was mended or left out. `place`: where a person finds it in the file. */
export interface LoggedRow { readonly list: 'mended' | 'leftOut'; readonly code: string; readonly place: string; readonly detail: string }

const ROWS_A_PACK = 4000;

/** Every row an import mended or left out, packed as it goes: a city's 300 000 rows stay a few megabytes. */
export class RowLog {
  private lines: string[] = [];
  private readonly packs: PackedRows[] = [];

  add(list: LoggedRow['list'], code: string, place: string, detail: string): void {
    this.lines.push(JSON.stringify([list, code, place, detail]));
    if (this.lines.length >= ROWS_A_PACK) this.pack();
  }

  private pack(): void {
    if (this.lines.length === 0) return;
    this.packs.push({ count: this.lines.length, lines: gzipSync(this.lines.join('\n'), { level: 1 }) });
    this.lines = [];
  }

  /** Takes over the rows of another log, which is empty afterwards. */
  take(other: RowLog): void {
    other.pack();
    this.packs.push(...other.packs.splice(0));
  }

  finish(): readonly PackedRows[] {
    this.pack();
    return this.packs;
  }
}

export function unpackRows(lines: Buffer): LoggedRow[] {
  return gunzipSync(lines).toString('utf8').split('\n').map((line) => {
    const [list, code, place, detail] = JSON.parse(line) as [LoggedRow['list'], string, string, string];
    return { list, code, place, detail };
  });
}
