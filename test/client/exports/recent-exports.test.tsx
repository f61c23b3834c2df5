import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Job } from '#contract/layers.ts';
import '../../../client/app/i18n.ts';
import { createQueryClient } from '../../../client/api/query-client.ts';
import { exportStateOf } from '../../../client/exports/recent-exports.ts';
import { RecentExports } from '../../../client/exports/recent-exports-list.tsx';
import { layerKinds } from '../layers/layer-kinds.ts';

const job = (id: string, change: Partial<Job>): Job => ({
  id, cityId: 'demo', kind: 'export', state: 'done', progress: 1, step: '', input: { what: 'layer', query: { kind: 'land_use', format: 'shapefile' } }, result: { path: `files/${id}`, fileName: '示例市 用地.zip' }, problem: null,
  createdAt: new Date().toISOString(), finishedAt: new Date().toISOString(), ...change,
});
const longAgo = '2020-01-01T00:00:00Z';

function show(jobs: readonly Job[]) {
  vi.stubGlobal('fetch', (input: string) => Promise.resolve(new Response(JSON.stringify(input.includes('layer-kinds') ? layerKinds : jobs), { status: 200 })));
  const client = createQueryClient();
  return { client, ...render(<MantineProvider><QueryClientProvider client={client}><RecentExports cityId="demo" /></QueryClientProvider></MantineProvider>) };
}
afterEach(() => { cleanup(); vi.unstubAllGlobals(); });

describe('the last exports', () => {
  it.each([['queued', null, 'waiting'], ['running', null, 'running'], ['done', '2026-01-01T00:00:00Z', 'ready'], ['done', '2025-12-31T00:00:00Z', 'expired'], ['failed', '2026-01-01T00:00:00Z', 'failed'], ['cancelled', null, 'cancelled']] as const)(
    'one that is %s, ended %s, is %s', (state, finishedAt, shown) => { expect(exportStateOf({ state, finishedAt }, Date.parse('2026-01-01T12:00:00Z'))).toBe(shown); });

  it('can be downloaded while their file is there; what failed says why, what is running how far it is', async () => {
    const { container } = show([
      job('a', {}), job('b', { state: 'running', progress: 0.4, finishedAt: null, result: null, input: { what: 'units', query: { format: 'xlsx' } } }), job('c', { finishedAt: longAgo }),
      job('d', { state: 'failed', result: null, problem: { code: 'file_too_large', status: 413, detail: 'A workbook is made of at most 100000 rows, and here are 150000. Choose CSV or GeoPackage.' } }),
    ]);
    const link = await screen.findByRole('link', { name: '下载: 示例市 用地.zip' });
    expect(link.getAttribute('href')).toBe('/api/cities/demo/exports/files/a');
    expect(screen.getAllByRole('link')).toHaveLength(1);
    expect([...container.querySelectorAll('[data-state]')].map((row) => row.getAttribute('data-state'))).toEqual(['ready', 'running', 'expired', 'failed']);
    expect(container.textContent).toContain('更新单元 · Excel');
    expect(container.textContent).toContain('文件只保留 24 小时，请重新导出');
    expect(container.textContent).toContain('Excel 最多 100000 行，这里有 150000 行。请选 CSV 或 GeoPackage。');
    expect(screen.getByRole('button', { name: /^取消导出/ })).toBeTruthy();
  });

  it('nothing is there when none was made', async () => {
    const { container, client } = show([]);
    await vi.waitFor(() => expect(client.getQueryData(['city', 'demo', 'jobs', 'export'])).toEqual([]));
    expect(container.querySelector('section')).toBeNull();
  });
});
