import type { LineSet } from '../snap/line-set.ts';
import { snappingRules } from '../snap/shipped-rules.ts';
import type { Snapper } from '../snap/snapper.ts';
import type { SnapKind } from '../snap/snapping-rules.ts';
import { TraceNetwork } from './trace-network.ts';
import type { Place } from './trace-nodes.ts';
import { traceFrom, type TraceTree, type Way } from './trace-tree.ts';

/** `kinds`: of the lines it was looked for on. */
export interface Traced extends Way { readonly kinds: readonly SnapKind[] }
type Lines = Pick<Snapper, 'unitsInView'> & { readonly index: { readonly layerLines: LineSet } };

const traceable = snappingRules.kinds.filter(({ isTraceable }) => isTraceable).map(({ kind }) => kind);
/** Kinds as a key, in the order of the table. */
const keyOfKinds = (kinds: readonly SnapKind[]): string => traceable.filter((kind) => kinds.includes(kind)).join();

/** Finds the way along the lines near the view. Networks are kept while the lines stay, trees while the boundary so far does. */
export class Tracer {
  private readonly lines: Lines;
  private read: LineSet | null = null;
  private networks = new Map<string, TraceNetwork>();
  private start = '';
  private trees = new Map<string, TraceTree | null>();

  constructor(lines: Lines) { this.lines = lines; }

  /**
   * The way from the end of the boundary so far to a place: along lines of one of the `wanted` kinds if such lead there, else the shortest along one kind, else from one kind to another
   * where they meet, first of those the two ends lie on.
   */
  between(drawn: readonly Place[], to: Place, wanted: readonly SnapKind[]): Traced | null {
    const from = drawn.at(-1);
    if (!from) return null;
    this.freshen(drawn);
    for (const kind of wanted) {
      const found = this.along([kind], drawn, to);
      if (found) return found;
    }
    let best: Traced | null = null;
    for (const kind of traceable) {
      const found = wanted.includes(kind) ? null : this.along([kind], drawn, to);
      if (found && found.lengthM < (best?.lengthM ?? Infinity)) best = found;
    }
    return best ?? this.along(traceable.filter((kind) => this.isOn(kind, from) || this.isOn(kind, to)), drawn, to) ?? this.along(traceable, drawn, to);
  }
  private isOn(kind: SnapKind, place: Place): boolean { return this.network([kind]).spotsAt(place).length > 0; }
  private along(kinds: readonly SnapKind[], drawn: readonly Place[], to: Place): Traced | null {
    const key = keyOfKinds(kinds);
    if (key === '') return null;
    let tree = this.trees.get(key);
    if (tree === undefined) this.trees.set(key, tree = traceFrom(this.network(kinds), drawn.at(-1) as Place, drawn));
    const way = tree?.to(to);
    return way ? { kinds, ...way } : null;
  }
  private network(kinds: readonly SnapKind[]): TraceNetwork {
    const key = keyOfKinds(kinds);
    let network = this.networks.get(key);
    if (!network) {
      const sets = [...(kinds.includes('unit') ? this.lines.unitsInView() : []), ...(kinds.some((kind) => kind !== 'unit') ? [this.lines.index.layerLines] : [])];
      this.networks.set(key, network = new TraceNetwork(sets, new Set(kinds), snappingRules.traceJoinM));
    }
    return network;
  }
  private freshen(drawn: readonly Place[]): void {
    const { layerLines } = this.lines.index;
    if (layerLines !== this.read) {
      this.read = layerLines;
      this.networks = new Map();
      this.start = '';
    }
    const start = drawn.join(' ');
    if (start === this.start) return;
    this.start = start;
    this.trees = new Map();
    // Units change one at a time; their few lines are looked at anew.
    for (const key of this.networks.keys()) if (key.split(',').includes('unit')) this.networks.delete(key);
  }
}
