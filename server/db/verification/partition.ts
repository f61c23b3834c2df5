import { intersectionSql, only } from './fragments.ts';
import { SqlValues } from './sql-values.ts';
import type { Cell, PartitionedArea, RunStatement } from './verification-context.ts';

/** Edge of a cell, metres: a statement over a dense cell takes well under a second. */
const cellM = 3000;
/** Beyond any coordinate of a metric CRS. */
const farM = 1e9;

/** Cuts the plane into cells over the extent of an area, so that each statement is short. Features outside the extent fall into the outermost cells. */
export async function partition(run: RunStatement, areaWkb: Buffer, srid: number): Promise<PartitionedArea> {
  const extent = only(await run<{ min_x: number; min_y: number; max_x: number; max_y: number; area_m2: number }>(
    `select st_xmin(geom) as min_x, st_ymin(geom) as min_y, st_xmax(geom) as max_x, st_ymax(geom) as max_y, st_area(geom) as area_m2
    from (select st_geomfromwkb($1::bytea, $2::int) as geom) a`, [areaWkb, srid]));
  const xs = cuts(extent.min_x, extent.max_x);
  const ys = cuts(extent.min_y, extent.max_y);
  if (xs.length === 2 && ys.length === 2) return { wkb: areaWkb, areaM2: extent.area_m2, cells: [{ minX: -farM, minY: -farM, maxX: farM, maxY: farM, areaWkb }] };
  const cells: Cell[] = [];
  for (let i = 0; i + 1 < xs.length; i += 1) {
    for (let j = 0; j + 1 < ys.length; j += 1) {
      const bounds = { minX: xs[i] as number, minY: ys[j] as number, maxX: xs[i + 1] as number, maxY: ys[j + 1] as number };
      // The overlay's grid has no room for coordinates far away.
      const near = { minX: Math.max(bounds.minX, extent.min_x - 1), minY: Math.max(bounds.minY, extent.min_y - 1), maxX: Math.min(bounds.maxX, extent.max_x + 1), maxY: Math.min(bounds.maxY, extent.max_y + 1) };
      cells.push({ ...bounds, areaWkb: await inside(run, areaWkb, srid, near) });
    }
  }
  return { wkb: areaWkb, areaM2: extent.area_m2, cells };
}

function cuts(min: number, max: number): number[] {
  const count = Math.max(1, Math.ceil((max - min) / cellM));
  const between = Array.from({ length: count - 1 }, (_, i) => min + ((i + 1) * (max - min)) / count);
  return [-farM, ...between, farM];
}

async function inside(run: RunStatement, areaWkb: Buffer, srid: number, bounds: Omit<Cell, 'areaWkb'>): Promise<Buffer | null> {
  const values = new SqlValues();
  const area = `st_geomfromwkb(${values.add(areaWkb)}::bytea, ${values.add(srid)}::int)`;
  const box = [bounds.minX, bounds.minY, bounds.maxX, bounds.maxY].map((bound) => `${values.add(bound)}::float8`).join(', ');
  const { wkb } = only(await run<{ wkb: Buffer | null }>(
    `select case when st_isempty(geom) then null else st_asbinary(geom, 'NDR') end as wkb
    from (select st_collectionextract(${intersectionSql(area, `st_makeenvelope(${box}, ${values.add(srid)}::int)`)}, 3) as geom) part`, values.list));
  return wkb;
}
