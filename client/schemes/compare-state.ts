import { create } from 'zustand';

/** A side of the comparison: `baseline` or the id of a scheme. */
export type SchemeRef = string;
/** What one map draws. */
export type DrawnSides = 'both' | 'a' | 'b';
/** `swipe`: A left of a divider, B right of it. */
export type ShownSides = DrawnSides | 'swipe';

interface CompareState {
  readonly a: SchemeRef;
  /** null: none chosen yet; the first scheme there is. */
  readonly b: SchemeRef | null;
  readonly shown: ShownSides;
  /** The pair opened in the list and lit on the map. */
  readonly openKey: string | null;
  /** Units of the scheme that are to become the baseline's. */
  readonly chosen: ReadonlySet<string>;
}
export const useCompareState = create<CompareState>()(() => ({ a: 'baseline', b: null, shown: 'both', openKey: null, chosen: new Set() }));

/** Puts a scheme on one side; from the other side it changes places. */
export function putOnSide(side: 'a' | 'b', ref: SchemeRef, sides: { readonly a: SchemeRef; readonly b: SchemeRef | null }): void {
  const other = side === 'a' ? 'b' : 'a';
  const displaced = sides[other] === ref ? { [other]: sides[side] ?? 'baseline' } : {};
  useCompareState.setState({ ...sides, ...displaced, [side]: ref, openKey: null, chosen: new Set() });
}
export function toggleChosen(unitId: string): void {
  useCompareState.setState(({ chosen }) => {
    const next = new Set(chosen);
    if (!next.delete(unitId)) next.add(unitId);
    return { chosen: next };
  });
}
