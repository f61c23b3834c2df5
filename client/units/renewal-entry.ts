/** What is being typed over a unit's 留改拆建 figures. */
import { canonicalFigures, renewalFields, type RenewalField, type RenewalFigures } from '#planning/renewal/renewal-figures.ts';

/** Texts by field, of the fields that were touched; an empty text takes the number away. */
export type Typed = Readonly<Partial<Record<RenewalField, string | number>>>;

/** The unit's figures with what is typed on top; null: nothing is stated. What is not a number stays as NaN, which no check lets pass. */
export function typedFigures(saved: RenewalFigures | undefined, typed: Typed): RenewalFigures | null {
  const values = renewalFields.flatMap((field) => {
    const text = typed[field];
    const value = text === undefined ? saved?.[field] : text === '' ? undefined : Number(text);
    return value === undefined ? [] : [[field, value] as const];
  });
  return canonicalFigures(Object.fromEntries(values));
}
