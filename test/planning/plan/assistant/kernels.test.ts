import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hullArea } from '#planning/plan/assistant/convex-hull.ts';
import { planarGraph } from '#planning/plan/assistant/faces.ts';
import { minimumCut, type CutProblem } from '#planning/plan/assistant/minimum-cut.ts';
import { nodedLines } from '#planning/plan/assistant/noded-lines.ts';
import { Vertices } from '#planning/plan/assistant/vertices.ts';
import { meet } from '#planning/plan/boundary-contacts.ts';
import type { Position } from '#planning/geometry/types.ts';
import { gridCrs, type Corner } from './street-grid.ts';

const snapM = 0.0625;
function noded(lines: readonly (readonly Corner[])[]) {
  const vertices = new Vertices(gridCrs, snapM);
  const pointed = lines.map((points, i) => ({ line: i, vertices: points.map(([x, y]) => vertices.atMetres(x, y) as number) }));
  const segments = nodedLines(pointed, vertices, snapM);
  return { vertices, segments, graph: planarGraph(segments, vertices) };
}

describe('lines cut where they meet', () => {
  it('a cross in a square makes four faces of a quarter each', () => {
    const { graph } = noded([[[0, 0], [64, 0], [64, 64], [0, 64], [0, 0]], [[-16, 32], [80, 32]], [[32, -16], [32, 80]]]);
    expect(graph.faces.map(({ areaM2 }) => areaM2)).toEqual([1024, 1024, 1024, 1024]);
  });
  it('lines that run on each other are one, with both their names', () => {
    const { segments } = noded([[[0, 0], [64, 0]], [[16, 0], [96, 0]]]);
    expect(segments.map(({ lines }) => lines)).toEqual(expect.arrayContaining([[0], [0, 1], [1]]));
    expect(segments).toHaveLength(3);
  });
  it('an end that misses a line by less than the snapping distance meets it', () => {
    expect(noded([[[0, 0], [64, 0]], [[32, 0.03], [32, 64], [0, 64], [0, 0]]]).graph.faces.map(({ areaM2 }) => Math.round(areaM2))).toEqual([2048]);
  });
  it('an island is a hole of the face around it and a face of its own', () => {
    const { graph } = noded([[[0, 0], [64, 0], [64, 64], [0, 64], [0, 0]], [[16, 16], [32, 16], [32, 32], [16, 32], [16, 16]]]);
    expect(graph.faces.map(({ areaM2 }) => areaM2).sort((a, b) => a - b)).toEqual([256, 4096 - 256]);
  });
  it('no two pieces of any tangle meet but in their ends, and faces fill what they enclose', () => {
    const point = fc.tuple(fc.integer({ min: 0, max: 4096 }), fc.integer({ min: 0, max: 4096 })).map(([x, y]): Corner => [x / 16, y / 16]);
    fc.assert(fc.property(fc.array(fc.array(point, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 7 }), (lines) => {
      const { vertices, segments, graph } = noded([...lines, [[-1, -1], [257, -1], [257, 257], [-1, 257], [-1, -1]]]);
      const edges = segments.map(({ a, b }, edge) => ({ polygon: 0, ring: edge, edge: 0, from: vertices.metres[a] as Position, to: vertices.metres[b] as Position, ends: [a, b] }));
      const wrong = edges.flatMap((p, i) => edges.slice(i + 1).filter((q) => {
        const contact = meet(p, q);
        return contact !== null && (contact.kind !== 'touch' || !p.ends.some((end) => q.ends.includes(end)));
      }));
      expect(wrong).toEqual([]);
      expect(graph.faces.reduce((sum, { areaM2 }) => sum + areaM2, 0)).toBeCloseTo(258 * 258, 3);
    }), { numRuns: 30, seed: 11 });
  });
});

describe('the minimum cut', () => {
  const cost = ({ nodes, costOut, costIn, arcs }: CutProblem, taken: readonly number[]) =>
    Array.from({ length: nodes }, (_, i) => (taken[i] ? costIn[i]! : costOut[i]!)).reduce((a, b) => a + b, 0) + arcs.reduce((sum, arc) => sum + (taken[arc.a] !== taken[arc.b] ? arc.cost : 0), 0);
  it('is as cheap as the cheapest of all choices, and of those the smallest', () => {
    const weight = fc.integer({ min: 0, max: 8 });
    fc.assert(fc.property(fc.integer({ min: 1, max: 7 }).chain((nodes) => fc.record({
      nodes: fc.constant(nodes), costOut: fc.array(weight, { minLength: nodes, maxLength: nodes }).map((all) => Float64Array.from(all)), costIn: fc.array(weight, { minLength: nodes, maxLength: nodes }).map((all) => Float64Array.from(all)),
      arcs: fc.array(fc.record({ a: fc.integer({ min: 0, max: nodes - 1 }), b: fc.integer({ min: 0, max: nodes - 1 }), cost: weight }), { maxLength: 14 }).map((all) => all.filter(({ a, b }) => a !== b)),
    })), (problem) => {
      const choices = Array.from({ length: 2 ** problem.nodes }, (_, bits) => Array.from({ length: problem.nodes }, (_unused, i) => (bits >> i) & 1));
      const least = Math.min(...choices.map((taken) => cost(problem, taken)));
      const smallest = Math.min(...choices.filter((taken) => cost(problem, taken) === least).map((taken) => taken.filter(Boolean).length));
      const taken = [...minimumCut(problem)];
      expect([cost(problem, taken), taken.filter(Boolean).length]).toEqual([least, smallest]);
    }), { numRuns: 150, seed: 5 });
  });
});

describe('the convex hull', () => {
  it('of an L is the L with its corner filled by a triangle', () => expect(hullArea([[0, 0], [64, 0], [64, 32], [32, 32], [32, 64], [0, 64]])).toBe(4096 - 512));
});
