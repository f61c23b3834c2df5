import { describe, expect, it } from 'vitest';
import { reportCodes } from '../../../server/contract/report-codes.ts';
import { reportWords } from '../../../client/data/report-words.ts';

describe('words of import reports', () => {
  it.each(Object.values(reportCodes).flat().map((code) => [code]))('%s has words in both languages', (code) => {
    expect(reportWords(code, 'zh')).toMatch(/\p{Script=Han}/u);
    expect(reportWords(code, 'en')).not.toBe(code);
  });
});
