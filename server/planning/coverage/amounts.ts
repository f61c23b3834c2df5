/** Amounts of selected features inside an area: see `Quantity` for what is clipped and what counts by place. */
import { exactSum } from '../geometry/exact-sum.ts';
import type { AreaView, StreetPart } from './area-view.ts';
import { facilitiesInArea } from './facilities-in-area.ts';
import type { LeftOutFeature } from './figure.ts';
import type { PreparedCity } from './prepare.ts';
import { numberOf } from './select.ts';
import type { Member } from './member.ts';
import type { Selection } from './selection.ts';
import { tablesOf } from './dataset.ts';
import type { Quantity, Selector } from '../standards/rule.ts';

export interface Amount {
  readonly total: number;
  readonly unit: 'count' | 'm²' | 'm';
  /** What each feature added; features in the area that add nothing are not in it. Empty, as what was left out, when only numbers are asked for. */
  readonly parts: readonly AmountPart[];
  readonly leftOut: readonly LeftOutFeature[];
  readonly notes: readonly string[];
}

export interface AmountPart {
  readonly member: Member;
  readonly amount: number;
}

export function amountOf(city: PreparedCity, { measure, of, attribute }: Quantity, area: AreaView, numbersOnly = false): Amount {
  switch (measure) {
    case 'count': return counted(city, of, area, numbersOnly);
    case 'area': return groundArea(city, of, area, numbersOnly);
    case 'length': return length(city, of, area, numbersOnly);
    case 'sum': return attributeSum(city, of, attribute ?? '', area, numbersOnly);
  }
}

const totalOf = (parts: readonly AmountPart[]): number => exactSum(parts.map(({ amount }) => amount));

function counted(city: PreparedCity, of: readonly Selector[], area: AreaView, numbersOnly: boolean): Amount {
  const { inside, leftOut } = facilitiesInArea(city.selection(of), area, numbersOnly);
  return { total: inside.length, unit: 'count', parts: numbersOnly ? [] : inside.map((member) => ({ member, amount: 1 })), leftOut, notes: [] };
}

function groundArea(city: PreparedCity, of: readonly Selector[], area: AreaView, numbersOnly: boolean): Amount {
  const atoms = city.atoms(...of);
  const { areaM2, notes } = area.total(atoms);
  const numbers = { total: areaM2, unit: 'm²', notes } as const;
  if (numbersOnly) return { ...numbers, parts: [], leftOut: [] };
  const { selection } = atoms;
  return { ...numbers, parts: area.parts(atoms).map((part) => ({ member: selection.members[part.atom], amount: part.areaM2 })), leftOut: rejectsIn(selection, area) };
}

function rejectsIn(selection: Selection, area: AreaView): readonly LeftOutFeature[] {
  return selection.rejectsNear(area.box).map((index) => selection.rejectAt(index));
}

/** Metres of each line inside the area, with those of the whole line. */
function linesInside(city: PreparedCity, of: readonly Selector[], area: AreaView): readonly (AmountPart & { readonly wholeM: number })[] {
  const reach = city.streetReach(of, []);
  const streets = area.streets(reach);
  const covers = area.streetCovers(reach, streets);
  return streets
    .map(({ street }, i) => ({ member: reach.streets.members[street], amount: covers[i].lengthM, wholeM: reach.whole(street).lengthM }))
    .filter(({ amount }) => amount > 0);
}

function length(city: PreparedCity, of: readonly Selector[], area: AreaView, numbersOnly: boolean): Amount {
  if (numbersOnly) {
    return { total: area.streetTotals(city.streetReach(of, [])).lengthM, unit: 'm', parts: [], leftOut: [], notes: [] };
  }
  const parts = linesInside(city, of, area);
  return { total: totalOf(parts), unit: 'm', parts, leftOut: rejectsIn(city.selection(of), area), notes: [] };
}

