import type { Figure } from '#planning/coverage/figure.ts';
import type { LiveFigures } from './protocol.ts';

/** Figures that are not what was told last, with their places. `isFresh`: nothing told before holds any more. */
export interface ListChange { readonly isFresh: boolean; readonly count: number; readonly at: readonly number[]; readonly figures: readonly Figure[] }
/** `LiveFigures` on the way from the worker: under a pointer most figures stay as they are, and copying hundreds of them costs more than working them out. */
export interface FiguresOnTheWay extends Omit<LiveFigures, 'figures' | 'withProposals'> {
  readonly figures: ListChange;
  /** Of the second reading as last told; where there was none, of the first. */
  readonly withProposals: ListChange | null;
}

/** The worker's side: remembers what the page holds. */
export class FiguresTold {
  #first: readonly Figure[] | null = null;
  #second: readonly Figure[] | null = null;

  /** Nothing told before holds any more. */
  forget(): void {
    this.#first = null;
    this.#second = null;
  }
  pack(live: LiveFigures): FiguresOnTheWay {
    const figures = changeOf(this.#first, live.figures);
    this.#first = live.figures;
    if (figures.isFresh) this.#second = null;
    const withProposals = live.withProposals && changeOf(this.#second ?? this.#first, live.withProposals);
    this.#second = live.withProposals;
    return { ...live, figures, withProposals };
  }
}

/** The page's side: what did not change stays the same object, so that it need not be drawn again. */
export class FiguresHeard {
  #first: readonly Figure[] = [];
  #second: readonly Figure[] | null = null;

  unpack(sent: FiguresOnTheWay): LiveFigures {
    this.#first = changed(this.#first, sent.figures);
    if (sent.figures.isFresh) this.#second = null;
    this.#second = sent.withProposals && changed(this.#second ?? this.#first, sent.withProposals);
    return { ...sent, figures: this.#first, withProposals: this.#second };
  }
}

function changeOf(told: readonly Figure[] | null, now: readonly Figure[]): ListChange {
  const isFresh = told?.length !== now.length;
  const at = now.flatMap((figure, i) => (told && !isFresh && isSame(told[i], figure) ? [] : [i]));
  return { isFresh, count: now.length, at, figures: at.map((i) => now[i] as Figure) };
}

function changed(told: readonly Figure[], { isFresh, count, at, figures }: ListChange): readonly Figure[] {
  if (isFresh) return figures;
  if (at.length === 0 && told.length === count) return told;
  const now = [...told];
  at.forEach((place, i) => { now[place] = figures[i] as Figure; });
  return now;
}

/** Equal in all they say. What a rule says of itself is one object, and soon compared. */
function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false;
  const [inA, inB] = [a as Readonly<Record<string, unknown>>, b as Readonly<Record<string, unknown>>];
  const names = Object.keys(inA);
  return names.length === Object.keys(inB).length && names.every((name) => name in inB && isSame(inA[name], inB[name]));
}
