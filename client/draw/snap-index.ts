/** Edges that a drawn corner may snap to, in degrees, in a grid of cells: a question costs what lies near, not what there is. */
export type Segment = readonly [lon1: number, lat1: number, lon2: number, lat2: number];
export type Project = (lon: number, lat: number) => { readonly x: number; readonly y: number };
export interface Snap { readonly position: [lon: number, lat: number]; readonly kind: 'corner' | 'edge' }

/** About 150 m: a few cells are under the reach of the pointer at the scales people draw at. */
const cellDeg = 0.0015;
/** A corner within the reach is taken before a nearer edge: people aim at corners. */
const key = (x: number, y: number) => `${x},${y}`;

export class SnapIndex {
  private readonly cells = new Map<string, Segment[]>();

  add(ring: readonly (readonly number[])[]): void {
    for (let i = 1; i < ring.length; i++) {
      const [a, b] = [ring[i - 1] as number[], ring[i] as number[]];
      this.addSegment([a[0] as number, a[1] as number, b[0] as number, b[1] as number]);
    }
  }
  private addSegment(segment: Segment): void {
    const [x1, y1, x2, y2] = segment;
    for (let x = Math.floor(Math.min(x1, x2) / cellDeg); x <= Math.floor(Math.max(x1, x2) / cellDeg); x++) {
      for (let y = Math.floor(Math.min(y1, y2) / cellDeg); y <= Math.floor(Math.max(y1, y2) / cellDeg); y++) {
        const cell = this.cells.get(key(x, y));
        if (cell) cell.push(segment);
        else this.cells.set(key(x, y), [segment]);
      }
    }
  }

  /** The corner, else the edge, nearest to a pointer position within `reachPx` on screen; undefined: nothing near. */
  nearest(lon: number, lat: number, project: Project, reachPx: number): Snap | undefined {
    const pointer = project(lon, lat);
    let corner: { d: number; position: [number, number] } | undefined;
    let edge: { d: number; position: [number, number] } | undefined;
    const [cx, cy] = [Math.floor(lon / cellDeg), Math.floor(lat / cellDeg)];
    for (let x = cx - 1; x <= cx + 1; x++) for (let y = cy - 1; y <= cy + 1; y++) for (const segment of this.cells.get(key(x, y)) ?? []) {
      const [x1, y1, x2, y2] = segment;
      const [a, b] = [project(x1, y1), project(x2, y2)];
      for (const [end, position] of [[a, [x1, y1]], [b, [x2, y2]]] as const) {
        const d = Math.hypot(end.x - pointer.x, end.y - pointer.y);
        if (d <= reachPx && d < (corner?.d ?? Infinity)) corner = { d, position: [position[0], position[1]] };
      }
      const [ux, uy] = [b.x - a.x, b.y - a.y];
      const t = Math.max(0, Math.min(1, ((pointer.x - a.x) * ux + (pointer.y - a.y) * uy) / (ux * ux + uy * uy || 1)));
      const d = Math.hypot(a.x + t * ux - pointer.x, a.y + t * uy - pointer.y);
      if (d <= reachPx && d < (edge?.d ?? Infinity)) edge = { d, position: [Number((x1 + (x2 - x1) * t).toFixed(9)), Number((y1 + (y2 - y1) * t).toFixed(9))] };
    }
    return corner ? { position: corner.position, kind: 'corner' } : edge ? { position: edge.position, kind: 'edge' } : undefined;
  }
}
