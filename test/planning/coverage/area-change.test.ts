import { describe, expect, it } from 'vitest';
import { areaChange } from '#planning/coverage/area-change.ts';
import type { MultiPolygonCoords } from '#planning/geometry/types.ts';

const square: MultiPolygonCoords = [[[[0, 0], [100, 0], [100, 100], [0, 100], [0, 0]]]];

describe('what changes from one outline to the next', () => {
  it('is nothing when the ring only starts elsewhere or runs the other way', () => {
    const same: MultiPolygonCoords = [[[[100, 100], [100, 0], [0, 0], [0, 100], [100, 100]]]];
    const { box, touches } = areaChange(square, same);
    expect(box).toBeNull();
    expect(touches(100, 50, 20)).toBe(false);
  });

  it('is the edges that moved and the ground between them, not the rest of their box', () => {
    const { box, touches } = areaChange(square, [[[[0, 0], [100, 0], [160, 160], [0, 100], [0, 0]]]]);
    expect(box).toEqual({ minX: -1, minY: -1, maxX: 161, maxY: 161 });
    expect(touches(120, 120, 1)).toBe(true);
    expect(touches(100, 50, 5)).toBe(true);
    expect(touches(50, 50, 20)).toBe(false);
    expect(touches(0, 50, 20)).toBe(false);
  });

  it('concerns what lies on an edge that stayed when the area turns over to its other side', () => {
    const [above, below]: MultiPolygonCoords[] = [[[[[0, 0], [100, 0], [50, 80], [0, 0]]]], [[[[0, 0], [100, 0], [50, -80], [0, 0]]]]];
    expect(areaChange(above, below).touches(50, 0, 5)).toBe(true);
  });
});
