/** Amounts of selected features inside an area: see `Quantity` for what is clipped and what counts by place. */
import { overlapNotes } from './atoms.ts';
import type { AreaView } from './area-view.ts';
import { facilitiesInArea } from './facilities-in-area.ts';
import type { LeftOutFeature } from './figure.ts';
import type { PreparedCity } from './prepare.ts';
import { sum } from './rule-run.ts';
import { numberOf } from './select.ts';
import type { Member, Selection } from './selection.ts';
import { tablesOf } from './dataset.ts';
import type { Quantity, Selector } from '../standards/rule.ts';

export interface Amount {
  readonly total: number;
  readonly unit: 'count' | 'm²' | 'm';
  /** What each feature added; features in the area that add nothing are not in it. */
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

const totalOf = (parts: readonly AmountPart[]): number => sum(parts.map(({ amount }) => amount));

function counted(city: PreparedCity, of: readonly Selector[], area: AreaView, numbersOnly: boolean): Amount {
  const { inside, leftOut } = facilitiesInArea(city.selection(of), area, numbersOnly);
  return { total: inside.length, unit: 'count', parts: inside.map((member) => ({ member, amount: 1 })), leftOut, notes: [] };
}

function groundArea(city: PreparedCity, of: readonly Selector[], area: AreaView, numbersOnly: boolean): Amount {
  const atoms = city.atoms(...of);
  const { selection } = atoms;
  const inside = area.parts(atoms);
  const parts = inside.map(({ atom, areaM2 }) => ({ member: selection.members[atom], amount: areaM2 }));
  return { total: totalOf(parts), unit: 'm²', parts, leftOut: rejectsIn(selection, area, numbersOnly), notes: overlapNotes(atoms, inside) };
}

function rejectsIn(selection: Selection, area: AreaView, numbersOnly: boolean): readonly LeftOutFeature[] {
  return numbersOnly ? [] : selection.rejectsNear(area.box).map((index) => selection.rejects[index]);
}

/** Metres of each line inside the area, with those of the whole line. */
function linesInside(city: PreparedCity, of: readonly Selector[], area: AreaView): readonly (AmountPart & { readonly wholeM: number })[] {
  const reach = city.streetReach(of, []);
  return area.streets(reach)
    .map((part) => ({ member: reach.streets.members[part.street], amount: area.streetCover(reach, part).lengthM, wholeM: reach.whole(part.street).lengthM }))
    .filter(({ amount }) => amount > 0);
}

function length(city: PreparedCity, of: readonly Selector[], area: AreaView, numbersOnly: boolean): Amount {
  const selection = city.selection(of);
  const parts = linesInside(city, of, area);
  return { total: totalOf(parts), unit: 'm', parts, leftOut: rejectsIn(selection, area, numbersOnly), notes: [] };
}

/** A line's amount is spread along it; a point's or a polygon's is where its place is. */
function attributeSum(city: PreparedCity, of: readonly Selector[], attribute: string, area: AreaView, numbersOnly: boolean): Amount {
  const isOfLines = tablesOf(city.dataset, of[0].layer).some(({ geometryType }) => geometryType === 'line');
  const places = facilitiesInArea(city.selection(of), area, numbersOnly);
  const lines = isOfLines ? linesInside(city, of, area) : [];
  const known = [
    ...lines.map(({ member, amount, wholeM }) => ({ member, amount: (amount / wholeM) * numberOf(member.table, attribute, member.row) })),
    ...places.inside.filter(({ table }) => table.geometryType !== 'line').map((member) => ({ member, amount: numberOf(member.table, attribute, member.row) })),
  ];
  const parts = known.filter(({ amount }) => !Number.isNaN(amount));
  const unknown = known.filter(({ amount }) => Number.isNaN(amount)).map(({ member: { layer, id } }): LeftOutFeature => ({ layer, id, reason: 'value_unknown' }));
  const cut = new Set(lines.map(({ member }) => member.id));
  const elsewhere = places.leftOut.filter(({ id, reason }) => reason !== 'outside_area' || !cut.has(id));
  return { total: totalOf(parts), unit: 'count', parts, leftOut: [...unknown, ...elsewhere], notes: unknown.length > 0 ? ['values_partly_recorded'] : [] };
}
