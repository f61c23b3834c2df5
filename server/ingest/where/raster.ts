import type { PositionReference, ReferenceLayer } from './reference.ts';

/** Metres a cell and cells a tile's side. */
const CELL_M = 4;
const SHIFT = 7;
const SIDE = 1 << SHIFT;
const TILE_M = CELL_M * SIDE;
/** Tiles west and south of the frame's origin have negative numbers; this keeps the keys positive. */
const OFFSET = 1 << 20;
/** The highest mark: the place is mapped. */
export const COVERED = 1 << 15;
export const cellOf = (metres: number): number => Math.floor(metres / CELL_M);
const METRES_A_DEGREE = 111_195;

/** Degrees ↔ metres east and north of a point, good enough for comparing places of one city with each other. */
export interface Frame { readonly lon0: number; readonly lat0: number; readonly east: number; readonly north: number }
export const frameAt = (lon0: number, lat0: number): Frame => ({ lon0, lat0, east: METRES_A_DEGREE * Math.cos(lat0 * Math.PI / 180), north: METRES_A_DEGREE });

/** How one kind of reference is drawn: filled, or as a band of so many metres to each side of its lines and outlines. */
export interface Mark { readonly bit: number; readonly kinds: readonly string[]; readonly draw: 'inside' | 'band'; readonly bandM: number; /** Says that the place is mapped at all. */ readonly covers: boolean }

const keyAt = (tx: number, ty: number): number => (tx + OFFSET) * (1 << 21) + ty + OFFSET;

/** A map of marks around the places that are asked about: fifteen marks a cell, tiles only where they are wanted. */
export class MarkRaster {
  private readonly tiles = new Map<number, Uint16Array | null>();
  private readonly covered = new Set<number>();
  private readonly asked = new Map<number, boolean>();
  private readonly dense: (Uint16Array | undefined)[] = [];
  private west = 0;
  private south = 0;
  private columns = 0;
  private lastKey = -1;
  private lastTile: Uint16Array | undefined;

  /** Wants what another one wanted, when that leaves room for more. */
  constructor(previous: MarkRaster | null, tileLimit: number) {
    if (previous && previous.tiles.size <= tileLimit / 2) for (const key of previous.tiles.keys()) this.tiles.set(key, null);
  }

  /** Wants the tiles within `radiusM` of a place's tile; false when that would take more than `tileLimit` tiles altogether. */
  want(x: number, y: number, radiusM: number, tileLimit: number): boolean {
    const own = keyAt(Math.floor(x / TILE_M), Math.floor(y / TILE_M));
    let given = this.asked.get(own);
    if (given === undefined) this.asked.set(own, (given = this.wantRound(Math.floor(x / TILE_M), Math.floor(y / TILE_M), Math.ceil(radiusM / TILE_M), tileLimit)));
    return given;
  }

  private wantRound(x: number, y: number, reach: number, tileLimit: number): boolean {
    const west = x - reach, east = x + reach, south = y - reach, north = y + reach;
    let missing = 0;
    for (let tx = west; tx <= east; tx += 1) for (let ty = south; ty <= north; ty += 1) if (!this.tiles.has(keyAt(tx, ty))) missing += 1;
    if (missing > 0 && this.tiles.size + missing > tileLimit) return false;
    for (let tx = west; tx <= east && missing > 0; tx += 1) for (let ty = south; ty <= north; ty += 1) { const key = keyAt(tx, ty); if (!this.tiles.has(key)) this.tiles.set(key, null); }
    return true;
  }

  private set(cx: number, cy: number, bit: number): void {
    const tx = cx >> SHIFT, ty = cy >> SHIFT;
    const key = keyAt(tx, ty);
    // Neighbouring cells come one after the other.
    if (key !== this.lastKey) {
      this.lastKey = key;
      let tile = this.tiles.get(key);
      if (tile === null) this.tiles.set(key, (tile = new Uint16Array(SIDE * SIDE)));
      this.lastTile = tile;
    }
    const tile = this.lastTile;
    if (tile) tile[(cy - ty * SIDE) * SIDE + cx - tx * SIDE]! |= 1 << bit;
  }

