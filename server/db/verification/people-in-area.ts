import { editionOf, homesSql, only, wkbSql } from './fragments.ts';
import { SqlValues } from './sql-values.ts';
import type { VerificationContext } from './verification-context.ts';

/** People of the homes in the area, cell by cell. */
export async function peopleInArea(context: VerificationContext): Promise<number> {
  let people = 0;
  for (const cell of context.area.cells) {
    const values = new SqlValues();
    const area = wkbSql(values, context.area.wkb, context.srid);
    const row = only(await context.run<{ people: number }>(
      `with area as materialized (select ${area} as geom)
      select coalesce(sum(people), 0) as people from (${homesSql(context, values, '(select geom from area)', cell, editionOf(context, { layer: 'building' }))}) h`, values.list));
    people += row.people;
  }
  return people;
}
