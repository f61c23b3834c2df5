export const snapKinds = ['own', 'unit', 'parcel', 'division', 'community', 'old_place', 'road', 'road_edge', 'railway', 'water', 'green'] as const;
export type SnapKind = (typeof snapKinds)[number];

export interface SnapKindRule {
  readonly kind: SnapKind;
  /** Layer kinds whose lines are meant. */
  readonly layers: readonly string[];
  /** What is found of the kind counts as this much farther away. */
  readonly handicapPx: number;
  readonly fromZoom: number;
  readonly isTraceable: boolean;
}
interface ByPointer { readonly fine: number; readonly coarse: number }

/** `data/snapping.json`; what each value means stands there. Pixels where the name does not say metres. */
export interface SnappingRules {
  readonly tolerancePx: ByPointer;
  readonly closingPx: ByPointer;
  readonly guidePx: number;
  readonly guideReachPx: number;
  readonly minGuideLengthPx: number;
  readonly mostLinesNear: number;
  readonly closeGapM: number;
  readonly traceJoinM: number;
  readonly kinds: readonly SnapKindRule[];
  readonly handicaps: Readonly<Record<SnapKind, number>>;
}

/** Throws on a file that lacks a kind or a number: it is part of the program, not of the user's input. */
export function parseSnappingRules(file: unknown): SnappingRules {
  const rules = file as SnappingRules;
  const numbers = [rules.tolerancePx?.fine, rules.tolerancePx?.coarse, rules.closingPx?.fine, rules.closingPx?.coarse, rules.guidePx, rules.guideReachPx, rules.minGuideLengthPx, rules.mostLinesNear, rules.closeGapM, rules.traceJoinM];
  if (!numbers.every((value) => Number.isFinite(value) && value > 0)) throw new Error('data/snapping.json: every distance must be a number above 0');
  for (const kind of snapKinds) {
    const rule = rules.kinds?.find((each) => each.kind === kind);
    if (!rule || !Array.isArray(rule.layers) || !(rule.handicapPx >= 0) || !(rule.fromZoom >= 0)) throw new Error(`data/snapping.json: kinds lacks a whole entry for ${kind}`);
  }
  return { ...rules, handicaps: Object.fromEntries(rules.kinds.map(({ kind, handicapPx }) => [kind, handicapPx])) as Record<SnapKind, number> };
}
