import type { VerificationEntry } from '#contract/figures.ts';
import type { Figure } from '#planning/coverage/figure.ts';
import { layersOf, meaningOf, methodOf, requiredAttributes } from '#planning/standards/rule-layers.ts';
import type { Rule } from '#planning/standards/rule.ts';
import { lookup } from '#planning/standards/parse.ts';
import { cityOutline } from '../../db/repositories/verification.ts';
import { partition } from '../../db/verification/partition.ts';
import { idsGone, withProposals } from '../../db/verification/proposed-features.ts';
import { recompute } from '../../db/verification/recompute.ts';
import { analysisStatements } from '../../db/verification/run-statement.ts';
import type { Recomputed, VerificationContext } from '../../db/verification/verification-context.ts';
import { forgetOwnGraph } from '../../db/verification/walking.ts';
import { compare } from './compare.ts';
import { differingFeatures } from './disputes.ts';
import type { LayerMeasures } from './figure-protocol.ts';
import type { FigureService, KnownFigures } from './figure-service.ts';
import { measuresOfProposals, measuresWithout } from './layer-measures.ts';
import type { SecondReading } from './second-reading.ts';

export interface VerifyOptions {
  readonly signal: AbortSignal;
  /** Only readings nobody has verified as they are now. */
  readonly isUnverifiedOnly?: boolean;
  progress(share: number, step: string): void;
}

interface CheckedArea extends VerificationContext {
  /** False: the city is only known by the extent of its data, and is not measured by area. */
  readonly hasBoundary: boolean;
}

/** What the first reading came to, figure by figure and answer by answer; answers may be missing. */
export interface FirstReading {
  readonly figures: readonly Figure[];
  readonly entries: readonly VerificationEntry[];
}

/** One verification of an area: what its questions have in common is asked of PostGIS once. */
export interface Verification {
  readonly options: VerifyOptions;
  /** What exists. One entry a figure, in their order. */
  entriesOf(figures: readonly Figure[]): Promise<VerificationEntry[]>;
  /** With a unit's proposals. A rule that reads no layer they are of has the answer it had, while its figure is the one it was. */
  entriesOfSecond(figures: readonly Figure[], second: SecondReading, first: FirstReading): Promise<VerificationEntry[]>;
}

/** A reading of the area: how it asks, and what of it the core holds. */
interface Reading {
  readonly context: CheckedArea | null;
  /** What exists, whatever is proposed: a survey that is missing is not made by a proposal. */
  readonly standing: CheckedArea | null;
  readonly second: SecondReading | null;
  ask(context: VerificationContext, rule: Rule): Promise<Recomputed>;
}

type Known = Pick<KnownFigures, 'key' | 'area'>;

export async function beginVerification(service: FigureService, known: Known, options: VerifyOptions): Promise<Verification> {
  const context = await contextOf(service, known, options.signal);
  const existing: Reading = { context, standing: context, second: null, ask: askingOnce() };
  return {
    options,
    entriesOf: (figures) => entriesOf(service, known, options, figures, () => existing),
    async entriesOfSecond(figures, second, first) {
      const proposed: Reading = { standing: context, context: context && withProposals(context, known.area.id, second.proposals), second, ask: askingOnce() };
      const layers = new Set(second.proposals.map(({ layer }) => layer));
      const hasFootways = second.proposals.some(({ action }) => action === 'connect');
      const isTouched = (figure: Figure): boolean => {
        const rule = ruleOf(service, figure);
        return !rule || (hasFootways && methodOf(rule) === 'walking') || layersOf(rule).some((layer) => layers.has(layer));
      };
      try {
        return await entriesOf(service, known, options, figures, (figure) => (isTouched(figure) ? proposed : existing), sameAsFirst(first, isTouched));
      } finally {
        if (proposed.context) await forgetOwnGraph(proposed.context);
      }
    },
  };
}

