import type { PositionCheck } from '#contract/deliveries.ts';
import type { ImportReport } from '#contract/layers.ts';
import type { Reading } from './driver.ts';
import type { ReportBuilder } from './report.ts';

/** What is being imported and by whom. */
export interface ImportOrder {
  readonly cityId: string;
  /** Shared by the editions of this import; a job's id when a job runs it. */
  readonly importId: string;
  /** File name or description. */
  readonly source: string;
  readonly sourceDate: string | null;
  readonly attribution: string | null;
  readonly sha256: string;
  readonly createdBy: number | null;
  /** Metric CRS of a new city, when told; else by the place of the data. */
  readonly srid?: number | null;
  /** `ask`: an edition of a kind that is there already waits until a person accepts it. A layer that does not fit waits in any case. */
  readonly acceptance?: 'ask' | 'at_once';
}

/** One thing to read. Opened only when its turn comes, and closed when it is read. */
export interface ImportSource {
  open(): Promise<Reading>;
  /** What its driver has to report of its own; given to the driver before it is opened. */
  readonly driverReport?: ReportBuilder;
  /** How large it is, where that is known. */
  readonly bytes?: number;
}

export const importSteps = ['reading', 'mapping', 'mending', 'storing', 'tiling', 'switching'] as const;
export type ImportStep = (typeof importSteps)[number];

export interface ImportHooks {
  readonly signal: AbortSignal;
  onProgress(share: number, step: ImportStep): void;
  /** What the driver has to report of its own; made before the file is opened. */
  readonly driverReport?: ReportBuilder;
}

export interface ImportedEdition {
  readonly id: number; readonly kind: string; readonly edition: number; readonly featureCount: number;
  readonly status: 'current' | 'pending' | 'quarantined';
  readonly position: PositionCheck;
}
export interface ImportOutcome {
  readonly importId: string;
  /** In use from now on, and those that wait for a person. */
  readonly editions: readonly ImportedEdition[];
  readonly srid: number;
  readonly report: ImportReport;
}

/** What an import job leaves: every edition it made, and those among them that wait for a person. */
export function importResult({ editions, report }: ImportOutcome): { editions: number[]; waiting: number[]; report: ImportReport } {
  return { editions: editions.map(({ id }) => id), waiting: editions.filter(({ status }) => status !== 'current').map(({ id }) => id), report };
}

/** Where the steps end on the way from 0 to 1. */
const ENDS: Readonly<Record<ImportStep, number>> = { reading: 0.2, mapping: 0.3, mending: 0.45, storing: 0.75, tiling: 0.98, switching: 1 };
const STARTS: Readonly<Record<ImportStep, number>> = { reading: 0, mapping: 0.2, mending: 0.3, storing: 0.45, tiling: 0.75, switching: 0.98 };
export const progressAt = (step: ImportStep, share: number): number => STARTS[step] + (ENDS[step] - STARTS[step]) * Math.min(1, Math.max(0, share));
