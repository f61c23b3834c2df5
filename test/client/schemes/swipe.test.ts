import { describe, expect, it } from 'vitest';
import type { SchemeComparison } from '#contract/scheme-comparison.ts';
import { followEachOther } from '../../../client/map/follow-each-other.ts';
import type { MapLibreMap } from '../../../client/map/maplibre.ts';
import { comparisonFeatures } from '../../../client/schemes/schemes-overlay.ts';
import { shareAfterKey } from '../../../client/schemes/swipe-map.tsx';

/** A map as far as following goes: it tells of every move, its own and those it was told to make. */
class Followed {
  moves = 0;
  #zoom = 10;
  readonly #listeners = new Set<() => void>();
  getCenter() { return { lng: 113, lat: 34 }; }
  getZoom() { return this.#zoom; }
  getBearing() { return 0; }
  getPitch() { return 0; }
  jumpTo({ zoom }: { zoom: number }) { this.#zoom = zoom; this.moves += 1; for (const listener of this.#listeners) listener(); }
  on(_: string, listener: () => void) { this.#listeners.add(listener); }
  off(_: string, listener: () => void) { this.#listeners.delete(listener); }
  get listening() { return this.#listeners.size; }
}

const unit = (unitId: string) => ({ unitId, name: unitId, geometry: { type: 'Polygon', coordinates: [[[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]] } });
const comparison = { pairs: [{ key: 'k', state: 'changed', a: unit('甲单元'), b: unit('乙单元') }] } as unknown as SchemeComparison;
const drawn = (shown: 'both' | 'a' | 'b') => comparisonFeatures(comparison, shown, null).features.map(({ properties }) => `${properties!['side']} ${properties!['role']}`);

describe('two schemes beside each other', () => {
  it('maps follow each other once a move, and no more when they are let go', () => {
    const [a, b] = [new Followed(), new Followed()];
    const stop = followEachOther(a as unknown as MapLibreMap, b as unknown as MapLibreMap);
    a.jumpTo({ zoom: 14 });
    expect([b.getZoom(), a.moves, b.moves]).toEqual([14, 1, 1]);
    b.jumpTo({ zoom: 12 });
    expect([a.getZoom(), a.moves, b.moves]).toEqual([12, 2, 2]);
    stop();
    a.jumpTo({ zoom: 9 });
    expect([b.getZoom(), a.listening, b.listening]).toEqual([12, 0, 0]);
  });

  it('each map names its own units; on one map a pair has one name', () => {
    expect(drawn('a')).toEqual(['a area', 'a label']);
    expect(drawn('b')).toEqual(['b area', 'b label']);
    expect(drawn('both')).toEqual(['a area', 'a label', 'b area']);
  });

  it('the divider goes by keys and stays between the panels', () => {
    expect([shareAfterKey(0.5, 'ArrowLeft', false), shareAfterKey(0.5, 'ArrowRight', true), shareAfterKey(0.01, 'ArrowLeft', false), shareAfterKey(0.5, 'End', false), shareAfterKey(0.5, 'Home', false), shareAfterKey(0.5, 'a', false)]).toEqual([0.48, 0.6, 0, 1, 0, null]);
  });
});
