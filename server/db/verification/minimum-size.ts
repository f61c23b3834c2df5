import type { MinimumSize } from '#planning/standards/rule.ts';
import { facilitiesInAreaSql, sizeSql } from './facilities-in-area.ts';
import { SqlValues } from './sql-values.ts';
import type { Contribution, Recomputed, VerificationContext } from './verification-context.ts';

/** Facilities in the area at least as large as asked ÷ facilities in the area; an unknown size is not large enough. */
export async function recomputeMinimumSize(context: VerificationContext, rule: MinimumSize): Promise<Recomputed> {
  const list = await contributionsToMinimumSize(context, rule);
  return { numerator: list.filter(({ amount }) => amount === 1).length, denominator: list.length, extras: {} };
}

export async function contributionsToMinimumSize(context: VerificationContext, rule: MinimumSize): Promise<Contribution[]> {
  const values = new SqlValues();
  const size = sizeSql(values, 'f', rule.size);
  const rows = await context.run<{ id: number; meets: boolean }>(
    `select id, coalesce(${size} >= ${values.add(rule.minimum)}::float8, false) as meets from (${facilitiesInAreaSql(context, values, [rule.supply])}) f`, values.list);
  return rows.map(({ id, meets }) => ({ layer: rule.supply.layer, id, amount: meets ? 1 : 0 }));
}
