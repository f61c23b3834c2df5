import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RuleSetState } from '#contract/rule-sets.ts';
import { numbersOf } from '#planning/standards/rule-numbers.ts';
import { useAppState } from '../../../client/app/app-state.ts';
import { draftOf, draftText, hasDraft, useDraft } from '../../../client/standards/draft-store.ts';
import { numberFacts } from '../../../client/standards/number-facts.ts';
import { numberLabel, numberText, shownNumber, storedNumber, type Namer } from '../../../client/standards/number-words.ts';
import { filterRows, groupRows, rowsOf } from '../../../client/standards/rows.ts';
import { RuleSetDetail } from '../../../client/standards/rule-set-detail.tsx';
import { ruleBase, ruleSetOf } from '../../support/figures.ts';
import type { AreaWithinRadius } from '#planning/standards/rule.ts';
import { renderInside } from '../layers/inside.tsx';

const rule: AreaWithinRadius = {
  ...ruleBase, id: 'T-park', kind: 'area_within_radius', unit: 'rate', group: 'green', name: { zh: '百米见园', en: 'Park within 100 m' }, formula: { zh: '覆盖面积 ÷ 总面积', en: 'covered ÷ all' },
  clause: { source: 'S000', document: '某某标准', clause: '3.1', quote: '应当见园', confidence: 'high' }, threshold: { comparator: '>=', value: 0.8, confidence: 'low', basis: 'D-01' },
  demand: { layer: 'land_use' }, supply: [{ layer: 'green_space', id: 'park', minAreaM2: 400, radiusM: 100 }],
};
const other: AreaWithinRadius = { ...rule, id: 'T-sure', name: { zh: '确切', en: 'Certain' }, group: 'education', threshold: null, supply: [{ layer: 'school', radiusM: 300 }] };
const ruleSet = { ...ruleSetOf([rule, other]), id: 'test-set', version: 3 };
const state: RuleSetState = {
  inForce: { ruleSetId: 'test-set', version: 3, parentVersion: 2, shippedVersion: 1, isEdited: true, hash: 'abc', reason: '核对', author: '管理员', at: '2026-11-22T03:00:00Z' }, numbers: 4, openNumbers: 1, conflict: null,
};
const account = (role: string) => ({ id: 1, login: role, displayName: role, role, district: null });
const show = (role: string, shown: RuleSetState = state) => renderInside(<RuleSetDetail ruleSet={ruleSet} state={shown} />, {
  '/session': account(role), '/rule-sets/test-set/versions/3': { ...shown.inForce, content: ruleSet, ruleSet }, '/rule-sets/test-set/versions/2': { ...shown.inForce, version: 2, content: ruleSet, ruleSet },
  '/rule-sets': [ruleSet], '/layer-kinds': { groups: {}, kinds: [] }, '/cities': [],
});
const names: Namer = { layer: (kind) => ({ green_space: '绿地' })[kind] ?? kind, attribute: (_, name) => name, role: (id) => ({ park: '公园' })[id] ?? id };

beforeEach(() => {
  useAppState.getState().setLocale('zh');
  useDraft.setState({ openId: null });
  useDraft.getState().drop();
});
afterEach(cleanup);

