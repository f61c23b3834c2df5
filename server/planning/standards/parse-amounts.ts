/** The fields of the kinds that add up sizes and amounts. */
import type { SelectorParser } from './parse-selector.ts';
import { join, type Reader } from './reader.ts';
import type { AttributeShare, FacilitySize, PopulationPerFacility, Quantity, Selector } from './rule.ts';

type Fields = Readonly<Record<string, unknown>>;
type At = (name: string) => string;

const MEASURES: readonly Quantity['measure'][] = ['count', 'area', 'length', 'sum'];
const GEOMETRY = { area: 'polygon', length: 'line' } as const;

/** `size` of a facility; `fields.supply` is read a second time for its layer. */
export function facilitySize(fields: Fields, at: At, reader: Reader, selectors: SelectorParser): FacilitySize {
  const own = reader.object(fields['size'], at('size'), ['attribute', 'ground']);
  const layer = String((fields['supply'] as Partial<Selector> | undefined)?.layer);
  if (own['attribute'] === undefined && own['ground'] !== true) reader.problem('missing', at('size'), 'A size needs an "attribute", or "ground": true for the ground a polygon covers.');
  if (own['ground'] !== undefined && typeof own['ground'] !== 'boolean') reader.problem('wrong_type', join(at('size'), 'ground'), 'true or false is expected.');
  return {
    ...own['attribute'] === undefined ? {} : { attribute: selectors.numberAttribute(layer, own['attribute'], join(at('size'), 'attribute')) },
    ...own['ground'] === true ? { ground: true } : {},
  };
}

export function populationPerFacility(fields: Fields, at: At, reader: Reader, selectors: SelectorParser): Pick<PopulationPerFacility, 'supply' | 'peoplePerFacility'> {
  const band = reader.object(fields['peoplePerFacility'], at('peoplePerFacility'), ['fewest', 'most']);
  const people = (name: string): number => reader.number(band[name], join(at('peoplePerFacility'), name), 1);
  const most = people('most');
  const fewest = band['fewest'] === undefined ? undefined : people('fewest');
  if (fewest !== undefined && fewest > most) reader.problem('not_allowed', at('peoplePerFacility'), `"fewest" (${fewest}) is more than "most" (${most}).`);
  return { supply: selectors.selector(fields['supply'], at('supply')), peoplePerFacility: { ...fewest === undefined ? {} : { fewest }, most } };
}

/** A count by the area evaluated is per km², a length by it km per km², anything else a rate. */
export function attributeShare(fields: Fields, at: At, reader: Reader, selectors: SelectorParser): Pick<AttributeShare, 'part' | 'whole'> {
  const part = quantity(fields['part'], at('part'), reader, selectors);
  const isByArea = (fields['whole'] as Partial<Quantity> | undefined)?.measure as unknown === 'evaluated_area';
  if (isByArea) reader.object(fields['whole'], at('whole'), ['measure']);
  const whole = isByArea ? { measure: 'evaluated_area' as const } : quantity(fields['whole'], at('whole'), reader, selectors);
  const unit = !isByArea || part.measure === 'area' ? 'rate' : part.measure === 'length' ? 'km_per_km2' : 'per_km2';
  reader.oneOf(fields['unit'], at('unit'), [unit]);
  if (unit === 'rate' && !isByArea && (part.measure === 'area' || part.measure === 'length') && part.measure !== whole.measure) reader.problem('not_allowed', at('whole'), `A share of ${part.measure} is a share of ${part.measure}.`);
  return { part, whole };
}

function quantity(value: unknown, path: string, reader: Reader, selectors: SelectorParser): Quantity {
  const own = reader.object(value, path, ['measure', 'of', 'attribute']);
  const measure = reader.oneOf(own['measure'], join(path, 'measure'), MEASURES);
  const of = reader.list(own['of'], join(path, 'of'), (selector, each) => selectors.selector(selector, each, measure === 'area' || measure === 'length' ? GEOMETRY[measure] : undefined));
  if (new Set(of.map(({ layer }) => layer)).size > 1) reader.problem('not_allowed', join(path, 'of'), 'An amount is of features of one layer.');
  if (measure !== 'sum') {
    if (own['attribute'] !== undefined) reader.problem('not_allowed', join(path, 'attribute'), 'Only a sum has an attribute.');
    return { measure, of };
  }
  return { measure, of, attribute: selectors.numberAttribute(String(of[0]?.layer), own['attribute'], join(path, 'attribute')) };
}
