import { createHash } from 'node:crypto';
import type { FigureSet } from '#contract/figures.ts';
import { ENGINE_VERSION } from '#planning/coverage/compute.ts';
import type { AskedPlace, Explanation, ExplainOptions } from '#planning/coverage/explain-api.ts';
import type { CompareOptions, RuleComparison } from '#planning/coverage/compare-rules-api.ts';
import type { GapOrder, Gaps } from '#planning/coverage/gaps-api.ts';
import type { FigureOptions } from '#planning/coverage/engine-api.ts';
import type { Figure } from '#planning/coverage/figure.ts';
import type { MetricProposal } from '#planning/coverage/proposal.ts';
import type { LonLatArea } from '#planning/geometry/types.ts';
import type { LayerRegistry } from '#planning/standards/layer-registry.ts';
import type { RuleSet } from '#planning/standards/rule.ts';
import type { Database } from '../../db/database.ts';
import type { DatasetKey } from '../../db/repositories/coverage-layers.ts';
import { areaRefOf, findArea, type FigureArea } from '../../db/repositories/figure-areas.ts';
import { carryFigures, figuresIn, findFigures, noFigures, saveFigures, type FigureCut, type StoredFigures, type StoredState } from '../../db/repositories/figures.ts';
import { polygonsOfWkb } from '../../db/wkb.ts';
import type { EventBus } from '../event-bus.ts';
import { datasetShape } from './dataset-shape.ts';
import { DatasetShelf } from './dataset-shelf.ts';
import type { AreaFacts, AreaFigures, AskedArea, LayerMeasures } from './figure-protocol.ts';
import { edgeOptions, edgeParameters } from './edge-options.ts';
import { FigureProblem } from './figure-problem.ts';
import { figureSetText } from './figure-set-text.ts';
import { FigureWorker, type Urgency } from './figure-worker.ts';
import { packDataset } from './pack-dataset.ts';
import { readRuleSets } from './rule-sets.ts';
import { secondReadingOf, withProposalsOf } from './second-reading.ts';
import { trimReceipt } from './trim-receipt.ts';

/** Packed datasets kept: one a city that is being looked at. */
const mostPacked = 3;

/** Who asks; null: the server itself. */
export type Asker = { readonly id: number } | null;

/** Whose figures, with what they follow from. */
export interface KnownFigures {
  readonly key: DatasetKey;
  readonly area: FigureArea;
  readonly stored: StoredFigures;
}

/**
 * Figures of saved areas: stored ones while what they follow from is unchanged, else computed in the figure thread and stored. Equal inputs give one
 * computation, however many ask.
 */
export class FigureService {
  readonly db: Database;
  #ruleSets: readonly RuleSet[];
  readonly #events: EventBus;
  readonly #worker: FigureWorker;
  readonly #shelf: DatasetShelf;
  #ruleSetsHash: string;
  readonly #computing = new Map<string, Promise<StoredFigures>>();
  readonly #facts = new Map<string, AreaFacts>();
  readonly #packed = new Map<string, Promise<readonly Buffer[]>>();

  /**
   * @param ruleSets those in force; absent: the files of `data/standards`. Layers that only a file asks for are in the dataset as well, for a newer file may come
   * into force while this runs.
   * @throws Error when a file of `data/standards` is wrong
   */
  constructor(db: Database, events: EventBus, registry: LayerRegistry, ruleSets?: readonly RuleSet[]) {
    this.db = db;
    this.#events = events;
    const ofFiles = readRuleSets(registry);
    this.#ruleSets = ruleSets ?? ofFiles;
    this.#ruleSetsHash = hashOf(this.#ruleSets);
    this.#worker = new FigureWorker(this.#ruleSets);
    this.#shelf = new DatasetShelf(db, this.#worker, datasetShape(registry, [...this.#ruleSets, ...ofFiles]));
  }

  /** The rule sets in force. */
  get ruleSets(): readonly RuleSet[] {
    return this.#ruleSets;
  }

  /** Other rule sets come into force: every figure stored by the old ones is out of date. */
  async useRuleSets(ruleSets: readonly RuleSet[]): Promise<void> {
    this.#ruleSets = ruleSets;
    this.#ruleSetsHash = hashOf(ruleSets);
    await this.#worker.useRuleSets(ruleSets);
  }

  close(): Promise<void> {
    return this.#worker.close();
  }

