import { hash } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { metricCrs } from '#planning/geometry/metric-crs.ts';
import type { Row } from '../../../server/ingest/rows.ts';
import { Ahead } from '../../../server/ingest/work/ahead.ts';
import type { MendedPack } from '../../../server/ingest/work/layer-work.ts';
import { RowTable, type RowPack } from '../../../server/ingest/work/row-pack.ts';
import { OwnWorkshop } from '../../../server/ingest/work/workshop.ts';

const crs = metricCrs(4547)!;
const COUNT = 8050, CROSSED = 4203;

/** A house in metres of EPSG:4547; one of them crosses itself. */
function house(i: number): Row {
  const x = 460_000 + 30 * (i % 90), y = 3_840_000 + 30 * Math.floor(i / 90), dy = i === CROSSED ? -8 : 8;
  const coords = [x, y, x + 10, y, x + 10, y + 8, x, y + dy, x, y];
  const degrees: number[] = [];
  for (let at = 0; at < coords.length; at += 2) degrees.push(...crs.inverse(coords[at]!, coords[at + 1]!));
  return { place: `row ${i + 1}`, sourceId: null, name: i % 3 === 0 ? `第${i}号` : null, attrs: { floors: i % 7 }, degrees: { dimension: 'polygon', coords: degrees, ringEnds: [5], partEnds: [1] }, metres: { srid: 4547, coords } };
}
const rows = Array.from({ length: COUNT }, (_, i) => house(i));

function tableOf(offer: (pack: RowPack) => void): RowTable {
  const table = new RowTable();
  for (const row of rows) { const pack = table.add(row); if (pack) offer(pack); }
  const last = table.close();
  if (last) offer(last);
  return table;
}

const signal = new AbortController().signal;
const aheads: Ahead[] = [];
afterAll(() => Promise.all(aheads.map((ahead) => ahead.close())));

interface Outcome { readonly mended: readonly (Omit<MendedPack, 'geometry'> & { readonly geometry: string })[]; readonly tiles: string }
const digest = (bytes: Uint8Array): string => hash('sha1', bytes);
const brief = (mended: readonly MendedPack[], tiles: Uint8Array): Outcome => ({ mended: mended.map((each) => ({ ...each, geometry: digest(each.geometry) })), tiles: digest(tiles) });

/** The layer mended ahead by a thread that guesses `guess`. */
async function ahead(guess: number, change: (table: RowTable) => void = () => undefined): Promise<Outcome> {
  const one = new Ahead(guess, signal);
  aheads.push(one);
  const table = tableOf((pack) => { one.offer('building', pack); });
  change(table);
  const mended: MendedPack[] = [];
  for await (const each of one.mended('building', 4547, table)) mended.push(each.mended);
  return brief(mended, await one.bench.tiles('building', Float64Array.from(rows, (_, i) => i + 7))());
}

/** The same in this thread, without looking ahead. */
async function plainly(change: (table: RowTable) => void = () => undefined): Promise<Outcome> {
  const shop = new OwnWorkshop(signal);
  const table = tableOf(() => undefined);
  change(table);
  const mended: MendedPack[] = [];
  for (const pack of table.packs) mended.push(await shop.mend('building', 4547, pack));
  return brief(mended, await shop.tiles('building', Float64Array.from(rows, (_, i) => i + 7))());
}

const takeOut = (table: RowTable): void => { table.leaveOut(table.packs[2]!, 5); };

describe('rows mended ahead in a thread', () => {
  it('are those mended one after the other, to the byte: rows, notes, bounds and tiles', async () => {
    const [a, b] = [await ahead(4547), await plainly()];
    expect(a).toEqual(b);
    expect(a.mended.map(({ taken }) => taken?.length ?? null)).toEqual([null, null, null, null, 999, null, null, null, null]);
    expect(a.mended.flatMap(({ notes }) => notes)).toMatchObject([{ row: CROSSED % 1000, list: 'leftOut', code: 'self_intersection' }]);
  });

  it('are mended again where the CRS was guessed wrong, or a row turned out to be a stray', async () => {
    expect(await ahead(4548)).toEqual(await plainly());
    const [a, b] = [await ahead(4547, takeOut), await plainly(takeOut)];
    expect(a).toEqual(b);
    expect(a.mended[2]!.taken).toHaveLength(999);
  });

  it('end with the import: whoever waits is told why', async () => {
    const cancel = new AbortController();
    const one = new Ahead(4547, cancel.signal);
    aheads.push(one);
    const table = tableOf((pack) => { one.offer('building', pack); });
    cancel.abort(new Error('cancelled'));
    await expect(one.mended('building', 4547, table).next()).rejects.toThrow('cancelled');
  });
});
