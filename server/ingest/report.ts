import type { ImportReport, ReportEntry } from '#contract/layers.ts';
import type { ReportCode, ReportList } from '#contract/report-codes.ts';

/** How many places an entry names; the count goes on. */
const EXAMPLES = 20;

/** Counts what an import took, mended and left out. Nothing is dropped silently: read = taken + left out. */
export class ReportBuilder {
  taken = 0;
  private leftOutRows = 0;
  private readonly lists = { mended: new Map<string, ReportEntry>(), leftOut: new Map<string, ReportEntry>(), notices: new Map<string, ReportEntry>() };

  note<List extends ReportList>(list: List, code: ReportCode<List>, place: string): void {
    if (list === 'leftOut') this.leftOutRows += 1;
    const entries = this.lists[list];
    const entry = entries.get(code);
    if (!entry) entries.set(code, { code, count: 1, examples: [place] });
    else {
      entry.count += 1;
      if (entry.examples.length < EXAMPLES) entry.examples.push(place);
    }
  }

  /** Adds the counts of another report, e.g. of one layer to those of the whole import. */
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

  /** Empties the report, after its notes were given to another. */
  reset(): void {
    this.taken = 0;
    this.leftOutRows = 0;
    for (const list of Object.values(this.lists)) list.clear();
  }

  finish(): ImportReport {
    const sorted = (list: ReportList) => [...this.lists[list].values()].sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
    return { read: this.taken + this.leftOutRows, taken: this.taken, mended: sorted('mended'), leftOut: sorted('leftOut'), notices: sorted('notices') };
  }
}
