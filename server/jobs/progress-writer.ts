const intervalMs = 300;

/** Writes the latest of many progress reports, one write at a time and not more often than people can see. A new step is written at once. */
export class ProgressWriter {
  readonly #write: (share: number, step: string) => Promise<void>;
  #latest: { share: number; step: string } | null = null;
  #step = '';
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> | undefined;
  #isStopped = false;

  constructor(write: (share: number, step: string) => Promise<void>) {
    this.#write = write;
  }

  put(share: number, step: string): void {
    if (this.#isStopped) return;
    this.#latest = { share: Math.min(1, Math.max(0, share)), step };
    const isNewStep = step !== this.#step;
    this.#step = step;
    if (isNewStep && !this.#writing) this.#flush();
    else this.#timer ??= setTimeout(() => this.#flush(), intervalMs);
  }

  /** Waits for the write under way and drops what has not begun. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#writing;
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const latest = this.#latest;
    if (!latest || this.#isStopped) return;
    if (this.#writing) {
      this.#timer = setTimeout(() => this.#flush(), intervalMs);
      return;
    }
    this.#latest = null;
    // A lost progress report is no reason to fail the job; its end is written apart.
    this.#writing = this.#write(latest.share, latest.step).catch(() => {}).finally(() => { this.#writing = undefined; });
  }
}
