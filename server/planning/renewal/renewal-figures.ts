/** 留改拆建: what of a place is kept, altered, pulled down and built, as the application form asks for it (S000 附件1 ②), and what the red lines of 建科〔2021〕63号 ask besides. */

/** Floor areas in m². The first four are the form's; the last two are what the red lines leave out of account: illegal buildings and certified dangerous houses beyond repair, necessary public services. */
export const floorAreaFields = ['gfa_retained_renovated', 'gfa_added_in_renovation', 'gfa_demolished', 'gfa_new', 'gfa_demolished_excluded', 'gfa_new_public_service'] as const;
/** Shares in %: households resettled on the spot or nearby (就地、就近安置率), yearly increase of rents (租金年度涨幅). */
export const rateFields = ['local_resettlement_rate', 'annual_rent_increase'] as const;
export const renewalFields = [...floorAreaFields, ...rateFields] as const;
export type RenewalField = (typeof renewalFields)[number];

/** All of it is optional; what is absent is not known, which is not 0. Totals and ratios follow (./form-formulas.ts) and are never stored. */
export type RenewalFigures = { readonly [field in RenewalField]?: number };

/** Greatest values that make sense: floor of a whole city in m², per cent. */
export const largest: Readonly<Record<RenewalField, number>> = {
  gfa_retained_renovated: 1e9, gfa_added_in_renovation: 1e9, gfa_demolished: 1e9, gfa_new: 1e9, gfa_demolished_excluded: 1e9, gfa_new_public_service: 1e9, local_resettlement_rate: 100, annual_rent_increase: 1000,
};

/** A part and the whole it is of. */
const parts = [['gfa_demolished_excluded', 'gfa_demolished'], ['gfa_new_public_service', 'gfa_new']] as const;

/** `out_of_range`: below 0 or above `limit`. `above_whole`: more than `whole`, of which it is a part. `whole_missing`: a part of what is not stated. */
export type RenewalFault =
  | { readonly field: RenewalField; readonly code: 'out_of_range'; readonly limit: number }
  | { readonly field: RenewalField; readonly code: 'above_whole' | 'whole_missing'; readonly whole: RenewalField };

/** What keeps figures from being saved, in the order of the fields. */
export function renewalFaults(figures: RenewalFigures): readonly RenewalFault[] {
  return renewalFields.flatMap((field): RenewalFault[] => {
    const value = figures[field];
    if (value === undefined) return [];
    if (!(value >= 0 && value <= largest[field])) return [{ field, code: 'out_of_range', limit: largest[field] }];
    const whole = parts.find(([part]) => part === field)?.[1];
    if (whole === undefined) return [];
    const of = figures[whole];
    if (of === undefined) return [{ field, code: 'whole_missing', whole }];
    return value > of ? [{ field, code: 'above_whole', whole }] : [];
  });
}

/** In the order of the fields, without those that are not stated; null when none is. */
export function canonicalFigures(figures: RenewalFigures | undefined): RenewalFigures | null {
  const stated = renewalFields.flatMap((field) => (figures?.[field] === undefined ? [] : [[field, figures[field] + 0] as const]));
  return stated.length > 0 ? Object.fromEntries(stated) : null;
}

/** Fields in which two tellings differ. */
export const differingFigures = (a: RenewalFigures | undefined, b: RenewalFigures | undefined): readonly RenewalField[] => renewalFields.filter((field) => a?.[field] !== b?.[field]);
