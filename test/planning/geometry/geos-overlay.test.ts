import { describe, expect, it } from 'vitest';
import { createGeosOverlay } from '#planning/geometry/geos-overlay.ts';
import { overlayScope } from '#planning/geometry/overlay-scope.ts';
import { overlay } from '../../support/geos.ts';
import { rectangle } from '../../support/scenes.ts';

const square = (x: number, y: number, side: number) => overlay.fromCoords(rectangle(x, y, side, side));

describe('the overlay on GEOS', () => {
  it('says which library it is', () => { expect(overlay.name).toMatch(/^GEOS 3\.\d+\.\d+$/); });

  it('buffers a square into band, sides and a 128-gon', () => {
    for (const r of [10, 300, 800]) {
      const expected = 100 * 100 + 4 * 100 * r + 64 * r * r * Math.sin(Math.PI / 64);
      expect(Math.abs(overlay.area(overlay.buffer(square(0, 0, 100), r, 32)) / expected - 1)).toBeLessThan(1e-12);
    }
  });

  it('unites, intersects, subtracts', () => {
    const [a, b] = [square(0, 0, 10), square(5, 5, 10)];
    expect(overlay.area(overlay.union([a, b]))).toBe(175);
    expect(overlay.area(overlay.intersection(a, b))).toBe(25);
    expect(overlay.area(overlay.difference(a, b))).toBe(75);
    expect(overlay.isEmpty(overlay.intersection(a, square(50, 50, 1)))).toBe(true);
    expect(overlay.area(overlay.union([]))).toBe(0);
    expect(overlay.toCoords(overlay.fromCoords([]))).toEqual([]);
  });

  it('keeps holes and parts through coordinates', () => {
    const withHole = [...rectangle(0, 0, 10, 10)[0], [[2, 2], [2, 4], [4, 4], [4, 2], [2, 2]] as [number, number][]];
    const shape = overlay.fromCoords([withHole, ...rectangle(20, 0, 5, 5)]);
    expect(overlay.area(shape)).toBe(100 - 4 + 25);
    expect(overlay.area(overlay.fromCoords(overlay.toCoords(shape)))).toBe(121);
  });

  it('covers with its edge, and measures distance', () => {
    const prepared = overlay.prepare(square(0, 0, 10));
    expect(overlay.covers(prepared, square(0, 0, 10))).toBe(true);
    expect(overlay.covers(prepared, square(0, 0, 10.001))).toBe(false);
    expect(overlay.intersects(prepared, square(10, 10, 5))).toBe(true);
    expect(overlay.intersects(prepared, square(10.001, 0, 5))).toBe(false);
    expect(overlay.distance(square(0, 0, 10), square(13, 14, 5))).toBe(5);
  });

  it('rebuilds a bow tie into two triangles', () => {
    const bowTie = overlay.fromCoords([[[[0, 0], [10, 10], [10, 0], [0, 10], [0, 0]]]]);
    expect(overlay.isValid(bowTie)).toBe(false);
    expect(overlay.area(overlay.makeValid(bowTie))).toBe(50);
  });

  it('gives memory back: thirty thousand shapes later the library is no bigger', async () => {
    const heap = async (): Promise<number> => {
      const geos = await (await import('geos-wasm')).default() as unknown as { Module: { HEAPF64: Float64Array } };
      return geos.Module.HEAPF64.byteLength;
    };
    const work = (): void => {
      for (let i = 0; i < 1000; i++) {
        const scope = overlayScope(overlay);
        const a = scope.buffer(scope.fromCoords(rectangle(i, 0, 10, 10)), 50, 32);
        scope.prepare(a);
        scope.union([a, scope.difference(a, scope.fromCoords(rectangle(i + 5, 0, 10, 10)))]);
        scope.releaseAll();
      }
    };
    work();
    const before = await heap();
    for (let i = 0; i < 5; i++) work();
    expect(await heap()).toBe(before);
  }, 60_000);

  it('is one library a thread: a second overlay can use shapes of the first', async () => {
    expect((await createGeosOverlay()).area(square(0, 0, 3))).toBe(9);
  });
});