  /**
   * The marks of a cell, one bit each, once drawn; `COVERED` says that anything of the reference stands in its half tile: where nothing is mapped, nothing can
   * be held against it. Cells are counted from the frame's origin, `cellOf` metres.
   */
  at(cx: number, cy: number): number {
    const column = (cx >> SHIFT) - this.west, row = (cy >> SHIFT) - this.south;
    if (column < 0 || column >= this.columns || row < 0) return 0;
    const tile = this.dense[row * this.columns + column];
    return tile ? tile[((cy & (SIDE - 1)) << SHIFT) + (cx & (SIDE - 1))]! : 0;
  }

  /** Tiles by row and column, for quick reading, with what is covered marked in them. */
  private seal(): void {
    let west = Infinity, south = Infinity, east = -Infinity;
    for (const key of this.tiles.keys()) {
      const tx = Math.floor(key / (1 << 21)) - OFFSET, ty = key % (1 << 21) - OFFSET;
      west = Math.min(west, tx);
      east = Math.max(east, tx);
      south = Math.min(south, ty);
    }
    this.west = west;
    this.south = south;
    this.columns = Math.max(0, east - west + 1);
    for (const [key, tile] of this.tiles) {
      if (!tile) continue;
      const tx = Math.floor(key / (1 << 21)) - OFFSET, ty = key % (1 << 21) - OFFSET;
      const half = SIDE / 2;
      for (let hx = 0; hx < 2; hx += 1) {
        for (let hy = 0; hy < 2; hy += 1) {
          if (!this.covered.has(keyAt(2 * tx + hx, 2 * ty + hy))) continue;
          for (let y = hy * half; y < (hy + 1) * half; y += 1) for (let x = hx * half; x < (hx + 1) * half; x += 1) tile[y * SIDE + x]! |= COVERED;
        }
      }
      this.dense[(ty - south) * this.columns + tx - west] = tile;
    }
    this.covered.clear();
    this.lastTile = undefined;
  }

  /** Draws the reference where it is wanted, once; says which layers left a mark. */
  draw(reference: PositionReference, frame: Frame, marks: readonly Mark[]): Set<ReferenceLayer> {
    const used = new Set<ReferenceLayer>();
    for (const layer of reference.layers) {
      const own = marks.filter(({ kinds }) => kinds.includes(layer.kind));
      if (own.length > 0 && this.drawLayer(layer, reference.origin, frame, own)) used.add(layer);
    }
    this.seal();
    return used;
  }

  private drawLayer(layer: ReferenceLayer, [lon, lat]: PositionReference['origin'], frame: Frame, marks: readonly Mark[]): boolean {
    const { coords, ringEnds, featureEnds, dimensions } = layer;
    const dx = (lon - frame.lon0) * frame.east, dy = (lat - frame.lat0) * frame.north;
    let any = false;
    for (let feature = 0, ring = 0; feature < featureEnds.length; feature += 1) {
      const firstRing = ring;
      ring = featureEnds[feature]!;
      const from = firstRing === 0 ? 0 : ringEnds[firstRing - 1]!, to = ringEnds[ring - 1]!;
      const xs = new Float64Array(to - from), ys = new Float64Array(to - from);
      let west = Infinity, east = -Infinity, south = Infinity, north = -Infinity;
      for (let i = from; i < to; i += 1) {
        const x = coords[2 * i]! * frame.east + dx, y = coords[2 * i + 1]! * frame.north + dy;
        xs[i - from] = x;
        ys[i - from] = y;
        if (x < west) west = x;
        if (x > east) east = x;
        if (y < south) south = y;
        if (y > north) north = y;
      }
      if (!this.isWanted(west, south, east, north)) continue;
      any = true;
      const ends = ringEnds.slice(firstRing, ring).map((end) => end - from);
      for (const mark of marks) {
        if (mark.draw === 'band') this.band(xs, ys, ends, dimensions[feature] === 'point', mark);
        else if (dimensions[feature] === 'polygon') this.fill(xs, ys, ends, south, north, mark);
      }
    }
    return any;
  }

