import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EditionDifference, PositionPreview } from '#contract/deliveries.ts';
import '../../../client/app/i18n.ts';
import { createQueryClient } from '../../../client/api/query-client.ts';
import { useAppState } from '../../../client/app/app-state.ts';
import { useOpenWaiting } from '../../../client/deliveries/open-waiting.ts';
import { OpenDeliveries } from '../../../client/deliveries/open-deliveries.tsx';
import { ReviewCard } from '../../../client/deliveries/review-card.tsx';
import { useReviews } from '../../../client/deliveries/review-state.ts';
import { WaitingBadge } from '../../../client/deliveries/waiting-badge.tsx';
import { WaitingList } from '../../../client/deliveries/waiting-list.tsx';
import { WaitingPanel } from '../../../client/deliveries/waiting-panel.tsx';
import { layerKinds } from '../layers/layer-kinds.ts';
import { delivery, deliveryId, edition, sourceLayer } from './samples.ts';

type Answer = (body: unknown) => unknown;
/** Renders as inside the app. `answers`: «METHOD path» → what the network answers to a body; anything else is 404. Returns what was sent, in order. */
function show(node: ReactNode, answers: Readonly<Record<string, Answer>>) {
  const sent: { readonly what: string; readonly body: unknown }[] = [];
  vi.stubGlobal('fetch', (input: string, init?: RequestInit) => {
    const what = `${init?.method ?? 'GET'} ${decodeURIComponent(input.replace('/api', ''))}`;
    const body = typeof init?.body === 'string' ? JSON.parse(init.body) as unknown : undefined;
    if (body !== undefined) sent.push({ what, body });
    const answer = answers[what]?.(body);
    return Promise.resolve(new Response(JSON.stringify(answer ?? { type: '/problems/not_found', code: 'not_found', title: 'not found', status: 404 }), { status: answer === undefined ? 404 : 200 }));
  });
  return { sent, ...render(<MantineProvider><QueryClientProvider client={createQueryClient()}>{node}</QueryClientProvider></MantineProvider>) };
}
const base: Record<string, Answer> = { 'GET /layer-kinds': () => layerKinds, 'GET /cities': () => [{ id: 'demo', name: '示例市', nameEn: '', srid: 4547, isFictional: true, bounds: [113.4, 34.6, 113.9, 34.9], units: 0, layers: 1 }] };
const path = `/cities/demo/deliveries/${deliveryId}`;
const start = useAppState.getState();
beforeEach(() => {
  useAppState.setState({ ...start, cityId: 'demo', page: 'data', locale: 'zh' });
  useReviews.setState({ openId: null, reviews: {}, awaited: new Set(), forgotten: new Set() });
});
afterEach(() => { cleanup(); vi.unstubAllGlobals(); });

