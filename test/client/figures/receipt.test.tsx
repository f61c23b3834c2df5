import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { ReactElement } from 'react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FigureSet } from '#contract/figures.ts';
import type { Figure } from '#planning/coverage/figure.ts';
import { proposalFeatureId } from '#planning/coverage/proposal.ts';
import type { AreaWithinRadius } from '#planning/standards/rule.ts';
import { createQueryClient } from '../../../client/api/query-client.ts';
import { keys } from '../../../client/api/queries.ts';
import { useAppState } from '../../../client/app/app-state.ts';
import '../../../client/app/i18n.ts';
import { ReceiptBasis } from '../../../client/figures/receipt/receipt-basis.tsx';
import { ReadingSwitch } from '../../../client/figures/receipt/receipt-drawer.tsx';
import { ReceiptFeatures } from '../../../client/figures/receipt/receipt-features.tsx';
import { readingsOf, setOfReading } from '../../../client/figures/receipt/receipt-host.tsx';
import { receiptIds, splitPartly } from '../../../client/figures/receipt/receipt-highlight.ts';
import { ReceiptBy, ReceiptMethod, ReceiptMissing } from '../../../client/figures/receipt/receipt-method.tsx';
import { ReceiptNumbers } from '../../../client/figures/receipt/receipt-numbers.tsx';
import figureWords from '../../../client/figures/locale.ts';
import { FigureRow } from '../../../client/figures/figure-row.tsx';
import type { NamedFigure } from '../../../client/figures/group-figures.ts';
import { figureOf, ruleBase, ruleSetOf } from '../../support/figures.ts';
import { overlay } from '../../support/geos.ts';
import { layerRegistry, rectangle, scene } from '../../support/scenes.ts';

const rule: AreaWithinRadius = {
  ...ruleBase, id: 'T-park', kind: 'area_within_radius', unit: 'rate', name: { zh: '百米见园', en: 'Park within 100 m' }, formula: { zh: '覆盖面积 ÷ 总面积', en: 'covered ÷ all' },
  clause: { source: 'M', document: '某某标准', clause: '3.1', quote: '应当见园', confidence: 'low' }, threshold: { comparator: '>=', value: 0.8, confidence: 'low', basis: 'D-01' },
  demand: { layer: 'land_use', codes: ['0701'] }, supply: [{ layer: 'green_space', id: 'park', minAreaM2: 400, radiusM: 100 }],
};
// Two equal parcels: one beside a park that counts, one beside a park that is too small.
const city = scene().box('land_use', 0, 0, 50, 50, { code: '0701' }).box('land_use', 1000, 0, 50, 50, { code: '0701' }).box('green_space', 60, 0, 20, 20, { class: 'G14' }).box('green_space', 1060, 0, 10, 10, { class: 'G14' });
const figure = figureOf(city.dataset(), rule, rectangle(-10, -10, 2000, 500), overlay);
const named: NamedFigure = { figure, rule, ruleSet: ruleSetOf([rule]) };
const set: FigureSet = {
  area: 'city', areaName: '测试市', areaVersion: 1, areaM2: 1, people: null, state: 'disputed', stale: false, inputsHash: 'abcdef0123456789', computedAt: '2026-11-22T03:00:00Z', computedBy: '规划师', verifiedAt: '2026-11-22T03:01:00Z',
  verification: [{ ruleId: 'T-park', agrees: false, numerator: 2400, denominator: 5000, value: 0.48, difference: 0.04, features: [{ layer: 'land_use', id: 1, core: 2500, postgis: 2400 }] }], figures: [figure],
};

const client = createQueryClient();
client.setQueryData(keys.layerKinds, { groups: {}, kinds: Object.entries(layerRegistry.kinds).map(([kind, each]) => ({ kind, ...each })) });
const show = (element: ReactElement) => render(<MantineProvider><QueryClientProvider client={client}>{element}</QueryClientProvider></MantineProvider>).container.textContent ?? '';

