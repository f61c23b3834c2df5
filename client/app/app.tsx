import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { queryClient } from '../api/query-client.ts';
import { useSession } from '../api/queries.ts';
import { SignInPage } from '../sign-in/sign-in-page.tsx';
import { FailedState, LoadingState } from '../ui/states.tsx';
import { useAppState } from './app-state.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { router } from './router.tsx';
import { theme } from './theme.ts';

/** The address is kept while somebody signs in, so a shared link opens where it points. */
function Door() {
  const session = useSession();
  if (session.isPending) return <LoadingState isWhole />;
  if (session.isError) return <FailedState error={session.error} onRetry={() => void session.refetch()} isWhole />;
  return session.data === null ? <SignInPage /> : <RouterProvider router={router} />;
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
