import { describe, expect, it } from 'vitest';
import { explainOverlay } from '../../../client/explain/explain-overlay.ts';
import { worstFirst } from '../../../client/explain/explain-drawer.tsx';
import type { Explained } from '../../../client/explain/explained-rule.tsx';
import type { NamedFacility, NamedTopic } from '#planning/coverage/explain-lonlat.ts';

const near = (beyondM: number | null, walkPath: NamedFacility['walkPath'] = null): NamedFacility => ({ layer: 'school', id: 7, name: '一小', role: 'school', straightM: 100, walkM: null, limitM: 90, beyondM, beyondMin: null, path: [[113, 34], [113.001, 34]], walkPath });
const topic = (beyondM: number | null, more: Partial<NamedTopic> = {}): NamedTopic => ({ topic: null, isCovered: beyondM !== null && beyondM <= 0, nearest: [near(beyondM)], notCounted: [], ...more });
const rule = (ruleId: string, verdict: Explained['verdict'], beyondM: number, counts = true): Explained => ({ ruleId, ruleSetId: 'S', ruleKind: 'people_within_radius', method: 'straight_line', verdict, counts, amount: null, topics: [topic(beyondM)], missingLayers: [] });

describe('an explanation', () => {
  it('puts first what is missed, by most, and of those first what counts the place', () => {
    expect(worstFirst([rule('near', 'uncovered', 5), rule('in', 'covered', -5), rule('far', 'uncovered', 500), rule('other', 'uncovered', 900, false), rule('some', 'partly', 1)]).map(({ ruleId }) => ruleId)).toEqual(['far', 'near', 'other', 'some', 'in']);
  });
  it('draws the line of a radius and the way of a walk, and of what is covered only what covers it', () => {
    const place = { kind: 'home' as const, layer: 'building', id: 1, name: null, people: 3, at: [113, 34] as [number, number] };
    const ways = (topics: readonly NamedTopic[], method: 'straight_line' | 'walking') => explainOverlay(place, topics, method, 'light').data.features.filter(({ geometry }) => geometry.type === 'LineString').map(({ properties }) => [properties?.['way'], properties?.['role']]);
    const walked: NamedFacility['walkPath'] = [[113, 34], [113, 34.001], [113.001, 34]];
    expect(ways([topic(10)], 'straight_line')).toEqual([['straight', 'beyond']]);
    expect(ways([topic(10, { nearest: [near(10, walked)] })], 'walking')).toEqual([['walked', 'beyond']]);
    expect(ways([topic(-10, { nearest: [near(-10), near(30)] })], 'straight_line')).toEqual([['straight', 'reached']]);
    const left = { layer: 'school', id: 9, reason: 'closed' as const, straightM: 50, name: null, at: [113, 34.0005] as [number, number] };
    const points = (isCovered: boolean) => explainOverlay(place, [topic(isCovered ? -1 : 1, { notCounted: [left] })], 'straight_line', 'light').data.features.filter(({ properties }) => properties?.['role'] === 'left').length;
    expect([points(false), points(true)]).toEqual([1, 0]);
  });
});
