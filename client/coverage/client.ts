import type { LonLatArea } from '#planning/geometry/types.ts';
import type { Finding } from '#planning/plan/edit.ts';
import type { DrawnProposal } from '#planning/coverage/proposal.ts';
import type { TopologyResult } from '#planning/plan/topology/types.ts';
import type { BorderFault } from '#planning/plan/topology/border-faults.ts';
import type { UniteResult } from '#planning/plan/topology/unite-areas.ts';
import type { AnswerTo, BordersQuestion, BoundaryProposals, CoverChange, CoverQuestion, CoveragePort, LiveFigures, OpenQuestion, ProposeQuestion, TopologyQuestion, UniteQuestion, ValidateQuestion } from './protocol.ts';

export interface Preview { readonly subject: string; readonly area: LonLatArea; readonly receiptRuleId: string | null; readonly proposals?: readonly DrawnProposal[]; readonly cover?: CoverQuestion | null }
export interface CoverageListener {
  /** Figures of a subject; always of a preview later than the last one delivered for it. */
  readonly onFigures: (subject: string, live: LiveFigures) => void;
  readonly onCover?: (cover: CoverChange | null) => void;
  readonly onFailure: (subject: string, message: string) => void;
}

/**
 * One question on its way at a time. While it is, at most one preview waits: a newer one takes its place, for only the last position of a
 * dragged vertex matters. Checks on finishing are never dropped and go first. An answer for a subject nobody looks at any more is dropped.
 */
export class CoverageClient {
  private readonly port: CoveragePort;
  private readonly listener: CoverageListener;
  private waiting: Preview | null = null;
  private readonly checks: (() => Promise<void>)[] = [];
  private subject: string | null = null;
  private isBusy = false;
  private isClosed = false;
  private opening: Promise<unknown> = Promise.reject(new Error('not opened'));

  constructor(port: CoveragePort, listener: CoverageListener) {
    this.port = port;
    this.listener = listener;
    this.opening.catch(() => undefined);
  }

  /** Loads a city; previews asked for meanwhile wait for it. */
  open(question: Omit<OpenQuestion, 'kind'>): Promise<unknown> {
    this.opening = this.port.ask({ kind: 'open', ...question });
    this.opening.catch(() => undefined);
    return this.opening;
  }
  preview(preview: Preview): void {
    this.subject = preview.subject;
    this.waiting = preview;
    void this.pump();
  }
  /** Nobody looks at this subject any more; what is on its way for it is dropped. */
  stopPreview(subject: string): void {
    if (this.subject === subject) this.subject = null;
    if (this.waiting?.subject === subject) this.waiting = null;
  }
  validate(question: Omit<ValidateQuestion, 'kind'>): Promise<readonly Finding[]> { return this.first({ kind: 'validate', ...question }); }
  /** Carries an operation on boundaries out on the units given; nothing is kept of it. */
  topology(question: Omit<TopologyQuestion, 'kind'>): Promise<TopologyResult> { return this.first({ kind: 'topology', ...question }); }
  /** Boundaries for a click or a sketch. */
  proposeBoundary(question: Omit<ProposeQuestion, 'kind'>): Promise<BoundaryProposals> { return this.first({ kind: 'propose', ...question }); }
  unite(question: Omit<UniteQuestion, 'kind'>): Promise<UniteResult> { return this.first({ kind: 'unite', ...question }); }
  /** What keeps the units given from being a partition, worst first. */
  borders(question: Omit<BordersQuestion, 'kind'>): Promise<readonly BorderFault[]> { return this.first({ kind: 'borders', ...question }); }
  /** Before all previews, and never dropped. */
  private first<Q extends ValidateQuestion | TopologyQuestion | ProposeQuestion | UniteQuestion | BordersQuestion>(question: Q): Promise<AnswerTo<Q>> {
    return new Promise((resolve, reject) => {
      this.checks.push(() => this.opening.then(() => this.port.ask(question)).then(resolve, reject));
      void this.pump();
    });
  }
  close(): void {
    this.isClosed = true;
    this.waiting = null;
    this.port.close();
  }

  private async pump(): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    while (!this.isClosed && (this.checks.length > 0 || this.waiting)) {
      const check = this.checks.shift();
      if (check) await check();
      else await this.sendWaiting();
    }
    this.isBusy = false;
  }
  private async sendWaiting(): Promise<void> {
    try {
      await this.opening;
      const sent = this.waiting;
      this.waiting = null;
      if (!sent) return;
      const live = await this.port.ask({ kind: 'figures', area: sent.area, receiptRuleId: sent.receiptRuleId, proposals: sent.proposals ?? [], cover: sent.cover ?? null });
      // Changes of colour add up: not one may be lost, whoever looks at the figures.
      if (!this.isClosed) this.listener.onCover?.(live.cover);
      if (!this.isClosed && this.subject === sent.subject) this.listener.onFigures(sent.subject, live);
    } catch (error) {
      const subject = this.subject;
      this.waiting = null;
      if (!this.isClosed && subject !== null) this.listener.onFailure(subject, error instanceof Error ? error.message : String(error));
    }
  }
}
