import { afterEach, expect, it } from 'vitest';
import { noDrawing, useDrawState } from '../../../client/draw/draw-state.ts';
import { keepSketch, takeSketches } from '../../../client/draw/sketch-keeper.ts';

const triangle = (x: number) => ({ type: 'Polygon' as const, coordinates: [[[x, 0], [x + 1, 0], [x, 1], [x, 0]]] });

function memoryStorage() {
  const entries = new Map<string, string>();
  return {
    entries, get length() { return entries.size; }, key: (i: number) => [...entries.keys()][i] ?? null, getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => void entries.set(key, value), removeItem: (key: string) => void entries.delete(key),
  };
}
afterEach(() => useDrawState.setState(noDrawing));

it('keeps the boundary under the hand until it is finished or let go', async () => {
  const storage = memoryStorage();
  const stop = keepSketch('demo', 'one', storage, undefined, () => 7);
  useDrawState.setState({ tool: 'draw', unitId: 'u' });
  expect(storage.entries.size).toBe(0);
  useDrawState.setState({ draft: triangle(0) });
  useDrawState.setState({ draft: triangle(3) });
  expect(await takeSketches('demo', 'one', storage, undefined)).toEqual([]);
  expect(await takeSketches('other', 'two', storage, undefined)).toEqual([]);
  expect(JSON.parse([...storage.entries.values()][0] ?? '')).toEqual({ unitId: 'u', geometry: triangle(3), at: 7 });
  useDrawState.setState(noDrawing);
  expect(storage.entries.size).toBe(0);
  stop();
});

it('hands what closed tabs left to the next tab, newest first and once', async () => {
  const storage = memoryStorage();
  for (const [tab, at] of [['one', 7], ['two', 9], ['three', 8]] as const) storage.setItem(`renewmap:sketch:demo:${tab}`, JSON.stringify({ unitId: tab, geometry: triangle(at), at }));
  storage.setItem('renewmap:sketch:demo:broken', '{"unitId":');
  expect(await takeSketches('demo', 'four', storage, undefined)).toEqual([['two', 9], ['three', 8], ['one', 7]].map(([unitId, at]) => ({ unitId, geometry: triangle(at as number), at })));
  expect(await takeSketches('demo', 'four', storage, undefined)).toEqual([]);
  expect(storage.entries.size).toBe(0);
});
