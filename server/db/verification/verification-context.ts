/** Runs one statement in a transaction of its own and gives its rows. Statements stay short, so that an embedded database can serve others between them. */
export type RunStatement = <Row>(sql: string, values: readonly unknown[]) => Promise<Row[]>;

/** A rectangle of the partition an area is worked through in; half-open on the upper sides. Metres; the outermost are unbounded. */
export interface Cell {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
  /** The area inside the cell as WKB; null when nothing of it is. */
  readonly areaWkb: Buffer | null;
}

/** An area with its partition. */
export interface PartitionedArea {
  /** WKB, metres. */
  readonly wkb: Buffer;
  readonly areaM2: number;
  readonly cells: readonly Cell[];
}

/** What a recomputation reads: nothing of it comes out of the planning core but the outline of the area. */
export interface VerificationContext {
  readonly run: RunStatement;
  readonly srid: number;
  /** Current edition of each layer kind the city has. */
  readonly editions: ReadonlyMap<string, number>;
  readonly area: PartitionedArea;
  readonly signal: AbortSignal;
  /** Answers that questions of one verification share, by what they are about; see `once`. */
  readonly kept: WeakMap<object, Map<string, Promise<unknown>>>;
  /** In the second reading of a unit its id: `run` then reads `feature` with its proposals among it. */
  readonly unitId?: string;
  /** Ids of features that those close or move away. */
  readonly gone?: readonly number[];
}

/** Asks the first time only, about one thing (an area, a cell, the editions) in one verification. */
export function once<T>({ kept }: Pick<VerificationContext, 'kept'>, about: object, question: string, ask: () => Promise<T>): Promise<T> {
  let answers = kept.get(about);
  if (!answers) kept.set(about, answers = new Map());
  let answer = answers.get(question) as Promise<T> | undefined;
  if (!answer) answers.set(question, answer = ask());
  return answer;
}

/** What PostGIS gets for a rule. Null: a layer is missing, or there is nothing to divide by. */
export interface Recomputed {
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly extras: Readonly<Record<string, number>>;
}

/** What one feature adds to the numerator. */
export interface Contribution {
  readonly layer: string;
  readonly id: number;
  readonly amount: number;
}
