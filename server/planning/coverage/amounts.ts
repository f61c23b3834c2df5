/** Amounts of selected features inside an area: see `Quantity` for what is clipped and what counts by place. */
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

const totalOf = (parts: readonly AmountPart[]): number => sum(parts.map(({ amount }) => amount));

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
  return selection.rejectsNear(area.box).map((index) => selection.rejects[index]);
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
    const reach = city.streetReach(of, []);
    let total = 0;
    for (const { lengthM } of area.streetCovers(reach, area.streets(reach))) total += lengthM;
    return { total, unit: 'm', parts: [], leftOut: [], notes: [] };
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
  const known = [
    ...lines.map(({ member, amount, wholeM }) => ({ member, amount: (amount / wholeM) * numberOf(member.table, attribute, member.row) })),
    ...places.inside.filter(({ table }) => table.geometryType !== 'line').map((member) => ({ member, amount: numberOf(member.table, attribute, member.row) })),
  ];
  const parts = known.filter(({ amount }) => !Number.isNaN(amount));
  const unknown = known.filter(({ amount }) => Number.isNaN(amount)).map(({ member: { layer, id } }): LeftOutFeature => ({ layer, id, reason: 'value_unknown' }));
  const cut = new Set(lines.map(({ member }) => member.id));
  const elsewhere = places.leftOut.filter(({ id, reason }) => reason !== 'outside_area' || !cut.has(id));
  return { total: totalOf(parts), unit: 'count', parts, leftOut: [...unknown, ...elsewhere], notes: unknown.length > 0 ? UNKNOWN_NOTES : [] };
}

const UNKNOWN_NOTES = ['values_partly_recorded'] as const;

/** The total and the notes alone, added up in the same order. */
function summed(city: PreparedCity, of: readonly Selector[], attribute: string, area: AreaView, isOfLines: boolean): Amount {
  let total = 0;
  let isAnyUnknown = false;
  const add = (amount: number): void => {
    if (Number.isNaN(amount)) isAnyUnknown = true;
    else total += amount;
  };
  if (isOfLines) {
    const reach = city.streetReach(of, []);
    const streets = area.streets(reach);
    const covers = area.streetCovers(reach, streets);
    const { members } = reach.streets;
    for (let i = 0; i < streets.length; i++) {
      const { lengthM } = covers[i];
      const { street } = streets[i];
      if (lengthM > 0) add((lengthM / reach.whole(street).lengthM) * numberOf(members[street].table, attribute, members[street].row));
    }
  }
  for (const { table, row } of facilitiesInArea(city.selection(of), area, true).inside) if (table.geometryType !== 'line') add(numberOf(table, attribute, row));
  return { total, unit: 'count', parts: [], leftOut: [], notes: isAnyUnknown ? UNKNOWN_NOTES : [] };
}
