import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Figure } from '#planning/coverage/figure.ts';
import { FiguresHeard, FiguresTold } from '../../../client/coverage/figures-told.ts';
import type { LiveFigures } from '../../../client/coverage/protocol.ts';

const clause = { document: '某某标准', clause: '3.1' };
const figure = (rule: number, value: number): Figure => ({ ruleId: `R${rule}`, ruleSetId: 'S', value, extras: { meanShare: value / 2 }, receipt: { clause, counted: [], notes: [] } }) as unknown as Figure;
const live = (first: readonly number[], second: readonly number[] | null): LiveFigures => ({
  uncounted: [],
  areaM2: 1, people: null, cover: null, datasetHash: 'x', tookMs: 1, figures: first.map((value, i) => figure(i, value)), withProposals: second && second.map((value, i) => figure(i, value)),
});

describe('figures on their way from the worker', () => {
  it('arrive as they were sent, whatever changed', () => {
    const values = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 0, maxLength: 5 });
    fc.assert(fc.property(fc.array(fc.record({ first: values, second: fc.option(values), forgets: fc.boolean() }), { minLength: 1, maxLength: 12 }), (answers) => {
      const [told, heard] = [new FiguresTold(), new FiguresHeard()];
      for (const { first, second, forgets } of answers) {
        if (forgets) told.forget();
        const sent = live(first, second);
        expect(heard.unpack(structuredClone(told.pack(sent)))).toEqual(sent);
      }
    }), { seed: 4, numRuns: 300 });
  });

  it('bring only what changed, and leave the rest the same objects', () => {
    const [told, heard] = [new FiguresTold(), new FiguresHeard()];
    const before = heard.unpack(structuredClone(told.pack(live([1, 2, 3], [1, 5, 3]))));
    expect(before.withProposals?.[0]).toBe(before.figures[0]);
    const packed = told.pack(live([1, 2, 3], [1, 6, 3]));
    expect([packed.figures.at, packed.withProposals?.at]).toEqual([[], [1]]);
    const after = heard.unpack(structuredClone(packed));
    expect(after.figures).toBe(before.figures);
    expect(after.withProposals?.map((each, i) => each === before.withProposals?.[i])).toEqual([true, false, true]);
    expect(after.withProposals?.[1]?.value).toBe(6);
  });
});
