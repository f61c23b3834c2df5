import type { CoverMap } from '#planning/coverage/cover-map.ts';
import type { CoverChange } from './protocol.ts';

/** Remembers what the map was told, so that a frame of a drag carries only what changed. */
export class CoverTold {
  private ruleId: string | null = null;
  private readonly states = new Map<number, number>();

  change(ruleId: string, map: CoverMap): CoverChange {
    const isFresh = this.ruleId !== ruleId;
    if (isFresh) this.forget();
    this.ruleId = ruleId;
    const changed: number[] = [];
    for (let i = 0; i < map.ids.length; i++) {
      const id = map.ids[i] as number;
      if (this.states.get(id) === map.states[i]) continue;
      this.states.set(id, map.states[i] as number);
      changed.push(i);
    }
    return { ruleId, isFresh, layer: map.layer, ids: Float64Array.from(changed, (i) => map.ids[i] as number), states: Uint8Array.from(changed, (i) => map.states[i] as number) };
  }
  /** The map shows nothing any more. */
  forget(): void {
    this.ruleId = null;
    this.states.clear();
  }
}
