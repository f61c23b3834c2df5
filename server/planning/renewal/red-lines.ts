/** The red lines of 建科〔2021〕63号 一: how much may be pulled down and built, how many stay, how far rents may rise. Their numbers and words stand in data/plan-rules.json. */
import { compareWith, decimalOf, halfUp, type Quotient } from './decimal.ts';
import { countedDemolition, countedRebuilding } from './form-formulas.ts';
import type { RenewalFigures } from './renewal-figures.ts';

export const redLineNames = ['demolition', 'rebuild', 'resettlement', 'rent'] as const;
export type RedLineName = (typeof redLineNames)[number];

/** `most`: the value may not exceed the limit; `least`: not fall below it. */
export interface RedLine { readonly limit: number; readonly bound: 'most' | 'least'; readonly clause: string; readonly quote: string }
export type RedLines = Readonly<Record<RedLineName, RedLine>>;

/** Where a unit stands to one of them. `value` is as precise as it must be to be told from the limit: one decimal, more where it lies closer. */
export interface RedLineReading { readonly name: RedLineName; readonly line: RedLine; readonly value: number; readonly isCrossed: boolean }

const mostDecimals = 6;

function valueOf(name: RedLineName, figures: RenewalFigures): Quotient | null {
  const stated = (value: number | undefined): Quotient | null => {
    if (value === undefined) return null;
    const { digits, places } = decimalOf(value);
    return { over: digits, under: 10n ** BigInt(places) };
  };
  switch (name) {
    case 'demolition': return countedDemolition(figures);
    case 'rebuild': return countedRebuilding(figures);
    case 'resettlement': return stated(figures.local_resettlement_rate);
    case 'rent': return stated(figures.annual_rent_increase);
  }
}

/** Rounded half up to one decimal, or to as many as keep it on its side of the limit. */
function tellingValue(value: Quotient, limit: number): number {
  const side = compareWith(value, limit);
  for (let places = 1; places < mostDecimals; places += 1) {
    const shown = halfUp(value, places);
    if (side === 0 || Math.sign(shown - limit) === side) return shown;
  }
  return halfUp(value, mostDecimals);
}

/** The unit beside each red line its figures say something of. Values are compared unrounded. */
export function redLineReadings(figures: RenewalFigures, lines: RedLines): readonly RedLineReading[] {
  return redLineNames.flatMap((name): RedLineReading[] => {
    const value = valueOf(name, figures);
    const line = lines[name];
    if (value === null) return [];
    return [{ name, line, value: tellingValue(value, line.limit), isCrossed: compareWith(value, line.limit) === (line.bound === 'most' ? 1 : -1) }];
  });
}

/** The red lines of the parsed file. Throws on a file that lacks one: it is part of the program, not of the user's input. */
export function parseRedLines(file: unknown): RedLines {
  const lines = (file as { redLines?: Record<string, Partial<RedLine>> } | null)?.redLines ?? {};
  const entries = redLineNames.map((name) => {
    const { limit, bound, clause, quote } = lines[name] ?? {};
    if (typeof limit !== 'number' || !(limit >= 0) || (bound !== 'most' && bound !== 'least') || !clause || !quote) throw new Error(`data/plan-rules.json: redLines.${name} needs limit, bound (most or least), clause and quote`);
    return [name, { limit, bound, clause, quote }] as const;
  });
  return Object.fromEntries(entries) as unknown as RedLines;
}
