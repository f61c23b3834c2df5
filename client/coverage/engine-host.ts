import { createCoverageEngine } from '#planning/coverage/engine.ts';
import type { CoverageEngine } from '#planning/coverage/engine-api.ts';
import type { Dataset } from '#planning/coverage/dataset.ts';
import { metricCrs } from '#planning/geometry/metric-crs.ts';
import type { Overlay } from '#planning/geometry/overlay.ts';
import type { MultiPolygonCoords } from '#planning/geometry/types.ts';
import type { PlanRules } from '#planning/plan/plan-rules.ts';
import { unitContext } from '#planning/plan/unit-context.ts';
import { validate } from '#planning/plan/validate.ts';
import { oldCommunitiesOf } from './old-communities.ts';
import type { AnswerTo, Answers, FiguresQuestion, LiveFigures, OpenQuestion, Question, ValidateQuestion } from './protocol.ts';

export interface EngineHostOptions {
  readonly loadDataset: (cityId: string) => Promise<Dataset>;
  readonly createOverlay: () => Promise<Overlay>;
  readonly planRules: PlanRules;
  /** Milliseconds of a clock that only runs forward. */
  readonly now: () => number;
}
interface OpenCity { readonly engine: CoverageEngine; readonly dataset: Dataset; readonly overlay: Overlay; readonly question: OpenQuestion }

/** Holds one city's engine and answers for it: the whole of the worker, without the worker. */
export class EngineHost {
  private open: OpenCity | null = null;
  private readonly options: EngineHostOptions;
  constructor(options: EngineHostOptions) { this.options = options; }

  async answer<Q extends Question>(question: Q): Promise<AnswerTo<Q>> {
    return (await this.answerAny(question)) as AnswerTo<Q>;
  }
  private answerAny(question: Question): Promise<Answers['open']> | Answers['figures'] | Answers['validate'] {
    switch (question.kind) {
      case 'open': return this.openCity(question);
      case 'figures': return this.figures(question);
      case 'validate': return this.validate(question);
    }
  }
  private async openCity(question: OpenQuestion): Promise<Answers['open']> {
    this.close();
    const [dataset, overlay] = await Promise.all([this.options.loadDataset(question.cityId), this.options.createOverlay()]);
    const engine = createCoverageEngine(dataset, question.ruleSets, overlay);
    engine.warm();
    this.open = { engine, dataset, overlay, question };
    return { datasetHash: dataset.hash, layers: dataset.layers.length };
  }
  private figures({ area, receiptRuleId }: FiguresQuestion): LiveFigures {
    const { engine } = this.opened();
    const from = this.options.now();
    const metric: MultiPolygonCoords = engine.toMetric(area);
    const figures = engine.figuresOfLonLat(area, { listLimit: 0 });
    const opened = receiptRuleId === null ? [] : engine.figuresOfLonLat(area, { ruleIds: [receiptRuleId] });
    return {
      figures: figures.map((figure) => opened.find((each) => each.ruleId === figure.ruleId && each.ruleSetId === figure.ruleSetId) ?? figure),
      areaM2: engine.areaM2(metric), people: engine.people(metric), datasetHash: engine.datasetHash, tookMs: this.options.now() - from,
    };
  }
  private validate({ unit, others }: ValidateQuestion): Answers['validate'] {
    const { dataset, overlay, question } = this.opened();
    const crs = metricCrs(Number(dataset.crs.replace('EPSG:', '')));
    if (!crs) throw new RangeError(`No metric CRS ${dataset.crs}`);
    const context = unitContext({ crs, units: others, divisions: question.divisions, bounds: question.bounds, oldCommunities: [] });
    return validate(unit, { ...context, oldCommunities: oldCommunitiesOf(dataset) }, this.options.planRules, overlay);
  }
  private opened(): OpenCity {
    if (!this.open) throw new Error('No city is open in the coverage engine.');
    return this.open;
  }
  close(): void {
    this.open?.engine.dispose();
    this.open = null;
  }
}

