import { MantineProvider } from '@mantine/core';
import { render, screen } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ImportReport as Report } from '#contract/layers.ts';
import '../../../client/app/i18n.ts';
import { useAppState } from '../../../client/app/app-state.ts';
import { ImportReport } from '../../../client/data/import-report.tsx';

const show = (report: Report) => render(<MantineProvider><ImportReport report={report} /></MantineProvider>);
const entry = (code: string, count: number, ...examples: string[]) => ({ code, count, examples });

describe('the import report', () => {
  beforeEach(() => useAppState.getState().setLocale('zh'));

  it('says how many were read, taken and left out, and why, with places', () => {
    show({ read: 1200, taken: 1150, mended: [entry('polygon_repaired', 3, 'way/7')], leftOut: [entry('geometry_mismatch', 50, 'feature 4', 'feature 9')], notices: [] });
    expect(screen.getByText('1,200')).toBeTruthy();
    expect(screen.getByText('1,150')).toBeTruthy();
    expect(screen.getByText('几何类型与图层不符')).toBeTruthy();
    expect(screen.getByText(/第 4 个要素；第 9 个要素.*另有 48 处/)).toBeTruthy();
    expect(screen.queryByText('提示')).toBeNull();
  });
  it('says so when there is nothing to say', () => {
    show({ read: 5, taken: 5, mended: [], leftOut: [], notices: [] });
    expect(screen.getByText(/没有需要说明的问题/)).toBeTruthy();
  });
  it('shows a code it has no words for rather than hide it', () => {
    show({ read: 1, taken: 0, mended: [], leftOut: [entry('never_seen', 1)], notices: [] });
    expect(screen.getByText('never_seen')).toBeTruthy();
  });
});
