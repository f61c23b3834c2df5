/**
 * The form's own arithmetic (S000 附件1 ②): 「更新后总建筑面积=更新前总建筑面积-拆除建筑面积+新建建筑面积+改造中增加面积；更新前总建筑面积=拆除建筑面积+保留和改造面积；
 * 拆除比=拆除建筑面积÷更新前总建筑面积×100%，保留一位小数；拆建比=新建建筑面积÷拆除建筑面积，保留一位小数」. 拆建比 is a ratio, though the form prints a per cent sign behind it (D-02).
 */
import { decimalOf, halfUp, numberOf, quotientOf, restOf, sumOf, type Quotient } from './decimal.ts';
import type { RenewalFigures } from './renewal-figures.ts';

/** Null: a number it follows from is not stated, or there is nothing to divide by. */
export interface DerivedFigures {
  /** m² */
  readonly gfa_before: number | null;
  /** m² */
  readonly gfa_after: number | null;
  /** %, one decimal */
  readonly demolition_ratio: number | null;
  /** A ratio, one decimal. */
  readonly rebuild_ratio: number | null;
}

const decimalsOfForm = 1;
const rounded = (quotient: Quotient | null): number | null => (quotient === null ? null : halfUp(quotient, decimalsOfForm));

/** Totals and ratios as the form prints them. What is pulled down cancels out of the total afterwards. */
export function derivedFigures({ gfa_retained_renovated: kept, gfa_added_in_renovation: added, gfa_demolished: demolished, gfa_new: built }: RenewalFigures): DerivedFigures {
  return {
    gfa_before: kept === undefined || demolished === undefined ? null : numberOf(sumOf([kept, demolished])),
    gfa_after: kept === undefined || added === undefined || built === undefined ? null : numberOf(sumOf([kept, added, built])),
    demolition_ratio: kept === undefined || demolished === undefined ? null : rounded(quotientOf(decimalOf(demolished), sumOf([kept, demolished]), 100)),
    rebuild_ratio: built === undefined || demolished === undefined ? null : rounded(quotientOf(decimalOf(built), decimalOf(demolished))),
  };
}

/** 拆除比 in % without what the red line leaves out: illegal buildings and dangerous houses count as standing before, not as pulled down. */
export function countedDemolition({ gfa_retained_renovated: kept, gfa_demolished: demolished, gfa_demolished_excluded: excluded = 0 }: RenewalFigures): Quotient | null {
  return kept === undefined || demolished === undefined ? null : quotientOf(restOf(demolished, excluded), sumOf([kept, demolished]), 100);
}

/** 拆建比 without the public services that had to be added. */
export function countedRebuilding({ gfa_demolished: demolished, gfa_new: built, gfa_new_public_service: services = 0 }: RenewalFigures): Quotient | null {
  return built === undefined || demolished === undefined ? null : quotientOf(restOf(built, services), decimalOf(demolished));
}
