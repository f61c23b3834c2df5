/** Lines that meet without a corner in common: drawn cases, and any lines at all against a plain reckoning over shared corners. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineSetBuilder, type LineSet } from '../../../../client/draw/snap/line-set.ts';
import type { SnapKind } from '../../../../client/draw/snap/snapping-rules.ts';
import { offLineM, TraceNetwork } from '../../../../client/draw/trace/trace-network.ts';
import { traceFrom } from '../../../../client/draw/trace/trace-tree.ts';
import { Tracer } from '../../../../client/draw/trace/tracer.ts';
import { keyOf, type Place } from '../../../../client/draw/trace/trace-nodes.ts';

const joinM = 0.2;
const perDeg = 111_320;
const cosLat = Math.cos(34.7 * Math.PI / 180);
/** Metres east and north of a corner of the town. */
const at = (x: number, y: number): Place => [113.6 + x / perDeg / cosLat, 34.7 + y / perDeg];
interface Line { readonly kind: SnapKind; readonly places: readonly Place[] }
function linesOf(lines: readonly Line[]): LineSet {
  const builder = new LineSetBuilder();
  lines.forEach(({ kind, places }, i) => builder.add({ kind, layer: kind, name: null, id: i, isExact: true }, [places]));
  return builder.build();
}
const road = (...places: Place[]): Line => ({ kind: 'road', places });
const river = (...places: Place[]): Line => ({ kind: 'water', places });
const roads = (...lines: Line[]) => new TraceNetwork([linesOf(lines)], new Set<SnapKind>(['road']), joinM);
const metres = (places: readonly Place[] | undefined) => places?.map(([lon, lat]) => [(lon - 113.6) * perDeg * cosLat, (lat - 34.7) * perDeg].map((value) => Math.round(value * 100) / 100 + 0));
const tracer = (...lines: Line[]) => new Tracer({ index: { layerLines: linesOf(lines) }, unitsInView: () => [] });

describe('lines that meet without a common corner', () => {
  it('are turned from one to the other where they cross, and only there', () => {
    const network = roads(road(at(0, 0), at(100, 0)), road(at(40, -50), at(40, 50)), road(at(70, -50), at(70, 50)));
    expect(metres(traceFrom(network, at(0, 0))?.to(at(70, 50))?.corners)).toEqual([[70, 0], [70, 50]]);
    expect(metres(traceFrom(network, at(0, 0))?.to(at(100, 0))?.corners)).toEqual([[100, 0]]);
    expect(metres(traceFrom(network, at(10, 0))?.to(at(40, 20))?.corners)).toEqual([[40, 0], [40, 20]]);
  });
  it('are joined where a corner lies on the other\'s edge or within the tolerance of it, by that corner\'s own doubles', () => {
    for (const off of [0, 0.15, -0.15]) {
      const foot = at(40, off);
      const network = roads(road(at(0, 0), at(100, 0)), road(foot, at(40, 50)));
      expect(traceFrom(network, at(0, 0))?.to(at(40, 50))?.corners).toEqual([foot, at(40, 50)]);
      expect(traceFrom(network, at(40, 50))?.to(at(90, 0))?.corners).toEqual([foot, at(90, 0)]);
      // Past the junction the way goes straight on.
      expect(traceFrom(network, at(0, 0))?.to(at(100, 0))?.corners).toEqual([at(100, 0)]);
    }
    expect(traceFrom(roads(road(at(0, 0), at(100, 0)), road(at(40, 0.3), at(40, 50))), at(0, 0))?.to(at(40, 50))).toBeNull();
  });
  it('are joined where their ends all but coincide, by one corner', () => {
    const network = roads(road(at(0, 0), at(50, 0)), road(at(50.1, 0.1), at(90, 30)));
    expect(metres(traceFrom(network, at(0, 0))?.to(at(90, 30))?.corners)).toEqual([[50.1, 0.1], [90, 30]]);
    expect(metres(traceFrom(network, at(90, 30))?.to(at(0, 0))?.corners)).toEqual([[50, 0], [0, 0]]);
  });
  it('lead from a road to a river, but a way along the road alone is preferred', () => {
    const lines = [road(at(0, 0), at(100, 0), at(100, 40)), river(at(40, -50), at(40, 50), at(90, 50)), river(at(0, -40), at(60, -40))];
    const found = tracer(...lines).between([at(0, 0)], at(90, 50), ['water']);
    expect(metres(found?.corners)).toEqual([[40, 0], [40, 50], [90, 50]]);
    expect(found?.kinds).toEqual(['road', 'water']);
    expect(metres(tracer(...lines).between([at(0, 0)], at(100, 40), [])?.corners)).toEqual([[100, 0], [100, 40]]);
  });
});

