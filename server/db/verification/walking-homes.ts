import { editionOf, homesSql, wkbSql } from './fragments.ts';
import type { SqlValues } from './sql-values.ts';
import { once, type Cell, type VerificationContext } from './verification-context.ts';
import { homeDoors, type Doors } from './walking.ts';

/** `area` and `home (id, people, pt)`: the area, and the homes of a cell of it. */
export function homesInCellSql(context: VerificationContext, values: SqlValues, cell: Cell): string {
  return `area as materialized (select ${wkbSql(values, context.area.wkb, context.srid)} as geom),
    home as materialized (${homesSql(context, values, '(select geom from area)', cell, editionOf(context, { layer: 'building' }))})`;
}

/** Their doors, asked for once a verification. */
export function homeDoorsOf(context: VerificationContext, cell: Cell): Promise<Doors> {
  return once(context, cell, 'home doors', () => homeDoors(context, (values) => homesInCellSql(context, values, cell)));
}