describe('a delivery under review', () => {
  it('shows where each statement comes from; what is corrected is read again and sent', async () => {
    const read = delivery([sourceLayer({})]);
    const { sent, container } = show(<ReviewCard deliveryId={deliveryId} />, {
      ...base, [`GET ${path}`]: () => read, [`POST ${path}/preview`]: () => sourceLayer({ encoding: { name: 'big5', from: 'user' }, fields: [{ name: '用途', type: 'text', samples: ['住宅'] }], mapping: { 用途: '' }, rows: [{ 用途: '住宅' }] }),
      [`POST ${path}/import`]: () => ({ id: 'job' }),
    });
    await screen.findByText(/格式：Shapefile · 2.5 MB/);
    expect(container.textContent).toContain('EPSG:4547 · CGCS2000 三度带 114°E');
    expect(container.textContent).toMatch(/文件声明：.+可以确定/);
    await waitFor(() => expect(container.textContent).toContain('在示例市范围内'));
    expect(screen.getByText(/依据：文件声明/)).toBeTruthy();
    expect((screen.getByRole('combobox', { name: '字段“DLBM”对应的属性' }) as HTMLSelectElement).value).toBe('code');
    fireEvent.change(screen.getByRole('combobox', { name: '文字编码' }), { target: { value: 'big5' } });
    const field = await screen.findByRole('combobox', { name: '字段“用途”对应的属性' });
    expect(sent[0]).toEqual({ what: `POST ${path}/preview`, body: { layer: 'DLTB', kind: 'land_use', crs: 'EPSG:4547', encoding: 'big5' } });
    expect(container.querySelector('[data-fault="attribute"]')?.textContent).toContain('用地用海分类代码');
    fireEvent.change(field, { target: { value: 'code' } });
    await waitFor(() => expect(container.querySelector('[data-fault]')).toBeNull());
    fireEvent.click(screen.getByRole('button', { name: '导入 1 个图层' }));
    await waitFor(() => expect(sent[1]?.body).toMatchObject({ layers: [{ layer: 'DLTB', kind: 'land_use', crs: 'EPSG:4547', encoding: 'big5', mapping: { 用途: 'code' }, classification: null }], acceptance: 'ask' }));
  });
  it('does not import what is incomplete, and says what is missing', async () => {
    show(<ReviewCard deliveryId={deliveryId} />, { ...base, [`GET ${path}`]: () => delivery([sourceLayer({ kind: null, crs: { stated: null, text: null, candidates: [] } })]) });
    await screen.findByText('看不出坐标系，请在下面填写。');
    expect((screen.getByRole('button', { name: '导入 1 个图层' }) as HTMLButtonElement).disabled).toBe(true);
    expect(screen.getByText('还缺信息：DLTB')).toBeTruthy();
  });
  it('that is discarded is gone; one that is gone already says so and offers no second try', async () => {
    const kept = show(<ReviewCard deliveryId={deliveryId} />, { ...base, [`GET ${path}`]: () => delivery([sourceLayer({})]), [`DELETE ${path}`]: () => ({}) });
    fireEvent.click(await screen.findByRole('button', { name: '丢弃来件' }));
    await waitFor(() => expect(useReviews.getState().forgotten.has(deliveryId)).toBe(true));
    kept.unmount();
    show(<ReviewCard deliveryId="00000000-2222-3333-4444-555555555555" />, base);
    await screen.findByText('没有找到');
    expect(useReviews.getState().forgotten.size).toBe(2);
    expect(screen.queryByRole('button', { name: '重试' })).toBeNull();
  });
  it('a CRS that is typed is asked about; nonsense cannot be used', async () => {
    const { sent } = show(<ReviewCard deliveryId={deliveryId} />, { ...base, [`GET ${path}`]: () => delivery([sourceLayer({})]), [`POST ${path}/preview`]: () => sourceLayer({}) });
    const input = await screen.findByRole('textbox', { name: '其他坐标系' });
    fireEvent.change(input, { target: { value: '郑州坐标' } });
    expect((screen.getByRole('button', { name: '采用' }) as HTMLButtonElement).disabled).toBe(true);
    fireEvent.change(input, { target: { value: '4546' } });
    fireEvent.click(screen.getByRole('button', { name: '采用' }));
    await waitFor(() => expect(sent[0]?.body).toMatchObject({ layer: 'DLTB', crs: 'EPSG:4546', mapping: { DLBM: 'code', NAME: '#name' } }));
    expect(useReviews.getState().reviews[deliveryId]?.layers[0]?.choice.crs).toBe('EPSG:4546');
  });
});

describe('deliveries nobody has imported', () => {
  const summary = (id: string, change: object) => ({ id, fileName: `${id}.gdb.zip`, bytes: 2_500_000, format: 'file-gdb', layerCount: 4, isImported: false, createdAt: '2026-11-22T03:00:00Z', createdBy: '规划师', keptUntil: '2026-11-29T03:00:00Z', ...change });
  it('are found again by whoever comes back; imported ones and those being looked into are not among them', async () => {
    const { container } = show(<OpenDeliveries />, { ...base, 'GET /cities/demo/jobs': () => [], 'GET /cities/demo/deliveries': () => [summary('规划', {}), summary('旧', { isImported: true }), summary('新', { format: null, layerCount: null })] });
    fireEvent.click(await screen.findByRole('button', { name: '核对并导入: 规划.gdb.zip' }));
    expect(useReviews.getState().openId).toBe('规划');
    // It is open now: no second way in.
    await waitFor(() => expect(container.querySelector('section')).toBeNull());
    useReviews.setState({ openId: null });
    await screen.findByText(/Esri 地理数据库 · 4 个图层 · 2.5 MB .* 规划师 · 保留至/);
    expect(screen.getAllByRole('listitem')).toHaveLength(1);
  });
});

const difference: EditionDifference = {
  editionId: 7, against: 3, added: 1, removed: 2, changed: 0, same: 40, changedGeometry: 0, changedAttributes: 0, amountBefore: 1_000_000, amountAfter: 1_100_000, pairedBy: 'source_id',
  features: [{ change: 'added', name: '丙地块', sourceId: null, geometry: { type: 'Point', coordinates: [113.6, 34.7] } }],
};
const position: PositionPreview = {
  check: { verdict: 'shifted', shift: 'gcj02', crs: 'EPSG:4326', against: [{ kind: 'road', editionId: 1 }], fitAsGiven: 0.31, fitShifted: 0.93, offsetM: 532.4, sampled: 200, datumNote: null },
  asGiven: [{ type: 'Point', coordinates: [113.606, 34.7] }], shifted: [{ type: 'Point', coordinates: [113.6, 34.7] }],
};
const decided = (status: string) => ({ id: 'd1', cityId: 'demo', kind: 'decide', state: 'done', progress: 1, step: '', input: {}, result: { edition: 7, status, current: 7 }, problem: null, createdAt: '', finishedAt: '' });

