import { ApiProblem, problemOf } from './problem.ts';

type Method = 'GET' | 'POST' | 'DELETE';

async function request<T>(method: Method, address: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const init: RequestInit = { method, credentials: 'same-origin', headers: { accept: 'application/json' } };
  if (signal) init.signal = signal;
  if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { accept: 'application/json', 'content-type': 'application/json' };
  }
  let answer: Response;
  try {
    answer = await fetch(address, init);
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new ApiProblem('offline', 0);
  }
  const text = await answer.text();
  if (!answer.ok) throw problemOf(answer.status, text);
  if (text === '') return undefined as T;
  try {
    return JSON.parse(text) as T;
  } catch {
    throw new ApiProblem('unreadable_answer', answer.status, { detail: text.slice(0, 200) });
  }
}

/** Requests by the contract (server/contract/routes.md). Paths begin after `/api`. Every failure is an ApiProblem. */
export const api = {
  get: <T>(path: string, signal?: AbortSignal) => request<T>('GET', `/api${path}`, undefined, signal),
  post: <T>(path: string, body: unknown, signal?: AbortSignal) => request<T>('POST', `/api${path}`, body, signal),
  del: <T = void>(path: string, signal?: AbortSignal) => request<T>('DELETE', `/api${path}`, undefined, signal),
};
/** One page of a layer's current features, whole and in degrees: from the door other programs use (OGC API – Features). `bounds`: west, south, east, north. */
export const layerItems = <T>(cityId: string, kind: string, page: { readonly limit: number; readonly bounds?: readonly number[] }, signal?: AbortSignal) =>
  request<T>('GET', `/ogc/collections/${encodeURIComponent(`${cityId}.${kind}`)}/items?limit=${page.limit}${page.bounds ? `&bbox=${page.bounds.join()}` : ''}`, undefined, signal);

/** Path below one city, parts encoded: `cityPath('demo', 'units', id)`. */
export const cityPath = (cityId: string, ...parts: (string | number)[]) => ['/cities', cityId, ...parts].map((part, i) => (i === 0 ? part : encodeURIComponent(part))).join('/');
