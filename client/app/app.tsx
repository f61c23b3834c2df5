import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { queryClient } from '../api/query-client.ts';
import { useSession } from '../api/queries.ts';
import { SignInPage } from '../sign-in/sign-in-page.tsx';
import { FailedState, LoadingState } from '../ui/states.tsx';
import { useAppState } from './app-state.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { theme } from './theme.ts';

/** The map and all around it; whoever has to sign in first does not wait for it. */
const Inside = lazy(() => import('./inside.tsx').then((module) => ({ default: module.Inside })));

/** The address is kept while somebody signs in, so a shared link opens where it points. */
function Door() {
  const session = useSession();
  if (session.isPending) return <LoadingState isWhole />;
  if (session.isError) return <FailedState error={session.error} onRetry={() => void session.refetch()} isWhole />;
  return session.data === null ? <SignInPage /> : <Suspense fallback={<LoadingState isWhole />}><Inside /></Suspense>;
}

export function App() {
  const scheme = useAppState((s) => s.scheme);
  return (
    <MantineProvider theme={theme} forceColorScheme={scheme}>
      <ErrorBoundary>
        <QueryClientProvider client={queryClient}>
          <Notifications position="bottom-center" limit={3} />
          <Door />
        </QueryClientProvider>
      </ErrorBoundary>
    </MantineProvider>
  );
}
