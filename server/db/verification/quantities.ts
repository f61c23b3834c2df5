import type { Quantity } from '#planning/standards/rule.ts';
import { facilitiesInAreaSql, numberAttributeSql } from './facilities-in-area.ts';
import { boxSql, editionOf, inCellSql, intersectionSql, only, unionSql, wkbSql } from './fragments.ts';
import { selectorSql } from './selector-sql.ts';
import { SqlValues } from './sql-values.ts';
import type { Cell, Contribution, VerificationContext } from './verification-context.ts';

/** What every feature adds to a quantity, over all cells. */
export async function contributionsToQuantity(context: VerificationContext, quantity: Quantity): Promise<Contribution[]> {
  const amounts = new Map<number, number>();
  for (const { id, amount } of await contributions(context, quantity)) amounts.set(id, (amounts.get(id) ?? 0) + amount);
  return [...amounts].map(([id, amount]) => ({ layer: quantity.of[0]?.layer ?? '', id, amount }));
}

/** The quantity inside the area: m², m, a count or the sum of an attribute. Ground under two features counts once. */
export async function amountOf(context: VerificationContext, quantity: Quantity): Promise<number> {
  if (quantity.measure !== 'area') return (await contributions(context, quantity)).reduce((total, { amount }) => total + amount, 0);
  let total = 0;
  for (const cell of context.area.cells) {
    if (cell.areaWkb === null) continue;
    const values = new SqlValues();
    // Ground under two of them counts once, so they are united before they are measured.
    const row = only(await context.run<{ area_m2: number }>(`with ${piecesSql(context, values, quantity, cell, cell.areaWkb, 3)} select coalesce(st_area(${unionSql('geom')}), 0) as area_m2 from piece`, values.list));
    total += row.area_m2;
  }
  return total;
}

async function contributions(context: VerificationContext, quantity: Quantity): Promise<{ id: number; amount: number }[]> {
  switch (quantity.measure) {
    case 'count': return atPlaces(context, quantity, () => '1');
    case 'area': return ofPieces(context, quantity, 3, () => 'st_area(geom)');
    case 'length': return ofPieces(context, quantity, 2, () => 'st_length(geom)');
    case 'sum': {
      const attribute = quantity.attribute ?? '';
      return [
        ...await atPlaces(context, quantity, (values) => `case when st_dimension(f.geom) = 1 then 0 else coalesce(${numberAttributeSql(values, 'f.attrs', attribute)}, 0) end`),
        ...await ofPieces(context, quantity, 2, (values) => `case when length_m > 0 then coalesce(${numberAttributeSql(values, 'attrs', attribute)}, 0) * st_length(geom) / length_m else 0 end`),
      ];
    }
  }
}

async function atPlaces(context: VerificationContext, { of }: Quantity, amount: (values: SqlValues) => string): Promise<{ id: number; amount: number }[]> {
  const values = new SqlValues();
  return context.run(`select f.id, (${amount(values)})::float8 as amount from (${facilitiesInAreaSql(context, values, of)}) f`, values.list);
}

async function ofPieces(context: VerificationContext, quantity: Quantity, dimension: 2 | 3, amount: (values: SqlValues) => string): Promise<{ id: number; amount: number }[]> {
  const rows: { id: number; amount: number }[] = [];
  for (const cell of context.area.cells) {
    // A line that reaches the area may belong to a cell without ground of it.
    const ground = dimension === 2 ? context.area.wkb : cell.areaWkb;
    if (ground === null) continue;
    const values = new SqlValues();
    rows.push(...await context.run<{ id: number; amount: number }>(`with ${piecesSql(context, values, quantity, cell, ground, dimension)} select id, ${amount(values)} as amount from piece`, values.list));
  }
  return rows;
}

/**
 * `piece (id, attrs, length_m, geom)`: selected polygons (3) or lines (2) of the cell clipped to `ground`, which is the cell's part of the area for polygons and the whole area for lines;
 * `length_m` of the whole line. A line belongs to the cell of its lower left corner: cut to cells, the outline of the area would be rounded, and a road that
 * runs along it would fall to either side.
 */
function piecesSql(context: VerificationContext, values: SqlValues, { of }: Quantity, cell: Cell, ground: Buffer, dimension: 2 | 3): string {
  const test = of.map((selector) => `(${selectorSql(values, 'f', selector, editionOf(context, selector))})`).join(' or ');
  const isLine = dimension === 2;
  return `area as materialized (select ${wkbSql(values, ground, context.srid)} as geom),
    piece as materialized (
      select f.id, f.attrs, st_length(f.geom) as length_m, case when st_covers(a.geom, f.geom) then f.geom else st_collectionextract(${intersectionSql('f.geom', 'a.geom')}, ${dimension}) end as geom
      from feature f, area a where f.geom && a.geom and f.geom && ${boxSql(values, cell, context.srid)} and st_dimension(f.geom) = ${dimension - 1} and (${test}) and st_intersects(f.geom, a.geom)
        ${isLine ? `and ${inCellSql(values, cell, 'st_xmin(f.geom)', 'st_ymin(f.geom)')}` : ''})`;
}