  /** @throws FigureProblem not_found, not_ready, crs_unknown */
  keyOf(cityId: string): Promise<DatasetKey> {
    return this.#shelf.keyOf(cityId);
  }

  /** Hash over everything the figures of an area follow from. */
  inputsHash(key: DatasetKey, area: Pick<FigureArea, 'kind' | 'wkb'>): string {
    return hashOf([key.hash, this.#ruleSetsHash, ENGINE_VERSION, edgeParameters, area.kind, area.wkb?.toString('base64') ?? '']);
  }

  /** Figures of a reference (contract `AreaRef`). @throws FigureProblem */
  async figuresOf(cityId: string, ref: string, asker: Asker, cut: FigureCut = {}): Promise<FigureSet> {
    return this.figureSet(await this.known(cityId, ref, asker, 'now', cut));
  }

  /** Figures of a unit as it stands in the database now; the way of a save. */
  computeForUnit(cityId: string, unitId: string, asker: Asker): Promise<FigureSet> {
    return this.figuresOf(cityId, `unit:${unitId}`, asker);
  }

  /** @throws FigureProblem not_found when the city has no such area */
  async known(cityId: string, ref: string, asker: Asker, urgency: Urgency, cut: FigureCut = {}): Promise<KnownFigures> {
    const key = await this.keyOf(cityId);
    const area = await findArea(this.db.pool, cityId, ref);
    if (!area) throw new FigureProblem('not_found', `There is no area «${ref}» in «${cityId}».`);
    return { key, area, stored: await this.storedOf(key, area, asker, urgency, cut) };
  }

  async storedOf(key: DatasetKey, area: FigureArea, asker: Asker, urgency: Urgency, cut: FigureCut): Promise<StoredFigures> {
    const inputsHash = this.inputsHash(key, area);
    const found = await findFigures(this.db.pool, key.cityId, area.kind, area.id, inputsHash, cut);
    if (found?.inputsHash === inputsHash) {
      if (found.areaVersion !== area.version) await carryFigures(this.db.pool, key.cityId, area, inputsHash);
      return { ...found, areaVersion: area.version };
    }
    const name = `${key.cityId} ${areaRefOf(area)} ${inputsHash}`;
    let computing = this.#computing.get(name);
    if (!computing) {
      computing = this.#compute(key, area, inputsHash, asker, urgency).finally(() => { this.#computing.delete(name); });
      this.#computing.set(name, computing);
    }
    return cutFigures(await computing, cut);
  }

  /** Sees to it that an area's figures are stored and of the present inputs. */
  stateOf(key: DatasetKey, area: FigureArea, asker: Asker, urgency: Urgency): Promise<StoredState> {
    return this.storedOf(key, area, asker, urgency, noFigures);
  }

  async #compute(key: DatasetKey, area: FigureArea, inputsHash: string, asker: Asker, urgency: Urgency): Promise<StoredFigures> {
    const { json, ...facts } = await this.#shelf.ask<'encoded'>(key, { kind: 'encoded', hash: key.hash, area: askedArea(area), options: { ...kindOf(area), edges: edgeOptions() } }, urgency);
    this.#remember(inputsHash, facts);
    const stored = await saveFigures(this.db, key.cityId, area, { inputsHash, json, computedBy: asker?.id ?? null });
    // One of many is not worth everybody's asking anew; whoever asked for the many tells when they are done.
    if (urgency === 'now') this.announce(key.cityId, area, stored.state);
    return stored;
  }

  announce(cityId: string, area: Pick<FigureArea, 'kind' | 'id'>, state: string): void {
    this.#events.publish(cityId, { type: 'figures', areaKind: area.kind, areaId: area.id, state });
  }

  /** The answer of the API. Stale when the city got a newer layer, or a rule set a newer version, while it was being worked out. */
  async figureSet(known: KnownFigures): Promise<FigureSet> {
    return { ...await this.#headOf(known), figures: figuresIn(known.stored), ...await this.#withProposals(known) };
  }

  /** The same as text, piece after piece: whole receipts of a large city are never there as objects, nor as one string. */
  async figureSetText(known: KnownFigures): Promise<Iterable<string | Uint8Array>> {
    return figureSetText(JSON.stringify({ ...await this.#headOf(known), ...await this.#withProposals(known) }), known.stored.json);
  }

  async #headOf({ key, area, stored }: KnownFigures): Promise<Omit<FigureSet, 'figures' | 'withProposals'>> {
    const [facts, now] = await Promise.all([this.#factsOf(key, area, stored.inputsHash), this.keyOf(key.cityId)]);
    return {
      area: areaRefOf(area), areaName: area.name, areaVersion: stored.areaVersion, ...facts, state: stored.state, stale: now.hash !== key.hash || stored.inputsHash !== this.inputsHash(key, area),
      inputsHash: stored.inputsHash, computedAt: stored.computedAt, computedBy: stored.computedBy, verifiedAt: stored.verifiedAt,
      verification: stored.verification && [...stored.verification],
    };
  }

  /** The second reading of a unit; nothing when it has no proposals. */
  async #withProposals({ key, area, stored }: KnownFigures): Promise<Pick<FigureSet, 'withProposals'>> {
    const second = await secondReadingOf(this.db.pool, key, area, stored.inputsHash);
    return second ? { withProposals: withProposalsOf(second, stored.second, await this.#proposed(key, area, second.proposals)) } : {};
  }

  /** Figures of a unit with these proposals counted; they are not stored. */
  async proposedFigures(key: DatasetKey, area: FigureArea, proposals: readonly MetricProposal[], options: FigureOptions = {}, urgency: Urgency = 'now'): Promise<readonly Figure[]> {
    return (await this.#proposed(key, area, proposals, options, urgency)).figures;
  }

  #proposed(key: DatasetKey, area: FigureArea, proposals: readonly MetricProposal[], options: FigureOptions = {}, urgency: Urgency = 'now'): Promise<AreaFigures> {
    return this.#shelf.ask<'figures'>(key, { kind: 'figures', hash: key.hash, area: askedArea(area), options: { ...options, ...kindOf(area), withProposals: true }, proposals }, urgency);
  }

  /** Figures of an area nobody saved; they are not stored. `ruleIds` absent: every rule. */
  async figuresOfDrawn(cityId: string, geometry: LonLatArea, ruleIds?: readonly string[]): Promise<FigureSet> {
    const key = await this.keyOf(cityId);
    const options = { edges: edgeOptions(), ...(ruleIds === undefined ? {} : { ruleIds }) };
    const { figures, ...facts } = await this.#shelf.ask<'figures'>(key, { kind: 'figures', hash: key.hash, area: { lonLat: geometry }, options }, 'now');
    const inputsHash = hashOf([key.hash, this.#ruleSetsHash, ENGINE_VERSION, geometry.type, geometry.coordinates]);
    return {
      area: 'drawn', areaName: '', areaVersion: 0, ...facts, state: 'computed', stale: false, inputsHash, computedAt: new Date().toISOString(), computedBy: null,
      verifiedAt: null, verification: null, figures: [...figures],
    };
  }

  /** Some rules of an area nobody saved, metres; they are not stored. */
  figuresOfArea(key: DatasetKey, area: FigureArea, ruleIds: readonly string[]): Promise<AreaFigures> {
    return this.#shelf.ask<'figures'>(key, { kind: 'figures', hash: key.hash, area: askedArea(area), options: { ruleIds } }, 'now');
  }

  /** The same with lists that are not cut, straight from the thread. */
  async uncutFigures(key: DatasetKey, area: FigureArea, ruleIds: readonly string[], proposals?: readonly MetricProposal[]): Promise<readonly Figure[]> {
    const options: FigureOptions = { ruleIds, listLimit: Number.MAX_SAFE_INTEGER };
    return proposals ? this.proposedFigures(key, area, proposals, options, 'batch') : this.briefFigures(key, area, { ...options, ...kindOf(area) });
  }

  /** Some rules of an area by the rule sets in force, lists cut as the options say; not stored. */
  async briefFigures(key: DatasetKey, area: FigureArea, options: FigureOptions): Promise<readonly Figure[]> {
    return (await this.#shelf.ask<'figures'>(key, { kind: 'figures', hash: key.hash, area: askedArea(area), options }, 'batch')).figures;
  }

  /** Figures of an area by rule sets that are not in force; not stored. Trials of one name share what they prepare; end them with `endTrial`. */
  trialFigures(key: DatasetKey, area: FigureArea, name: string, ruleSets: readonly RuleSet[], options: FigureOptions): Promise<readonly Figure[]> {
    return this.#shelf.ask<'trial'>(key, { kind: 'trial', hash: key.hash, name, ruleSets, area: askedArea(area), options }, 'batch');
  }

  async endTrial(key: DatasetKey, name: string): Promise<void> {
    await this.#shelf.ask<'trial'>(key, { kind: 'trial', hash: key.hash, name, ruleSets: [], area: null, options: {} }, 'now');
  }

  /** What a rule leaves uncovered in an area. Null: no rule in force has this id. */
  gapsOf(key: DatasetKey, area: FigureArea, ruleId: string, order: GapOrder): Promise<Gaps | null> {
    return this.#shelf.ask<'gaps'>(key, { kind: 'gaps', hash: key.hash, area: askedArea(area), ruleId, order }, 'now');
  }

  /** What one of two rules covers in an area and the other does not. Null: no rule has one of the ids. */
  compareRules(key: DatasetKey, area: FigureArea, ruleA: string, ruleB: string, options: CompareOptions): Promise<RuleComparison | null> {
    return this.#shelf.ask<'compare'>(key, { kind: 'compare', hash: key.hash, area: askedArea(area), ruleA, ruleB, options }, 'now');
  }

  /** Why a place is covered or not. Null: no layer that the rules read has a feature of this id. */
  explain(key: DatasetKey, place: AskedPlace, options: ExplainOptions): Promise<Explanation | null> {
    return this.#shelf.ask<'explain'>(key, { kind: 'explain', hash: key.hash, place, options }, 'now');
  }

  measuresOf(key: DatasetKey, layer: string): Promise<LayerMeasures> {
    return this.#shelf.ask<'measures'>(key, { kind: 'measures', hash: key.hash, layer }, 'batch');
  }

  /** Builds ahead what the first question about the city would wait for. */
  async warm(cityId: string): Promise<void> {
    const key = await this.keyOf(cityId);
    await this.#shelf.ask<'warm'>(key, { kind: 'warm', hash: key.hash }, 'batch');
  }

  /** The encoded dataset (planning/coverage/dataset-codec.ts) gzipped, in pieces. */
  packedDataset(key: DatasetKey): Promise<readonly Buffer[]> {
    let packed = this.#packed.get(key.hash);
    if (!packed) {
      packed = packDataset((from, most) => this.#shelf.ask<'encode'>(key, { kind: 'encode', hash: key.hash, from, most }, 'now'));
      packed.catch(() => { this.#packed.delete(key.hash); });
      this.#packed.set(key.hash, packed);
      const oldest = this.#packed.keys().next().value;
      if (this.#packed.size > mostPacked && oldest !== undefined) this.#packed.delete(oldest);
    }
    return packed;
  }

  async #factsOf(key: DatasetKey, area: FigureArea, inputsHash: string): Promise<AreaFacts> {
    const known = this.#facts.get(inputsHash);
    if (known) return known;
    const facts = await this.#shelf.ask<'facts'>(key, { kind: 'facts', hash: key.hash, area: askedArea(area) }, 'now');
    this.#remember(inputsHash, facts);
    return facts;
  }

  #remember(inputsHash: string, facts: AreaFacts): void {
    if (this.#facts.size > 5000) this.#facts.clear();
    this.#facts.set(inputsHash, { areaM2: facts.areaM2, people: facts.people });
  }
}

function cutFigures(stored: StoredFigures, { ruleIds, listLimit }: FigureCut): StoredFigures {
  if (ruleIds === undefined && listLimit === undefined) return stored;
  if (ruleIds?.length === 0) return { ...stored, json: [] };
  const text = new TextEncoder();
  const json = stored.json.flatMap((bytes) => {
    const figures = figuresIn({ json: [bytes] }).filter(({ ruleId }) => ruleIds?.includes(ruleId) ?? true);
    return figures.map((figure) => text.encode(JSON.stringify(listLimit === undefined ? figure : trimReceipt(figure, listLimit))));
  });
  return { ...stored, json };
}

export function askedArea(area: Pick<FigureArea, 'wkb'>): AskedArea {
  return area.wkb === null ? 'city' : { metric: polygonsOfWkb(area.wkb) };
}

/** What the area is, for rules that do not speak of all. */
function kindOf({ kind, level }: FigureArea): Pick<FigureOptions, 'areaKind' | 'divisionLevel'> {
  return { areaKind: kind, ...level === undefined ? {} : { divisionLevel: level } };
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
