import { metricCrs } from '#planning/geometry/metric-crs.ts';
import type { Database } from '../../db/database.ts';
import { datasetKey, loadDataset, type DatasetKey, type DatasetShape } from '../../db/repositories/coverage-layers.ts';
import type { Answers, Question } from './figure-protocol.ts';
import { FigureProblem } from './figure-problem.ts';
import { DatasetNotHeld, type FigureWorker, type Urgency } from './figure-worker.ts';

/** Sees to it that the figure thread holds the dataset it is asked about: loads it once, and again when it was put away for others. */
export class DatasetShelf {
  readonly #db: Database;
  readonly #worker: FigureWorker;
  readonly #shape: DatasetShape;
  /** Loads under way, by hash. */
  readonly #loading = new Map<string, Promise<void>>();

  constructor(db: Database, worker: FigureWorker, shape: DatasetShape) {
    this.#db = db;
    this.#worker = worker;
    this.#shape = shape;
  }

  /** The dataset a city has now. @throws FigureProblem when there is no such city, or no CRS to measure in yet */
  async keyOf(cityId: string): Promise<DatasetKey> {
    const key = await datasetKey(this.#db.pool, cityId, this.#shape);
    if (!key) throw new FigureProblem('not_found', `There is no city «${cityId}».`);
    if (key.srid === 0) throw new FigureProblem('not_ready', `The city «${cityId}» has no layers yet: its metric coordinate system follows from the first import.`);
    if (!metricCrs(key.srid)) throw new FigureProblem('crs_unknown', `Figures cannot be measured in EPSG:${key.srid}.`);
    return key;
  }

  async ask<K extends Exclude<Question['kind'], 'load' | 'rule-sets'>>(key: DatasetKey, question: Extract<Question, { kind: K }>, urgency: Urgency): Promise<Answers[K]> {
    try {
      return await this.#worker.ask<K>(question, urgency);
    } catch (error) {
      if (!(error instanceof DatasetNotHeld)) throw error;
    }
    await this.#load(key);
    return this.#worker.ask<K>(question, urgency);
  }

  #load(key: DatasetKey): Promise<void> {
    let loading = this.#loading.get(key.hash);
    if (!loading) {
      loading = loadDataset(this.#db.pool, key, this.#shape).then((dataset) => this.#worker.load(dataset)).finally(() => { this.#loading.delete(key.hash); });
      this.#loading.set(key.hash, loading);
    }
    return loading;
  }
}
