import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Verdict } from '#planning/coverage/figure.ts';
import '../../../client/app/i18n.ts';
import { useAppState } from '../../../client/app/app-state.ts';
import { countVerdicts } from '../../../client/figures/group-figures.ts';
import { VerdictCounts, VerdictMark, verdictSigns } from '../../../client/figures/verdict-mark.tsx';

const verdicts: readonly Verdict[] = ['pass', 'fail', 'not_applicable', 'not_assessed', 'no_threshold'];

describe('a verdict', () => {
  beforeEach(() => useAppState.getState().setLocale('zh'));
  afterEach(cleanup);

  it('has a shape and a word of its own, so that no eye depends on colour', () => {
    expect(new Set(Object.values(verdictSigns)).size).toBe(verdicts.length);
    const words = verdicts.map((verdict) => {
      const text = render(<VerdictMark verdict={verdict} />).container.textContent;
      cleanup();
      return text;
    });
    expect(words).toEqual(['✓达标', '!未达标', '–不适用', '?未评估', '·无阈值']);
  });
  it('keeps its word for those who listen when it is short', () => {
    expect(render(<VerdictMark verdict="fail" isShort />).container.textContent).toBe('!未达标');
  });
  it('counts what neither meets nor fails as other', () => {
    const counts = countVerdicts(verdicts.map((verdict) => ({ verdict })));
    expect(counts).toEqual({ pass: 1, fail: 1, other: 3 });
    render(<VerdictCounts {...counts} />);
    expect(screen.getByLabelText('达标 1，未达标 1，其他 3')).toBeTruthy();
  });
});
