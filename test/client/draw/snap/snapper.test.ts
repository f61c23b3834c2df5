import { afterEach, describe, expect, it, vi } from 'vitest';
import type { MapOwner } from '../../../../client/map/map-owner.ts';
import { Snapper } from '../../../../client/draw/snap/snapper.ts';
import { useSnapHint } from '../../../../client/draw/snap/snap-hint-state.ts';

/** A parcel as the tiles have it, on a grid, and as the database holds it. */
const shown = { id: 7, properties: { name: '一号地' }, geometry: { type: 'Polygon', coordinates: [[[113.001, 34.001], [113.002, 34.001], [113.002, 34.002], [113.001, 34.001]]] } } as const;
const corner = [113.0010000000001, 34.0009999999997];
const exact = { type: 'Feature', id: 7, properties: { name: '一号地' }, geometry: { type: 'Polygon', coordinates: [[corner, [113.002, 34.001], [113.002, 34.002], corner]] } };

/** A map 1 000 pixels wide over 0.01°, whose tiles come when they are told to. */
function mapWithLateTiles() {
  const heard = new Map<string, (event: unknown) => void>();
  let features: readonly unknown[] = [];
  const map = {
    getCenter: () => ({ lng: 113, lat: 34 }), getZoom: () => 17, getSource: () => ({}),
    getBounds: () => ({ getWest: () => 112.995, getEast: () => 113.005, getSouth: () => 33.995, getNorth: () => 34.005 }),
    querySourceFeatures: (layer: string) => (layer === 'land_use' ? features : []),
    project: ([lon, lat]: [number, number]) => ({ x: (lon - 112.995) * 100_000, y: (34.005 - lat) * 100_000 }),
    on: (name: string, hear: (event: unknown) => void) => heard.set(name, hear), off: (name: string) => heard.delete(name),
  };
  const come = () => {
    features = [shown];
    heard.get('sourcedata')?.({ sourceId: 'land_use', isSourceLoaded: true });
  };
  return { owner: { map } as unknown as MapOwner, come };
}
const hint = () => useSnapHint.getState().snap;

describe('a corner at rest', () => {
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('is told what it snaps to when the lines come after it, first as the tiles have them, then exactly; no more once drawing is over', async () => {
    vi.useFakeTimers();
    let answer: (response: Response) => void = () => undefined;
    vi.stubGlobal('fetch', () => new Promise<Response>((resolve) => { answer = resolve; }));
    const { owner, come } = mapWithLateTiles();
    const snapper = new Snapper({ owner, cityId: 'a-city', srid: 4547, exceptUnitId: null });
    expect(snapper.snap(113.00102, 34.00101, null)).toBeNull();
    come();
    await vi.runAllTimersAsync();
    expect(hint()).toMatchObject({ how: 'vertex', position: [113.001, 34.001], source: { isExact: false } });
    answer(new Response(JSON.stringify({ type: 'FeatureCollection', features: [exact] }), { headers: { 'content-type': 'application/json' } }));
    await vi.waitFor(() => expect(hint()).toMatchObject({ how: 'vertex', position: corner, source: { isExact: true } }));
    snapper.close();
    expect(hint()).toBeNull();
  });
});
