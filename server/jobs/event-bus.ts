import type { CityEvent } from '#contract/units.ts';

export type EventListener = (event: CityEvent) => void;

/** News of a city to whoever listens in this process; nothing is kept for those who come later. */
export class EventBus {
  readonly #listeners = new Map<string, Set<EventListener>>();

  publish(cityId: string, event: CityEvent): void {
    for (const listener of this.#listeners.get(cityId) ?? []) listener(event);
  }

  /** Returns what ends the listening; calling it again does nothing. */
  subscribe(cityId: string, listener: EventListener): () => void {
    const listeners = this.#listeners.get(cityId) ?? new Set();
    this.#listeners.set(cityId, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      // By then others may listen in a newer set, which must stay.
      if (listeners.size === 0 && this.#listeners.get(cityId) === listeners) this.#listeners.delete(cityId);
    };
  }
}
