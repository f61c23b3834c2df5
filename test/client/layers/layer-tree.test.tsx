import { cleanup, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LayerEdition } from '#contract/layers.ts';
import type { RuleSet } from '#planning/standards/rule.ts';
import { useAppState } from '../../../client/app/app-state.ts';
import { isShown } from '../../../client/layers/default-layers.ts';
import { LayerTree } from '../../../client/layers/layer-tree.tsx';
import { renderInside } from './inside.tsx';
import { layerKinds } from './layer-kinds.ts';

const edition = (kind: string, featureCount: number, change: Partial<LayerEdition> = {}): LayerEdition => ({
  id: 1, kind, edition: 3, status: 'current', importId: '', source: '2025年普查', sourceDate: '2025-06-30', attribution: '', format: 'geojson', sha256: 'f'.repeat(64), crs: 'EPSG:4547', featureCount,
  tiles: null, report: { read: 0, taken: 0, mended: [], leftOut: [], notices: [] }, createdBy: null, createdAt: '2026-01-02T03:04:05Z', ...change,
});
const city = [edition('road', 1840), edition('old_community', 223), edition('urban_village', 7)];
const name = { zh: '公园绿地500米覆盖率', en: 'Parks within 500 m' };
/** One rule that needs homes, streets and parks. */
const ruleSets = [{ id: 'DOC', name: { zh: '某文件', en: 'A document' }, rules: [{ id: 'DOC-1', kind: 'people_within_walk', name, supply: [{ layer: 'green_space' }] }] }] as unknown as RuleSet[];
const show = (editions: LayerEdition[]) => renderInside(<LayerTree />, { '/layer-kinds': layerKinds, '/cities/demo/layers': editions, '/rule-sets': ruleSets });
const start = useAppState.getState();

describe('the layer tree', () => {
  beforeEach(() => useAppState.setState({ ...start, cityId: 'demo', locale: 'zh', layerSwitches: {} }));
  afterEach(() => { cleanup(); vi.unstubAllGlobals(); });

  it('lists what the city has by group, old places first, with counts', async () => {
    show(city);
    await screen.findByText('老旧小区');
    const groups = screen.getAllByRole('region').map((region) => region.getAttribute('aria-label'));
    expect(groups.filter(Boolean)).toEqual(['四旧一村与片区', '底图']);
    expect(screen.getByText('223')).toBeTruthy();
    expect(screen.getByText('1,840')).toBeTruthy();
  });

  it('names what is missing with the rules that miss it, and nothing no rule needs', async () => {
    show(city);
    const missing = await screen.findByRole('region', { name: '尚未导入' });
    expect(missing.textContent).toContain('未评估');
    expect([...missing.querySelectorAll('summary')].map((each) => each.textContent)).toEqual(['建筑 1 条规则', '绿地 1 条规则']);
    expect([...missing.querySelectorAll('li')].map((each) => each.textContent)).toEqual([`${name.zh} 某文件`, `${name.zh} 某文件`]);
  });

  it('switches one layer, and a whole group', async () => {
    show(city);
    fireEvent.click(await screen.findByRole('switch', { name: '显示 老旧小区' }));
    expect(isShown('old_community', useAppState.getState().layerSwitches)).toBe(false);
    expect(screen.getByRole('switch', { name: '显示 老旧小区' }).getAttribute('aria-checked')).toBe('false');
    fireEvent.click(within(screen.getByRole('region', { name: '四旧一村与片区' })).getByRole('checkbox'));
    for (const kind of ['old_community', 'urban_village']) expect(isShown(kind, useAppState.getState().layerSwitches), kind).toBe(true);
    expect(isShown('road', useAppState.getState().layerSwitches)).toBe(true);
  });

  it('tells where an edition comes from', async () => {
    show(city);
    fireEvent.click(await screen.findByRole('button', { name: '城中村：版次信息' }));
    expect(screen.getByText('2025年普查')).toBeTruthy();
    expect(screen.getByText('2025-06-30')).toBeTruthy();
    expect(screen.getByText(/版次 3/)).toBeTruthy();
  });

  it('teaches when the city has nothing', async () => {
    show([]);
    fireEvent.click(await screen.findByRole('button', { name: '去导入' }));
    expect(useAppState.getState().page).toBe('data');
  });
});
