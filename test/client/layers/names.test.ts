import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { colon, listed } from '../../../client/layers/names.ts';

describe('words joined in a sentence', () => {
  it('take the marks of the language', () => {
    expect(`甲${colon('zh')}${listed(['道路', '绿地'], 'zh')}`).toBe('甲：道路、绿地');
    expect(`A${colon('en')}${listed(['Roads', 'Green'], 'en')}`).toBe('A: Roads, Green');
  });

  it('no component joins them by Chinese marks whatever the language', () => {
    const client = join(import.meta.dirname, '../../../client');
    const files = readdirSync(client, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.tsx'));
    const found = files.flatMap((file) => readFileSync(join(client, file), 'utf8').split('\n').filter((line) => /[：、]/.test(line) && !line.includes("'zh'")).map((line) => `${file}: ${line.trim()}`));
    expect(files.length).toBeGreaterThan(100);
    expect(found).toEqual([]);
  });
});
