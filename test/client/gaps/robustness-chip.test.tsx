import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Figure } from '#planning/coverage/figure.ts';
import { createQueryClient } from '../../../client/api/query-client.ts';
import { keys } from '../../../client/api/queries.ts';
import { useAppState } from '../../../client/app/app-state.ts';
import '../../../client/app/i18n.ts';
import { RobustnessChip } from '../../../client/figures/robustness-chip.tsx';
import { layerRegistry } from '../../support/scenes.ts';

const client = createQueryClient();
client.setQueryData(keys.layerKinds, { groups: {}, kinds: Object.entries(layerRegistry.kinds).map(([kind, each]) => ({ kind, ...each })) });
const show = (figure: Pick<Figure, 'unit' | 'robustness'>) => render(<MantineProvider><QueryClientProvider client={client}><RobustnessChip figure={figure} words="when_fragile" /></QueryClientProvider></MantineProvider>);
const range = { low: 0.612, high: 0.63, marginM: 10, asOf: '2026-11-22', edges: [], edgesTotal: 3, edgesAmount: 40 };

describe('robust or fragile', () => {
  beforeEach(() => useAppState.getState().setLocale('zh'));
  afterEach(cleanup);

  it('a fragile figure says so in a word, with every reason and the range', () => {
    show({ unit: 'rate', robustness: { ...range, level: 'fragile', reasons: [{ code: 'verdict_flips', layer: null, value: null, limit: 0.62 }, { code: 'data_old', layer: 'building', value: 4.25, limit: 3 }] } });
    const label = screen.getByRole('img').getAttribute('aria-label');
    expect(screen.getByText('脆弱')).toBeTruthy();
    expect(label).toContain('限值 ±10 米内的对象足以改变结论；建筑数据已 4.3 年，超过 3 年');
    expect(label).toContain('61.2 – 63.0 %');
  });
  it('a robust one shows its sign alone and says why when asked', () => {
    show({ unit: 'rate', robustness: { ...range, level: 'robust', reasons: [] } });
    expect(screen.queryByText('稳健')).toBeNull();
    expect(screen.getByRole('img').getAttribute('aria-label')).toContain('结论都不变');
  });
  it('nothing for a figure that nobody asked this of', () => {
    show({ unit: 'rate', robustness: null });
    expect(screen.queryByRole('img')).toBeNull();
  });
});
