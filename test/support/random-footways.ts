import type { Dataset, Footway } from '#planning/coverage/dataset.ts';
import { tablesOf } from '#planning/coverage/dataset.ts';
import { proposalFeatureId } from '#planning/coverage/proposal.ts';
import { seeded } from './scenes.ts';

type Point = readonly [x: number, y: number];

/** A place on or beside a random street, now and then at a corner of it or too far from all. */
export function besideStreet(dataset: Dataset, random: () => number): Point {
  const [{ coords, ringOffsets }] = tablesOf(dataset, 'road');
  const line = Math.floor(random() * (ringOffsets.length - 1));
  const from = ringOffsets[line] + Math.floor(random() * (ringOffsets[line + 1] - ringOffsets[line] - 1));
  const share = random() < 0.3 ? 0 : random();
  const offM = random() < 0.4 ? 0 : random() < 0.15 ? 35 : 4;
  return [0, 1].map((axis) => coords[2 * from + axis] + share * (coords[2 * from + 2 + axis] - coords[2 * from + axis]) + offM * random()) as [number, number];
}

/** Corners of a footway from street to street, with or without a bend. */
export function footwayLine(dataset: Dataset, random: () => number): readonly Point[] {
  const [a, b] = [besideStreet(dataset, random), besideStreet(dataset, random)];
  return random() < 0.5 ? [a, b] : [a, [(a[0] + b[0]) / 2 + 30 * random(), (a[1] + b[1]) / 2 - 30 * random()], b];
}

export const footwayOf = (id: number, line: readonly Point[]): Footway => ({ id, coords: Float64Array.from(line.flat()) });

/** The same, but now and then an end is on, beside or at the end of another. */
export function joiningLine(dataset: Dataset, others: readonly (readonly Point[])[], random: () => number): readonly Point[] {
  const line = [...footwayLine(dataset, random)];
  const other = others[Math.floor(random() * others.length)];
  if (!other || random() < 0.4) return line;
  const [from, to] = [other[other.length - 2], other[other.length - 1]];
  const share = random() < 0.3 ? 1 : random();
  const offM = random() < 0.3 ? 0 : 9 * random();
  line[line.length - 1] = [0, 1].map((axis) => from[axis] + share * (to[axis] - from[axis]) + offM * random()) as [number, number];
  return line;
}

/** Some footways, of which some join others. */
export function randomFootways(dataset: Dataset, random: () => number, count: number): readonly Footway[] {
  const lines: (readonly Point[])[] = [];
  for (let number = 1; number <= count; number++) lines.push(joiningLine(dataset, lines, random));
  // Who is joined may come before or after who joins.
  return lines.map((line, i) => footwayOf(proposalFeatureId(i % 3 === 0 ? 1000 - i : i), line)).sort((a, b) => a.id - b.id);
}

/** The dataset with some footways. */
export function withRandomFootways(dataset: Dataset, seed: number): Dataset {
  return { ...dataset, footways: randomFootways(dataset, seeded(seed + 500), 5) };
}