/** The entry a figure had in the first reading, when nothing the rule reads was proposed and the core says the same as before. */
function sameAsFirst({ figures, entries }: FirstReading, isTouched: (figure: Figure) => boolean): (figure: Figure) => VerificationEntry | null {
  const before = new Map(figures.map((figure) => [figure.ruleId, figure]));
  const found = new Map(entries.map((entry) => [entry.ruleId, entry]));
  const numbers = ({ numerator, denominator, value, extras, missingLayers }: Figure): string => JSON.stringify([numerator, denominator, value, extras, missingLayers]);
  return (figure) => {
    const first = before.get(figure.ruleId);
    return first && !isTouched(figure) && numbers(first) === numbers(figure) ? found.get(figure.ruleId) ?? null : null;
  };
}

/** Rule sets that stand side by side often ask the same question with another threshold; PostGIS answers it once. */
function askingOnce(): Reading['ask'] {
  const asked = new Map<string, Promise<Recomputed>>();
  return (context, rule) => {
    const key = meaningOf(rule);
    const answer = asked.get(key) ?? recompute(context, rule);
    asked.set(key, answer);
    return answer;
  };
}

async function entriesOf(service: FigureService, known: Known, options: VerifyOptions, figures: readonly Figure[], readingOf: (figure: Figure) => Reading, answered: (figure: Figure) => VerificationEntry | null = () => null): Promise<VerificationEntry[]> {
  const entries: VerificationEntry[] = [];
  for (const [index, figure] of figures.entries()) {
    options.signal.throwIfAborted();
    options.progress(index / figures.length, 'verifying');
    entries.push(answered(figure) ?? await verifyFigure(service, known, readingOf(figure), figure));
  }
  return entries;
}

const ruleOf = (service: FigureService, { ruleId }: Figure): Rule | undefined => lookup(service.ruleSets, ruleId)?.rule;

async function contextOf(service: FigureService, { key, area }: Known, signal: AbortSignal): Promise<CheckedArea | null> {
  const editions = new Map(key.inputs.map(({ layer, editionId }) => [layer, editionId]));
  const run = analysisStatements(service.db, signal);
  const outline = area.wkb === null ? await cityOutline(service.db.analysis, editions) : { kind: 'boundary', wkb: area.wkb };
  if (!outline) return null;
  return { run, signal, editions, srid: key.srid, area: await partition(run, outline.wkb, key.srid), kept: new WeakMap(), hasBoundary: outline.kind === 'boundary' };
}

async function verifyFigure(service: FigureService, { key, area }: Known, { context, standing, second, ask }: Reading, figure: Figure): Promise<VerificationEntry> {
  const rule = ruleOf(service, figure);
  if (!rule || !context || !standing || figure.missingLayers.length > 0) {
    const agrees = standing === null || await areMissing(standing, figure.missingLayers, rule) || (rule !== undefined && context !== null && saysWhatLacks(rule) && (await ask(context, rule)).numerator === null);
    return { ruleId: figure.ruleId, agrees, numerator: null, denominator: null, value: null, difference: agrees ? 0 : 1, features: [] };
  }
  const entry = compare(figure, await ask(context, rule));
  if (entry.agrees) return entry;
  const [uncut] = await service.uncutFigures(key, area, [rule.id], second?.proposals);
  const measures = async (layer: string): Promise<LayerMeasures[]> => {
    const input = key.inputs.find((each) => each.layer === layer);
    const existing = await service.measuresOf(key, layer);
    return [second ? measuresWithout(existing, idsGone(second.proposals)) : existing, ...second && input ? [measuresOfProposals(second.proposals, input)] : []];
  };
  return { ...entry, features: uncut ? await differingFeatures({ q: service.db.analysis, context, rule, figure: uncut, measures }) : [] };
}

/** A layer may be there and hold nothing of what the rule asks for: no land of a category, none of the divisions. PostGIS looks for it itself. */
const saysWhatLacks = (rule: Rule): boolean => rule.kind === 'walking_links' || (rule.kind === 'count_in_area' && rule.place !== undefined);

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
