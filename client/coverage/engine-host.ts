import { createCoverageEngine } from '#planning/coverage/engine.ts';
import type { CoverageEngine, FollowedArea } from '#planning/coverage/engine-api.ts';
import { namedExplanation } from '#planning/coverage/explain-lonlat.ts';
import type { Figure } from '#planning/coverage/figure.ts';
import { metricProposal, PROPOSAL_ID_BASE, type DrawnProposal, type MetricProposal } from '#planning/coverage/proposal.ts';
import type { Dataset } from '#planning/coverage/dataset.ts';
import { metricCrs, type MetricCrs } from '#planning/geometry/metric-crs.ts';
import type { Overlay } from '#planning/geometry/overlay.ts';
import type { PlanRules } from '#planning/plan/plan-rules.ts';
import { runTopology } from '#planning/plan/topology/operation.ts';
import { borderFaults } from '#planning/plan/topology/border-faults.ts';
import { uniteAreas } from '#planning/plan/topology/unite-areas.ts';
import { unitContext } from '#planning/plan/unit-context.ts';
import { validate } from '#planning/plan/validate.ts';
import { CoverTold } from './cover-told.ts';
import { measuredProposals } from './measured-proposals.ts';
import { oldCommunitiesOf } from './old-communities.ts';
import type { AnswerTo, Answers, BordersQuestion, ExplainQuestion, FiguresQuestion, LiveFigures, OpenQuestion, ProposeQuestion, Question, TopologyQuestion, UniteQuestion, ValidateQuestion } from './protocol.ts';

export interface EngineHostOptions {
  readonly loadDataset: (cityId: string) => Promise<Dataset>;
  readonly createOverlay: () => Promise<Overlay>;
  readonly planRules: PlanRules;
  /** Milliseconds of a clock that only runs forward. */
  readonly now: () => number;
}
interface OpenCity { readonly engine: CoverageEngine; readonly followed: FollowedArea; readonly dataset: Dataset; readonly overlay: Overlay; readonly question: OpenQuestion; readonly crs: MetricCrs; readonly told: CoverTold }
/** A proposal as it came and in metres: unmoved, it stays the same object and costs nothing. */
interface KnownProposal { readonly drawn: string; readonly metric: MetricProposal }

/** Holds one city's engine and answers for it: the whole of the worker, without the worker. */
export class EngineHost {
  private open: OpenCity | null = null;
  private readonly options: EngineHostOptions;
  private proposals = new Map<number, KnownProposal>();
  /** The first reading with its open receipt, as long as the area stays. */
  private lists: { readonly of: readonly Figure[]; readonly ruleId: string | null; readonly shown: readonly Figure[] } | null = null;
  constructor(options: EngineHostOptions) { this.options = options; }

