/** Everything the plan has to say about one unit. Total: bad geometry is a finding, never an exception. */
import { lonLatToMetric } from '../geometry/lonlat-to-metric.ts';
import type { Overlay } from '../geometry/overlay.ts';
import { demonstrationFindings, divisionFindings, followFindings, gapFindings, outsideFindings, overlapFindings } from './context-findings.ts';
import type { Finding, RenewalUnit } from './edit.ts';
import { finding } from './finding.ts';
import type { PlanRules } from './plan-rules.ts';
import { redLineFindings } from './red-line-findings.ts';
import { pointCountFindings, rangeFindings, sizeFindings, spikeFindings, validityFindings } from './shape-findings.ts';
import type { UnitContext } from './unit-context.ts';

function nameFindings(unit: Pick<RenewalUnit, 'id' | 'name'>, context: UnitContext): Finding[] {
  if (unit.name.trim() === '') return [finding('name_missing', { key: 'unit' })];
  const holder = context.unitNames.find((other) => other.id !== unit.id && other.name === unit.name);
  return holder ? [finding('name_taken', { key: 'unit', params: { name: unit.name, otherUnitId: holder.id } })] : [];
}

/**
 * Findings on a unit, errors that make others meaningless first: without valid rings there is no area to overlay.
 * `context` in metres of its CRS; places in degrees; areas in m². Equal input, equal findings with equal ids.
 */
export function validate(unit: Omit<RenewalUnit, 'version'>, context: UnitContext, rules: PlanRules, overlay: Overlay): readonly Finding[] {
  const names = nameFindings(unit, context);
  const outOfRange = rangeFindings(unit.geometry, context.crs);
  const unusable = outOfRange.length > 0 ? outOfRange : pointCountFindings(unit.geometry, context.crs);
  if (unusable.length > 0) return [...names, ...unusable];
  const area = lonLatToMetric(unit.geometry, context.crs);
  const faults = validityFindings(area, context.crs, rules);
  if (faults.length > 0) return [...names, ...faults];
  const own = { id: unit.id, name: unit.name, area };
  return [
    ...names,
    ...sizeFindings(area, context.crs, rules),
    ...spikeFindings(area, context.crs, rules),
    ...overlapFindings(own, context, rules, overlay),
    ...gapFindings(own, context, rules, overlay),
    ...outsideFindings(own, context, rules, overlay),
    ...divisionFindings(own, context, rules, overlay),
    ...demonstrationFindings(own, context, rules, overlay),
    ...followFindings(own, context, rules),
    ...redLineFindings(unit, rules),
  ];
}

export const hasErrors = (findings: readonly Finding[]): boolean => findings.some(({ severity }) => severity === 'error');
