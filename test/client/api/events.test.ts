import { QueryObserver } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import { invalidateFor } from '../../../client/api/events.ts';
import { keys } from '../../../client/api/queries.ts';
import { createQueryClient } from '../../../client/api/query-client.ts';

const settle = () => new Promise((resolve) => { setTimeout(resolve); });
const event = { type: 'figures', areaKind: 'unit', areaId: 'u', state: 'verified' } as const;

/** A query on screen whose answers are given by hand. */
function watched() {
  const client = createQueryClient();
  const answers: ((state: string) => void)[] = [];
  const refusals: ((error: Error) => void)[] = [];
  const observer = new QueryObserver(client, {
    queryKey: [...keys.figures('demo'), 'area', 'unit:u'],
    queryFn: () => new Promise<string>((resolve, reject) => { answers.push(resolve); refusals.push(reject); }),
  });
  observer.subscribe(() => {});
  return { client, observer, answers, refusals };
}

describe('an event of the city', () => {
  it('is not lost on a query whose first answer left before it', async () => {
    const { client, observer, answers } = watched();
    invalidateFor(event, 'demo', client);
    invalidateFor(event, 'demo', client);
    expect(answers).toHaveLength(1);
    answers[0]!('computed');
    await settle();
    expect(observer.getCurrentResult().data).toBe('computed');
    expect(answers).toHaveLength(2); // once more, however many events there were
    answers[1]!('verified');
    await settle();
    expect(observer.getCurrentResult()).toMatchObject({ data: 'verified', fetchStatus: 'idle' });
    expect(answers).toHaveLength(2);
  });

  it('asks again what failed on the way', async () => {
    const { client, observer, answers, refusals } = watched();
    invalidateFor(event, 'demo', client);
    refusals[0]!(new Error('no answer'));
    await settle();
    expect(answers).toHaveLength(2);
    answers[1]!('verified');
    await settle();
    expect(observer.getCurrentResult().data).toBe('verified');
  });

  it('starts anew what has an answer already, and leaves other cities alone', async () => {
    const { client, answers } = watched();
    answers[0]!('computed');
    await settle();
    invalidateFor(event, 'other', client);
    expect(answers).toHaveLength(1);
    invalidateFor(event, 'demo', client);
    expect(answers).toHaveLength(2);
    invalidateFor(event, 'demo', client);
    expect(answers).toHaveLength(3); // the second left before this event
  });
});
