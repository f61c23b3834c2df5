import type { Overlay } from '../geometry/overlay.ts';
import type { MultiPolygonCoords } from '../geometry/types.ts';
import { tablesOf, type Dataset } from './dataset.ts';
import type { CityArea } from './engine-api.ts';
import { featureCount, shapeOf } from './features.ts';
import { textOf } from './select.ts';

/** From the whole to its parts: the first level that exists draws the city. */
const LEVELS: readonly (readonly string[])[] = [['city'], ['district', 'county', 'dev_zone'], ['subdistrict'], ['community']];

/** The city as its divisions draw it; without any, a rectangle a metre wider than every feature. */
export function cityAreaOf(dataset: Dataset, overlay: Overlay): CityArea {
  const divisions = tablesOf(dataset, 'admin_division').filter((table) => table.geometryType === 'polygon')
    .flatMap((table) => Array.from({ length: featureCount(table) }, (_, row) => ({ table, row, level: textOf(table, 'level', row) ?? '' })));
  for (const level of LEVELS) {
    const drawn = divisions.filter((division) => level.includes(division.level));
    if (drawn.length === 0) continue;
    const shapes = drawn.map(({ table, row }) => shapeOf(overlay, table, row));
    const union = overlay.union(shapes);
    const area = overlay.toCoords(union);
    [...shapes, union].forEach((shape) => overlay.release(shape));
    return { kind: 'boundary', area };
  }
  return { kind: 'extent', area: extentOf(dataset) };
}

function extentOf(dataset: Dataset): MultiPolygonCoords {
  const box = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
  for (const { coords } of dataset.layers) {
    for (let i = 0; i < coords.length; i += 2) {
      box.minX = Math.min(box.minX, coords[i]);
      box.maxX = Math.max(box.maxX, coords[i]);
      box.minY = Math.min(box.minY, coords[i + 1]);
      box.maxY = Math.max(box.maxY, coords[i + 1]);
    }
  }
  if (box.minX > box.maxX) return [];
  const [left, bottom, right, top] = [box.minX - 1, box.minY - 1, box.maxX + 1, box.maxY + 1];
  return [[[[left, bottom], [right, bottom], [right, top], [left, top], [left, bottom]]]];
}
