import { readNumber, readPlace, type Place, type PlaceFault, type PlaceReference, type ReadPlace } from './read-place.ts';

export type ListFault = PlaceFault | 'too_few_columns' | 'other_reading';
/** A line of the list that holds a corner, or why it does not. `number`: from 1. */
export interface ListRow { readonly number: number; readonly text: string; readonly position: Place | null; readonly fault: ListFault | null }
export interface CoordinateList {
  readonly rows: readonly ListRow[];
  /** Corners in order, the closing one and repeated ones left out. */
  readonly corners: readonly Place[];
  readonly reading: Pick<ReadPlace, 'reading' | 'swapped' | 'crs'> | null;
  /** Lines before the first corner that hold none: headings. */
  readonly headings: number;
  readonly faults: number;
}

const cells = (line: string): string[] => line.trim().split(/\s*[\t,;，；、]\s*|\s+/).filter((cell) => cell !== '');

/** The two cells that are coordinates: behind a point number, a ring number or neither. */
function placeIn(row: readonly string[], offset: number, reference: PlaceReference) {
  const [a, b] = [row[offset], row[offset + 1]].map((cell) => (cell === undefined ? null : readNumber(cell)));
  return a === null || b === null || a === undefined || b === undefined ? { ok: false as const, fault: 'not_numbers' as const } : readPlace(a, b, reference);
}

/** How many columns stand before the coordinates: what makes most lines places of the city. */
function offsetOf(rows: readonly (readonly string[])[], reference: PlaceReference): number {
  const hits = [0, 1, 2].map((offset) => rows.filter((row) => placeIn(row, offset, reference).ok).length);
  return hits.indexOf(Math.max(...hits));
}

const same = (a: Place | undefined, b: Place | undefined): boolean => a !== undefined && b !== undefined && a[0] === b[0] && a[1] === b[1];

/** A list of corners as it comes from a table or a survey: a line a corner, with or without point numbers, degrees or metres, in either order. */
export function parseList(text: string, reference: PlaceReference): CoordinateList {
  const lines = text.split(/\r?\n/).map((line, i) => ({ number: i + 1, text: line.trim(), cells: cells(line) })).filter((line) => line.text !== '');
  const offset = offsetOf(lines.map((line) => line.cells), reference);
  const read = lines.map((line) => ({ ...line, place: placeIn(line.cells, offset, reference) }));
  const first = read.findIndex(({ place }) => place.ok);
  const used = first < 0 ? read : read.slice(first);
  const found = used[0]?.place;
  const reading = found?.ok ? { reading: found.reading, swapped: found.swapped, crs: found.crs } : null;
  const rows = used.map(({ number, text: line, cells: own, place }): ListRow => {
    if (!place.ok) return { number, text: line, position: null, fault: own.length < offset + 2 ? 'too_few_columns' : place.fault };
    const isSame = reading !== null && place.reading === reading.reading && place.swapped === reading.swapped;
    return { number, text: line, position: isSame ? place.position : null, fault: isSame ? null : 'other_reading' };
  });
  const places = rows.flatMap(({ position }) => (position ? [position] : []));
  const corners = places.filter((place, i) => !same(place, places[i - 1]));
  if (corners.length > 1 && same(corners[0], corners.at(-1))) corners.pop();
  return { rows, corners, reading, headings: Math.max(0, first), faults: rows.filter(({ fault }) => fault !== null).length };
}
