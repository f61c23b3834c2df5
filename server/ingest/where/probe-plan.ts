import type { FlatGeometry } from '../geometry/flat-geometry.ts';
import { addProbes, type Probes } from './probes.ts';
import type { Frame, MarkRaster } from './raster.ts';
import type { Unshift } from './unshift.ts';

/** The probes of a layer at each of the positions in question, in the order asked. */
export type LaidProbes = readonly Probes[];

/** Every n-th feature, so that any part of the layer is in the sample. */
export function sampleOf(features: readonly FlatGeometry[], limit: number): FlatGeometry[] {
  const usable = features.filter(({ coords }) => coords.length > 0);
  if (usable.length <= limit) return usable;
  return Array.from({ length: limit }, (_, i) => usable[Math.floor(i * usable.length / limit)]!);
}

/** Side of the cells by which features are taken, those of the fullest cell first, so that few tiles serve many: about 2.5 km. */
const CELL_DEGREES = 0.025;

function byCell(features: readonly FlatGeometry[]): FlatGeometry[] {
  const cells = new Map<string, FlatGeometry[]>();
  for (const feature of features) {
    const key = `${Math.floor(feature.coords[0]! / CELL_DEGREES)} ${Math.floor(feature.coords[1]! / CELL_DEGREES)}`;
    const cell = cells.get(key);
    if (cell) cell.push(feature); else cells.set(key, [feature]);
  }
  return [...cells.values()].sort((a, b) => b.length - a.length).flat();
}

/** `tiles` 0: only tiles the raster has already. */
export interface ProbeLimits { readonly probes: number; readonly tiles: number; readonly radiusM: number }

/**
 * Lays the probes of a sample at every position in question and tells the raster where marks are wanted. A probe counts at all positions or at none: one that no
 * position can use, or for which there are no tiles left, is dropped everywhere. Null: tiles were missing and no new ones were allowed.
 */
export function layProbes(sample: readonly FlatGeometry[], frame: Frame, undoes: readonly Unshift[], raster: MarkRaster, limits: ProbeLimits): LaidProbes | null {
  const lists = undoes.map(() => ({ inner: [] as number[], edge: [] as number[] }));
  const features = byCell(sample);
  const budget = Math.floor(limits.probes / Math.max(1, features.length) / 2);
  let laid = 0;
  for (const feature of features) {
    if (laid >= limits.probes) break;
    const own = { inner: [] as number[], edge: [] as number[] };
    addProbes(feature, frame, budget, own);
    for (const which of ['inner', 'edge'] as const) {
      for (let i = 0; i < own[which].length; i += 2) {
        const lon = frame.lon0 + own[which][i]! / frame.east, lat = frame.lat0 + own[which][i + 1]! / frame.north;
        const places = undoes.map((undo) => undo(lon, lat));
        if (!places.every((place) => place !== null && raster.want((place[0] - frame.lon0) * frame.east, (place[1] - frame.lat0) * frame.north, limits.radiusM, limits.tiles))) {
          if (limits.tiles === 0) return null;
          continue;
        }
        for (const [p, place] of places.entries()) lists[p]![which].push((place![0] - frame.lon0) * frame.east, (place![1] - frame.lat0) * frame.north);
        laid += 1;
      }
    }
  }
  return lists.map(({ inner, edge }) => ({ inner: Float64Array.from(inner), edge: Float64Array.from(edge) }));
}
