/** Features by place. */
import Flatbush from 'flatbush';
import type { Box } from './features.ts';

export function widened(box: Box, byM: number): Box {
  return { minX: box.minX - byM, minY: box.minY - byM, maxX: box.maxX + byM, maxY: box.maxY + byM };
}

/** The same made with the first question: many selections of a large city are only ever gone through from end to end. */
export function lazyBoxSearch(boxes: () => readonly Box[]): (box: Box) => readonly number[] {
  let search: ((box: Box) => readonly number[]) | null = null;
  return (box) => (search ??= boxSearch(boxes()))(box);
}

/** Box search that answers in ascending order: sums are then the same on any machine. */
export function boxSearch(boxes: readonly Box[]): (box: Box) => readonly number[] {
  if (boxes.length === 0) return () => [];
  const index = new Flatbush(boxes.length);
  for (const box of boxes) index.add(box.minX, box.minY, box.maxX, box.maxY);
  index.finish();
  return (box) => index.search(box.minX, box.minY, box.maxX, box.maxY).sort((a, b) => a - b);
}
