import type { Selector, SupplyTier } from '#planning/standards/rule.ts';
import { selectorSql } from './selector-sql.ts';
import type { SqlValues } from './sql-values.ts';
import type { Cell, VerificationContext } from './verification-context.ts';

/** Segments a quadrant of every buffer (coverage.md, ground rule 5). */
const quadrantSegments = 32;

/**
 * Overlays are done on a grid of this width, metres: far below what coordinates mean, and no overlay can fail on it. Without a grid GEOS may throw inside and try
 * again, and the embedded database answers such a statement with no rows at all (electric-sql/pglite#916).
 */
const overlayGridM = 1e-8;

export const unionSql = (geom: string): string => `st_union(${geom}, ${overlayGridM})`;
export const intersectionSql = (a: string, b: string): string => `st_intersection(${a}, ${b}, ${overlayGridM})`;

/** The row of a statement that always has one. @throws Error when the database left it out, which is an error of it, not an answer */
export function only<Row>(rows: readonly Row[]): Row {
  const row = rows[0];
  if (row === undefined) throw new Error('The database answered a statement that always has a row with none.');
  return row;
}

export function wkbSql(values: SqlValues, wkb: Buffer, srid: number): string {
  return `st_geomfromwkb(${values.add(wkb)}::bytea, ${values.add(srid)}::int)`;
}

/** The cell as a rectangle, for index look-ups. */
export function boxSql(values: SqlValues, cell: Cell, srid: number): string {
  const bounds = [cell.minX, cell.minY, cell.maxX, cell.maxY].map((bound) => `${values.add(bound)}::float8`);
  return `st_makeenvelope(${bounds.join(', ')}, ${values.add(srid)}::int)`;
}

/** True for exactly one cell of a partition: x and y are SQL expressions of a point that belongs to the feature. */
export function inCellSql(values: SqlValues, cell: Cell, x: string, y: string): string {
  return `${x} >= ${values.add(cell.minX)} and ${x} < ${values.add(cell.maxX)} and ${y} >= ${values.add(cell.minY)} and ${y} < ${values.add(cell.maxY)}`;
}


export function editionOf(context: VerificationContext, selector: Pick<Selector, 'layer'>): number {
  const edition = context.editions.get(selector.layer);
  if (edition === undefined) throw new Error(`no current edition of ${selector.layer}`);
  return edition;
}

/**
 * Rows `(tier, id, geom, radius_m, reach)` of every facility a tier means that may serve something in `around`, an SQL geometry: supply is never clipped to the
 * area (coverage.md, ground rule 2), only left away where it is out of reach of everything looked at. `reach` is a box around all it serves, for a quick test. A
 * layer that is missing gives no rows.
 */
export function supplySql(context: VerificationContext, values: SqlValues, tiers: readonly SupplyTier[], around: string): string {
  const parts = tiers.flatMap((tier, index) => {
    if (!context.editions.has(tier.layer)) return [];
    const test = selectorSql(values, 'f', tier, editionOf(context, tier));
    const radius = `${values.add(tier.radiusM)}::float8`;
    return [`select ${index} as tier, f.id, f.geom, ${radius} as radius_m, st_expand(f.geom, ${radius}) as reach from feature f where f.geom && st_expand(${around}, ${values.add(tier.radiusM + 1)}::float8) and ${test}`];
  });
  return parts.length > 0 ? parts.join(' union all ') : 'select null::int as tier, null::bigint as id, null::geometry as geom, null::float8 as radius_m, null::geometry as reach where false';
}

/** The buffer of a supply row, of the shell taken anticlockwise, as the dataset has it: the line simplifier inside a buffer walks along the ring. */
export const bufferSql = (geom: string, radius: string): string => `st_buffer(st_forcepolygonccw(${geom}), ${radius}, 'quad_segs=${quadrantSegments}')`;

/** The extent of the geometry column of a query, as a box to look around. */
export const extentSql = (values: SqlValues, column: string, from: string, srid: number): string => `(select st_setsrid(st_extent(${column})::geometry, ${values.add(srid)}::int) from ${from})`;

/** Rows `(id, people, pt)` of the homes in the area and cell: buildings with people whose centroid lies in the area, its boundary included. */
export function homesSql(context: VerificationContext, values: SqlValues, areaSql: string, cell: Cell, buildingEdition: number): string {
  return `select id, people, pt from (
      select f.id, (f.attrs->>'people')::float8 as people, st_centroid(f.geom) as pt from feature f
      where f.edition_id = ${values.add(buildingEdition)} and f.geom && ${boxSql(values, cell, context.srid)} and f.geom && ${areaSql} and jsonb_typeof(f.attrs->'people') = 'number'
      offset 0) b
    where ${inCellSql(values, cell, 'st_x(pt)', 'st_y(pt)')} and st_intersects(${areaSql}, pt)`;
}
