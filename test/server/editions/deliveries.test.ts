import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Delivery, DeliverySummary, SourceLayer } from '../../../server/contract/deliveries.ts';
import type { Job, LayerEdition } from '../../../server/contract/layers.ts';
import { sweepDeliveries } from '../../../server/ingest/deliveries.ts';
import { buildApp, type SignedIn, type TestApp } from '../../support/app.ts';
import { collection, square } from '../../support/import-files.ts';
import { ended, multipart, type Part } from '../../support/over-http.ts';

let test: TestApp;
let planner: SignedIn;
beforeAll(async () => {
  test = await buildApp();
  planner = await test.signIn('planner');
  await planner.post('/api/cities', { id: 'dd', name: '来件市' });
});
afterAll(() => test.close());

const at = (path: string): string => `/api/cities/dd/${path}`;
const send = (parts: readonly Part[]) => planner.inject({ method: 'POST', url: at('deliveries'), ...multipart(parts) });
const folders = (): string[] => readdirSync(join(test.dataDir, 'deliveries'));
const choice = { kind: null, crs: null, encoding: null, mapping: null, classification: null };

async function looked(parts: readonly Part[]): Promise<Delivery> {
  const response = await send(parts);
  expect(response.statusCode, response.body).toBe(202);
  const job = await ended(planner, response.json<Job>().id);
  expect(job.problem).toBeNull();
  expect(job).toMatchObject({ kind: 'inspect', state: 'done' });
  return (await planner.get(at(`deliveries/${(job.result as { delivery: string }).delivery}`))).json<Delivery>();
}

async function imported(delivery: Delivery, order: object): Promise<{ editions: number[]; waiting: number[]; report: { taken: number } }> {
  const response = await planner.post(at(`deliveries/${delivery.id}/import`), order);
  expect(response.statusCode, response.body).toBe(202);
  const job = await ended(planner, response.json<Job>().id);
  expect(job.problem).toBeNull();
  return job.result as never;
}

const parks = collection([
  { geometry: square(113.6, 34.7), properties: { 公园名称: '碧沙岗公园', 类别: 'G11', 备注: 'x' } }, { geometry: square(113.62, 34.7), properties: { 公园名称: '紫荆山公园', 类别: 'G11', 备注: 'y' } },
]);

