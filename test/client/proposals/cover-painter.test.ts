import { describe, expect, it } from 'vitest';
import type { CoverChange } from '../../../client/coverage/protocol.ts';
import { CoverPainter } from '../../../client/proposals/cover-painter.ts';

const change = (layer: string, states: Readonly<Record<number, number>>, isFresh = false): CoverChange => ({ ruleId: 'r', isFresh, layer, ids: Float64Array.from(Object.keys(states), Number), states: Uint8Array.from(Object.values(states)) });

/** A map that counts what it is told, and a clock that stands still until a frame is shown. */
function machine() {
  const states = new Map<string, number>();
  const [frames, timers]: [(() => void)[], { then: () => void; ms: number }[]] = [[], []];
  let [now, told] = [0, 0];
  const painter = new CoverPainter({
    has: (layer) => layer !== 'absent',
    set: (layer, id, state) => { told++; states.set(`${layer} ${id}`, state); },
    clear: (layer) => { for (const key of states.keys()) if (key.startsWith(`${layer} `)) states.delete(key); },
  }, { now: () => now, next: (then) => void frames.push(then), later: (then, ms) => void timers.push({ then, ms }) });
  return {
    painter, shown: () => Object.fromEntries(states), told: () => told,
    /** A frame that took so long is on the screen. @returns rests asked for */
    frame: (ms: number) => { now += ms; frames.splice(0).forEach((then) => then()); return timers.map((timer) => timer.ms); },
    rest: () => timers.splice(0).forEach(({ then }) => then()),
  };
}

describe('colours on the map', () => {
  it('are painted as fast as the map is drawn, the last of each feature, none lost', () => {
    const { painter, shown, told, frame, rest } = machine();
    painter.hear(change('building', { 1: 0, 2: 0 }, true));
    expect(shown()).toEqual({ 'building 1': 0, 'building 2': 0 });
    // While that frame is on its way the hand goes on.
    painter.hear(change('building', { 1: 1 }));
    painter.hear(change('building', { 1: 2, 3: 1 }));
    painter.hear(change('building', { 1: 1 }));
    expect(told()).toBe(2);
    expect(frame(100)).toEqual([200]);
    expect(told()).toBe(2);
    rest();
    expect([shown(), told()]).toEqual([{ 'building 1': 1, 'building 2': 0, 'building 3': 1 }, 4]);
    frame(10);
    rest();
    expect(told()).toBe(4);
  });

  it('of another rule or of none leave nothing of the one before', () => {
    const { painter, shown, frame, rest } = machine();
    painter.hear(change('building', { 1: 1 }, true));
    painter.hear(change('land_use', { 7: 2 }, true));
    frame(10);
    rest();
    expect(shown()).toEqual({ 'land_use 7': 2 });
    painter.hear(change('land_use', { 8: 1 }, true));
    frame(10);
    rest();
    expect(shown()).toEqual({ 'land_use 8': 1 });
    frame(10);
    rest();
    painter.hear(change('absent', { 9: 1 }, true));
    expect(shown()).toEqual({});
    painter.hear(change('building', { 1: 1 }, true));
    painter.stop();
    expect(shown()).toEqual({});
  });
});
