/** Who drew which part of a boundary: each edge belongs to the edit since which it is there without a break. */
import type { LonLatArea } from '../../geometry/types.ts';
import type { LogEntry } from './log-entry.ts';

type LonLat = readonly number[];
/** A run of edges of one ring that came with one edit, in drawing order. */
export interface BlamedRun { readonly entry: LogEntry; readonly line: readonly LonLat[] }

const ringsOf = (area: LonLatArea): readonly (readonly LonLat[])[] => (area.type === 'Polygon' ? area.coordinates : area.coordinates.flat());

/** The same edge drawn either way round. */
function edgeKey(a: LonLat, b: LonLat): string {
  const [p, q] = [`${a[0]},${a[1]}`, `${b[0]},${b[1]}`];
  return p < q ? `${p} ${q}` : `${q} ${p}`;
}

function edgesOf(area: LonLatArea): string[] {
  return ringsOf(area).flatMap((ring) => ring.slice(1).map((point, i) => edgeKey(ring[i] as LonLat, point)));
}

/** The edit behind every edge of the boundary the last entry left, by edge. */
function edgeEntries(ordered: readonly LogEntry[]): ReadonlyMap<string, LogEntry> {
  let known = new Map<string, LogEntry>();
  for (const entry of ordered) {
    const now = new Map<string, LogEntry>();
    for (const key of entry.after ? edgesOf(entry.after.geometry) : []) now.set(key, known.get(key) ?? entry);
    known = now;
  }
  return known;
}

/** The boundary of a unit as the last entry of its log left it, in runs by edit. `log`: the unit's entries in any order; none where it is deleted. */
export function blame(log: readonly LogEntry[]): readonly BlamedRun[] {
  const ordered = [...log].sort((a, b) => a.seq - b.seq);
  const area = ordered[ordered.length - 1]?.after?.geometry;
  if (!area) return [];
  const entries = edgeEntries(ordered);
  return ringsOf(area).flatMap((ring) => {
    const runs: { entry: LogEntry; line: LonLat[] }[] = [];
    for (let i = 1; i < ring.length; i++) {
      const [from, to] = [ring[i - 1] as LonLat, ring[i] as LonLat];
      const entry = entries.get(edgeKey(from, to));
      if (!entry) continue;
      const last = runs[runs.length - 1];
      if (last?.entry.seq === entry.seq) last.line.push(to);
      else runs.push({ entry, line: [from, to] });
    }
    return runs;
  });
}
