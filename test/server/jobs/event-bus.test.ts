import { describe, expect, it } from 'vitest';
import type { CityEvent } from '../../../server/contract/units.ts';
import { EventBus } from '../../../server/jobs/event-bus.ts';

const layers: CityEvent = { type: 'layers' };

describe('the event bus', () => {
  it('tells every listener of a city, and no other', () => {
    const bus = new EventBus();
    const heard: string[] = [];
    bus.subscribe('a', () => heard.push('a1'));
    bus.subscribe('a', () => heard.push('a2'));
    bus.subscribe('b', () => heard.push('b'));
    bus.publish('a', layers);
    bus.publish('nowhere', layers);
    expect(heard).toEqual(['a1', 'a2']);
  });

  it('is silent to who left, and leaving twice silences nobody else', () => {
    const bus = new EventBus();
    const heard: string[] = [];
    const leave = bus.subscribe('a', () => heard.push('first'));
    leave();
    bus.subscribe('a', () => heard.push('second'));
    leave();
    bus.publish('a', layers);
    expect(heard).toEqual(['second']);
  });

  it('takes a listener that leaves while being told', () => {
    const bus = new EventBus();
    const heard: string[] = [];
    const leave = bus.subscribe('a', () => { heard.push('leaving'); leave(); });
    bus.subscribe('a', () => heard.push('staying'));
    bus.publish('a', layers);
    bus.publish('a', layers);
    expect(heard).toEqual(['leaving', 'staying', 'staying']);
  });
});
