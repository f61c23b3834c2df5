import { createRootRoute, createRoute, createRouter, redirect } from '@tanstack/react-router';
import { pageIds, useAppState } from './app-state.ts';

/** Address parameters: `at` is the view (map-view.ts), `sel` the selection (selection.ts), `scheme` the id of the open scheme. Anything else is dropped. */
export interface AddressSearch { at?: string; sel?: string; scheme?: string }
function validateSearch(raw: Record<string, unknown>): AddressSearch {
  const text = (name: string) => (typeof raw[name] === 'string' ? raw[name] : undefined);
  const at = text('at');
  const sel = text('sel');
  const scheme = text('scheme');
  return { ...(at === undefined ? {} : { at }), ...(sel === undefined ? {} : { sel }), ...(scheme === undefined ? {} : { scheme }) };
}

/** The shell is put in behind the door (inside.tsx): what is in it reads the address, and this page knows addresses only. */
export const root = createRootRoute({ validateSearch, notFoundComponent: () => null });
const home = createRoute({ getParentRoute: () => root, path: '/' });
const city = createRoute({
  getParentRoute: () => root, path: '/$city',
  beforeLoad: ({ params }) => { throw redirect({ to: '/$city/$page', params: { city: params.city, page: 'workbench' }, replace: true }); },
});
const page = createRoute({
  getParentRoute: () => root, path: '/$city/$page',
  beforeLoad: ({ params }) => {
    if (!(pageIds as readonly string[]).includes(params.page)) throw redirect({ to: '/$city/$page', params: { city: params.city, page: useAppState.getState().page }, replace: true });
  },
});

/** Plain text both ways, commas and colons left readable: `?at=113.62,34.75,14.20&sel=unit:…`. */
export const router = createRouter({
  routeTree: root.addChildren([home, city, page]),
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const text = new URLSearchParams(Object.entries(search).filter((entry): entry is [string, string] => typeof entry[1] === 'string')).toString().replaceAll('%2C', ',').replaceAll('%3A', ':');
    return text === '' ? '' : `?${text}`;
  },
});

declare module '@tanstack/react-router' {
  interface Register { router: typeof router }
}
