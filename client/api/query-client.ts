import { QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './problem.ts';

/** Only what may go away by itself is tried again; a refusal stays a refusal. */
const mayPass = (error: Error) => error instanceof ApiProblem && (error.code === 'offline' || error.status >= 502);

export const createQueryClient = () => new QueryClient({
  defaultOptions: { queries: { staleTime: 30_000, refetchOnWindowFocus: false, retry: (failures, error) => failures < 3 && mayPass(error) } },
});
export const queryClient = createQueryClient();
