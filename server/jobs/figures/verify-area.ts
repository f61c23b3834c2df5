import type { VerificationEntry } from '#contract/figures.ts';
import type { Figure } from '#planning/coverage/figure.ts';
import { meaningOf, requiredAttributes } from '#planning/standards/rule-layers.ts';
import type { Rule } from '#planning/standards/rule.ts';
import { lookup } from '#planning/standards/parse.ts';
import { areaRefOf } from '../../db/repositories/figure-areas.ts';
import { figuresIn, saveVerification } from '../../db/repositories/figures.ts';
import { cityOutline } from '../../db/repositories/verification.ts';
import { partition } from '../../db/verification/partition.ts';
import { recompute } from '../../db/verification/recompute.ts';
import { analysisStatements } from '../../db/verification/run-statement.ts';
import type { Recomputed, VerificationContext } from '../../db/verification/verification-context.ts';
import { compare } from './compare.ts';
import { differingFeatures } from './disputes.ts';
import type { FigureService, KnownFigures } from './figure-service.ts';

/** `superseded`: the figures were computed anew meanwhile, and what was found about the old ones was dropped. */
export interface VerificationOutcome {
  readonly area: string;
  readonly state: 'verified' | 'disputed' | 'superseded';
  readonly entries: readonly VerificationEntry[];
}

export interface VerifyOptions {
  readonly signal: AbortSignal;
  progress(share: number, step: string): void;
}

/** PostGIS works out every figure of an area on its own; where it differs the features that make the difference are sought. The outcome is stored. */
export async function verifyArea(service: FigureService, cityId: string, ref: string, options: VerifyOptions): Promise<VerificationOutcome> {
  options.progress(0, 'computing');
  const known = await service.known(cityId, ref, null, 'batch', { listLimit: 0 });
  const entries = await verifyFigures(service, known, figuresIn(known.stored), options);
  // Other rules may have come into force meanwhile; figures by the old ones held against the new ones say nothing.
  const isCurrent = service.inputsHash(known.key, known.area) === known.stored.inputsHash;
  const isKept = isCurrent && await saveVerification(service.db.pool, cityId, known.area, known.stored.inputsHash, entries);
  const state = entries.every(({ agrees }) => agrees) ? 'verified' : 'disputed';
  if (isKept) service.announce(cityId, known.area, state);
  return { area: areaRefOf(known.area), state: isKept ? state : 'superseded', entries };
}

/** The same for figures of any area, saved or not; nothing is stored. One entry a figure, in their order. */
export async function verifyFigures(service: FigureService, known: Pick<KnownFigures, 'key' | 'area'>, figures: readonly Figure[], options: VerifyOptions): Promise<VerificationEntry[]> {
  const context = await contextOf(service, known, options.signal);
  const asked = new Map<string, Promise<Recomputed>>();
  // Rule sets that stand side by side often ask the same question with another threshold; PostGIS answers it once.
  const ask = (inside: VerificationContext, rule: Rule): Promise<Recomputed> => {
    const key = meaningOf(rule);
    const answer = asked.get(key) ?? recompute(inside, rule);
    asked.set(key, answer);
    return answer;
  };
  const entries: VerificationEntry[] = [];
  for (const [index, figure] of figures.entries()) {
    options.signal.throwIfAborted();
    options.progress(index / figures.length, 'verifying');
    entries.push(await verifyFigure(service, known, context, figure, ask));
  }
  return entries;
}

interface CheckedArea extends VerificationContext {
  /** False: the city is only known by the extent of its data, and is not measured by area. */
  readonly hasBoundary: boolean;
}

async function contextOf(service: FigureService, { key, area }: Pick<KnownFigures, 'key' | 'area'>, signal: AbortSignal): Promise<CheckedArea | null> {
  const editions = new Map(key.inputs.map(({ layer, editionId }) => [layer, editionId]));
  const run = analysisStatements(service.db, signal);
  const outline = area.wkb === null ? await cityOutline(service.db.analysis, editions) : { kind: 'boundary', wkb: area.wkb };
  if (!outline) return null;
  return { run, signal, editions, srid: key.srid, area: await partition(run, outline.wkb, key.srid), hasBoundary: outline.kind === 'boundary' };
}

async function verifyFigure(service: FigureService, { key, area }: Pick<KnownFigures, 'key' | 'area'>, context: CheckedArea | null, figure: Figure, ask: typeof recompute): Promise<VerificationEntry> {
  const rule = lookup(service.ruleSets, figure.ruleId)?.rule;
  if (!rule || !context || figure.missingLayers.length > 0) {
    const agrees = context === null || await areMissing(context, figure.missingLayers, rule);
    return { ruleId: figure.ruleId, agrees, numerator: null, denominator: null, value: null, difference: agrees ? 0 : 1, features: [] };
  }
  const entry = compare(figure, await ask(context, rule));
  if (entry.agrees) return entry;
  const { figures: [uncut] } = await service.uncutFigures(key, area, [rule.id]);
  const measures = (layer: string): ReturnType<FigureService['measuresOf']> => service.measuresOf(key, layer);
  return { ...entry, features: uncut ? await differingFeatures({ q: service.db.analysis, context, rule, figure: uncut, measures }) : [] };
}

/** Whether the city really lacks these: a building layer without a resident lacks people, a city without divisions its boundary, a layer nobody recorded an attribute in that attribute. */
async function areMissing(context: CheckedArea, layers: readonly string[], rule: Rule | undefined): Promise<boolean> {
  for (const layer of layers) {
    const edition = context.editions.get(layer === 'population' ? 'building' : layer);
    if (edition === undefined || (layer === 'admin_division' && !context.hasBoundary)) continue;
    if (rule && await lacksAttribute(context, edition, requiredAttributes(rule).filter((each) => each.layer === layer).map(({ attribute }) => attribute))) continue;
    if (layer !== 'population') return false;
    const rows = await context.run<{ id: number }>(
      `select id from feature where edition_id = $1 and case when jsonb_typeof(attrs->'people') = 'number' then (attrs->>'people')::float8 > 0 else false end limit 1`, [edition]);
    if (rows.length > 0) return false;
  }
  return true;
}

/** Whether no feature of an edition has a value of one of the attributes. */
async function lacksAttribute(context: CheckedArea, edition: number, attributes: readonly string[]): Promise<boolean> {
  for (const attribute of attributes) {
    const rows = await context.run<{ id: number }>(`select id from feature where edition_id = $1 and nullif(attrs->>$2::text, '') is not null limit 1`, [edition, attribute]);
    if (rows.length === 0) return true;
  }
  return false;
}
