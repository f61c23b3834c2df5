/** Gaps summed by subdistrict and community: who has to act. */
import { pointLocator, type PointLocator } from '../geometry/point-locator.ts';
import type { PreparedShape, Shape } from '../geometry/overlay.ts';
import type { AreaView } from './area-view.ts';
import { tablesOf } from './dataset.ts';
import { boxOf, featureCount, shapeOf } from './features.ts';
import type { GapDivision, GapHome, GapPiece } from './gaps-api.ts';
import type { PreparedCity } from './prepare.ts';
import { textOf } from './select.ts';
import { boxSearch } from './box-search.ts';

const LEVELS = ['subdistrict', 'community'] as const;
/** The smallest that exists says where a home is. */
const FINEST_FIRST = ['community', 'subdistrict'] as const;

interface Division {
  readonly code: string;
  readonly shape: Shape;
  readonly locator: PointLocator;
}
interface Sums { amount: number; people: number; homes: number }

/** By level, then the largest amount first. Ground that two divisions claim counts in both; a place that none claims stands under null. */
export function gapsByDivision(city: PreparedCity, area: AreaView, pieces: readonly GapPiece[], homes: readonly GapHome[]): readonly GapDivision[] {
  return LEVELS.flatMap((level) => {
    const divisions = divisionsOf(city, level);
    if (divisions.length === 0) return [];
    const search = boxSearch(divisions.length, (each) => divisions[each].locator.box);
    const sums = new Map<string | null, Sums>();
    const add = (code: string | null, amount: number, people: number, count: number): void => {
      const known = sums.get(code);
      if (known) {
        known.amount += amount;
        known.people += people;
        known.homes += count;
      } else sums.set(code, { amount, people, homes: count });
    };
    const codeAt = (x: number, y: number): string | null => {
      const found = search({ minX: x, minY: y, maxX: x, maxY: y }).find((index) => divisions[index].locator.contains(x, y));
      return found === undefined ? null : divisions[found].code;
    };
    const prepared = new Map<number, PreparedShape>();
    const preparedOf = (index: number): PreparedShape => {
      let shape = prepared.get(index);
      if (shape === undefined) prepared.set(index, shape = area.overlay.prepare(divisions[index].shape));
      return shape;
    };
    for (const piece of pieces) {
      if (piece.polygons.length > 0) addGround(piece, search, divisions, preparedOf, area, add);
      else addStretches(piece, codeAt, add);
    }
    for (const home of homes) add(codeAt(home.x, home.y), pieces.length > 0 ? 0 : home.people, home.people, 1);
    return [...sums].map(([code, sum]): GapDivision => ({ level, code, ...sum })).filter(({ amount, homes: count }) => amount > 1e-6 || count > 0)
      .sort((a, b) => b.amount - a.amount || (a.code ?? '').localeCompare(b.code ?? ''));
  });
}

/** Code of the smallest division that holds a place; null outside all of them. */
export function divisionAt(city: PreparedCity): (x: number, y: number) => string | null {
  return city.kept('gap division at', () => {
    const levels = FINEST_FIRST.map((level) => divisionsOf(city, level)).map((divisions) => ({ divisions, search: boxSearch(divisions.length, (each) => divisions[each].locator.box) }));
    return (x: number, y: number): string | null => {
      for (const { divisions, search } of levels) {
        const found = search({ minX: x, minY: y, maxX: x, maxY: y }).find((index) => divisions[index].locator.contains(x, y));
        if (found !== undefined) return divisions[found].code;
      }
      return null;
    };
  });
}

type Add = (code: string | null, amount: number, people: number, homes: number) => void;

function addGround(piece: GapPiece, search: ReturnType<typeof boxSearch>, divisions: readonly Division[], preparedOf: (index: number) => PreparedShape, area: AreaView, add: Add): void {
  const shape = area.overlay.fromCoords(piece.polygons);
  const { box } = pointLocator(piece.polygons);
  let left = piece.amount;
  for (const index of search(box)) {
    if (area.overlay.covers(preparedOf(index), shape)) {
      add(divisions[index].code, piece.amount, 0, 0);
      left -= piece.amount;
    } else if (area.overlay.intersects(preparedOf(index), shape)) {
      const common = area.overlay.intersection(divisions[index].shape, shape);
      const amount = area.overlay.area(common);
      area.overlay.release(common);
      add(divisions[index].code, amount, 0, 0);
      left -= amount;
    }
  }
  if (left > 1e-6) add(null, left, 0, 0);
  area.overlay.release(shape);
}

/** A straight stretch goes to the division that holds its middle: streets often run along a boundary and would else be counted on both sides. */
function addStretches(piece: GapPiece, codeAt: (x: number, y: number) => string | null, add: Add): void {
  for (const line of piece.lines) {
    for (let i = 0; i + 1 < line.length; i++) {
      const [[ax, ay], [bx, by]] = [line[i], line[i + 1]];
      add(codeAt((ax + bx) / 2, (ay + by) / 2), Math.sqrt((bx - ax) ** 2 + (by - ay) ** 2), 0, 0);
    }
  }
}

/** Divisions of a level by code; features that share one are one. */
function divisionsOf(city: PreparedCity, level: string): readonly Division[] {
  return city.kept(`gap divisions ${level}`, () => {
    const byCode = new Map<string, Shape[]>();
    for (const table of tablesOf(city.dataset, 'admin_division').filter(({ geometryType }) => geometryType === 'polygon')) {
      for (let row = 0; row < featureCount(table); row++) {
        const code = textOf(table, 'code', row);
        if (code === null || textOf(table, 'level', row) !== level || boxOf(table, row).minX === Infinity) continue;
        byCode.set(code, [...byCode.get(code) ?? [], shapeOf(city.overlay, table, row)]);
      }
    }
    return [...byCode].sort(([a], [b]) => (a < b ? -1 : 1)).map(([code, shapes]): Division => {
      const shape = shapes.length === 1 ? shapes[0] : city.overlay.union(shapes);
      return { code, shape, locator: pointLocator(city.overlay.toCoords(shape)) };
    });
  });
}