  private isWanted(west: number, south: number, east: number, north: number): boolean {
    const tx0 = Math.floor(west / TILE_M), tx1 = Math.floor(east / TILE_M), ty0 = Math.floor(south / TILE_M), ty1 = Math.floor(north / TILE_M);
    if ((tx1 - tx0 + 1) * (ty1 - ty0 + 1) > this.tiles.size) return this.tiles.size > 0;
    for (let tx = tx0; tx <= tx1; tx += 1) for (let ty = ty0; ty <= ty1; ty += 1) if (this.tiles.has(keyAt(tx, ty))) return true;
    return false;
  }

  private stamp(x: number, y: number, { bandM, bit, covers }: Mark): void {
    const reach = Math.floor(bandM / CELL_M);
    const cx = Math.floor(x / CELL_M), cy = Math.floor(y / CELL_M);
    for (let i = -reach; i <= reach; i += 1) for (let j = -reach; j <= reach; j += 1) if (i * i + j * j <= reach * reach + 1) this.set(cx + i, cy + j, bit);
    if (covers) this.covered.add(keyAt(Math.floor(x / (TILE_M / 2)), Math.floor(y / (TILE_M / 2))));
  }

  private band(xs: Float64Array, ys: Float64Array, ends: readonly number[], isPoint: boolean, mark: Mark): void {
    for (let ring = 0, start = 0; ring < ends.length; start = ends[ring]!, ring += 1) {
      const end = ends[ring]!;
      if (isPoint || end - start === 1) { for (let i = start; i < end; i += 1) this.stamp(xs[i]!, ys[i]!, mark); continue; }
      for (let i = start; i + 1 < end; i += 1) {
        const dx = xs[i + 1]! - xs[i]!, dy = ys[i + 1]! - ys[i]!;
        const steps = Math.max(1, Math.ceil(Math.hypot(dx, dy) / Math.max(CELL_M, mark.bandM * 0.75)));
        for (let step = 0; step <= steps; step += 1) this.stamp(xs[i]! + dx * step / steps, ys[i]! + dy * step / steps, mark);
      }
    }
  }

  private fill(xs: Float64Array, ys: Float64Array, ends: readonly number[], south: number, north: number, { bit, covers }: Mark): void {
    const crossings: number[] = [];
    for (let cy = Math.floor(south / CELL_M); cy <= Math.floor(north / CELL_M); cy += 1) {
      const y = (cy + 0.5) * CELL_M;
      crossings.length = 0;
      for (let ring = 0, start = 0; ring < ends.length; start = ends[ring]!, ring += 1) {
        for (let i = start; i + 1 < ends[ring]!; i += 1) {
          const y1 = ys[i]!, y2 = ys[i + 1]!;
          if ((y1 > y) !== (y2 > y)) crossings.push(xs[i]! + (y - y1) * (xs[i + 1]! - xs[i]!) / (y2 - y1));
        }
      }
      if (crossings.length === 0) continue;
      crossings.sort(ascending);
      for (let i = 0; i + 1 < crossings.length; i += 2) {
        const last = Math.floor(crossings[i + 1]! / CELL_M - 0.5);
        for (let cx = Math.ceil(crossings[i]! / CELL_M - 0.5); cx <= last; cx += 1) this.set(cx, cy, bit);
        if (covers) this.coverRow(crossings[i]!, crossings[i + 1]!, y);
      }
    }
  }

  private coverRow(from: number, to: number, y: number): void {
    const row = Math.floor(y / (TILE_M / 2));
    for (let column = Math.floor(from / (TILE_M / 2)); column <= Math.floor(to / (TILE_M / 2)); column += 1) this.covered.add(keyAt(column, row));
  }
}

const ascending = (a: number, b: number): number => a - b;
