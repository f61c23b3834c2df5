import type { PopulationPerFacility } from '#planning/standards/rule.ts';
import { facilitiesInAreaSql } from './facilities-in-area.ts';
import { peopleInArea } from './people-in-area.ts';
import { SqlValues } from './sql-values.ts';
import type { Contribution, Recomputed, VerificationContext } from './verification-context.ts';

/** Facilities in the area ÷ facilities needed by its people, at the band's upper end; at its lower end as a second number. */
export async function recomputePopulationPerFacility(context: VerificationContext, rule: PopulationPerFacility): Promise<Recomputed> {
  const people = await peopleInArea(context);
  const { fewest, most } = rule.peoplePerFacility;
  const numerator = (await contributionsToPopulationPerFacility(context, rule)).length;
  return { numerator, denominator: Math.ceil(people / most), extras: { people, ...fewest === undefined ? {} : { neededAtFewest: Math.ceil(people / fewest) } } };
}

export async function contributionsToPopulationPerFacility(context: VerificationContext, rule: PopulationPerFacility): Promise<Contribution[]> {
  const values = new SqlValues();
  const rows = await context.run<{ id: number }>(`select id from (${facilitiesInAreaSql(context, values, [rule.supply])}) f`, values.list);
  return rows.map(({ id }) => ({ layer: rule.supply.layer, id, amount: 1 }));
}
