import { amountOf, type Amount } from '../amounts.ts';
import type { CountedFeature, LeftOutFeature } from '../figure.ts';
import { ratio, type Measured, type RuleRun } from '../rule-run.ts';
import type { AttributeShare } from '../../standards/rule.ts';

const M_PER_KM = 1000;
const M2_PER_KM2 = 1_000_000;

/** Less than this is rounding. m, m² */
const NO_GAP = 1e-6;

/**
 * One amount ÷ another, or ÷ the area evaluated. Counted are the features that make the numerator; not covered is what the denominator has and the
 * numerator has not, feature by feature, where both are amounts of the same features.
 */
export function attributeShare({ city, rule, area, numbersOnly }: RuleRun<AttributeShare>): Measured {
  const part = amountOf(city, rule.part, area, numbersOnly);
  const counted = numbersOnly ? [] : part.parts.filter(({ amount }) => amount > 0).map(({ member: { layer, id, role }, amount }): CountedFeature => ({ layer, id, amount, role }));
  if (!('of' in rule.whole)) return { ...byArea(part, area.areaM2), counted, leftOut: part.leftOut, uncovered: [], notes: part.notes };
  const whole = amountOf(city, rule.whole, area, numbersOnly);
  const uncovered = numbersOnly ? [] : missing(part, whole);
  return {
    numerator: part.total, denominator: whole.total, value: ratio(part.total, whole.total), numeratorUnit: part.unit, denominatorUnit: whole.unit,
    counted, leftOut: withoutListed(part.leftOut, uncovered), uncovered, notes: [...new Set([...part.notes, ...whole.notes])],
  };
}

/** An area is a share of the area; a count is per km², a length km per km². */
function byArea({ total, unit }: Amount, areaM2: number): Pick<Measured, 'numerator' | 'denominator' | 'value' | 'numeratorUnit' | 'denominatorUnit'> {
  if (unit === 'm²') return { numerator: total, denominator: areaM2, value: ratio(total, areaM2), numeratorUnit: 'm²', denominatorUnit: 'm²' };
  const numerator = unit === 'm' ? total / M_PER_KM : total;
  return { numerator, denominator: areaM2 / M2_PER_KM2, value: ratio(numerator, areaM2 / M2_PER_KM2), numeratorUnit: unit === 'm' ? 'km' : 'count', denominatorUnit: 'km²' };
}

function missing(part: Amount, whole: Amount): readonly CountedFeature[] {
  if (part.unit !== whole.unit) return [];
  const had = new Map(part.parts.map(({ member: { layer, id }, amount }) => [`${layer} ${id}`, amount]));
  const layers = new Set([...part.parts, ...whole.parts].map(({ member: { layer } }) => layer));
  if (layers.size > 1) return [];
  return whole.parts.map(({ member: { layer, id, role }, amount }) => ({ layer, id, role, amount: amount - (had.get(`${layer} ${id}`) ?? 0) })).filter(({ amount }) => amount > NO_GAP);
}

/** What is listed as not covered need not be listed as left out as well. */
function withoutListed(leftOut: readonly LeftOutFeature[], uncovered: readonly CountedFeature[]): readonly LeftOutFeature[] {
  const listed = new Set(uncovered.map(({ layer, id }) => `${layer} ${id}`));
  return leftOut.filter(({ layer, id, reason }) => reason !== 'wrong_class' || !listed.has(`${layer} ${id}`));
}
