/** Coastlines of random land and water: sea and land fill the bounds, and damage to the coast never floods land. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SourceFeature } from '../../../server/ingest/driver.ts';
import { flatArea, flatten } from '../../../server/ingest/geometry/flat-geometry.ts';
import { loadGeos } from '../../../server/ingest/geometry/geos.ts';
import { joinCoast } from '../../../server/ingest/osm/coast/chains.ts';
import { seaOf } from '../../../server/ingest/osm/coast/sea.ts';
import type { Sea } from '../../../server/ingest/osm/coast/sea-shape.ts';
import { OsmStore } from '../../../server/ingest/osm/elements.ts';
import { areaOf, draw, isIn, sheet, SOUTH, turned, UNIT, WEST, type At } from '../../support/coast-drawing.ts';

/** Land and water in squares of one unit around the sheet's grid points, two beyond the bounds on every side; beyond them all is water. */
const RIM = 2;
const COUNT = 11 + 2 * RIM;
const squares = fc.array(fc.boolean(), { minLength: COUNT * COUNT, maxLength: COUNT * COUNT });
const isLand = (land: readonly boolean[], x: number, y: number): boolean => x >= -RIM && y >= -RIM && x <= 10 + RIM && y <= 10 + RIM && land[(y + RIM) * COUNT + x + RIM]!;
/** How much of a square lies within the bounds. */
const share = (i: number): number => (i < 0 || i > 10 ? 0 : i === 0 || i === 10 ? 0.5 : 1);

/** The shores of the squares, land on the left, joined to lines of `length` edges at most. */
function shores(land: readonly boolean[], length: number): At[][] {
  const edges = new Map<string, At[]>();
  const add = (from: At, to: At): void => { const list = edges.get(from.join()); if (list) list.push(to); else edges.set(from.join(), [to]); };
  for (let y = -RIM; y <= 10 + RIM; y += 1) {
    for (let x = -RIM; x <= 10 + RIM; x += 1) {
      if (!isLand(land, x, y)) continue;
      const [w, s, e, n] = [x - 0.5, y - 0.5, x + 0.5, y + 0.5];
      if (!isLand(land, x, y - 1)) add([w, s], [e, s]);
      if (!isLand(land, x + 1, y)) add([e, s], [e, n]);
      if (!isLand(land, x, y + 1)) add([e, n], [w, n]);
      if (!isLand(land, x - 1, y)) add([w, n], [w, s]);
    }
  }
  const lines: At[][] = [];
  for (const [key, targets] of edges) {
    while (targets.length > 0) {
      const line: At[] = [key.split(',').map(Number) as unknown as At];
      while (line.length <= length) { const next = edges.get(line[line.length - 1]!.join())?.pop(); if (!next) break; line.push(next); }
      lines.push(line);
    }
  }
  return lines;
}

function seasOf(lines: readonly (readonly At[])[], drawInLimit: number): { readonly seas: readonly Sea[]; readonly doubts: number } {
  const content = draw({ coast: Object.fromEntries(lines.map((line, i) => [i + 1, line])) });
  const store = new OsmStore();
  for (const node of content.nodes) store.addNode(node.id, node.lon, node.lat, null);
  store.seal();
  const { seas, doubts } = seaOf(joinCoast(store, content.ways.map((way) => ({ ...way, tags: way.tags ?? null }))), sheet, drawInLimit);
  return { seas, doubts: doubts.filter(({ code }) => code !== 'osm_coast_outside').length };
}
const holes = (sea: Sea): SourceFeature => ({ geometry: { type: 'Polygon', coordinates: [sea.shell, ...sea.holes] } }) as unknown as SourceFeature;
const isWet = (seas: readonly Sea[], x: number, y: number): boolean => seas.some((sea) => isIn(holes(sea), WEST + x * UNIT, SOUTH + y * UNIT));

describe('any land and water', () => {
  it('sea and land fill the bounds exactly, each square is what it was drawn as, and the polygons are valid or mend without losing area', async () => {
    const geos = await loadGeos();
    fc.assert(fc.property(squares, fc.integer({ min: 1, max: 9 }), (land, length) => {
      const { seas, doubts } = seasOf(shores(land, length), 0.2);
      expect(doubts).toBe(0);
      let water = 0;
      for (let y = 0; y <= 10; y += 1) for (let x = 0; x <= 10; x += 1) {
        if (!isLand(land, x, y)) water += share(x) * share(y);
        const [nearX, nearY] = [Math.min(9.9, Math.max(0.1, x)), Math.min(9.9, Math.max(0.1, y))];
        expect(isWet(seas, nearX, nearY), `${x}, ${y}`).toBe(!isLand(land, x, y));
      }
      expect(seas.reduce((sum, sea) => sum + areaOf(holes(sea)), 0)).toBeCloseTo(water, 5);
      for (const sea of seas) {
        const [flat] = flatten(holes(sea).geometry).parts;
        const mended = geos.makeValid(flat!);
        expect(mended).toHaveLength(1);
        expect(flatArea(mended[0]!) / UNIT / UNIT).toBeCloseTo(areaOf(holes(sea)), 5);
      }
    }), { seed: 21, numRuns: 40 });
  });

  it('with ways missing or turned round land is never flooded', () => {
    fc.assert(fc.property(squares, fc.integer({ min: 2, max: 3 }), fc.nat(), fc.boolean(), (land, length, which, isTurned) => {
      const lines = shores(land, length);
      // A whole island that is missing leaves no trace, so a ring of one way is not taken away; one turned round is told by the coast around it.
      const able = lines.filter((line) => line[0]!.join() !== line[line.length - 1]!.join() && line.every(([x, y]) => x > 0 && y > 0 && x < 10 && y < 10));
      const victim = able[which % Math.max(1, able.length)];
      const { seas } = seasOf(lines.flatMap((line) => (line !== victim ? [line] : isTurned ? [turned(line)] : [])), 0);
      for (let y = 1; y <= 9; y += 1) for (let x = 1; x <= 9; x += 1) if (isLand(land, x, y)) expect(isWet(seas, x, y), `${x}, ${y}`).toBe(false);
    }), { seed: 22, numRuns: 120 });
  });
});