describe('deliveries', () => {
  it('a file is looked into, corrected, imported, and its mapping remembered', async () => {
    const delivery = await looked([['file', parks, '公园.geojson']]);
    expect(delivery).toMatchObject({ fileName: '公园.geojson', format: 'geojson', bytes: Buffer.byteLength(parks) });
    expect(JSON.stringify(delivery)).not.toContain(test.dataDir);
    const listed = async () => (await planner.get(at('deliveries'))).json<DeliverySummary[]>().find(({ id }) => id === delivery.id);
    expect(await listed()).toMatchObject({ fileName: '公园.geojson', format: 'geojson', layerCount: 1, isImported: false, bytes: delivery.bytes, createdAt: delivery.createdAt });
    expect((await listed())!.createdBy).not.toBeNull();
    const [layer] = delivery.layers;
    expect(layer).toMatchObject({ featureCount: 2, geometry: ['polygon'], isRemembered: false });
    expect((await planner.get(at('layers'))).json()).toEqual([]);

    const again = await planner.post(at(`deliveries/${delivery.id}/preview`), { layer: layer!.name, kind: 'green_space' });
    expect(again.statusCode, again.body).toBe(200);
    expect(again.json<SourceLayer>().kind).toBe('green_space');

    const mapping = { 公园名称: '#name', 类别: 'class', 备注: '' };
    const result = await imported(delivery, { layers: [{ ...choice, layer: layer!.name, kind: 'green_space', mapping }], acceptance: 'ask', source: '园林局', sourceDate: '2026-03-01' });
    expect(result).toMatchObject({ waiting: [], report: { taken: 2 } });
    expect((await listed())!.isImported).toBe(true);
    expect((await planner.get('/api/cities/nowhere/deliveries')).statusCode).toBe(404);
    const [edition] = (await planner.get(at('layers'))).json<LayerEdition[]>();
    expect(edition).toMatchObject({ kind: 'green_space', source: '园林局', sourceDate: '2026-03-01', sha256: delivery.sha256, featureCount: 2 });
    expect((await planner.get(at(`search?q=${encodeURIComponent('碧沙岗')}`))).json()).toHaveLength(1);

    const next = await looked([['file', parks, '公园2026.geojson']]);
    expect(next.layers[0]).toMatchObject({ isRemembered: true, kind: 'green_space', mapping });
    const second = await imported(next, { layers: [{ ...choice, layer: next.layers[0]!.name, kind: 'green_space' }], acceptance: 'ask' });
    expect(second.waiting).toEqual(second.editions);
    expect((await planner.get(at('editions'))).json<LayerEdition[]>()[0]).toMatchObject({ status: 'pending', edition: 2, source: '公园2026.geojson' });
  });

  it('the loose parts of a shapefile in GBK are one delivery, and come out as they went in', async () => {
    const { rawPayload, statusCode, body } = await planner.get(at('exports/layer?kind=green_space&format=shapefile&encoding=GBK'));
    expect(statusCode, body.slice(0, 300)).toBe(200);
    const parts = Object.entries(unzipSync(rawPayload)).filter(([name]) => /\.(?:shp|shx|dbf|prj|cpg)$/i.test(name));
    expect(parts.length).toBeGreaterThanOrEqual(4);
    const delivery = await looked(parts.map(([name, bytes]): Part => ['file', Buffer.from(bytes), name.split('/').pop()!]));
    expect(delivery.format).toBe('shapefile');
    expect(delivery.layers).toHaveLength(1);
    const [layer] = delivery.layers;
    const result = await imported(delivery, { layers: [{ ...choice, layer: layer!.name, kind: 'green_space', mapping: layer!.mapping }], acceptance: 'ask' });
    expect(result.waiting).toHaveLength(1);
    const difference = (await planner.get(at(`editions/${result.waiting[0]}/difference`))).json();
    expect(difference).toMatchObject({ removed: 0, added: 0, changedAttributes: 0 });
  });

  it('what cannot be taken is told, and leaves nothing', async () => {
    mkdirSync(join(test.dataDir, 'deliveries'), { recursive: true });
    const before = folders();
    for (const [parts, status] of [[[], 400], [[['picture', 'x', 'x.png']], 400], [[['kind', 'road'], ['file', parks, 'a.geojson']], 400]] as readonly (readonly [readonly Part[], number])[]) expect((await send(parts)).statusCode).toBe(status);
    expect((await planner.post(at('deliveries'), {})).statusCode).toBe(400);
    const job = await ended(planner, (await send([['file', 'not a map at all', 'letter.docx']])).json<Job>().id);
    expect(job).toMatchObject({ state: 'failed', problem: { code: 'format_unknown' } });
    expect(folders()).toEqual(before);
    expect((await planner.get(at('deliveries/00000000-0000-4000-8000-000000000000'))).statusCode).toBe(404);
    expect((await planner.get(at('deliveries/nothing'))).statusCode).toBe(400);
  });

  it('an order that cannot be carried out is refused by the field', async () => {
    const delivery = await looked([['file', parks, '公园.geojson']]);
    const layer = delivery.layers[0]!.name;
    const one = { ...choice, layer, kind: 'green_space' };
    const cases: readonly (readonly [object, number])[] = [
      [{ layers: [], acceptance: 'ask' }, 400], [{ layers: [{ ...one, layer: 'nowhere' }], acceptance: 'ask' }, 422], [{ layers: [one, one], acceptance: 'ask' }, 400], [{ layers: [{ ...one, kind: 'castle' }], acceptance: 'ask' }, 400],
      [{ layers: [{ ...one, kind: null }], acceptance: 'ask' }, 400], [{ layers: [{ ...one, crs: 'EPSG:2326' }], acceptance: 'ask' }, 422], [{ layers: [one], acceptance: 'later' }, 400], [{ layers: [one] }, 400],
      [{ layers: [{ ...one, classification: '1984' }], acceptance: 'ask' }, 400], [{ layers: [one], acceptance: 'ask', sourceDate: '2025-02-30' }, 400],
    ];
    for (const [order, status] of cases) expect((await planner.post(at(`deliveries/${delivery.id}/import`), order)).statusCode, JSON.stringify(order)).toBe(status);
    expect((await planner.post(at(`deliveries/${delivery.id}/preview`), { layer: 'nowhere' })).statusCode).toBe(422);
    expect((await planner.inject({ method: 'DELETE', url: at(`deliveries/${delivery.id}`) })).statusCode).toBe(204);
    expect((await planner.get(at(`deliveries/${delivery.id}`))).statusCode).toBe(404);
    expect(folders()).not.toContain(delivery.id);
  });

  it('is forgotten after a week', async () => {
    const delivery = await looked([['file', parks, '公园.geojson']]);
    await sweepDeliveries(test.db, test.dataDir);
    expect(existsSync(join(test.dataDir, 'deliveries', delivery.id))).toBe(true);
    await test.db.pool.query(`update delivery set created_at = now() - interval '8 days' where id = $1`, [delivery.id]);
    await sweepDeliveries(test.db, test.dataDir);
    expect(existsSync(join(test.dataDir, 'deliveries', delivery.id))).toBe(false);
    expect((await planner.get(at(`deliveries/${delivery.id}`))).statusCode).toBe(404);
  });
});
