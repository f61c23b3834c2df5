import type { LineSet } from '../snap/line-set.ts';
import { snappingRules } from '../snap/shipped-rules.ts';
import type { Snapper } from '../snap/snapper.ts';
import type { SnapKind } from '../snap/snapping-rules.ts';
import { TraceNetwork, type TraceTree } from './trace-network.ts';

type Place = readonly [lon: number, lat: number];
export interface Traced { readonly kind: SnapKind; readonly corners: readonly Place[]; readonly lengthM: number }

const kinds = snappingRules.kinds.filter(({ isTraceable }) => isTraceable).map(({ kind }) => kind);

/** Finds the way along the lines near the view. Networks are kept while the lines stay, trees while the start does. */
export class Tracer {
  private readonly snapper: Snapper;
  private lines: LineSet | null = null;
  private networks = new Map<SnapKind, TraceNetwork>();
  private start = '';
  private trees = new Map<SnapKind, TraceTree | null>();

  constructor(snapper: Snapper) { this.snapper = snapper; }

  /** The way from one place to another along lines of one kind: of `wanted` if it leads there, else the shortest of any kind. */
  between(from: Place, to: Place, wanted: readonly SnapKind[]): Traced | null {
    this.freshen(from);
    for (const kind of wanted) {
      const found = this.along(kind, from, to);
      if (found) return found;
    }
    let best: Traced | null = null;
    for (const kind of kinds) {
      const found = wanted.includes(kind) ? null : this.along(kind, from, to);
      if (found && found.lengthM < (best?.lengthM ?? Infinity)) best = found;
    }
    return best;
  }
  private along(kind: SnapKind, from: Place, to: Place): Traced | null {
    if (!kinds.includes(kind)) return null;
    let tree = this.trees.get(kind);
    if (tree === undefined) this.trees.set(kind, tree = this.network(kind).from(from));
    const way = tree?.to(to);
    return way ? { kind, ...way } : null;
  }
  private network(kind: SnapKind): TraceNetwork {
    let network = this.networks.get(kind);
    if (!network) this.networks.set(kind, network = new TraceNetwork(kind === 'unit' ? this.snapper.unitsInView() : [this.snapper.index.layerLines], kind));
    return network;
  }
  private freshen(from: Place): void {
    const lines = this.snapper.index.layerLines;
    if (lines !== this.lines) {
      this.lines = lines;
      this.networks = new Map();
      this.start = '';
    }
    if (from.join() === this.start) return;
    this.start = from.join();
    this.trees = new Map();
    // Units change one at a time; their few lines are looked at anew.
    this.networks.delete('unit');
  }
}
