import { describe, expect, it } from 'vitest';
import type { CoverChange } from '../../../client/coverage/protocol.ts';
import { CoverPainter } from '../../../client/proposals/cover-painter.ts';

const change = (layer: string, states: Readonly<Record<number, number>>, isFresh = false): CoverChange => ({ ruleId: 'r', isFresh, layer, ids: Float64Array.from(Object.keys(states), Number), states: Uint8Array.from(Object.values(states)) });

/** A map that counts what it is told, and a clock that stands still until a frame is shown. */
function machine() {
  const states = new Map<string, number>();
  const [frames, timers]: [(() => void)[], { then: () => void; ms: number; at: number }[]] = [[], []];
  let [now, told, asked] = [0, 0, 0];
  const painter = new CoverPainter({
    has: (layer) => layer !== 'absent',
    set: (layer, id, state) => { told++; states.set(`${layer} ${id}`, state); },
    clear: (layer) => { for (const key of states.keys()) if (key.startsWith(`${layer} `)) states.delete(key); },
  }, { now: () => now, next: (then) => { asked++; frames.push(then); }, later: (then, ms) => void timers.push({ then, ms, at: now + ms }) });
  return {
    painter, shown: () => Object.fromEntries(states), told: () => told,
    /** Frames asked of the map. */
    asked: () => asked,
    /** A frame that took so long is on the screen. @returns waits asked for */
    frame: (ms: number) => { now += ms; frames.splice(0).forEach((then) => then()); return timers.map((timer) => timer.ms); },
    /** Time passes, timers ring when theirs has come. */
    pass: (ms: number) => {
      const end = now + ms;
      for (let i = timers.findIndex(({ at }) => at <= end); i >= 0; i = timers.findIndex(({ at }) => at <= end)) {
        const [{ then, at }] = timers.splice(i, 1) as [(typeof timers)[number]];
        now = at;
        then();
      }
      now = end;
    },
  };
}

describe('colours on the map', () => {
  it('are painted as fast as the map is drawn, the last of each feature, none lost', () => {
    const { painter, shown, told, frame, pass } = machine();
    painter.hear(change('building', { 1: 0, 2: 0 }, true));
    expect(shown()).toEqual({ 'building 1': 0, 'building 2': 0 });
    // While that frame is on its way the hand goes on.
    painter.hear(change('building', { 1: 1 }));
    painter.hear(change('building', { 1: 2, 3: 1 }));
    painter.hear(change('building', { 1: 1 }));
    expect(told()).toBe(2);
    expect(frame(10)).toEqual([20]);
    expect(told()).toBe(2);
    pass(20);
    expect([shown(), told()]).toEqual([{ 'building 1': 1, 'building 2': 0, 'building 3': 1 }, 4]);
    frame(10);
    pass(1000);
    expect(told()).toBe(4);
  });

  it('of another rule or of none leave nothing of the one before', () => {
    const { painter, shown, frame, pass } = machine();
    painter.hear(change('building', { 1: 1 }, true));
    painter.hear(change('land_use', { 7: 2 }, true));
    frame(10);
    pass(20);
    expect(shown()).toEqual({ 'land_use 7': 2 });
    painter.hear(change('land_use', { 8: 1 }, true));
    frame(10);
    pass(20);
    expect(shown()).toEqual({ 'land_use 8': 1 });
    frame(10);
    pass(20);
    painter.hear(change('absent', { 9: 1 }, true));
    expect(shown()).toEqual({});
    painter.hear(change('building', { 1: 1 }, true));
    painter.stop();
    expect(shown()).toEqual({});
  });

  it('ask the map for no frame where nothing is coloured', () => {
    const { painter, asked, frame, pass } = machine();
    for (let step = 0; step < 5; step++) { painter.hear(null); pass(1000); }
    expect(asked()).toBe(0);
    painter.hear(change('building', { 1: 1 }, true));
    frame(10);
    pass(1000);
    painter.hear(null);
    frame(10);
    pass(1000);
    painter.hear(null);
    expect(asked()).toBe(2);
  });

  it('hold back where a frame of the map takes long, but not from a hand that stands still', () => {
    const { painter, asked, shown, frame, pass } = machine();
    painter.hear(change('building', { 1: 0 }, true));
    frame(100);
    // Under a hand that moves on: an answer every 100 ms.
    for (let step = 0; step < 15; step++) { painter.hear(change('building', { 1: step % 3 })); pass(100); }
    expect([asked(), shown()]).toEqual([1, { 'building 1': 0 }]);
    painter.hear(change('building', { 1: 1 }));
    pass(160);
    expect([asked(), shown()]).toEqual([2, { 'building 1': 1 }]);
    frame(100);
    for (let step = 0; step < 24; step++) { painter.hear(change('building', { 1: step % 3 })); pass(100); }
    expect(asked()).toBe(3);
  });
});
