import type { Position } from 'geojson';

/** west, south, east, north in degrees. */
export type Box = readonly [west: number, south: number, east: number, north: number];

export const isBox = (box: readonly number[]): box is Box =>
  box.length === 4 && box.every(Number.isFinite) && box[0]! < box[2]! && box[1]! < box[3]! && box[0]! >= -180 && box[2]! <= 180 && box[1]! >= -90 && box[3]! <= 90;

/** A border drawn straight in degrees bends in metres: with a corner every so often it stays within centimetres. Degrees. */
const STEP = 0.01;

/** Way round the border, clockwise from the south-west corner, 0 … 4, one a side. Null: not on the border. */
export function alongBorder([west, south, east, north]: Box, [x, y]: Position): number | null {
  if (x! < west || x! > east || y! < south || y! > north) return null;
  if (x === west) return (y! - south) / (north - south);
  if (y === north) return 1 + (x! - west) / (east - west);
  if (x === east) return 2 + (north - y!) / (north - south);
  if (y === south) return 3 + (east - x!) / (east - west);
  return null;
}

const cornerOf = ([west, south, east, north]: Box, index: number): Position => [[west, south], [west, north], [east, north], [east, south]][index % 4]!;

/** Points strictly between two places on the border, going clockwise from the first; corners included. */
export function walkBorder(box: Box, from: Position, to: Position): Position[] {
  const start = alongBorder(box, from)!;
  let end = alongBorder(box, to)!;
  if (end < start) end += 4;
  const stops = [from];
  for (let corner = Math.floor(start) + 1; corner < end; corner += 1) stops.push(cornerOf(box, corner));
  stops.push(to);
  const points: Position[] = [];
  for (let i = 1; i < stops.length; i += 1) {
    const [ax, ay] = stops[i - 1] as [number, number];
    const [bx, by] = stops[i] as [number, number];
    const pieces = Math.ceil(Math.max(Math.abs(bx - ax), Math.abs(by - ay)) / STEP);
    for (let k = 1; k < pieces; k += 1) points.push([ax + ((bx - ax) * k) / pieces, ay + ((by - ay) * k) / pieces]);
    if (i < stops.length - 1) points.push(stops[i]!);
  }
  return points;
}

/** The whole border as a clockwise ring. */
export function borderRing(box: Box): Position[] {
  const corner = cornerOf(box, 0);
  const opposite = cornerOf(box, 2);
  return [corner, ...walkBorder(box, corner, opposite), opposite, ...walkBorder(box, opposite, corner), corner];
}

export const holds = ([west, south, east, north]: Box, [x, y]: Position): boolean => x! >= west && x! <= east && y! >= south && y! <= north;

/** The part of a segment inside the box; null when it only touches or misses it. Ends on a side lie on it to the last bit. */
function clipSegment([west, south, east, north]: Box, a: Position, b: Position): { readonly from: Position; readonly to: Position; readonly cutStart: boolean; readonly cutEnd: boolean } | null {
  const [ax, ay] = a as [number, number];
  const dx = b[0]! - ax, dy = b[1]! - ay;
  const moves = [-dx, dx, -dy, dy];
  const rooms = [ax - west, east - ax, ay - south, north - ay];
  let start = 0, end = 1, startSide = -1, endSide = -1;
  for (let side = 0; side < 4; side += 1) {
    const move = moves[side]!, room = rooms[side]!;
    if (move === 0) { if (room < 0) return null; continue; }
    const t = room / move;
    if (move < 0) { if (t > start) { start = t; startSide = side; } } else if (t < end) { end = t; endSide = side; }
  }
  if (start >= end) return null;
  const at = (t: number, side: number): Position => {
    const x = side === 0 ? west : side === 1 ? east : Math.min(east, Math.max(west, ax + dx * t));
    const y = side === 2 ? south : side === 3 ? north : Math.min(north, Math.max(south, ay + dy * t));
    return [x, y];
  };
  return { from: startSide < 0 ? a : at(start, startSide), to: endSide < 0 ? b : at(end, endSide), cutStart: startSide >= 0, cutEnd: endSide >= 0 };
}

/** The pieces of a line inside the box, in its direction. */
export function clipLine(box: Box, line: readonly Position[]): Position[][] {
  const pieces: Position[][] = [];
  let piece: Position[] | null = null;
  for (let i = 1; i < line.length; i += 1) {
    const part = clipSegment(box, line[i - 1]!, line[i]!);
    if (!part) { piece = null; continue; }
    if (!piece || part.cutStart) pieces.push((piece = [part.from]));
    piece.push(part.to);
    if (part.cutEnd) piece = null;
  }
  return pieces;
}