/** A line's amount is spread along it; a point's or a polygon's is where its place is. */
function attributeSum(city: PreparedCity, of: readonly Selector[], attribute: string, area: AreaView, numbersOnly: boolean): Amount {
  const isOfLines = tablesOf(city.dataset, of[0].layer).some(({ geometryType }) => geometryType === 'line');
  if (numbersOnly) return summed(city, of, attribute, area, isOfLines);
  const places = facilitiesInArea(city.selection(of), area);
  const lines = isOfLines ? linesInside(city, of, area) : [];
  const ofLines = lines.map(({ member, amount, wholeM }) => ({ member, amount: (amount / wholeM) * numberOf(member.table, attribute, member.row) }));
  const ofPlaces = places.inside.filter(({ table }) => table.geometryType !== 'line').map((member) => ({ member, amount: numberOf(member.table, attribute, member.row) }));
  const known = [...ofLines, ...ofPlaces];
  const parts = known.filter(isKnown);
  const unknown = known.filter(({ amount }) => Number.isNaN(amount)).map(({ member: { layer, id } }): LeftOutFeature => ({ layer, id, reason: 'value_unknown' }));
  const cut = new Set(lines.map(({ member }) => member.id));
  const elsewhere = places.leftOut.filter(({ id, reason }) => reason !== 'outside_area' || !cut.has(id));
  // Each by itself, as they are added up under the hand.
  const total = totalOf(ofLines.filter(isKnown)) + totalOf(ofPlaces.filter(isKnown));
  return { total, unit: 'count', parts, leftOut: [...unknown, ...elsewhere], notes: unknown.length > 0 ? UNKNOWN_NOTES : [] };
}

const isKnown = ({ amount }: AmountPart): boolean => !Number.isNaN(amount);

const UNKNOWN_NOTES = ['values_partly_recorded'] as const;

/** The total and the notes alone. */
function summed(city: PreparedCity, of: readonly Selector[], attribute: string, area: AreaView, isOfLines: boolean): Amount {
  const selection = city.selection(of);
  const ofPlaces = area.placesTotal(selection, amountsOf(selection, attribute));
  if (!isOfLines) return { total: ofPlaces.total, unit: 'count', parts: [], leftOut: [], notes: ofPlaces.unknown > 0 ? UNKNOWN_NOTES : [] };
  const reach = city.streetReach(of, []);
  const ofLines = lineAmountsOf(reach.streets, attribute);
  const amountOf = ({ street, lengthM }: StreetPart): number => (lengthM > 0 ? (lengthM / reach.whole(street).lengthM) * ofLines.known[street] : 0);
  const total = area.streetsTotal(reach, ofLines.known, amountOf) + ofPlaces.total;
  const unknown = ofPlaces.unknown + (ofLines.unknown ? area.streetsTotal(reach, ofLines.unknown, ({ street, lengthM }) => (lengthM > 0 ? ofLines.unknown?.[street] ?? 0 : 0)) : 0);
  return { total, unit: 'count', parts: [], leftOut: [], notes: unknown > 0 ? UNKNOWN_NOTES : [] };
}

const amountsBySelection = new WeakMap<Selection, Map<string, Float64Array>>();

/** The attribute of each member that is no line; of lines 0, for theirs is spread along them. Proposals come and go, so theirs are read anew. */
function amountsOf(selection: Selection, attribute: string): Float64Array {
  const read = (): Float64Array => Float64Array.from(selection.members, ({ table, row }) => (table.geometryType === 'line' ? 0 : numberOf(table, attribute, row)));
  if ('base' in selection) return read();
  let ofSelection = amountsBySelection.get(selection);
  if (!ofSelection) amountsBySelection.set(selection, ofSelection = new Map());
  let amounts = ofSelection.get(attribute);
  if (!amounts) ofSelection.set(attribute, amounts = read());
  return amounts;
}

interface LineAmounts { readonly known: Float64Array; readonly unknown: Uint8Array | null }
const lineAmounts = new WeakMap<Selection, Map<string, LineAmounts>>();

/** The attribute of each line, 0 where it is unknown; and 1 where it is. */
function lineAmountsOf(streets: Selection, attribute: string): LineAmounts {
  let ofStreets = lineAmounts.get(streets);
  if (!ofStreets) lineAmounts.set(streets, ofStreets = new Map());
  let amounts = ofStreets.get(attribute);
  if (!amounts || 'base' in streets) {
    const read = Float64Array.from(streets.members, ({ table, row }) => numberOf(table, attribute, row));
    amounts = { known: read.map((amount) => (Number.isNaN(amount) ? 0 : amount)), unknown: read.some(Number.isNaN) ? Uint8Array.from(read, (amount) => (Number.isNaN(amount) ? 1 : 0)) : null };
    ofStreets.set(attribute, amounts);
  }
  return amounts;
}
