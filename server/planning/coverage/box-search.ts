/** Features by place. */
import Flatbush from 'flatbush';
import type { Box } from './features.ts';

export function widened(box: Box, byM: number): Box {
  return { minX: box.minX - byM, minY: box.minY - byM, maxX: box.maxX + byM, maxY: box.maxY + byM };
}

/** Items meeting a box; ascending. */
export type BoxSearch = (box: Box) => readonly number[];

/** A search made with the first question: many selections of a large city are only ever gone through from end to end. */
export function lazySearch(make: () => BoxSearch): BoxSearch {
  let search: BoxSearch | null = null;
  return (box) => (search ??= make())(box);
}

/**
 * Box search that answers in ascending order: sums are then the same on any machine. Boxes are asked for one after the other and not held: of a large city
 * they would take three times the room of the index.
 */
export function boxSearch(count: number, boxOf: (item: number) => Box): BoxSearch {
  if (count === 0) return () => [];
  const index = new Flatbush(count);
  for (let item = 0; item < count; item++) {
    const box = boxOf(item);
    index.add(box.minX, box.minY, box.maxX, box.maxY);
  }
  index.finish();
  return (box) => index.search(box.minX, box.minY, box.maxX, box.maxY).sort((a, b) => a - b);
}