  async answer<Q extends Question>(question: Q): Promise<AnswerTo<Q>> {
    return (await this.answerAny(question)) as AnswerTo<Q>;
  }
  private answerAny(question: Question): Promise<Answers['open']> | Answers[Exclude<keyof Answers, 'open'>] {
    switch (question.kind) {
      case 'open': return this.openCity(question);
      case 'figures': return this.figures(question);
      case 'validate': return this.validate(question);
      case 'explain': return this.explain(question);
      case 'topology': return this.topology(question);
      case 'propose': return this.propose(question);
      case 'unite': return this.unite(question);
      case 'borders': return this.borders(question);
    }
  }
  private async openCity(question: OpenQuestion): Promise<Answers['open']> {
    this.close();
    const [dataset, overlay] = await Promise.all([this.options.loadDataset(question.cityId), this.options.createOverlay()]);
    const crs = metricCrs(Number(dataset.crs.replace('EPSG:', '')));
    if (!crs) throw new RangeError(`No metric CRS ${dataset.crs}`);
    const engine = createCoverageEngine(dataset, question.ruleSets, overlay);
    engine.warm();
    this.open = { engine, followed: engine.follow(), dataset, overlay, question, crs, told: new CoverTold() };
    return { datasetHash: dataset.hash, layers: dataset.layers.length };
  }
  private figures({ area, receiptRuleId, proposals = [], cover = null }: FiguresQuestion): LiveFigures {
    const { engine, followed, told } = this.opened();
    const from = this.options.now();
    engine.propose(this.inMetres(proposals));
    const { figures, withProposals, areaM2, people } = followed.figuresOfLonLat(area, { listLimit: 0 });
    const withReceipt = (list: readonly Figure[], isWith: boolean): readonly Figure[] => {
      const opened = receiptRuleId === null ? [] : engine.figuresOfLonLat(area, { ruleIds: [receiptRuleId], withProposals: isWith });
      if (opened.length === 0) return list;
      return list.map((figure) => opened.find((each) => each.ruleId === figure.ruleId && each.ruleSetId === figure.ruleSetId) ?? figure);
    };
    const map = cover && engine.coverMap(cover.ruleId, cover.bounds, { withProposals: true });
    if (!map) told.forget();
    return {
      figures: this.lists?.of === figures && this.lists.ruleId === receiptRuleId ? this.lists.shown : (this.lists = { of: figures, ruleId: receiptRuleId, shown: withReceipt(figures, false) }).shown, withProposals: withProposals && withReceipt(withProposals, true), uncounted: engine.uncounted().map((id) => id - PROPOSAL_ID_BASE), areaM2, people, cover: cover && map && told.change(cover.ruleId, map),
      datasetHash: engine.datasetHash, tookMs: this.options.now() - from,
    };
  }
  private inMetres(proposals: readonly DrawnProposal[]): readonly MetricProposal[] {
    const { crs } = this.opened();
    const known = new Map(proposals.map((proposal): [number, KnownProposal] => {
      const drawn = JSON.stringify(proposal);
      const before = this.proposals.get(proposal.number);
      return [proposal.number, before?.drawn === drawn ? before : { drawn, metric: metricProposal(proposal, crs) }];
    }));
    this.proposals = known;
    return [...known.values()].map(({ metric }) => metric);
  }
  private validate({ unit, others }: ValidateQuestion): Answers['validate'] {
    const { dataset, overlay, question, crs } = this.opened();
    const context = unitContext({ crs, units: others, divisions: question.divisions, bounds: question.bounds, oldCommunities: [] });
    return validate(unit, { ...context, oldCommunities: oldCommunitiesOf(dataset) }, this.options.planRules, overlay);
  }
  private topology({ units, operation }: TopologyQuestion): Answers['topology'] {
    const { overlay, crs } = this.opened();
    return runTopology({ units, crs, rules: this.options.planRules, overlay }, operation);
  }
  private explain({ place, ruleIds }: ExplainQuestion): Answers['explain'] {
    const { engine, crs } = this.opened();
    const [x, y] = 'at' in place ? crs.forward(...place.at) : [NaN, NaN];
    const explanation = engine.explain('at' in place ? { x, y } : place, ruleIds ? { ruleIds } : {});
    return explanation && namedExplanation(explanation, crs, new Map());
  }
  private propose(asked: ProposeQuestion): Answers['propose'] {
    const { engine, overlay, question, crs } = this.opened();
    return measuredProposals(asked, { engine, overlay, crs, bounds: question.bounds, planRules: this.options.planRules });
  }
  private unite({ areas, options }: UniteQuestion): Answers['unite'] {
    const { crs, overlay } = this.opened();
    return uniteAreas(areas, options, { crs, overlay, rules: this.options.planRules });
  }
  private borders({ units }: BordersQuestion): Answers['borders'] {
    const { overlay, crs } = this.opened();
    const rules = this.options.planRules;
    return borderFaults({ units, crs, rules, overlay }, rules.maxGapWidthM);
  }
  private opened(): OpenCity {
    if (!this.open) throw new Error('No city is open in the coverage engine.');
    return this.open;
  }
  close(): void {
    this.open?.followed.dispose();
    this.open?.engine.dispose();
    this.open = null;
  }
}

