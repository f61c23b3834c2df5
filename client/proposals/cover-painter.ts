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

/** A map that has just been coloured rests this many times as long as that took; where the map is drawn fast it is no wait at all. */
const REST = 2;
/**
 * Longer than this a frame of the map holds up the numbers on the screen, for both are shown by the same graphics process: where it takes so long, the map rests
 * much longer under a hand that moves, and is painted as soon as the hand stands still. ms
 */
const SLOW_FRAME_MS = 40;
const SLOW_REST = 20;
const STILL_MS = 150;

/**
 * Colours the map by what the engine tells: changes are gathered, only the last state of a feature is painted, and no faster than the map is drawn. Numbers and the
 * hand come first. Nothing that was told is lost, for changes add up.
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
  #heardAt = 0;
  #restUntil = 0;

  constructor(canvas: Canvas, frames: Frames) {
    this.#canvas = canvas;
    this.#frames = frames;
  }

  hear(change: CoverChange | null): void {
    if (!change || change.isFresh || change.layer !== this.#layer) {
      this.#waiting.clear();
      // Where nothing is coloured there is nothing to take away, and no frame to ask the map for.
      this.#isStale = this.#painted !== null;
    }
    this.#heardAt = this.#frames.now();
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
    this.#frames.next(() => {
      const now = this.#frames.now();
      this.#restUntil = now + (now - from > SLOW_FRAME_MS ? SLOW_REST : REST) * (now - from);
      this.#rest(now);
    });
  }

  /** Paints what waits when the map has rested, or the hand stands still. */
  #rest(now: number): void {
    const hasWork = this.#waiting.size > 0 || this.#isStale;
    const stillAt = this.#heardAt + STILL_MS;
    if (now >= this.#restUntil || (hasWork && now >= stillAt)) {
      this.#isBusy = false;
      this.#paint();
    } else {
      this.#frames.later(() => this.#rest(this.#frames.now()), Math.min(this.#restUntil, hasWork ? stillAt : now + STILL_MS) - now);
    }
  }
  #clear(): void {
    if (this.#isStale && this.#painted !== null && this.#canvas.has(this.#painted)) this.#canvas.clear(this.#painted);
    if (this.#isStale) this.#painted = null;
    this.#isStale = false;
  }
}
