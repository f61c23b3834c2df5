import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OutlineArea } from '#planning/geometry/common-area.ts';
import { EdgeList, type SignedEdges } from '#planning/geometry/signed-edges.ts';
import { linesInside } from '#planning/geometry/lines-inside.ts';
import { pointLocator } from '#planning/geometry/point-locator.ts';
import type { MultiPolygonCoords, Position } from '#planning/geometry/types.ts';
import { overlay } from '../../support/geos.ts';
import { seeded } from '../../support/scenes.ts';

/** Far from the origin, as metric coordinates are. */
const [X, Y] = [462_000, 3_845_000];

function edgesOf(area: MultiPolygonCoords): SignedEdges {
  const edges = new EdgeList();
  edges.polygons(area.map((polygon) => polygon.map((ring) => Float64Array.from(ring.flat()))), 1);
  return edges.done();
}

function star(random: () => number, [x, y]: Position, radiusM: number, corners: number): Position[] {
  const ring = Array.from({ length: corners }, (_, i): Position => {
    const [angle, reachM] = [(2 * Math.PI * i) / corners, radiusM * (0.3 + 0.7 * random())];
    return [x + reachM * Math.cos(angle), y + reachM * Math.sin(angle)];
  });
  return [...ring, ring[0]];
}

const square = (x: number, y: number, sideM: number): Position[] => [[x, y], [x + sideM, y], [x + sideM, y + sideM], [x, y + sideM], [x, y]];

describe('ground in common with an outline', () => {
  it('is what exact overlay says, with holes, parts and rings that run either way', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
      const random = seeded(seed);
      const middle: Position = [X + 1000 * random(), Y + 1000 * random()];
      const outline: MultiPolygonCoords = [[star(random, middle, 500, 3 + Math.floor(20 * random())), [...square(middle[0] - 20, middle[1] - 20, 40)].reverse()], [square(X + 3000, Y, 100)]];
      const parcel: MultiPolygonCoords = [[star(random, [middle[0] + 600 * (random() - 0.5), middle[1] + 600 * (random() - 0.5)], 150, 3 + Math.floor(9 * random()))]];
      const turned = random() < 0.5 ? parcel : parcel.map((polygon) => polygon.map((ring) => [...ring].reverse()));
      const [a, b] = [overlay.makeValid(overlay.fromCoords(outline)), overlay.fromCoords(parcel)];
      const wanted = overlay.area(overlay.intersection(a, b));
      expect(new OutlineArea(overlay.toCoords(a)).commonM2(edgesOf(turned)), `seed ${seed}`).toBeCloseTo(wanted, 5);
    }), { seed: 3, numRuns: 300 });
  });

  it('is told where edges lie on each other: inside, beside, the same, a corner on an edge', () => {
    const outline = new OutlineArea([[square(X, Y, 100)]]);
    expect(outline.commonM2(edgesOf([[square(X, Y, 100)]]))).toBeCloseTo(10_000, 9);
    expect(outline.commonM2(edgesOf([[square(X + 100, Y, 50)]]))).toBe(0);
    expect(outline.commonM2(edgesOf([[square(X, Y + 100, 50)]]))).toBe(0);
    expect(outline.commonM2(edgesOf([[square(X, Y, 50)]]))).toBeCloseTo(2500, 9);
    expect(outline.commonM2(edgesOf([[square(X - 50, Y + 50, 100)]]))).toBeCloseTo(2500, 9);
    expect(outline.commonM2(edgesOf([[square(X + 20, Y - 500, 2000), square(X + 30, Y + 30, 10)]]))).toBeCloseTo(8000 - 100, 9);
    expect(new OutlineArea([]).commonM2(edgesOf([[square(X, Y, 50)]]))).toBe(0);
  });

  it('is the same to the bit whatever the outline does elsewhere', () => {
    const random = seeded(11);
    const parcel = edgesOf([[star(random, [X, Y], 50, 8)]]);
    const cutting: Position[] = [[X - 900, Y - 20], [X + 900, Y + 35]];
    const answers = Array.from({ length: 50 }, () => {
      const far = Array.from({ length: 1 + Math.floor(6 * random()) }, (_, i): Position => [X + 800 - 250 * i - 100 * random(), Y + 200 + 500 * random()]);
      const ring = [...cutting, ...far];
      const from = Math.floor(ring.length * random());
      const turned = [...ring.slice(from), ...ring.slice(0, from)];
      const closed = [...turned, turned[0]];
      return new OutlineArea([[random() < 0.5 ? closed : closed.reverse()]]).commonM2(parcel);
    });
    expect(answers[0]).toBeGreaterThan(100);
    expect(new Set(answers).size).toBe(1);
  });
});

describe('lines inside an area', () => {
  it('have the length that exact overlay finds, and are left to it where a corner touches an edge', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
      const random = seeded(seed);
      const area: MultiPolygonCoords = [[star(random, [X, Y], 400, 3 + Math.floor(20 * random())), [...square(X - 15, Y - 15, 30)].reverse()]];
      const line = Float64Array.from(Array.from({ length: 2 + Math.floor(8 * random()) }, () => [X + 1000 * (random() - 0.5), Y + 1000 * (random() - 0.5)]).flat());
      const inside = linesInside([line], pointLocator(area));
      const shape = overlay.lines({ coords: line, parts: [[[0, line.length / 2]]] });
      const lengthOf = (lines: readonly Float64Array[]): number => lines.reduce((total, each) => {
        let lengthM = 0;
        for (let i = 0; i + 3 < each.length; i += 2) lengthM += Math.hypot(each[i + 2] - each[i], each[i + 3] - each[i + 1]);
        return total + lengthM;
      }, 0);
      const whole = overlay.makeValid(overlay.fromCoords(area));
      if (overlay.isValid(overlay.fromCoords(area))) expect(lengthOf(inside ?? []), `seed ${seed}`).toBeCloseTo(lengthOf(overlay.toLines(overlay.intersection(shape, whole))), 5);
    }), { seed: 5, numRuns: 300 });
    const box = pointLocator([[square(X, Y, 100)]]);
    expect(linesInside([Float64Array.of(X, Y + 20, X, Y + 80)], box)).toBeNull();
    expect(linesInside([Float64Array.of(X - 50, Y + 50, X, Y + 50, X - 50, Y + 60)], box)).toBeNull();
    expect(linesInside([Float64Array.of(X - 50, Y - 50, X + 50, Y + 50)], box)).toBeNull();
    expect(linesInside([Float64Array.of(X - 50, Y + 50, X + 150, Y + 50)], box)).toEqual([Float64Array.of(X, Y + 50, X + 100, Y + 50)]);
    expect(linesInside([Float64Array.of(X + 10, Y + 50, X + 20, Y + 50)], box)).toEqual([Float64Array.of(X + 10, Y + 50, X + 20, Y + 50)]);
    expect(linesInside([Float64Array.of(X + 110, Y + 50, X + 120, Y + 50)], box)).toEqual([]);
  });
});
