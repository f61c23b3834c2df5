/** A scheme's units while an operation changes them: in metres, with the vertices of common borders kept common. */
import { overlayScope, type OverlayScope } from '../../geometry/overlay-scope.ts';
import type { Shape } from '../../geometry/overlay.ts';
import type { LonLatArea, MultiPolygonCoords, Position } from '../../geometry/types.ts';
import { areaFaults } from '../area-validity.ts';
import { boxesMeet, type Box } from '../ring-measures.ts';
import { DrawnPoints, keyOf } from './drawn-points.ts';
import { insertVertices } from './insert-vertices.ts';
import { cleanArea, mapRings, verticesOf } from './rings.ts';
import type { TopologyScene } from './types.ts';

/** Metres of a degree of longitude in the north of the country, rounded down: boxes in degrees are widened by too much rather than too little. */
const shortestDegreeM = 30_000;

function lonLatBox(area: LonLatArea): Box {
  let minX = Infinity, minY = Infinity, maxX = -Infinity, maxY = -Infinity;
  for (const rings of area.type === 'Polygon' ? [area.coordinates] : area.coordinates) for (const ring of rings) for (const [x = NaN, y = NaN] of ring) {
    minX = Math.min(minX, x);
    maxX = Math.max(maxX, x);
    minY = Math.min(minY, y);
    maxY = Math.max(maxY, y);
  }
  return { minX, minY, maxX, maxY };
}
const widened = (box: Box, margin: number): Box => ({ minX: box.minX - margin, minY: box.minY - margin, maxX: box.maxX + margin, maxY: box.maxY + margin });

export class Working {
  readonly scene: TopologyScene;
  readonly points: DrawnPoints;
  private readonly drawn: ReadonlyMap<string, LonLatArea>;
  private readonly boxes = new Map<string, Box>();
  private readonly before = new Map<string, MultiPolygonCoords>();
  private readonly now = new Map<string, MultiPolygonCoords | null>();

  constructor(scene: TopologyScene) {
    this.scene = scene;
    this.points = new DrawnPoints(scene.crs);
    this.drawn = new Map(scene.units.map(({ id, geometry }) => [id, geometry]));
    for (const { id, geometry } of scene.units) this.boxes.set(id, lonLatBox(geometry));
  }

  /** The unit as it was before the operation; null: there was none. */
  original(id: string): MultiPolygonCoords | null {
    const known = this.before.get(id);
    const drawn = this.drawn.get(id);
    if (known || !drawn) return known ?? null;
    const area = this.points.metric(drawn);
    this.before.set(id, area);
    return area;
  }
  /** The unit as it is now; null: there is none. */
  area(id: string): MultiPolygonCoords | null {
    const now = this.now.get(id);
    return now === undefined ? this.original(id) : now;
  }
  put(id: string, area: MultiPolygonCoords | null): void {
    this.now.set(id, area);
    if (area) this.boxes.set(id, lonLatBox(this.points.degrees(area)));
    else this.boxes.delete(id);
  }
  /** Units touched so far. */
  get touched(): readonly string[] { return [...this.now.keys()]; }

  /** Other units within a margin of a unit's box, in the order of the scheme. */
  near(id: string, marginM: number): string[] {
    const box = this.boxes.get(id);
    if (!box) return [];
    const wide = widened(box, marginM / shortestDegreeM);
    return [...this.boxes].filter(([other, each]) => other !== id && boxesMeet(wide, each)).map(([other]) => other);
  }

  /** Runs work on shapes; whatever it makes is released afterwards. */
  withShapes<T>(work: (overlay: OverlayScope, shapeOf: (id: string) => Shape) => T): T {
    const scope = overlayScope(this.scene.overlay);
    try {
      return work(scope, (id) => scope.fromCoords(this.area(id) ?? []));
    } finally {
      scope.releaseAll();
    }
  }

  /** What overlay made, with every point a drawn one; dust goes. Empty when nothing is left; null when rounding has spoilt it beyond mending. */
  settled(area: MultiPolygonCoords): MultiPolygonCoords | null {
    const { touchWidthM, touchAreaM2 } = this.scene.rules;
    const settle = (rough: MultiPolygonCoords): MultiPolygonCoords => cleanArea(mapRings(rough, (ring) => ring.map((point) => this.points.settled(point))), touchWidthM, touchAreaM2);
    const once = settle(area);
    if (areaFaults(once, 1).length === 0) return once;
    const mended = settle(this.withShapes((overlay) => overlay.toCoords(overlay.makeValid(overlay.fromCoords(once)))));
    return areaFaults(mended, 1).length === 0 ? mended : null;
  }

  /** Vertices that a unit has and had not before. */
  private newVertices(id: string): Position[] {
    const had = new Set(verticesOf(this.original(id) ?? []).map(keyOf));
    return verticesOf(this.area(id) ?? []).filter((point) => !had.has(keyOf(point)));
  }

  /** Common borders get common vertices: what is new in a unit goes into its neighbours' edges, and all of the neighbours' vertices into its own. */
  share(ids: readonly string[]): void {
    const toleranceM = this.scene.rules.touchWidthM;
    for (const id of ids) {
      if (!this.area(id)) continue;
      const fresh = this.newVertices(id);
      for (const other of this.near(id, toleranceM)) {
        this.grow(id, verticesOf(this.area(other) ?? []), toleranceM);
        this.grow(other, fresh, toleranceM);
      }
    }
  }
  /** Units and their neighbours get all of each other's vertices that lie on their edges. */
  node(ids: readonly string[]): void {
    const toleranceM = this.scene.rules.touchWidthM;
    for (const id of ids) for (const other of this.near(id, toleranceM)) {
      this.grow(id, verticesOf(this.area(other) ?? []), toleranceM);
      this.grow(other, verticesOf(this.area(id) ?? []), toleranceM);
    }
  }
  private grow(id: string, points: readonly Position[], toleranceM: number): void {
    const area = this.area(id);
    const grown = area && insertVertices(area, points, toleranceM);
    // A boundary that would cross itself by that is left as it is: it still lies within a touch of its neighbour.
    if (grown && grown !== area && areaFaults(grown, 1).length === 0) this.put(id, grown);
  }
}
