export interface JoinedRings {
  /** Closed rings of node ids, first repeated last. */
  readonly rings: readonly (readonly number[])[];
  /** Runs that could not be closed. */
  readonly open: readonly (readonly number[])[];
}

/** Joins ways end to end into closed rings, as a multipolygon relation means them. Direction does not matter. Each way is used once. */
export function joinRings(ways: readonly (readonly number[])[]): JoinedRings {
  const rings: number[][] = [];
  const open: number[][] = [];
  const byEnd = new Map<number, number[]>();
  const used = new Uint8Array(ways.length);
  ways.forEach((refs, index) => {
    if (refs.length < 2) { used[index] = 1; return; }
    for (const end of [refs[0]!, refs[refs.length - 1]!]) {
      const list = byEnd.get(end);
      if (list) list.push(index); else byEnd.set(end, [index]);
    }
  });
  const nextAt = (node: number): number | undefined => byEnd.get(node)?.find((index) => !used[index]);
  for (let first = 0; first < ways.length; first += 1) {
    if (used[first]) continue;
    used[first] = 1;
    const run = [...ways[first]!];
    while (run[0] !== run[run.length - 1]) {
      const tip = run[run.length - 1]!;
      const index = nextAt(tip);
      if (index === undefined) break;
      used[index] = 1;
      const refs = ways[index]!;
      if (refs[0] === tip) for (let i = 1; i < refs.length; i += 1) run.push(refs[i]!);
      else for (let i = refs.length - 2; i >= 0; i -= 1) run.push(refs[i]!);
    }
    if (run[0] === run[run.length - 1] && run.length >= 4) rings.push(run); else open.push(run);
  }
  return { rings, open };
}

/** Even-odd test. A point on the border may fall either way, which is enough for sorting holes into shells. */
export function insideRing(ring: readonly (readonly number[])[], x: number, y: number): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    const [xi, yi] = ring[i] as [number, number];
    const [xj, yj] = ring[j] as [number, number];
    if ((yi > y) !== (yj > y) && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}
