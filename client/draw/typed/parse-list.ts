import type { LonLatArea } from '#planning/geometry/types.ts';
import { linesOfList, settingsOf, type ListLine, type SettingFault } from './list-lines.ts';
import { readNumber, readPlace, type Place, type PlaceFault, type PlaceReference, type PlaceResult, type ReadPlace } from './read-place.ts';
import { areaOfRings } from './rings-to-area.ts';

export type ListFault = PlaceFault | SettingFault | 'too_few_columns' | 'other_reading' | 'ring_too_small';
/** A line of the list that holds a corner, or why it does not. `number`: from 1. */
export interface ListRow { readonly number: number; readonly text: string; readonly position: Place | null; readonly fault: ListFault | null }
export interface CoordinateList {
  readonly rows: readonly ListRow[];
  /** Corners of each ring in order, the closing one and repeated ones left out. */
  readonly rings: readonly (readonly Place[])[];
  /** The rings as parts and holes; null while a line is at fault or none is there. */
  readonly area: LonLatArea | null;
  readonly reading: Pick<ReadPlace, 'reading' | 'swapped' | 'crs'> | null;
  /** Lines before the first corner that hold none: headings. */
  readonly headings: number;
  readonly faults: number;
}
interface ReadLine extends ListLine { readonly place: PlaceResult; /** Of its ring, where a column says it. */ readonly ring: string | null }

/** The two cells that are coordinates: behind a point number, a ring number or neither. */
function placeIn(row: readonly string[], offset: number, reference: PlaceReference): PlaceResult {
  const [a, b] = [row[offset], row[offset + 1]].map((cell) => (cell === undefined ? null : readNumber(cell)));
  return a === null || b === null || a === undefined || b === undefined ? { ok: false, fault: 'not_numbers' } : readPlace(a, b, reference);
}

/** How many columns stand before the coordinates: what makes most lines places of the city. */
function offsetOf(rows: readonly ListLine[], reference: PlaceReference): number {
  const hits = [0, 1, 2].map((offset) => rows.filter(({ cells }) => placeIn(cells, offset, reference).ok).length);
  return hits.indexOf(Math.max(...hits));
}

/** The column that numbers the rings: the second of two, or the only one when its numbers come in runs of three and more. */
function ringColumnOf(rows: readonly ListLine[], offset: number): number | null {
  if (offset === 2) return 1;
  const values = rows.map(({ cells }) => cells[0] ?? '');
  if (offset !== 1 || values.length === 0 || !values.every((value) => /^\d{1,3}$/.test(value))) return null;
  let run = 0;
  const isRuns = values.every((value, i) => {
    run = i > 0 && value === values[i - 1] ? run + 1 : 1;
    return run >= 3 || values[i + 1] === value;
  });
  return isRuns ? 0 : null;
}

const same = (a: Place | undefined, b: Place | undefined): boolean => a !== undefined && b !== undefined && a[0] === b[0] && a[1] === b[1];

/** Collects corners ring by ring. A ring ends with its first corner come again, at a line that stands between rings, or with another ring number. */
class Rings {
  readonly done: { corners: Place[]; last: ListLine }[] = [];
  private corners: Place[] = [];
  private last: ReadLine | null = null;

  add(line: ReadLine, place: Place): void {
    if (this.last && line.ring !== this.last.ring) this.end();
    this.last = line;
    if (same(place, this.corners.at(-1))) return;
    if (this.corners.length > 2 && same(place, this.corners[0])) this.end();
    else this.corners.push(place);
  }
  end(): void {
    if (this.last && this.corners.length > 0) this.done.push({ corners: this.corners, last: this.last });
    [this.corners, this.last] = [[], null];
  }
}

/** `hasBlanks`: an empty line ends a ring. */
function ringsOf(lines: readonly ReadLine[], positions: ReadonlyMap<number, Place>, hasBlanks: boolean): Rings['done'] {
  const rings = new Rings();
  for (const line of lines) {
    const place = positions.get(line.number);
    if (place) rings.add(line, place);
    else if (line.role === 'ring' || line.role === 'parcel' || line.role === 'setting' || (hasBlanks && line.role === 'blank')) rings.end();
  }
  rings.end();
  return rings.done;
}

function rowOf(line: ReadLine, offset: number, reading: CoordinateList['reading']): ListRow {
  const { number, text, cells, place } = line;
  if (!place.ok) return { number, text, position: null, fault: cells.length < offset + 2 ? 'too_few_columns' : place.fault };
  const isSame = reading !== null && place.reading === reading.reading && place.swapped === reading.swapped && place.crs === reading.crs;
  return { number, text, position: isSame ? place.position : null, fault: isSame ? null : 'other_reading' };
}

/**
 * A list of corners as it comes from a table or a survey: a line a corner, with or without point and ring numbers, degrees or metres, in either order; one ring or several, as parts and
 * holes. Exchange files of surveys (「[地块坐标]」) are read with what their settings say of datum and zone.
 */
export function parseList(text: string, cityReference: PlaceReference): CoordinateList {
  const lines = linesOfList(text);
  const { reference, faults: settingFaults } = settingsOf(lines, cityReference);
  const rowLines = lines.filter(({ role }) => role === 'row');
  const offset = offsetOf(rowLines, reference);
  const ringColumn = ringColumnOf(rowLines.filter(({ cells }) => placeIn(cells, offset, reference).ok), offset);
  const read = lines.map((line): ReadLine => ({ ...line, place: placeIn(line.role === 'row' ? line.cells : [], offset, reference), ring: ringColumn === null ? null : line.cells[ringColumn] ?? null }));
  const first = read.findIndex(({ place }) => place.ok);
  const used = first < 0 ? read : read.slice(first);
  const found = used[0]?.place;
  const reading = found?.ok ? { reading: found.reading, swapped: found.swapped, crs: found.crs } : null;
  const rows = used.filter(({ role }) => role === 'row').map((line) => rowOf(line, offset, reading));
  const positions = new Map(rows.flatMap(({ number, position }) => (position ? [[number, position] as const] : [])));
  const apart = ringsOf(used, positions, true);
  // Where an empty line stands after every corner or two, it means nothing.
  const rings = apart.length > 1 && apart.every(({ corners }) => corners.length < 3) ? ringsOf(used, positions, false) : apart;
  // A ring that lacks a line at fault may be small for that.
  const small = new Set(rows.some(({ fault }) => fault !== null) ? [] : rings.filter(({ corners }) => corners.length < 3).map(({ last }) => last.number));
  const settings = lines.flatMap(({ number, text: own }): ListRow[] => (settingFaults.has(number) ? [{ number, text: own, position: null, fault: settingFaults.get(number) as SettingFault }] : []));
  const all = [...settings, ...rows.map((row): ListRow => (row.fault === null && small.has(row.number) ? { ...row, fault: 'ring_too_small' } : row))];
  const faults = all.filter(({ fault }) => fault !== null).length;
  return { rows: all, rings: rings.map(({ corners }) => corners), area: faults > 0 ? null : areaOfRings(rings.map(({ corners }) => corners)), reading, headings: lines.slice(0, Math.max(0, first)).filter(({ role }) => role !== 'blank').length, faults };
}
