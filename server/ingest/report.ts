import type { ImportReport, ReportEntry } from '#contract/layers.ts';
import type { ReportCode, ReportList } from '#contract/report-codes.ts';
import { RowLog } from './row-log.ts';

/** How many places an entry names; the count goes on. */
const EXAMPLES = 20;

/** Counts what an import took, mended and left out. Nothing is dropped silently: read = taken + left out. */
export class ReportBuilder {
  taken = 0;
  /** Every row that was mended or left out, for the report's file. */
  readonly rows = new RowLog();
  private leftOutRows = 0;
  private readonly lists = { mended: new Map<string, ReportEntry>(), leftOut: new Map<string, ReportEntry>(), notices: new Map<string, ReportEntry>() };

  /** `where`: the place of the row, or `place: detail`. */
  note<List extends ReportList>(list: List, code: ReportCode<List>, where: string): void {
    if (list === 'leftOut') this.leftOutRows += 1;
    if (list !== 'notices') {
      const end = where.indexOf(': ');
      this.rows.add(list as 'mended' | 'leftOut', code, end < 0 ? where : where.slice(0, end), end < 0 ? '' : where.slice(end + 2));
    }
    const entries = this.lists[list];
    const entry = entries.get(code);
    if (!entry) entries.set(code, { code, count: 1, examples: [where] });
    else {
      entry.count += 1;
      if (entry.examples.length < EXAMPLES) entry.examples.push(where);
    }
  }

  /** Adds the counts of another report, e.g. of one layer to those of the whole import; its rows stay its own. */
  merge(other: ReportBuilder): void {
    this.taken += other.taken;
    this.leftOutRows += other.leftOutRows;
    for (const list of ['mended', 'leftOut', 'notices'] as const) {
      for (const [code, entry] of other.lists[list]) {
        const mine = this.lists[list].get(code);
        if (!mine) this.lists[list].set(code, { ...entry, examples: [...entry.examples] });
        else {
          mine.count += entry.count;
          mine.examples.push(...entry.examples.slice(0, EXAMPLES - mine.examples.length));
        }
      }
    }
  }

  /** Moves everything to another report: counts and rows. */
  giveTo(other: ReportBuilder): void {
    other.merge(this);
    other.rows.take(this.rows);
    this.reset();
  }

  /** Empties the counts, after they were given to another. */
  private reset(): void {
    this.taken = 0;
    this.leftOutRows = 0;
    for (const list of Object.values(this.lists)) list.clear();
  }

  finish(): ImportReport {
    const sorted = (list: ReportList) => [...this.lists[list].values()].sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
    return { read: this.taken + this.leftOutRows, taken: this.taken, mended: sorted('mended'), leftOut: sorted('leftOut'), notices: sorted('notices') };
  }
}
