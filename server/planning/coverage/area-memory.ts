/**
 * What is kept of an area from one preview to the next while its boundary is dragged: members that do not lie where the outline changed stay as they are, whole
 * and cut ones alike, with the cover worked out for them.
 */
import { overlayScope, type OverlayScope } from '../geometry/overlay-scope.ts';
import type { Overlay, Shape } from '../geometry/overlay.ts';
import type { MultiPolygonCoords } from '../geometry/types.ts';
import { changedBox } from './area-change.ts';
import type { Box } from './features.ts';

/** What was worked out for a member of an area, and the revision of what it was worked out from. */
export interface KeptCover<C> { readonly revision: number; readonly cover: C }

export class AreaMemory {
  /** Shapes that outlive a preview. */
  readonly shapes: OverlayScope;
  readonly #library: Overlay;
  #coords: MultiPolygonCoords | null = null;
  #changed: Box | null = null;
  /** Counts the outlines; what was kept for an earlier one than the last is of no use. */
  #outlines = 0;
  readonly #kept = new Map<object, { readonly outline: number; readonly members: readonly unknown[] }>();
  readonly #covers = new Map<object, Map<unknown, KeptCover<unknown>>>();
  readonly #cuts = new Map<string, AreaMemory>();

  constructor(library: Overlay) {
    this.#library = library;
    this.shapes = overlayScope(library);
  }

  /** The outline as it is now. */
  outline(coords: MultiPolygonCoords): void {
    this.#changed = this.#coords && changedBox(this.#coords, coords);
    this.#coords = coords;
    this.#outlines += 1;
  }

  /** The memory of this area cut down to a shape. */
  cut(key: string): AreaMemory {
    let cut = this.#cuts.get(key);
    if (!cut) this.#cuts.set(key, cut = new AreaMemory(this.#library));
    return cut;
  }

  /**
   * Members in the area, by `find` in what changed and out of memory elsewhere.
   * @param find members in the area that meet a box, ascending; `within` those that might, ascending numbers
   */
  members<T>(key: object, area: Box, within: (box: Box) => readonly number[], find: (member: number) => T | null, memberOf: (item: T) => number, forget: (item: T) => void): readonly T[] {
    const known = this.#kept.get(key) as { readonly outline: number; readonly members: readonly T[] } | undefined;
    if (known?.outline === this.#outlines) return known.members;
    const box = known?.outline === this.#outlines - 1 ? this.#changed : null;
    const members = known && box ? renewed(known.members, within(box), find, memberOf, forget) : found(within(area), find);
    if (known && !box) known.members.forEach(forget);
    this.#kept.set(key, { outline: this.#outlines, members });
    return members;
  }

  /** What `work` makes of an item, kept while the revision stays. Items are objects that `members` handed out. */
  cover<C>(key: object, item: object, revision: number, work: () => C): C {
    let covers = this.#covers.get(key);
    if (!covers) this.#covers.set(key, covers = new Map());
    const known = covers.get(item) as KeptCover<C> | undefined;
    if (known?.revision === revision) return known.cover;
    const cover = work();
    covers.set(item, { revision, cover });
    return cover;
  }

  /** Nothing is left of an item. */
  forget(item: object, shape: Shape | null): void {
    for (const covers of this.#covers.values()) covers.delete(item);
    if (shape !== null) this.shapes.release(shape);
  }

  dispose(): void {
    this.shapes.releaseAll();
    for (const cut of this.#cuts.values()) cut.dispose();
    this.#kept.clear();
    this.#covers.clear();
    this.#cuts.clear();
  }
}

function found<T>(members: readonly number[], find: (member: number) => T | null): readonly T[] {
  const list: T[] = [];
  for (const member of members) {
    const item = find(member);
    if (item !== null) list.push(item);
  }
  return list;
}

/** The known members with those asked anew put in their places. */
function renewed<T>(known: readonly T[], asked: readonly number[], find: (member: number) => T | null, memberOf: (item: T) => number, forget: (item: T) => void): readonly T[] {
  if (asked.length === 0) return known;
  const list: T[] = [];
  let k = 0;
  for (const member of asked) {
    while (k < known.length && memberOf(known[k]) < member) list.push(known[k++]);
    if (k < known.length && memberOf(known[k]) === member) forget(known[k++]);
    const item = find(member);
    if (item !== null) list.push(item);
  }
  while (k < known.length) list.push(known[k++]);
  return list;
}
