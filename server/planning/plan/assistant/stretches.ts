/** What the boundary follows, stretch by stretch, and on which side of the unit. */
import type { Side, Stretch } from './answer.ts';
import { lengthOf } from './cluster.ts';
import { originOf, targetOf } from './faces.ts';
import { isKept, type Outline } from './outline.ts';
import { lineKinds, type LineKind } from './question.ts';
import type { Scene } from './scene.ts';

/** What a person calls a limit by, the first ones first: a street that is a border, too, is called by its name. */
const namedFirst: readonly LineKind[] = ['expressway', 'arterial', 'secondary', 'river', 'railway', 'branch', 'unit', 'district', 'subdistrict', 'community', 'alley', 'path', 'old_place', 'parcel', 'locked'];
/** Streets without a name are called by what else runs there. */
const isNameless = ({ kind, name }: Named): number => (name === '' && kind !== 'parcel' && kind !== 'locked' ? 1 : 0);

/** The line an edge is said to follow. Of several as good the one before goes on, else the more important. */
function mainLine({ graph: { segments }, lines }: Scene, half: number, before: number | null): number {
  const rank = (line: number): number => isNameless(lines[line]) * namedFirst.length + namedFirst.indexOf(lines[line].kind);
  const all = segments[half >> 1].lines;
  const least = Math.min(...all.map(rank));
  const best = all.filter((line) => rank(line) === least);
  return (before === null ? undefined : best.find((line) => isSame(lines[line], lines[before]))) ?? best[0];
}
interface Named { readonly kind: LineKind; readonly name: string; readonly featureId: string }
const isSame = (a: Named, b: Named): boolean => a.kind === b.kind && (a.name === '' ? b.name === '' && a.featureId === b.featureId : a.name === b.name);

/** Pieces of the outline that follow one line each, in the order of the walk. */
export function stretchesOf(scene: Scene, outline: Outline): readonly Stretch[] {
  return outline.flatMap((ring) => ringStretches(scene, ring));
}

function ringStretches(scene: Scene, ring: readonly number[]): readonly Stretch[] {
  const { graph: { segments }, lines, vertices: { lonLats } } = scene;
  const mains: number[] = [];
  ring.forEach((half, i) => mains.push(mainLine(scene, half, i === 0 ? null : mains[i - 1])));
  // Begin where one line gives way to another, so that no stretch is parted by the start of the walk.
  const first = Math.max(0, mains.findIndex((main, i) => !isSame(lines[main], lines[mains[(i + mains.length - 1) % mains.length]])));
  const runs: number[][] = [];
  for (let k = 0; k < ring.length; k++) {
    const i = (first + k) % ring.length;
    const isNew = k === 0 || !isSame(lines[mains[i]], lines[mains[(i + ring.length - 1) % ring.length]]);
    if (isNew) runs.push([i]); else runs[runs.length - 1].push(i);
  }
  return runs.map((run): Stretch => {
    const halves = run.map((i) => ring[i]);
    const corners = halves.filter((half, k) => k === 0 || isKept(scene, halves[k - 1], half)).map((half) => lonLats[originOf(segments, half)]);
    const { kind, name } = lines[mains[run[0]]];
    return {
      kind, name, featureIds: [...new Set(run.map((i) => lines[mains[i]].featureId))], points: [...corners, lonLats[targetOf(segments, halves[halves.length - 1])]],
      lengthM: halves.reduce((sum, half) => sum + lengthOf(scene, half >> 1), 0),
    };
  });
}

/** The side of the unit an edge looks to, walked with the unit to its left. */
function sideOf({ graph: { segments }, vertices: { metres } }: Scene, half: number): Side {
  const [a, b] = [metres[originOf(segments, half)], metres[targetOf(segments, half)]];
  const [outX, outY] = [b[1] - a[1], a[0] - b[0]];
  return Math.abs(outX) >= Math.abs(outY) ? (outX > 0 ? 'east' : 'west') : outY > 0 ? 'north' : 'south';
}

export interface SideLimit { readonly side: Side; readonly kind: LineKind; readonly name: string; readonly lengthM: number; readonly share: number }

/** The limits by side (四至): on each side the line that makes up most of it, if that is enough of it. East, south, west, north, as they are read out. */
export function sideLimits(scene: Scene, outline: Outline, minShare: number): readonly SideLimit[] {
  const bySide = new Map<Side, { total: number; lines: Map<string, { kind: LineKind; name: string; lengthM: number }> }>();
  for (const half of outline[0] ?? []) {
    const side = sideOf(scene, half);
    const entry = bySide.get(side) ?? { total: 0, lines: new Map() };
    bySide.set(side, entry);
    const { kind, name } = scene.lines[mainLine(scene, half, null)];
    const key = `${kind} ${name}`;
    const line = entry.lines.get(key) ?? { kind, name, lengthM: 0 };
    line.lengthM += lengthOf(scene, half >> 1);
    entry.total += lengthOf(scene, half >> 1);
    entry.lines.set(key, line);
  }
  return (['east', 'south', 'west', 'north'] as const).flatMap((side): SideLimit[] => {
    const entry = bySide.get(side);
    const longest = entry && [...entry.lines.values()].sort((a, b) => b.lengthM - a.lengthM || lineKinds.indexOf(a.kind) - lineKinds.indexOf(b.kind) || (a.name < b.name ? -1 : 1))[0];
    return entry && longest && longest.lengthM >= minShare * entry.total ? [{ side, ...longest, share: longest.lengthM / entry.total }] : [];
  });
}

/** What kinds of line are told together. A metre may lie on several: a road that is a border, too, counts for both; a parcel's edge counts where it is nothing else. */
export const lineGroups: Readonly<Record<string, readonly LineKind[]>> = {
  main_road: ['expressway', 'arterial', 'secondary'], minor_road: ['branch', 'alley', 'path'], water: ['river'], railway: ['railway'],
  division: ['district', 'subdistrict', 'community'], unit: ['unit'], parcel: ['parcel', 'old_place'],
};

export interface Followed { readonly group: string; readonly lengthM: number; readonly share: number }

export function followedLines(scene: Scene, outline: Outline): readonly Followed[] {
  const { graph: { segments }, lines } = scene;
  const metres = new Map<string, number>();
  let totalM = 0;
  for (const half of outline.flat()) {
    const lengthM = lengthOf(scene, half >> 1);
    const kinds = segments[half >> 1].lines.map((line) => lines[line].kind);
    const groups = Object.keys(lineGroups).filter((group) => kinds.some((kind) => lineGroups[group].includes(kind)));
    totalM += lengthM;
    for (const group of groups) if (group !== 'parcel' || groups.length === 1) metres.set(group, (metres.get(group) ?? 0) + lengthM);
  }
  return [...metres].map(([group, lengthM]) => ({ group, lengthM, share: lengthM / totalM })).sort((a, b) => b.lengthM - a.lengthM || (a.group < b.group ? -1 : 1));
}
