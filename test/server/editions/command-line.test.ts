import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LayerEdition } from '../../../server/contract/layers.ts';
import { readCommand, UsageError } from '../../../server/ingest/command-line/arguments.ts';
import { runCommand } from '../../../server/ingest/command-line/run.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { collection, square, temporaryFolder } from '../../support/import-files.ts';

const folder = temporaryFolder();
let db: TestDatabase;
let dataDir: string;
beforeAll(async () => { db = await createTestDatabase(); dataDir = mkdtempSync(join(tmpdir(), 'renewmap-line-')); });
afterAll(async () => { await db.close(); rmSync(dataDir, { recursive: true, force: true }); folder.remove(); });

async function run(...args: readonly string[]): Promise<{ readonly code: number; readonly lines: readonly string[]; readonly result: unknown }> {
  const lines: string[] = [];
  let result: unknown = null;
  const code = await runCommand(db, dataDir, readCommand(args), { print: (line) => lines.push(line), result: (value) => { result = value; }, progress: () => ({ show() {}, end(text) { lines.push(text); } }) }, new AbortController().signal);
  return { code, lines, result };
}

const road = collection([{ geometry: { type: 'LineString', coordinates: [[113.6, 34.7], [113.61, 34.7]] }, properties: { 名字: '一路', 等级: 'arterial' } }]);
const park = collection([{ id: 'a', geometry: square(113.6, 34.7), properties: { name: '园', class: 'G11' } }]);

describe('the import command', () => {
  it.each([
    [[]], [['nowhere.geojson', '--city', 'x']], [['editions']], [['decide', '1', 'maybe', '--json']], [['decide', 'x', 'accept']], [['decide', '1', 'refuse', '--shift', 'gcj02']], [['inspect']], [['--color', 'red']],
    [[import.meta.filename]], [[import.meta.filename, '--city', 'x', '--date', '2025']], [[import.meta.filename, '--city', 'x', '--shift', 'left']], [[import.meta.filename, '--city', 'x', '--map', 'name']], [[import.meta.filename, '--city', 'x', '--metric-crs', 'near']],
  ])('says how it is used: %j', (args) => { expect(() => readCommand(args)).toThrow(UsageError); });

  it('says a shift as a CRS, and where fields go', () => {
    expect(readCommand([import.meta.filename, '--city', 'x', '--shift', 'gcj02', '--map', '名=#name', '--map', 'a=b=class', '--map', '备注='])).toMatchObject({ options: { crs: 'GCJ-02', mapping: { 名: '#name', 'a=b': 'class', 备注: '' } } });
    expect(readCommand([import.meta.filename, '--city', 'x', '--shift', 'swapped', '--crs', 'EPSG:4490'])).toMatchObject({ options: { crs: 'swap:EPSG:4490' } });
  });

  it('a manifest imports a city, each file whole or not at all; what waits is decided by its number', async () => {
    folder.write('roads.geojson', road);
    folder.write('parks.geojson', park);
    folder.write('broken.geojson', '{"type":"FeatureCollection","features":[{]}');
    const manifest = folder.write('city.json', JSON.stringify({ files: [{ path: 'roads.geojson', layer: 'road', map: { 名字: '#name', 等级: 'class' } }, { path: 'broken.geojson', layer: 'road' }, { path: 'parks.geojson', layer: 'green_space', date: '2026-01-01' }] }));
    const all = await run(manifest, '--city', '命令市', '--json');
    expect(all.code).toBe(1);
    expect(all.result).toMatchObject({ files: [{ file: 'roads.geojson', editions: [{ kind: 'road', status: 'current' }] }, { file: 'broken.geojson', problem: { code: 'file_truncated' } }, { editions: [{ kind: 'green_space', featureCount: 1 }] }] });

    expect((await run(join(folder.path, 'parks.geojson'), '--city', '命令市', '--layer', 'green_space', '--ask')).code).toBe(3);
    const editions = (await run('editions', '--city', '命令市', '--json')).result as LayerEdition[];
    const waiting = editions.find(({ status }) => status === 'pending')!;
    expect(waiting).toMatchObject({ kind: 'green_space', edition: 2 });
    expect((await run('decide', String(waiting.id), 'accept', '--reason', '核对无误', '--json')).result).toMatchObject({ status: 'current', current: waiting.id });
    await expect(run('decide', String(waiting.id), 'refuse')).rejects.toMatchObject({ code: 'version_conflict' });
    expect((await run('editions', '--city', '命令市')).lines[0]).toContain('accept: 核对无误');
    await expect(run('decide', '999999', 'accept')).rejects.toThrow(UsageError);

    // One that is put right waits with its difference, and is accepted once more.
    folder.write('old-park.geojson', collection([{ id: 'a', geometry: square(113.6, 34.7, 0.001), properties: { name: '园', class: 'G11' } }, { id: 'b', geometry: square(113.61, 34.7), properties: { class: 'G11' } }]));
    expect((await run(join(folder.path, 'old-park.geojson'), '--city', '命令市', '--layer', 'green_space', '--crs', 'unverified:EPSG:4610')).code).toBe(3);
    const held = ((await run('editions', '--city', '命令市', '--json')).result as LayerEdition[]).find(({ status }) => status === 'quarantined')!;
    const put = await run('decide', String(held.id), 'accept', '--json');
    expect(put).toMatchObject({ code: 3, result: { status: 'pending', current: waiting.id, difference: { against: waiting.id, added: 1, removed: 0 } } });
    expect(await run('decide', String(held.id), 'accept')).toMatchObject({ code: 0, lines: [expect.stringContaining('is current')] });
    await expect(run('editions', '--city', '没有')).rejects.toThrow(/命令市/);
  });

  it('in a folder each file says by its name what it is; what does not is told and refused; a city nothing came into is not made', async () => {
    const inner = join(folder.path, 'delivery');
    mkdirSync(inner);
    folder.write('delivery/道路.geojson', road);
    folder.write('delivery/qqq.geojson', collection([{ geometry: square(113.6, 34.7), properties: { zz: 1 } }]));
    const all = await run(inner, '--city', 'second', '--json');
    expect([all.code, (all.result as { files: unknown[] }).files.length]).toEqual([1, 2]);
    expect(all.result).toMatchObject({ city: 'second', files: expect.arrayContaining([expect.objectContaining({ file: 'qqq.geojson', problem: expect.objectContaining({ code: 'layer_mismatch' }) as unknown })]) as unknown });
    const inspected = await run('inspect', join(inner, '道路.geojson'), '--json');
    expect(inspected).toMatchObject({ code: 0, result: { format: 'geojson', layers: [{ kind: 'road', featureCount: 1 }] } });
    expect((await run(join(inner, 'qqq.geojson'), '--city', 'third', '--layer', 'road')).code).toBe(1);
    await expect(run('editions', '--city', 'third')).rejects.toThrow(UsageError);
    const manifest = folder.write('bad.json', JSON.stringify({ files: [{ path: 'nowhere.shp' }] }));
    await expect(run(manifest, '--city', 'third')).rejects.toThrow(/nowhere\.shp/);
    await expect(run(folder.write('bad2.json', JSON.stringify({ files: [{ file: 'x' }] })), '--city', 'third')).rejects.toThrow(UsageError);
  });
});
