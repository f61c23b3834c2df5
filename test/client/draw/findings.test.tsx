import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Finding } from '#planning/plan/edit.ts';
import '../../../client/app/i18n.ts';
import { useAppState } from '../../../client/app/app-state.ts';
import { quickMarkOf } from '../../../client/draw/controller.ts';
import { freeName } from '../../../client/draw/free-name.ts';
import { FindingList } from '../../../client/draw/finding-list.tsx';
import words from '../../../client/draw/locale.ts';
import { marksOverlay } from '../../../client/draw/marks-overlay.ts';
import { palettes } from '../../../client/map/palette.ts';

const finding = (code: Finding['code'], severity: Finding['severity'], params: Finding['params'] = {}, place: Finding['place'] = [113, 34]): Finding => ({ id: code, code, severity, place, params, features: [], fixes: [] });

describe('findings', () => {
  beforeEach(() => useAppState.getState().setLocale('zh'));
  afterEach(cleanup);

  it('are listed worst first, in words with their numbers; those with a place are buttons', () => {
    render(<MantineProvider><FindingList findings={[finding('demonstration_area', 'notice', { areaM2: 1_020_000, oldCommunities: 4 }, null), finding('overlap', 'error', { otherUnit: '西关', areaM2: 31.2 }), finding('outside_city', 'warning', { areaM2: 12_000, share: 0.0123 })]} /></MantineProvider>);
    expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual(['错误 与“西关”重叠 31.2 m²', '提醒 有 1.20 公顷 在城市范围之外（1.2 %）', '说明 1.02 平方公里，含 4 个老旧小区：符合示范区条件']);
    expect(screen.getAllByRole('button')).toHaveLength(2);
  });
  it('have words in both languages for the same codes', () => {
    expect(Object.keys(words.en.codes)).toEqual(Object.keys(words.zh.codes));
  });
  it('are marked on the map at their places only', () => {
    expect(marksOverlay([finding('name_missing', 'error', {}, null)], null, palettes.light)).toBeNull();
    expect(marksOverlay([finding('overlap', 'error')], { code: 'spike', place: [1, 2] }, palettes.light)?.data.features.map(({ geometry }) => geometry)).toEqual([{ type: 'Point', coordinates: [113, 34] }, { type: 'Point', coordinates: [1, 2] }]);
  });
});

describe('the check of every move', () => {
  it('marks where the boundary bites itself, and nothing on a sound one', () => {
    const ring = (coordinates: [number, number][]) => [{ part: 0, ring: 0, coordinates }];
    const bow = ring([[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]);
    expect(quickMarkOf(bow, { ring: 0, corner: 1 })).toEqual({ code: 'self_intersection', place: [1, 1] });
    expect(quickMarkOf(ring([[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]), { ring: 0, corner: 2 })).toBeNull();
    expect(quickMarkOf(bow, null)).toBeNull();
  });
});

describe('the name of a new unit', () => {
  it('is the first that nobody has', () => {
    expect(freeName(new Set(['单元 1', '单元 3']), (n) => `单元 ${n}`)).toBe('单元 2');
  });
});
