import { parseRedLines, type RedLines } from '../renewal/red-lines.ts';

/** The thresholds of findings, as data/plan-rules.json has them. Lengths in metres, areas in m², shares 0..1. */
const names = [
  'minUnitAreaM2', 'minMeanWidthM', 'maxSpikeAngleDeg', 'minSpikeLegM', 'touchWidthM', 'touchAreaM2', 'maxShareOutsideCity', 'minShareInSubdistrict',
  'demonstrationMinAreaM2', 'demonstrationMaxAreaM2', 'demonstrationMinCommunities', 'demonstrationMinShareInside', 'maxFindingsPerCode', 'maxPoints', 'followRoadM', 'followLineM', 'followAngleDeg',
  'maxGapWidthM', 'simplifyToleranceM', 'bufferQuadrantSegments',
] as const;

export type PlanRules = Readonly<Record<(typeof names)[number], number>> & { readonly redLines: RedLines };

/** Thresholds from the parsed file. Throws on a file that lacks one: it is part of the program, not of the user's input. */
export function parsePlanRules(file: unknown): PlanRules {
  const values = (file as { values?: Record<string, { value?: unknown }> } | null)?.values ?? {};
  const entries = names.map((name) => {
    const value = values[name]?.value;
    if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) throw new Error(`data/plan-rules.json: values.${name}.value must be a number of at least 0`);
    return [name, value] as const;
  });
  return { ...(Object.fromEntries(entries) as Omit<PlanRules, 'redLines'>), redLines: parseRedLines(file) };
}