describe('editions that wait', () => {
  it('are counted on the tab and listed; nothing is there when none waits', async () => {
    const { container } = show(<><WaitingBadge /><WaitingList /></>, { ...base, 'GET /cities/demo/editions': () => [edition({}), edition({ id: 8, kind: 'building', status: 'quarantined', position: { verdict: 'shifted', shift: 'gcj02', offsetM: 532.4, datumNote: null } }), edition({ id: 3, edition: 1, status: 'current' })] });
    await screen.findByText('2 个版次等待决定');
    expect(container.textContent).toMatch(/GCJ-02（火星坐标，高德、腾讯地图），约 530 m/);
    fireEvent.click(await screen.findByRole('button', { name: '看差异: 用地 第 2 版' }));
    expect(useOpenWaiting.getState().editionId).toBe(7);
    cleanup();
    const nothing = show(<><WaitingBadge /><WaitingList /></>, { ...base, 'GET /cities/demo/editions': () => [edition({ status: 'current' })] });
    await waitFor(() => expect(nothing.container.querySelector('section, span')).toBeNull());
  });
  it('a difference in numbers and amounts; refusing asks for a reason, accepting sends the decision and tells the outcome', async () => {
    useOpenWaiting.setState({ editionId: 7 });
    const { sent, container } = show(<WaitingPanel />, {
      ...base, 'GET /cities/demo/editions': () => [edition({})], 'GET /cities/demo/editions/7/difference': () => difference, 'POST /cities/demo/editions/7/decision': () => decided('current'), 'GET /jobs/d1': () => decided('current'),
    });
    await screen.findByText('按编号与旧版逐一对照。');
    expect(['added', 'removed', 'changed', 'same'].map((change) => container.querySelector(`[data-change="${change}"] dd`)?.textContent)).toEqual(['1', '2', '0', '40']);
    expect(container.textContent).toMatch(/1.00 平方公里.*1.10 平方公里 ▲ 10.0%/);
    fireEvent.click(screen.getByRole('button', { name: '不采用' }));
    expect(screen.getByText('不采用时请写明理由')).toBeTruthy();
    expect(sent).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: '接受' }));
    await screen.findByText('已接受，指标改用这一版。');
    expect(sent).toEqual([{ what: 'POST /cities/demo/editions/7/decision', body: { decision: 'accept' } }]);
  });
  it('a shift with its size, both fits and what it was held against; it can be undone on accepting', async () => {
    useOpenWaiting.setState({ editionId: 7 });
    const { sent, container } = show(<WaitingPanel />, {
      ...base, 'GET /cities/demo/editions': () => [edition({ status: 'quarantined' })], 'GET /cities/demo/editions/7/position': () => position, 'POST /cities/demo/editions/7/decision': () => decided('current'), 'GET /jobs/d1': () => decided('current'),
    });
    expect((await screen.findByTestId('offset')).textContent).toBe('530 m');
    const fit = within(screen.getByRole('region', { name: '吻合程度' }));
    expect(fit.getByText('吻合 31%')).toBeTruthy();
    expect(fit.getByText('吻合 93%')).toBeTruthy();
    expect(container.textContent).toContain('对照：道路；抽样 200 处');
    fireEvent.click(screen.getByRole('button', { name: '纠偏并接受' }));
    await screen.findByText('已接受，指标改用这一版。');
    expect(sent[0]?.body).toEqual({ decision: 'accept', shift: 'gcj02' });
  });
  it('one that is put right beside an edition in use leads on to its difference, which is accepted by itself', async () => {
    useOpenWaiting.setState({ editionId: 7 });
    let steps = 0;
    const states = () => ({ ...decided(steps === 1 ? 'pending' : 'current'), id: `d${steps}` });
    const placed = { by: '规划师', at: '2026-11-22T03:00:00Z', reason: '', undoneShift: 'gcj02' };
    const { sent, container } = show(<WaitingPanel />, {
      ...base, 'GET /cities/demo/editions': () => [steps === 0 ? edition({ status: 'quarantined' }) : edition({ placed }), edition({ id: 3, edition: 1, status: 'current' })],
      'GET /cities/demo/editions/7/position': () => position, 'GET /cities/demo/editions/7/difference': () => difference, 'POST /cities/demo/editions/7/decision': () => { steps += 1; return states(); }, 'GET /jobs/d1': states, 'GET /jobs/d2': states,
    });
    fireEvent.click(await screen.findByRole('button', { name: '纠偏，再看差异' }));
    await screen.findByText('位置已确认，差异等待接受。');
    fireEvent.click(screen.getByRole('button', { name: '看差异' }));
    await screen.findByText('按编号与旧版逐一对照。');
    expect(container.textContent).toMatch(/位置已由规划师确认（已纠正：GCJ-02/);
    fireEvent.click(screen.getByRole('button', { name: '接受' }));
    await screen.findByText('已接受，指标改用这一版。');
    expect(sent.map(({ body }) => body)).toEqual([{ decision: 'accept', shift: 'gcj02' }, { decision: 'accept' }]);
  });
});
