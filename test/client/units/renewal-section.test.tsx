import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Unit } from '#contract/units.ts';
import type { RenewalFigures } from '#planning/renewal/renewal-figures.ts';
import '../../../client/app/i18n.ts';
import { useAppState } from '../../../client/app/app-state.ts';
import { mergeUnit } from '../../../client/edit/merge-unit.ts';
import type { UnitDraft } from '../../../client/edit/types.ts';
import { planStore, usePlan } from '../../../client/units/plan.ts';
import { RenewalSection } from '../../../client/units/renewal-section.tsx';

const row: Unit = { id: 'u', name: '东关', isPriority: false, note: '', geometry: { type: 'Polygon', coordinates: [[[113, 34], [114, 34], [114, 35], [113, 34]]] }, version: 1, areaM2: 1, schemeId: null, originId: null, boundary: { from: 'drawn', amended: null }, createdBy: '', createdAt: '', updatedBy: '', updatedAt: '', figures: null };
const shown = () => planStore().getState().plan.units.get('u')?.renewal;

function Section() {
  const unit = usePlan((state) => state.plan.units.get('u'));
  return unit ? <RenewalSection unit={unit} /> : null;
}

describe('留改拆建 of a unit', () => {
  beforeEach(() => {
    useAppState.getState().setLocale('zh');
    planStore().getState().receiveRows([row]);
    render(<MantineProvider><Section /></MantineProvider>);
    fireEvent.click(screen.getByText('留改拆建'));
  });
  afterEach(() => {
    while (planStore().getState().undo.length > 0) planStore().getState().undoLast();
    cleanup();
  });
  const field = (name: string): HTMLInputElement => screen.getByLabelText(name);
  const type = (name: string, text: string) => fireEvent.change(field(name), { target: { value: text } });
  const facts = () => [...document.querySelectorAll('dl > div')].map((line) => line.textContent);

  it('follows while typing, is kept on leaving a field, one step to undo each', () => {
    type('保留和改造面积', '7000');
    fireEvent.blur(field('保留和改造面积'));
    type('拆除建筑面积', '3,000.5');
    expect(facts()).toEqual(['更新前总建筑面积10,000.5 m²', '更新后总建筑面积–', '拆除比30.0 %', '拆建比–']);
    expect(screen.getByRole('list', { name: '红线' }).textContent).toContain('30 %，应 ≤ 20 % · 越线 建科〔2021〕63号 一(一)');
    expect(shown()).toEqual({ gfa_retained_renovated: 7000 });
    fireEvent.keyDown(field('拆除建筑面积'), { key: 'Enter' });
    type('新建建筑面积', '5401');
    fireEvent.blur(field('新建建筑面积'));
    expect(shown()).toEqual({ gfa_retained_renovated: 7000, gfa_demolished: 3000.5, gfa_new: 5401 });
    expect(facts().at(-1)).toBe('拆建比1.8 = 180 %');
    planStore().getState().undoLast();
    expect(shown()).toEqual({ gfa_retained_renovated: 7000, gfa_demolished: 3000.5 });
    type('拆除建筑面积', '');
    fireEvent.blur(field('拆除建筑面积'));
    expect(shown()).toEqual({ gfa_retained_renovated: 7000 });
  });

  it('says at the field what cannot be, and keeps nothing until it is mended', () => {
    type('拆除建筑面积', '100');
    fireEvent.blur(field('拆除建筑面积'));
    type('其中违法建筑和危房', '101');
    fireEvent.blur(field('其中违法建筑和危房'));
    expect(field('其中违法建筑和危房').getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByText('不能多于“拆除建筑面积”')).toBeTruthy();
    type('就地就近安置率', '-3');
    expect(screen.getByText('应在 0 到 100 之间')).toBeTruthy();
    fireEvent.blur(field('就地就近安置率'));
    expect(shown()).toEqual({ gfa_demolished: 100 });
    fireEvent.keyDown(field('就地就近安置率'), { key: 'Escape' });
    type('其中违法建筑和危房', '99');
    fireEvent.blur(field('其中违法建筑和危房'));
    expect(shown()).toEqual({ gfa_demolished: 100, gfa_demolished_excluded: 99 });
  });
});

describe('two people at the figures of one unit', () => {
  const draft = (renewal?: RenewalFigures): UnitDraft => ({ id: 'u', name: '东关', isPriority: false, note: '', geometry: { type: 'Polygon', coordinates: [] }, ...(renewal ? { renewal } : {}) });
  it('are merged number by number; only the same number is in dispute', () => {
    expect(mergeUnit(draft(), draft({ gfa_new: 1 }), draft({ gfa_demolished: 2 }))).toEqual({ unit: draft({ gfa_demolished: 2, gfa_new: 1 }), fields: [] });
    expect(mergeUnit(draft({ gfa_new: 1 }), draft(), draft({ gfa_new: 1, gfa_demolished: 2 }))).toEqual({ unit: draft({ gfa_demolished: 2 }), fields: [] });
    expect(mergeUnit(draft({ gfa_new: 1 }), draft({ gfa_new: 2 }), draft({ gfa_new: 3, annual_rent_increase: 4 }))).toEqual({ unit: draft({ gfa_new: 2, annual_rent_increase: 4 }), fields: ['renewal'] });
  });
});
