import { tablesOf, type Dataset, type LayerTable } from '#planning/coverage/dataset.ts';
import type { MultiPolygonCoords, Position } from '#planning/geometry/types.ts';
import type { NamedArea } from '#planning/plan/unit-context.ts';

function areaOf(table: LayerTable, feature: number): MultiPolygonCoords {
  const ring = (r: number): Position[] => {
    const points: Position[] = [];
    for (let p = table.ringOffsets[r] as number; p < (table.ringOffsets[r + 1] as number); p++) points.push([table.coords[2 * p] as number, table.coords[2 * p + 1] as number]);
    return points;
  };
  const rings = (part: number) => range(table.partOffsets[part] as number, table.partOffsets[part + 1] as number).map(ring);
  return range(table.featureOffsets[feature] as number, table.featureOffsets[feature + 1] as number).map(rings);
}
const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

const cache = new WeakMap<Dataset, readonly NamedArea[]>();
/** Old communities of a dataset in metres of its CRS: what the demonstration-area notice counts. Names are not in the dataset. */
export function oldCommunitiesOf(dataset: Dataset): readonly NamedArea[] {
  const known = cache.get(dataset);
  if (known) return known;
  const areas = tablesOf(dataset, 'old_community').filter((table) => table.geometryType === 'polygon')
    .flatMap((table) => Array.from(table.ids, (id, i): NamedArea => ({ id: String(id), name: '', area: areaOf(table, i) })));
  cache.set(dataset, areas);
  return areas;
}
