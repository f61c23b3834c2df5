import { describe, expect, it } from 'vitest';
import { figuresIn } from '../../../server/db/repositories/figures.ts';
import { packJson, plainJson } from '../../../server/db/figure-json.ts';
import { figureSetText } from '../../../server/jobs/figures/figure-set-text.ts';

const bytesOf = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const figures = [{ ruleId: '绿地' }, { ruleId: 'b', receipt: { counted: Array.from({ length: 500 }, (_, id) => ({ layer: 'building', id })) } }, { ruleId: 'c' }];
const [first, second, third] = figures.map(bytesOf) as [Uint8Array, Uint8Array, Uint8Array];

describe('figures held packed', () => {
  it('come out as they went in, and take less room meanwhile', () => {
    const packed = packJson(second);
    expect(packed.byteLength).toBeLessThan(second.byteLength / 4);
    expect(packed.buffer.byteLength).toBe(packed.byteLength);
    expect(plainJson(packed)).toStrictEqual(Buffer.from(second));
    expect(plainJson(first)).toBe(first);
  });

  it('are read and sent beside those that are not', () => {
    const json = [first, packJson(second), third];
    expect(figuresIn({ json })).toEqual(figures);
    const text = Buffer.concat([...figureSetText('{"area":"city"}', json)].map((piece) => Buffer.from(piece))).toString();
    expect(JSON.parse(text)).toEqual({ area: 'city', figures });
  });
});
