import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { vi } from 'vitest';
import '../../../client/app/i18n.ts';
import { createQueryClient } from '../../../client/api/query-client.ts';

/** Renders as inside the app. The network answers from `answers`: path after /api → body; any other path is a 404 problem. */
export function renderInside(node: ReactNode, answers: Readonly<Record<string, unknown>>) {
  const asked: string[] = [];
  vi.stubGlobal('fetch', (input: string) => {
    const path = decodeURIComponent(input.replace('/api', ''));
    asked.push(path);
    const body = answers[path];
    const problem = { type: '/problems/not_found', code: 'not_found', title: 'not found', status: 404 };
    return Promise.resolve(new Response(JSON.stringify(body ?? problem), { status: body === undefined ? 404 : 200 }));
  });
  return { asked, ...render(<MantineProvider><QueryClientProvider client={createQueryClient()}>{node}</QueryClientProvider></MantineProvider>) };
}
