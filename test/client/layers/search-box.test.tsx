import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SearchHit } from '#contract/layers.ts';
import { useAppState } from '../../../client/app/app-state.ts';
import { SearchBox } from '../../../client/layers/search-box.tsx';
import { renderInside } from './inside.tsx';
import { layerKinds } from './layer-kinds.ts';

const unitId = '0b6f6a3e-4c1e-4d5f-9a55-0f6f2f0f0b1e';
const hit = (change: Partial<SearchHit>): SearchHit => ({ type: 'feature', id: '7', kind: 'old_market', name: '河沿市场', context: '义湾街道', center: [113.9, 33.4], bounds: null, ...change });
const hits = [hit({}), hit({ type: 'division', id: '900101', kind: 'subdistrict', name: '河东街道' }), hit({ type: 'unit', id: unitId, kind: 'unit', name: '河湾更新单元' })];
const start = useAppState.getState();
const show = () => renderInside(<SearchBox />, { '/layer-kinds': layerKinds, '/cities': [], '/cities/demo/search?q=河': hits, '/cities/demo/search?q=无': [] });
const type = (text: string) => fireEvent.change(screen.getByRole('textbox', { name: '搜索' }), { target: { value: text } });

describe('the search box', () => {
  beforeEach(() => useAppState.setState({ ...start, cityId: 'demo', locale: 'zh', selection: null, page: 'workbench' }));
  afterEach(() => { cleanup(); vi.unstubAllGlobals(); });

  it('takes the keys from anywhere but a field', () => {
    show();
    const input = screen.getByRole('textbox', { name: '搜索' });
    fireEvent.keyDown(document.body, { key: '/' });
    expect(document.activeElement).toBe(input);
    input.blur();
    fireEvent.keyDown(document.body, { key: 'k', ctrlKey: true });
    expect(document.activeElement).toBe(input);
  });

  it('groups what it finds: units, divisions, features; each with what tells it apart', async () => {
    show();
    screen.getByRole('textbox', { name: '搜索' }).focus();
    type('河');
    await waitFor(() => expect(screen.getAllByRole('option', { hidden: true })).toHaveLength(3));
    await screen.findByText('老旧市场 · 义湾街道');
    expect(screen.getAllByRole('option', { hidden: true }).map((option) => option.textContent)).toEqual(['河湾更新单元义湾街道', '河东街道义湾街道', '河沿市场老旧市场 · 义湾街道']);
  });

  it('opens the first with Enter: it is selected', async () => {
    show();
    const input = screen.getByRole('textbox', { name: '搜索' });
    input.focus();
    type('河');
    await waitFor(() => expect(screen.getAllByRole('option', { hidden: true })).toHaveLength(3));
    await waitFor(() => expect(document.querySelector('[data-combobox-selected]')?.textContent).toContain('河湾更新单元'));
    fireEvent.keyDown(input, { key: 'Enter', code: 'Enter' });
    expect(useAppState.getState().selection).toEqual({ type: 'unit', id: unitId });
  });

  it('says what was not found', async () => {
    show();
    screen.getByRole('textbox', { name: '搜索' }).focus();
    type('无');
    await screen.findByText('没有找到“无”');
  });

  it('runs commands, too', async () => {
    show();
    screen.getByRole('textbox', { name: '搜索' }).focus();
    type('深色');
    fireEvent.click(await screen.findByRole('option', { name: '切换深色 / 浅色', hidden: true }));
    expect(useAppState.getState().scheme).toBe('dark');
  });
});