describe('a rule set opened', () => {
  it('shows clause, wording, formula and numbers with units; who only reads is told who may change', async () => {
    const { container } = show('planner');
    await screen.findByText('百米见园');
    expect(screen.getByText('只读：只有管理员可以修改标 M 的数值。')).toBeTruthy();
    expect(container.textContent).toContain('某某标准');
    expect(container.querySelector('[data-number="T-park/threshold.value"]')?.textContent).toMatch(/阈值 ≥80%M/);
    expect(container.querySelector('[data-number="T-park/supply[0].radiusM"]')?.textContent).toMatch(/服务半径100m$/);
    expect(container.querySelectorAll('[data-number] input')).toHaveLength(0);
    expect(screen.queryByRole('tab', { name: '影响' })).toBeNull();
  });
  it('an admin sets what is marked M, not what is word for word; a value out of range cannot be tried or saved', async () => {
    const { container } = show('admin');
    fireEvent.click(await screen.findByRole('button', { name: '修改数值' }));
    expect(container.querySelector('[data-number="T-park/supply[0].radiusM"] input')).toBeNull();
    const field = container.querySelector('[data-number="T-park/threshold.value"] input') as HTMLInputElement;
    fireEvent.change(field, { target: { value: '120' } });
    await waitFor(() => expect(container.textContent).toContain('应在 0 到 100 % 之间'));
    expect((screen.getByRole('button', { name: '保存…' }) as HTMLButtonElement).disabled).toBe(true);
    fireEvent.change(field, { target: { value: '85.5' } });
    await waitFor(() => expect((screen.getByRole('button', { name: '保存…' }) as HTMLButtonElement).disabled).toBe(false));
    expect(draftOf(useDraft.getState())).toEqual({ expectedVersion: 3, from: 'in_force', changes: [{ ruleId: 'T-park', path: 'threshold.value', value: 0.855 }] });
    expect(container.textContent).toContain('原 80 %');
    fireEvent.click(screen.getByRole('button', { name: '保存…' }));
    expect((screen.getByRole('button', { name: '保存为第 4 版' }) as HTMLButtonElement).disabled).toBe(true); // no reason yet
    fireEvent.change(field, { target: { value: '80' } });
    await waitFor(() => expect(hasDraft(useDraft.getState())).toBe(false));
  });
  it('edited values beside a newer file are decided number by number', async () => {
    const conflict = { kind: 'newer_file' as const, editedVersion: 3, baseVersion: 2, shippedVersion: 5, values: [{ ruleId: 'T-park', path: 'threshold.value', base: 0.7, edited: 0.8, shipped: 0.9, canKeep: true }, { ruleId: 'T-park', path: 'supply[0].radiusM', base: 90, edited: 100, shipped: 110, canKeep: false }], added: ['X'], removed: [], reworded: [], otherNumbers: 0 };
    const { container } = show('admin', { ...state, conflict });
    await waitFor(() => expect(container.textContent).toMatch(/百米见园 · 阈值.*70 %80 %90 %/));
    expect(container.textContent).toContain('新增 1 条规则');
    fireEvent.click(screen.getByRole('button', { name: '按此准备新版本' }));
    expect(draftOf(useDraft.getState())).toEqual({ expectedVersion: 3, from: 'shipped', changes: [{ ruleId: 'T-park', path: 'threshold.value', value: 0.8 }] });
  });
});

describe('rows', () => {
  const { rows } = rowsOf(ruleSet);
  it('are found by any words of theirs, and narrowed to what was not checked', () => {
    const ids = (text: string, isOnlyOpen = false) => filterRows(rows, { text, isOnlyOpen }).map((row) => row.rule.id);
    expect(ids('')).toEqual(['T-park', 'T-sure']);
    expect(ids('见园 PARK')).toEqual(['T-park']);
    expect(ids('', true)).toEqual(['T-park']);
    expect(ids('nothing of the kind')).toEqual([]);
  });
  it('stand by group', () => { expect(groupRows(rows).map(({ group, rows: own }) => [group, own.length])).toEqual([['green', 1], ['education', 1]]); });
});

describe('words of numbers', () => {
  const numbers = numbersOf(ruleSet, numberFacts);
  const label = (path: string, locale: 'zh' | 'en' = 'zh') => numberLabel(numbers.find((number) => number.path === path)!, locale, names, '>=');
  it('say whose number it is and what', () => {
    expect(label('threshold.value')).toBe('阈值 ≥');
    expect(label('supply[0].radiusM')).toBe('绿地 · 公园 · 服务半径');
    expect(label('supply[0].minAreaM2', 'en')).toBe('绿地 · 公园 · Smallest area');
  });
  it('rates are per cent on screen and shares in store, without dust', () => {
    expect(shownNumber(0.285, 'rate')).toBe(28.5);
    for (const percent of [28.5, 29, 57.3, 0.1, 99.99]) expect(shownNumber(storedNumber(percent, 'rate'), 'rate')).toBe(percent);
    expect(numberText(12000, 'm2', 'zh')).toBe('12,000');
  });
});

describe('a draft', () => {
  it('knows when a trial is out of date, and moves onto a newer version', () => {
    const draft = () => useDraft.getState();
    draft().begin('test-set', 3);
    draft().change({ ruleId: 'T-park', path: 'threshold.value' }, 0.9);
    draft().tried('job');
    expect(draft().triedWith).toBe(draftText(draft()));
    draft().change({ ruleId: 'T-park', path: 'threshold.value' }, 0.7);
    expect(draft().triedWith).not.toBe(draftText(draft()));
    draft().rebase(4);
    expect(draftOf(draft())).toMatchObject({ expectedVersion: 4, from: 'in_force', changes: [{ value: 0.7 }] });
  });
});
