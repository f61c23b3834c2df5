import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AreaWithinRadius } from '#planning/standards/rule.ts';
import { createQueryClient } from '../../../client/api/query-client.ts';
import { useAppState } from '../../../client/app/app-state.ts';
import '../../../client/app/i18n.ts';
import { FigureList } from '../../../client/figures/figure-list.tsx';
import { figureOf, ruleBase, ruleSetOf } from '../../support/figures.ts';
import { overlay } from '../../support/geos.ts';
import { rectangle, scene } from '../../support/scenes.ts';

const ruleOf = (id: string, group: AreaWithinRadius['group'], radiusM: number): AreaWithinRadius => ({
  ...ruleBase, id, group, kind: 'area_within_radius', unit: 'rate', name: { zh: id, en: id },
  demand: { layer: 'land_use', codes: ['0701'] }, supply: [{ layer: 'green_space', id: 'park', radiusM }],
});
const rules = [ruleOf('T-green', 'green', 100), ruleOf('T-school', 'education', 50), ruleOf('T-school-far', 'education', 60)];
const dataset = scene().box('land_use', 0, 0, 50, 50, { code: '0701' }).box('land_use', 1000, 0, 50, 50, { code: '0701' }).box('green_space', 60, 0, 20, 20, { class: 'G14' }).dataset();
const ruleSets = [ruleSetOf(rules)];
const figures = rules.map((rule) => ({ ...figureOf(dataset, rule, rectangle(-10, -10, 2000, 500), overlay), ruleSetId: ruleSets[0]!.id }));

describe('figures under a moving proposal', () => {
  beforeEach(() => useAppState.getState().setLocale('zh'));
  afterEach(cleanup);

  it('draw again only the second reading that says something else', () => {
    const client = createQueryClient();
    const shown = (withProposals: typeof figures | null) => (
      <MantineProvider><QueryClientProvider client={client}><FigureList area="unit:u" figures={figures} before={null} ruleSets={ruleSets} withProposals={withProposals} /></QueryClientProvider></MantineProvider>
    );
    const { container, rerender } = render(shown(figures));
    const values = () => [...container.querySelectorAll('[data-proposed]')].map((node) => `${node.getAttribute('data-proposed')} ${node.textContent}`);
    expect(values()).toEqual(['T-green → 50.0%', 'T-school → 38.1%', 'T-school-far → 48.4%']);
    const watch = new MutationObserver(() => undefined);
    for (const row of container.querySelectorAll('[data-rule]')) watch.observe(row, { subtree: true, childList: true, characterData: true, attributes: true });
    // A new list in which one figure is another object.
    rerender(shown(figures.map((figure) => (figure.ruleId === 'T-school' ? { ...figure, value: 0.75 } : figure))));
    const touched = watch.takeRecords().map(({ target }) => (target instanceof Element ? target : target.parentElement)?.closest('[data-rule]')?.getAttribute('data-rule'));
    expect(values()).toEqual(['T-green → 50.0%', 'T-school → 75.0%', 'T-school-far → 48.4%']);
    expect([...new Set(touched)]).toEqual(['T-school']);
    watch.disconnect();
    // Away with the proposals: no second reading is left standing.
    rerender(shown(null));
    expect(values()).toEqual([]);
  });
});
