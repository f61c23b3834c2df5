/** Red lines of 建科〔2021〕63号 a unit crosses with its 留改拆建 figures: warnings, for the circular says «in principle». None while the figures are not stated. */
import { redLineReadings, type RedLineName } from '../renewal/red-lines.ts';
import type { Finding, FindingCode, RenewalUnit } from './edit.ts';
import { finding } from './finding.ts';
import type { PlanRules } from './plan-rules.ts';

const codes = { demolition: 'red_line_demolition', rebuild: 'red_line_rebuild', resettlement: 'red_line_resettlement', rent: 'red_line_rent' } as const satisfies Record<RedLineName, FindingCode>;

export function redLineFindings({ renewal }: Pick<RenewalUnit, 'renewal'>, { redLines }: PlanRules): Finding[] {
  return redLineReadings(renewal ?? {}, redLines).filter(({ isCrossed }) => isCrossed)
    .map(({ name, line, value }) => finding(codes[name], { key: 'unit', params: { value, limit: line.limit, clause: line.clause } }));
}
