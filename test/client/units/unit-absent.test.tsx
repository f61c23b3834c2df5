import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import '../../../client/app/i18n.ts';
import { useAppState } from '../../../client/app/app-state.ts';
import { UnitAbsent } from '../../../client/units/unit-absent.tsx';

describe('a chosen unit that is not in the plan', () => {
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
    useAppState.setState({ cityId: null });
  });

  it('says that the units could not be read, and tries again', async () => {
    const problem = () => Promise.resolve(new Response(JSON.stringify({ title: 'down', status: 503, code: 'unavailable', detail: 'down', errors: [] }), { status: 503, headers: { 'content-type': 'application/problem+json' } }));
    const fetch = vi.fn(problem);
    vi.stubGlobal('fetch', fetch);
    useAppState.getState().setLocale('zh');
    useAppState.setState({ cityId: 'a-city' });
    render(<QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}><MantineProvider><UnitAbsent unitId="u" onClose={() => undefined} /></MantineProvider></QueryClientProvider>);
    expect(screen.getByRole('status').textContent).toBe('正在读取…');
    fireEvent.click(await screen.findByRole('button', { name: '重试' }));
    await vi.waitFor(() => expect(fetch).toHaveBeenCalledTimes(2));
    expect(screen.queryByText('这个单元已不存在')).toBeNull();
  });
});
