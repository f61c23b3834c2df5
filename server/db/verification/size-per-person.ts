import type { FacilitySize, PerPerson } from '#planning/standards/rule.ts';
import { facilitiesInAreaSql, sizeSql } from './facilities-in-area.ts';
import { peopleInArea } from './people-in-area.ts';
import { SqlValues } from './sql-values.ts';
import type { Contribution, Recomputed, VerificationContext } from './verification-context.ts';

/** Known sizes of the facilities in the area, added up ÷ people of the homes in the area. */
export async function recomputeSizePerPerson(context: VerificationContext, rule: PerPerson, size: FacilitySize): Promise<Recomputed> {
  const list = await contributionsToSizePerPerson(context, rule, size);
  return { numerator: list.reduce((total, { amount }) => total + amount, 0), denominator: await peopleInArea(context), extras: {} };
}

export async function contributionsToSizePerPerson(context: VerificationContext, rule: PerPerson, size: FacilitySize): Promise<Contribution[]> {
  const values = new SqlValues();
  const rows = await context.run<{ id: number; amount: number }>(
    `select id, coalesce(${sizeSql(values, 'f', size)}, 0) as amount from (${facilitiesInAreaSql(context, values, [rule.supply])}) f`, values.list);
  return rows.map(({ id, amount }) => ({ layer: rule.supply.layer, id, amount }));
}
