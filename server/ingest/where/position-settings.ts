import { readDataFile } from '../layer-kinds.ts';

interface Stated { readonly value: number }
type Name = 'sampleFeatures' | 'sampleProbes' | 'tileLimit' | 'trials' | 'trialNearM' | 'trialFarM' | 'smallestShare' | 'minFeatures' | 'minCovered' | 'minPower' | 'fitsFrom' | 'shiftedFrom' | 'shiftedAhead' | 'nearKm';

/** Where a layer of the group lies right, many of its probes are on a mark that is `sought`, few on one that is `avoided`; `expects` is the share then. `context`: tells density only. */
export interface Tie { readonly probe: 'inner' | 'edge'; readonly mark: string; readonly is: 'sought' | 'avoided' | 'context'; readonly expects?: number }
export interface Group { readonly dimension: 'point' | 'line' | 'polygon'; readonly kinds: readonly string[]; readonly ties: readonly Tie[] }

interface PositionFile {
  readonly values: Readonly<Record<Name, Stated>>;
  readonly marks: Readonly<Record<string, { readonly kinds: readonly string[]; readonly draw: 'inside' | 'band'; readonly bandM: number }>>;
  /** Marks that say a place is mapped at all. */
  readonly covers: readonly string[];
  readonly groups: Readonly<Record<string, Group>>;
}

const file = readDataFile<PositionFile>('position.json');

/** The sentinel's thresholds: `data/position.json`. */
export const limits: Readonly<Record<Name, number>> = Object.fromEntries(Object.entries(file.values).map(([name, { value }]) => [name, value])) as Record<Name, number>;
export const markTable = file.marks;
export const coveringMarks: ReadonlySet<string> = new Set(file.covers);

/** How a layer of a kind and dimension is held against others; null: nothing is known of such a layer. */
export function groupOf(kind: string, dimension: Group['dimension']): Group | null {
  return Object.values(file.groups).find((group) => group.dimension === dimension && group.kinds.includes(kind)) ?? null;
}

/** Kinds of layers that say where a layer of a kind belongs: what a reference for it should be made of. Its own kind stands for the edition in use. */
export function referenceKindsFor(kind: string): string[] {
  const kinds = new Set<string>([...coveringMarks].flatMap((mark) => markTable[mark]!.kinds));
  for (const group of Object.values(file.groups)) {
    if (!group.kinds.includes(kind)) continue;
    for (const { mark } of group.ties) for (const one of markTable[mark]!.kinds) kinds.add(one === '#same' ? kind : one);
  }
  return [...kinds];
}
