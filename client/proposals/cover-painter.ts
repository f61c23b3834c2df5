import type { CoverChange } from '../coverage/protocol.ts';

/** What colours features of the map: MapLibre's own, or a stand-in in tests. */
export interface Canvas {
  has(layer: string): boolean;
  set(layer: string, id: number, state: number): void;
  clear(layer: string): void;
}
/** The browser's clock and frames. */
export interface Frames {
  now(): number;
  /** After the next frame is on the screen. */
  next(then: () => void): void;
  later(then: () => void, ms: number): void;
}

/** A map that has just been coloured rests this many times as long as that took: numbers and the hand come first on a slow machine; on a fast one it is no wait at all. */
const REST = 2;

/**
 * Colours the map by what the engine tells: changes are gathered, only the last state of a feature is painted, and no faster than the map is drawn. Nothing that
 * was told is lost, for changes add up.
 */
export class CoverPainter {
  readonly #canvas: Canvas;
  readonly #frames: Frames;
  /** Layer that is coloured on the map now. */
  #painted: string | null = null;
  #layer: string | null = null;
  #isStale = false;
  readonly #waiting = new Map<number, number>();
  #isBusy = false;

  constructor(canvas: Canvas, frames: Frames) {
    this.#canvas = canvas;
    this.#frames = frames;
  }

  hear(change: CoverChange | null): void {
    if (!change || change.isFresh || change.layer !== this.#layer) {
      this.#waiting.clear();
      this.#isStale = true;
    }
    this.#layer = change?.layer ?? null;
    for (let i = 0; change && i < change.ids.length; i++) this.#waiting.set(change.ids[i] as number, change.states[i] as number);
    if (!this.#isBusy) this.#paint();
  }

  /** Takes the colours away at once. */
  stop(): void {
    this.hear(null);
    this.#clear();
  }

  #paint(): void {
    if (this.#waiting.size === 0 && !this.#isStale) return;
    this.#isBusy = true;
    const from = this.#frames.now();
    this.#clear();
    const layer = this.#layer;
    if (layer !== null && this.#canvas.has(layer)) {
      for (const [id, state] of this.#waiting) this.#canvas.set(layer, id, state);
      this.#painted = layer;
    }
    this.#waiting.clear();
    this.#frames.next(() => this.#frames.later(() => {
      this.#isBusy = false;
      this.#paint();
    }, REST * (this.#frames.now() - from)));
  }
  #clear(): void {
    if (this.#isStale && this.#painted !== null && this.#canvas.has(this.#painted)) this.#canvas.clear(this.#painted);
    if (this.#isStale) this.#painted = null;
    this.#isStale = false;
  }
}
