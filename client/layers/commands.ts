import type { MapOwner } from '../map/map-owner.ts';
import { oldPlaceKinds } from '../map/palette.ts';
import { useAppState, type AppState } from '../app/app-state.ts';
import { useOpenExplain } from '../explain/open-explain.ts';
import { isShown } from './default-layers.ts';

export type CommandId = 'old' | 'threeD' | 'whole' | 'workbench' | 'data' | 'dashboard' | 'explain' | 'dark' | 'locale';
interface Context { readonly state: AppState; readonly owner: MapOwner | null; readonly bounds: readonly [number, number, number, number] | null }

const commands: Readonly<Record<CommandId, (context: Context) => void>> = {
  old: ({ state }) => {
    const areShown = oldPlaceKinds.every((kind) => isShown(kind, state.layerSwitches));
    state.switchLayers(Object.fromEntries(oldPlaceKinds.map((kind) => [kind, !areShown])));
  },
  threeD: ({ state }) => state.set3d(!state.is3d),
  whole: ({ owner, bounds }) => { if (bounds) owner?.fit(bounds); },
  workbench: ({ state }) => state.setPage('workbench'),
  data: ({ state }) => state.setPage('data'),
  dashboard: ({ state }) => state.setPage('dashboard'),
  explain: ({ state }) => {
    if (state.page === 'data') state.setPage('workbench');
    // After the page has changed: a page that goes puts explanations away.
    setTimeout(() => useOpenExplain.getState().show({ place: null, ruleIds: null }));
  },
  dark: ({ state }) => state.setScheme(state.scheme === 'light' ? 'dark' : 'light'),
  locale: ({ state }) => state.setLocale(state.locale === 'zh' ? 'en' : 'zh'),
};
export const commandIds = Object.keys(commands) as CommandId[];
export const runCommand = (id: CommandId, context: Omit<Context, 'state'>): void => commands[id]({ ...context, state: useAppState.getState() });

/** Commands whose words contain the text; none for a blank one, so that the box first teaches. */
export function matchingCommands(text: string, words: (id: CommandId) => string): CommandId[] {
  const wanted = text.trim().toLowerCase();
  return wanted === '' ? [] : commandIds.filter((id) => words(id).toLowerCase().includes(wanted));
}
