import type { Position } from 'geojson';
import { RingTest } from './area.ts';
import type { CoastRing } from './pieces.ts';
import type { Doubt, Sea } from './sea-shape.ts';

/** `area` signed: anticlockwise (positive) is an island, clockwise (negative) is water with land around it. */
export interface DrawnRing extends CoastRing { readonly area: number }

/** Something a ring may lie in. */
interface Home { readonly test: RingTest; readonly extent: readonly [number, number, number, number]; /** Null: land. */ readonly sea: Sea | null }

function extentOf(points: readonly Position[]): [number, number, number, number] {
  const extent: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points as readonly [number, number][]) {
    extent[0] = Math.min(extent[0], x); extent[1] = Math.min(extent[1], y);
    extent[2] = Math.max(extent[2], x); extent[3] = Math.max(extent[3], y);
  }
  return extent;
}

const homeOf = (points: readonly Position[], sea: Sea | null): Home => ({ test: new RingTest([points]), extent: extentOf(points), sea });

/** Two of three vertices decide, for a ring may touch the one it lies in. */
function liesIn({ points }: DrawnRing, [west, south, east, north]: readonly number[], home: Home): boolean {
  const [w, s, e, n] = home.extent;
  if (west! < w || south! < s || east! > e || north! > n) return false;
  const third = Math.floor((points.length - 1) / 3);
  return [0, third, 2 * third].filter((i) => home.test.holds(points[i]!)).length >= 2;
}

const doubt = (code: Doubt['code'], rings: readonly CoastRing[]): Doubt => ({ code, ways: [...new Set(rings.flatMap((ring) => ring.ways))] });

/**
 * Rings into the seas they lie in. Islands become holes; clockwise rings on land become waters of their own. A clockwise ring in the sea says that the sea
 * around it is land: it is kept out of the sea and named, for the coast that made the sea is the stronger witness. An island with no sea around it is named only.
 * `border`: the whole bounds as a ring when no coast crosses them; then islands alone make the bounds a sea, if they all say so.
 */
export function placeRings(seas: readonly Sea[], rings: readonly DrawnRing[], border: readonly Position[] | null): { readonly seas: Sea[]; readonly doubts: Doubt[] } {
  const made: Sea[] = [];
  const doubts: Doubt[] = [];
  const homes: Home[] = seas.map((sea) => homeOf(sea.shell, sea));
  const top: DrawnRing[] = [];
  const water = (ring: DrawnRing): Sea => { const sea: Sea = { shell: ring.points, holes: [], ways: ring.ways }; made.push(sea); return sea; };
  // Large rings first, so that the last home found is the innermost.
  for (const ring of [...rings].filter(({ area }) => area !== 0).sort((a, b) => Math.abs(b.area) - Math.abs(a.area))) {
    const extent = extentOf(ring.points);
    const home = homes.findLast((candidate) => liesIn(ring, extent, candidate)) ?? null;
    const isIsland = ring.area > 0;
    let sea: Sea | null = null;
    if (home?.sea) {
      home.sea.holes.push(ring.points);
      if (!isIsland) doubts.push(doubt('osm_coast_contradiction', [ring]));
    } else if (home) {
      if (isIsland) doubts.push(doubt('osm_coast_contradiction', [ring])); else sea = water(ring);
    } else {
      top.push(ring);
      if (!isIsland) sea = water(ring);
    }
    homes.push(homeOf(ring.points, sea));
  }
  const islands = top.filter(({ area }) => area > 0);
  if (islands.length === 0) return { seas: made, doubts };
  const lakes = top.filter(({ area }) => area < 0);
  if (border && lakes.length === 0) made.push({ shell: border, holes: islands.map(({ points }) => points), ways: islands.flatMap(({ ways }) => ways) });
  else if (border) { doubts.push(doubt('osm_coast_contradiction', top)); return { seas: made.filter((sea) => !lakes.some((lake) => lake.points === sea.shell)), doubts }; }
  else for (const island of islands) doubts.push(doubt('osm_coast_island', [island]));
  return { seas: made, doubts };
}
