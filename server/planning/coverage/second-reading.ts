/** The city as all proposals make it: what they close alters it, what they build, move and connect stands in it. The same as long as only that is dragged. */
import type { Overlay } from '../geometry/overlay.ts';
import type { MultiPolygonCoords } from '../geometry/types.ts';
import { layersOf, methodOf } from '../standards/rule-layers.ts';
import type { Rule } from '../standards/rule.ts';
import { alteredCity } from './altered-city.ts';
import { alterationOf, subjectOf, textOfAlteration, type Alteration } from './altered.ts';
import { AreaMemory } from './area-memory.ts';
import { openArea, type AreaView } from './area-view.ts';
import { tablesOf } from './dataset.ts';
import type { Figure, ReceiptProposal } from './figure.ts';
import { settle, type PreparedCity } from './prepare.ts';
import type { MetricProposal } from './proposal.ts';
import { proposedCity, type ProposedCity } from './proposals.ts';


export class SecondReading {
  readonly #existing: PreparedCity;
  #base: PreparedCity;
  #view: ProposedCity;
  #hasFootways = false;
  #altered = '';
  #proposals: readonly MetricProposal[] = [];
  #layers: ReadonlySet<string> = new Set();
  readonly #reads = new Map<Rule, { readonly layers: readonly string[]; readonly isOnFoot: boolean }>();

  constructor(city: PreparedCity) {
    this.#existing = this.#base = city;
    this.#view = proposedCity(city);
  }

  /** Another object after every change of what is closed. */
  get city(): ProposedCity { return this.#view; }
  get isAltered(): boolean { return this.#altered !== ''; }
  get proposals(): readonly MetricProposal[] { return this.#proposals; }

  propose(list: readonly MetricProposal[]): void {
    if (list.length === this.#proposals.length && list.every((each, i) => each === this.#proposals[i])) return;
    this.#proposals = list;
    this.#hasFootways = list.some(({ action }) => action === 'connect');
    const alteration = alterationOf(list, this.#existing.dataset);
    const text = textOfAlteration(alteration);
    if (text !== this.#altered) this.#alter(alteration, text);
    this.#layers = new Set([...list.filter(({ action }) => action !== 'connect').map(({ layer }) => layer), ...alteration.closed.keys()]);
    this.#view.propose(list);
  }

  #alter(alteration: Alteration, text: string): void {
    this.#release();
    this.#altered = text;
    this.#base = text === '' ? this.#existing : alteredCity(this.#existing, alteration);
    this.#view = proposedCity(this.#base);
  }

  /** Whether any proposal can change what the rule says. */
  concerns(rule: Rule): boolean {
    const { layers, isOnFoot } = this.#readsOf(rule);
    return (isOnFoot && this.#hasFootways) || layers.some((layer) => this.#layers.has(layer));
  }

  #readsOf(rule: Rule): { readonly layers: readonly string[]; readonly isOnFoot: boolean } {
    let reads = this.#reads.get(rule);
    if (!reads) this.#reads.set(rule, reads = { layers: layersOf(rule), isOnFoot: methodOf(rule) === 'walking' });
    return reads;
  }

  /** Brings what the rules keep up to date. */
  settle(): void {
    settle(this.#view, this.#hasFootways ? new Set([...this.#layers, 'road']) : this.#layers);
  }

  /** Proposals that count nowhere: the layer, or what is closed or moved, is not in the dataset, or a footway is near no street at one of its ends. Ids. */
  uncounted(): readonly number[] {
    const { dataset } = this.#existing;
    const loose = this.#existing.hasLayer('road') ? this.#view.looseFootways() : null;
    return this.#proposals.filter((proposal) => {
      if (proposal.action === 'connect') return loose?.includes(proposal.id) ?? true;
      return proposal.action === 'close' || proposal.action === 'move' ? !subjectOf(dataset, proposal) : tablesOf(dataset, proposal.layer).length === 0;
    }).map(({ id }) => id);
  }

  /** Figures whose receipts name the proposals that the rule reads. */
  named(figures: readonly Figure[]): readonly Figure[] {
    if (this.#proposals.length === 0) return figures;
    const uncounted = this.uncounted();
    const rules = new Map(this.#existing.ruleSets.flatMap((ruleSet) => ruleSet.rules.map((rule) => [`${ruleSet.id} ${rule.id}`, rule])));
    return figures.map((figure) => {
      const rule = rules.get(`${figure.ruleSetId} ${figure.ruleId}`);
      const proposals = rule ? this.#readBy(rule).map((each): ReceiptProposal => ({ ...each, isCounted: !uncounted.includes(each.id) })) : [];
      return proposals.length === 0 ? figure : { ...figure, receipt: { ...figure.receipt, proposals } };
    });
  }

  #readBy(rule: Rule): readonly Omit<ReceiptProposal, 'isCounted'>[] {
    const { layers, isOnFoot } = this.#readsOf(rule);
    return this.#proposals.filter(({ action, layer }) => (action === 'connect' ? isOnFoot : layers.includes(layer)))
      .map(({ id, action = 'build', layer, featureId }) => ({ id, action, layer, ...(featureId === undefined ? {} : { featureId }) }));
  }

  #release(): void {
    this.#view.dispose();
    if (this.#base !== this.#existing) this.#base.dispose();
  }

  dispose(): void { this.#release(); }
}

/** What an area remembers of the second reading where something that exists is altered; given up with the alteration. */
export class SecondMemory {
  #of: unknown = null;
  #memory: AreaMemory | null = null;

  /** @param area as the first reading remembers it, which does where nothing is altered */
  ask<T>(second: SecondReading, coords: MultiPolygonCoords, area: AreaView, overlay: Overlay, question: (area: AreaView) => T): T {
    if (this.#of !== second.city) this.dispose();
    if (!second.isAltered) return question(area);
    this.#of = second.city;
    const altered = openArea(coords, overlay, this.#memory ??= new AreaMemory());
    try {
      return question(altered);
    } finally {
      altered.dispose();
    }
  }

  dispose(): void {
    this.#memory?.dispose();
    this.#memory = null;
  }
}
