import { metricSridAt } from '#planning/geometry/metric-crs.ts';
import type { MendedPack } from './layer-work.ts';
import type { RowPack, RowTable } from './row-pack.ts';
import { OwnWorkshop, ThreadWorkshop, type Workshop } from './workshop.ts';

/** Packs from which on a thread is worth its start. */
const MANY_PACKS = 8;
/** Bytes of a source that surely holds as many. */
const MANY_BYTES = 8_000_000;

/**
 * Mends rows while others are still being read. Where they are to be measured is settled only when all are read: it is guessed by the city or by the first row, and
 * what was mended for another CRS, or beside rows that turned out to be strays, is mended again. The outcome is the same either way.
 */
export class Ahead {
  private readonly signal: AbortSignal;
  private guess: number | null;
  private workshop: Workshop | null = null;
  private readonly given = new Map<string, { readonly pack: RowPack; readonly mended: Promise<MendedPack> }[]>();
  private backlog: { readonly kind: string; readonly pack: RowPack }[] = [];

  /** `srid`: of the city or as it was told; null: nobody knows yet. */
  constructor(srid: number | null, signal: AbortSignal) { this.guess = srid; this.signal = signal; }

  /** Something is about to be read; its size where it is known. */
  expect(bytes: number): void { if (bytes >= MANY_BYTES) this.workshop ??= new ThreadWorkshop(this.signal); }

  offer(kind: string, pack: RowPack): void {
    this.guess ??= metricSridAt(pack.firsts[0]!, pack.firsts[1]!);
    this.backlog.push({ kind, pack });
    if (!this.workshop && this.backlog.length < MANY_PACKS) return;
    this.workshop ??= new ThreadWorkshop(this.signal);
    for (const one of this.backlog.splice(0)) this.give(one.kind, one.pack);
  }

  private give(kind: string, pack: RowPack): void {
    let given = this.given.get(kind);
    if (!given) this.given.set(kind, (given = []));
    given.push({ pack, mended: this.workshop!.mend(kind, this.guess!, pack) });
  }

  /** Where the rest of the work is done. */
  get bench(): Workshop { return (this.workshop ??= new OwnWorkshop(this.signal)); }

  /** The packs of a layer, mended in its CRS: those done ahead, and the rest. */
  async *mended(kind: string, srid: number, table: RowTable): AsyncGenerator<{ readonly pack: RowPack; readonly mended: MendedPack }> {
    const given = this.given.get(kind) ?? [];
    this.given.delete(kind);
    this.backlog = this.backlog.filter((one) => one.kind !== kind);
    const holds = srid === this.guess && !table.hasLeftOut && given.every(({ pack }, i) => pack === table.packs[i]);
    if (given.length > 0 && !holds) { this.bench.forget(kind); given.length = 0; }
    const bench = this.bench;
    const isThread = bench instanceof ThreadWorkshop;
    const rest = table.packs.slice(given.length);
    // A thread goes on by itself; this one does what is needed next.
    if (isThread) given.push(...rest.splice(0).map((pack) => ({ pack, mended: bench.mend(kind, srid, pack) })));
    table.packs.length = 0;
    while (given.length > 0) { const { pack, mended } = given.shift()!; yield { pack, mended: await mended }; }
    for (const pack of rest) yield { pack, mended: await bench.mend(kind, srid, pack) };
  }

  /** The layer is not to be cut into tiles. */
  forget(kind: string): void { this.bench.forget(kind); }

  async close(): Promise<void> { await this.workshop?.close(); }
}
