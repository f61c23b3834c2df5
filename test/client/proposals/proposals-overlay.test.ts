import { describe, expect, it } from 'vitest';
import { isProposalMark, proposalsOverlay } from '../../../client/proposals/proposals-overlay.ts';
import type { ShownProposal } from '../../../client/proposals/unit-proposals.ts';

const proposal = (id: string, action: 'build' | 'close' | 'move' | 'connect', geometry: object): ShownProposal => ({
  id, unitId: 'u', action, layer: 'school', name: id, attributes: {}, geometry, number: 1, ...action === 'close' || action === 'move' ? { existing: { name: null, at: [113, 34] } } : {},
} as unknown as ShownProposal);
const point = { type: 'Point', coordinates: [113.001, 34] };
const drawn = [proposal('b', 'build', point), proposal('c', 'close', point), proposal('m', 'move', point), proposal('f', 'connect', { type: 'LineString', coordinates: [[113, 34], [113.01, 34]] })];
const state = { unitId: 'u', selectedId: null, labels: new Map<string, string>(), signs: { build: '拟', close: '关', move: '迁', connect: '通' }, line: null, scheme: 'light' } as const;

describe('proposals on the map', () => {
  it('carry what they do, for the legend, in every layer it looks at, of the plan and of compared schemes', () => {
    for (const id of ['proposals', 'scheme-proposals']) {
      const { data, layers } = proposalsOverlay(drawn, state, id);
      expect(layers.map((layer) => layer.id).filter(isProposalMark)).toEqual(['fill', 'footway', 'cross', 'point'].map((part) => `${id}-${part}`));
      const actions = data.features.map(({ properties }) => `${String(properties?.['id'])} ${String(properties?.['action'])}`);
      expect([...new Set(actions)]).toEqual(['b build', 'c close', 'm move', 'f connect']);
    }
  });

  it('hide their footway under its sign, pale ones too', () => {
    const { layers } = proposalsOverlay(drawn, { ...state, unitId: 'another' });
    const ids = layers.map(({ id }) => id);
    expect(ids.indexOf('proposals-footway')).toBeLessThan(ids.indexOf('proposals-point'));
    expect(layers.find(({ id }) => id === 'proposals-point')?.paint).not.toHaveProperty('circle-opacity');
  });
});