describe('a receipt', () => {
  beforeEach(() => useAppState.getState().setLocale('zh'));
  afterEach(cleanup);

  it('shows value, verdict, threshold with its basis, formula and the formula with its numbers', () => {
    const text = show(<ReceiptNumbers named={named} />);
    expect(text).toContain('50.0%');
    expect(text).toContain('未达标');
    expect(text).toContain('阈值 ≥ 80 %');
    expect(text).toContain('D-01');
    expect(text).toContain('覆盖面积 ÷ 总面积');
    expect(text).toContain('2,500 m² ÷ 5,000 m² = 50.0 %');
  });
  it('quotes the clause and marks what was entered from memory', () => {
    const text = show(<ReceiptBasis named={named} />);
    expect(text).toContain('某某标准 · 条款 3.1');
    expect(screen.getByText('应当见园').tagName).toBe('BLOCKQUOTE');
    expect(text).toMatch(/M.*未与原文核对/);
  });
  it('lists what was not covered, counted, and left out with the reason, each a button', () => {
    const features = new Map([[1, { type: 'Feature' as const, id: 1, properties: { name: '东苑' }, geometry: { type: 'Point' as const, coordinates: [0, 0] } }]]);
    const text = show(<ReceiptFeatures named={named} features={features} />);
    expect(text).toMatch(/未覆盖1.*计入2.*未计入1/);
    expect(screen.getByRole('button', { name: /用地 #2.*2,500 m²/ })).toBeTruthy();
    expect(screen.getByRole('button', { name: /东苑/ })).toBeTruthy();
    expect(screen.getByRole('button', { name: /#4.*面积不足/ })).toBeTruthy();
  });
  it('lists what was judged and fails once, with the reason', () => {
    const failing = { layer: 'public_toilet', id: 7 };
    const receipt = { ...figure.receipt, uncovered: [{ ...failing, amount: 1, role: 'street' }], uncoveredTotal: 1, leftOut: [{ ...failing, reason: 'class_unknown' as const }, { layer: 'public_toilet', id: 8, reason: 'closed' as const }], leftOutTotal: 2 };
    const text = show(<ReceiptFeatures named={{ ...named, figure: { ...figure, receipt } }} features={new Map()} />);
    expect(text).toMatch(/未覆盖1.*未计入1/);
    expect(screen.getAllByRole('button', { name: /公共厕所 #7/ }).map(({ textContent }) => textContent)).toEqual([expect.stringContaining(figureWords.zh.reasons.class_unknown)]);
    expect(screen.getAllByRole('button', { name: /公共厕所 #8/ })).toHaveLength(1);
  });
  it('names method, CRS, arcs, inputs with edition, source, date and hash', () => {
    const text = show(<ReceiptMethod named={named} />);
    for (const part of ['直线距离', 'EPSG:4547', `每象限 ${figure.receipt.quadrantSegments} 段`, '用地', '第 1 版', 'test scene', '2026-01-01', '000000000000']) expect(text).toContain(part);
  });
  it('says who computed it and where PostGIS differs; a draft says that it is one', () => {
    const text = show(<ReceiptBy named={named} set={set} isDraft={false} />);
    expect(text).toContain('由 规划师 计算');
    expect(text).toContain('PostGIS 不一致，最大相对差 4.0e-2');
    expect(text).toContain('2,500 m² ≠ 2,400 m²');
    cleanup();
    expect(show(<ReceiptBy named={named} set={null} isDraft />)).toContain('草稿凭据');
  });
  it('says which layer to import when one is missing', () => {
    const without = figureOf(scene().box('land_use', 0, 0, 50, 50, { code: '0701' }).dataset(), rule, rectangle(0, 0, 100, 100), overlay);
    expect(without.verdict).toBe('not_assessed');
    expect(show(<ReceiptMissing layers={without.missingLayers} />)).toContain('绿地');
    cleanup();
    const row = show(<FigureRow {...named} figure={without} before={undefined} isOpen={false} showsRuleSet onOpen={() => undefined} />);
    expect(row).toContain('–');
    expect(row).toContain('未评估');
  });
  it('shows the change of a draft against the saved figure', () => {
    const better = { ...figure, value: 0.62 };
    const row = show(<FigureRow {...named} figure={better} before={figure} isOpen={false} showsRuleSet={false} onOpen={() => undefined} />);
    expect(row).toContain('▲ 12 百分点');
  });
  it('opens in the reading that was asked for, names the proposed, and says what PostGIS found about it', () => {
    const counted = [{ layer: 'green_space', id: proposalFeatureId(1), amount: null, role: 'park' }];
    const second: Figure = { ...figure, value: 1, numerator: 5000, verdict: 'pass', receipt: { ...figure.receipt, counted, countedTotal: 1 } };
    const both: FigureSet = { ...set, withProposals: { state: 'computed', proposals: ['p'], uncounted: [], figures: [second], verification: null, verifiedAt: null } };
    expect(readingsOf(null, both)).toEqual({ existing: [figure], with_proposals: [second] });
    expect(readingsOf(null, set).with_proposals).toBeNull();
    expect(setOfReading(both, 'existing')).toBe(both);
    expect(setOfReading(both, 'with_proposals')).toMatchObject({ state: 'computed', verification: null, verifiedAt: null });
    const verification = [{ ruleId: figure.ruleId, agrees: false, numerator: 1, denominator: 2, value: 0.5, difference: 0.1, features: [] }];
    expect(setOfReading({ ...both, withProposals: { ...both.withProposals!, state: 'disputed', verification, verifiedAt: '2026-11-22T00:00:00Z' } }, 'with_proposals')).toMatchObject({ state: 'disputed', verification, verifiedAt: '2026-11-22T00:00:00Z' });
    const own = new Map([[proposalFeatureId(1), { type: 'Feature' as const, properties: { name: '口袋公园' }, geometry: { type: 'Point' as const, coordinates: [0, 0] } }]]);
    expect(show(<ReceiptFeatures named={{ ...named, figure: second }} features={own} />)).toContain('拟建 口袋公园');
    cleanup();
    expect(show(<ReceiptFeatures named={{ ...named, figure: second }} features={new Map()} />)).toContain('拟建 绿地');
    cleanup();
    const chosen: string[] = [];
    const text = show(<ReadingSwitch reading={{ is: 'with_proposals', onChange: (reading) => chosen.push(reading) }} />);
    expect(text).toContain('PostGIS 同样独立复核这一读数');
    fireEvent.click(screen.getByRole('radio', { name: '现状' }));
    expect(chosen).toEqual(['existing']);
    cleanup();
    const asked: string[] = [];
    show(<FigureRow {...named} before={undefined} proposed={second} isOpen={false} showsRuleSet onOpen={(_rule, _set, reading) => asked.push(reading)} />);
    fireEvent.click(screen.getByText('100.0'));
    fireEvent.click(screen.getByRole('button'));
    expect(asked).toEqual(['with_proposals', 'existing']);
  });
  it('colours a parcel in both lists once, by its larger part', () => {
    const part = (id: number, amount: number) => ({ layer: 'land_use', id, amount, role: 'demand' });
    const split = splitPartly({ ...figure.receipt, counted: [part(1, 10), part(2, 70), part(3, 5)], uncovered: [part(2, 30), part(3, 95), part(4, 8)] });
    expect(split.counted.map(({ id }) => id)).toEqual([1, 2]);
    expect(split.uncovered.map(({ id }) => id)).toEqual([3, 4]);
    expect(split.partly).toBe(2);
    expect(receiptIds(figure).sort((a, b) => a - b)).toEqual([1, 2, 3, 4]);
  });
});