describe('the way goes on, never back over what is drawn', () => {
  const block = [road(at(0, 0), at(100, 0), at(100, 60), at(0, 60), at(0, 0))];
  it('so that a block clicked at two corners closes round the other side', () => {
    const drawn = [at(0, 0), at(100, 0)];
    expect(metres(tracer(...block).between(drawn, at(0, 0), [])?.corners)).toEqual([[100, 60], [0, 60], [0, 0]]);
    expect(metres(tracer(...block).between([at(20, 0), at(70, 0)], at(20, 0), [])?.corners)).toEqual([[100, 0], [100, 60], [0, 60], [0, 0], [20, 0]]);
  });
  it('and nowhere where there is no other', () => {
    expect(tracer(road(at(0, 0), at(100, 0))).between([at(0, 0), at(100, 0)], at(0, 0), [])).toBeNull();
  });
  it('and not through the first corner to somewhere else', () => {
    const lines = [...block, road(at(0, 0), at(-50, 0))];
    expect(tracer(...lines).between([at(0, 0), at(100, 0)], at(-50, 0), [])).toBeNull();
  });
});

/** Shortest way over segments that have corners in common, by looking at every edge until nothing changes. */
function overSharedCorners(lines: readonly Line[], from: Place, to: Place): number {
  const best = new Map([[keyOf(...from), 0]]);
  const segments = lines.flatMap(({ places }) => places.slice(1).map((place, i) => [places[i] as Place, place] as const));
  const length = (a: Place, b: Place) => perDeg * Math.hypot((a[0] - b[0]) * cosLat, a[1] - b[1]);
  for (let changed = true; changed;) {
    changed = false;
    for (const [p, q] of segments) for (const [a, b] of [[p, q], [q, p]] as const) {
      const reached = (best.get(keyOf(...a)) ?? Infinity) + length(a, b);
      if (reached >= (best.get(keyOf(...b)) ?? Infinity) - 1e-9) continue;
      best.set(keyOf(...b), reached);
      changed = true;
    }
  }
  return best.get(keyOf(...to)) ?? Infinity;
}

it('any lines: never longer than over shared corners, every corner on a line, every edge along one', () => {
  // On a grid of 10 m lines share corners, touch and cross in all ways; a few centimetres more or less make near misses.
  const spot = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 }), fc.constantFrom(0, 0, 0, 0.1, -0.12)).map(([x, y, off]) => at(10 * x + off, 10 * y + off));
  const line = fc.uniqueArray(spot, { minLength: 2, maxLength: 5, selector: String }).map((places): Line => road(...places));
  fc.assert(fc.property(fc.array(line, { minLength: 2, maxLength: 8 }), fc.nat(), fc.nat(), (lines, i, j) => {
    const corners = lines.flatMap(({ places }) => places);
    const [from, to] = [corners[i % corners.length] as Place, corners[j % corners.length] as Place];
    const segments = lines.flatMap(({ places }) => places.slice(1).map((place, k) => [places[k] as Place, place] as const));
    const way = traceFrom(roads(...lines), from)?.to(to);
    const plainM = overSharedCorners(lines, from, to);
    if (Number.isFinite(plainM)) expect(way).toBeTruthy();
    if (!way || way.lengthM === 0) return;
    expect(way.lengthM).toBeLessThanOrEqual(plainM * (1 + 1e-6) + 1e-6);
    expect(way.corners.at(-1)).toEqual(to);
    const all = [from, ...way.corners];
    for (const corner of way.corners) expect(Math.min(...segments.map(([a, b]) => offLineM(corner, a, b, cosLat)))).toBeLessThan(0.001);
    all.slice(1).forEach((corner, k) => {
      const before = all[k] as Place;
      const along = segments.map(([a, b]) => Math.max(...[0, 0.25, 0.5, 0.75, 1].map((share) => offLineM([before[0] + share * (corner[0] - before[0]), before[1] + share * (corner[1] - before[1])], a, b, cosLat))));
      expect(Math.min(...along)).toBeLessThanOrEqual(2 * joinM);
    });
  }), { numRuns: 150, seed: 20261122 });
});
