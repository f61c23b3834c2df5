import { LineSetBuilder, type Box, type LineSet } from './line-set.ts';
import type { LinesNear } from './snap-engine.ts';
import { UnitLines } from './unit-lines.ts';

interface Found { readonly set: LineSet; readonly segments: ArrayLike<number> }

/** Everything there is to snap to: the lines of layers, exchanged as a whole when the view moves, and the units, which change one at a time. */
export class SnapIndex {
  readonly units = new UnitLines();
  private layers: LineSet = new LineSetBuilder().build();

  setLayers(lines: LineSet): void { this.layers = lines; }
  get layerLines(): LineSet { return this.layers; }

  readonly near: LinesNear = (box: Box) => {
    const found: Found[] = [{ set: this.layers, segments: this.layers.near(box) }];
    for (const set of this.units.near(box)) found.push({ set, segments: set.near(box) });
    return found;
  };
}
