import { afterEach, describe, expect, it, vi } from 'vitest';
import { mostAreas, readAreas } from '../../../client/draw/batch/batch-area.ts';

const square = { type: 'Polygon', coordinates: [[[113.6, 34.75], [113.61, 34.75], [113.61, 34.76], [113.6, 34.75]]] };
const feature = (properties: object | null, geometry: object | null = square) => ({ type: 'Feature', properties, geometry });

describe('features of a layer that may become units', () => {
  afterEach(() => { vi.unstubAllGlobals(); });
  const answers = (features: readonly object[], numberMatched = features.length) => {
    const fetched = vi.fn<(address: string) => Promise<Response>>(() => Promise.resolve(new Response(JSON.stringify({ type: 'FeatureCollection', numberMatched, features }))));
    vi.stubGlobal('fetch', fetched);
    return fetched;
  };

  it('bring name, priority, note and 留改拆建; what contradicts itself stays behind, and so do points', async () => {
    answers([
      feature({ name: ' 东关 ', is_priority: true, note: '一期', gfa_demolished: 1000, gfa_new: 1800, gfa_demolished_excluded: null }),
      feature({ name: '', gfa_demolished: 100, gfa_demolished_excluded: 400 }), feature(null), feature({ name: '点' }, { type: 'Point', coordinates: [113.6, 34.75] }), feature({ name: '空' }, null),
    ]);
    expect((await readAreas('demo', 'unit_boundary')).areas).toEqual([
      { name: '东关', isPriority: true, note: '一期', geometry: square, renewal: { gfa_demolished: 1000, gfa_new: 1800 } },
      { name: null, isPriority: false, note: '', geometry: square }, { name: null, isPriority: false, note: '', geometry: square },
    ]);
  });

  it('are asked for within bounds, and it is said how many there are when not all are taken', async () => {
    const fetched = answers([feature({ name: '甲' })], 4000);
    expect(await readAreas('zheng zhou', 'old_community', [113, 34, 114, 35])).toMatchObject({ matched: 4000, areas: [{ name: '甲' }] });
    expect(fetched.mock.calls[0]?.[0]).toBe(`/ogc/collections/zheng%20zhou.old_community/items?limit=${mostAreas}&bbox=113,34,114,35`);
  });
});
