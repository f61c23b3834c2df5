import { useEffect } from 'react';
import type { MapOwner } from '../map/map-owner.ts';
import { pageIds, useAppState, type AppState, type Page } from './app-state.ts';
import { formatView, parseView } from './map-view.ts';
import { router, type AddressSearch } from './router.ts';
import { formatSelection, parseSelection, sameSelection } from './selection.ts';

const isId = (text: string | undefined): text is string => text !== undefined && /^[0-9a-f-]{36}$/.test(text);

/** City, page, scheme and selection an address names. */
function read(pathname: string, search: AddressSearch) {
  const [, city = '', page = ''] = pathname.split('/').map(decodeURIComponent);
  return { cityId: city === '' ? null : city, page: (pageIds as readonly string[]).includes(page) ? (page as Page) : null, selection: parseSelection(search.sel), schemeId: isId(search.scheme) ? search.scheme : null, view: parseView(search.at) };
}
export const readAddress = () => read(router.state.location.pathname, router.state.location.search as AddressSearch);

/** Writes the state into the address: a new entry for what people step back over, a replaced one for a moved view. */
function write(state: AppState, view: string | undefined, isNewEntry: boolean): void {
  if (state.cityId === null) return;
  const sel = formatSelection(state.selection);
  void router.navigate({
    to: '/$city/$page', params: { city: state.cityId, page: state.page }, replace: !isNewEntry,
    search: { ...(view === undefined ? {} : { at: view }), ...(sel === null ? {} : { sel }), ...(state.schemeId === null ? {} : { scheme: state.schemeId }) },
  });
}

const isStep = (a: AppState, b: AppState) => a.cityId !== b.cityId || a.page !== b.page || a.schemeId !== b.schemeId || !sameSelection(a.selection, b.selection);

/** Takes the address into the store; without arguments the address as it is now. */
export function takeAddress(): void {
  const { cityId, page, selection, schemeId } = readAddress();
  useAppState.setState((s) => ({
    cityId: cityId ?? s.cityId, page: page ?? s.page, lastCityId: cityId ?? s.lastCityId, schemeId, selection: sameSelection(selection, s.selection) ? s.selection : selection,
  }));
}

/** Keeps address, store and map the same both ways, for as long as the shell lives. */
export function useAddress(owner: MapOwner | null): void {
  useEffect(() => {
    if (!owner) return;
    let viewText = formatView(owner.view());
    const onMove = () => {
      const now = formatView(owner.view());
      if (now === viewText) return;
      viewText = now;
      write(useAppState.getState(), viewText, false);
    };
    owner.map.on('moveend', onMove);
    const stopStore = useAppState.subscribe((state, before) => {
      const address = readAddress();
      const isInAddress = address.cityId === state.cityId && address.page === state.page && address.schemeId === state.schemeId && sameSelection(address.selection, state.selection);
      if (isStep(state, before) && !isInAddress) write(state, state.cityId === before.cityId ? viewText : undefined, true);
    });
    const stopRouter = router.history.subscribe(({ action }) => {
      if (action.type !== 'BACK' && action.type !== 'FORWARD' && action.type !== 'GO') return;
      void router.load().then(() => {
        const { view } = readAddress();
        if (view && formatView(view) !== viewText) {
          viewText = formatView(view);
          owner.jumpTo(view);
        }
        takeAddress();
      });
    });
    return () => {
      owner.map.off('moveend', onMove);
      stopStore();
      stopRouter();
    };
  }, [owner]);
}
